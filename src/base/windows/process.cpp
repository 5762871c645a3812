#include "base/process.h"

#include "base/windows/unicode.h"

#include <windows.h>
#include <fcntl.h>
#include <io.h>

#include <cerrno>
#include <cstring>

namespace ces {

namespace {

// Without a console this is 0, CP_ACP, which is what cmd.exe falls back to as well.
UINT shells_code_page() {
  return ::GetConsoleOutputCP();
}

}  // namespace

std::string current_folder() {
  std::wstring folder(::GetCurrentDirectoryW(0, nullptr), L'\0');
  folder.resize(::GetCurrentDirectoryW(static_cast<DWORD>(folder.size()), folder.data()));
  return from_utf16(folder);
}

std::string write_all(Stream stream, std::string_view text) {
  const int descriptor = static_cast<int>(stream);
  ::_setmode(descriptor, _O_BINARY);
  while (!text.empty()) {
    const int written =
        ::_write(descriptor, text.data(), static_cast<unsigned int>(text.size() & 0x7FFFFFFFU));
    if (written <= 0) {
      return std::strerror(errno);
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

bool stdout_is_terminal() {
  return ::_isatty(static_cast<int>(Stream::output)) != 0;
}

std::string in_shells_encoding(std::string_view text) {
  const std::wstring wide = to_utf16(text);
  const auto length = static_cast<int>(wide.size());
  const UINT page = shells_code_page();
  std::string bytes;
  if (length > 0) {
    bytes.resize(static_cast<std::size_t>(
        ::WideCharToMultiByte(page, 0, wide.data(), length, nullptr, 0, nullptr, nullptr)));
    ::WideCharToMultiByte(page, 0, wide.data(), length, bytes.data(),
                          static_cast<int>(bytes.size()), nullptr, nullptr);
  }
  return bytes;
}

bool survives_shells_encoding(std::string_view text) {
  const std::string bytes = in_shells_encoding(text);
  const auto length = static_cast<int>(bytes.size());
  std::wstring back;
  if (length > 0) {
    const UINT page = shells_code_page();
    back.resize(
        static_cast<std::size_t>(::MultiByteToWideChar(page, 0, bytes.data(), length, nullptr, 0)));
    ::MultiByteToWideChar(page, 0, bytes.data(), length, back.data(),
                          static_cast<int>(back.size()));
  }
  return back == to_utf16(text);
}

}  // namespace ces
