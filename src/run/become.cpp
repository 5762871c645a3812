#include "base/path.h"
#include "base/text.h"
#include "run/exec.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ces {

namespace {

constexpr int k_not_found = 127;
constexpr int k_cannot_be_run = 126;

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& text : strings) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

// Return the file that `word` names: itself if it is a path, else the first one on PATH; empty if
// there is none.
std::string find_file(const std::string& word, std::string_view path) {
  if (word.find('/') != std::string::npos) {
    return ::access(word.c_str(), F_OK) == 0 ? word : "";
  }
  for (const std::string_view element : split_list(path)) {
    std::string file = join_path(element.empty() ? "." : element, word);
    if (::access(file.c_str(), F_OK) == 0) {
      return file;
    }
  }
  return {};
}

}  // namespace

std::string default_path() {
  std::string path(::confstr(_CS_PATH, nullptr, 0), '\0');
  ::confstr(_CS_PATH, path.data(), path.size());
  path.resize(path.empty() ? 0 : path.size() - 1);
  return path;
}

ExecFailure become(const ProgramCall& call) {
  std::vector<std::string> words = call.words;
  std::vector<std::string> entries = call.environment;
  const std::vector<char*> word_pointers = pointers_to(words);
  std::vector<char*> entry_pointers = pointers_to(entries);
  // execvp looks at the PATH of this process, and hands this environment on.
  environ = entry_pointers.data();
  ::execvp(words.front().c_str(), word_pointers.data());
  const int error = errno;
  const std::string& name = words.front();
  const std::string file = find_file(name, value_in(call.environment, "PATH").value_or(""));
  if (file.empty()) {
    return {k_not_found, "there is no program " + printable(name) +
                             (name.find('/') == std::string::npos ? " on PATH" : "")};
  }
  // The file is there, so this is about the program that is to interpret it.
  const std::string why =
      error == ENOENT ? "what its first line names is not there" : std::strerror(error);
  return {k_cannot_be_run, printable(file) + " cannot be run: " + why};
}

}  // namespace ces
