#include "run/exec.h"

#include "base/path.h"
#include "base/text.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace ces {

namespace {

constexpr int k_not_found = 127;
constexpr int k_cannot_be_run = 126;

bool is_of(std::string_view entry, std::string_view name) {
  return entry.size() > name.size() && entry[name.size()] == '=' && entry.starts_with(name);
}

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
    const std::string file = join_path(element.empty() ? "." : element, word);
    if (::access(file.c_str(), F_OK) == 0) {
      return file;
    }
  }
  return {};
}

}  // namespace

std::vector<std::string> edited(const Environment& environment, const std::vector<Edit>& edits) {
  std::vector<std::string> entries;
  for (const std::string_view entry : environment.entries()) {
    const bool is_edited = std::any_of(edits.begin(), edits.end(),
                                       [&](const Edit& edit) { return is_of(entry, edit.name); });
    if (!is_edited) {
      entries.emplace_back(entry);
    }
  }
  for (const Edit& edit : edits) {
    if (edit.value) {
      entries.push_back(edit.name + '=' + *edit.value);
    }
  }
  return entries;
}

std::optional<std::string> value_in(const std::vector<std::string>& entries,
                                    std::string_view name) {
  for (const std::string& entry : entries) {
    if (is_of(entry, name)) {
      return entry.substr(name.size() + 1);
    }
  }
  return std::nullopt;
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
