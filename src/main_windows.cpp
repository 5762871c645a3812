// Windows hands over arguments and environment as UTF-16; what main() gets has lost characters.
#include "base/windows/unicode.h"
#include "cli/program.h"

#include <windows.h>
#include <shellapi.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

std::vector<std::string> arguments() {
  int count = 0;
  wchar_t** const words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) {
    texts.push_back(ces::from_utf16(words[i]));
  }
  ::LocalFree(static_cast<HLOCAL>(words));
  return texts;
}

// Names of variables are the same in any case there (PATH is mostly "Path"), and all that this
// program asks for are in capitals.
std::string with_name_in_capitals(std::string entry) {
  for (std::size_t i = 0; i < entry.size() && (i == 0 || entry[i] != '='); ++i) {
    if (entry[i] >= 'a' && entry[i] <= 'z') {
      entry[i] = static_cast<char>(entry[i] - 'a' + 'A');
    }
  }
  return entry;
}

std::vector<std::string> environment() {
  std::vector<std::string> entries;
  wchar_t* const block = ::GetEnvironmentStringsW();
  for (const wchar_t* entry = block; *entry != L'\0';) {
    const std::wstring_view text(entry);
    entries.push_back(with_name_in_capitals(ces::from_utf16(text)));
    entry += text.size() + 1;
  }
  ::FreeEnvironmentStringsW(block);
  return entries;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

int main() {
  std::vector<std::string> words = arguments();
  std::vector<std::string> variables = environment();
  return ces::run_program(static_cast<int>(words.size()), pointers_to(words).data(),
                          pointers_to(variables).data());
}
