// The files of a GitHub Actions job: GITHUB_ENV holds variables as NAME<<DELIMITER, lines,
// DELIMITER; GITHUB_PATH holds folders, one a line, each put in front of PATH for the steps that
// follow. A variable cannot be unset there, only set to nothing. The runner reads the files as
// UTF-8 and takes a carriage return for a line end in one of them: neither is written.
#include "base/text.h"
#include "shell/dialect.h"

#include <algorithm>

namespace ces {

namespace {

// Return a delimiter that does not occur in `value`, which is the whole of the file format's
// safety.
std::string delimiter_for(std::string_view value) {
  std::string delimiter = "cuda-env-switch";
  while (value.find(delimiter) != std::string_view::npos) {
    delimiter += '-';
  }
  return delimiter;
}

// A folder with a line end in its name is no line: PATH is then written whole, as a variable.
bool goes_to_path_file(const Edit& edit) {
  return edit.name == "PATH" && !edit.prepended.empty() &&
         std::none_of(edit.prepended.begin(), edit.prepended.end(), [](const std::string& element) {
           return element.find('\n') != std::string::npos;
         });
}

}  // namespace

bool github_holds(std::string_view value, Form /*form*/) {
  return is_utf8(value) && value.find('\r') == std::string_view::npos;
}

std::string github_render(const Script& script, Form /*form*/) {
  std::string text;
  for (const Edit& edit : script.edits) {
    if (goes_to_path_file(edit)) {
      continue;
    }
    const std::string value = edit.value.value_or("");
    const std::string delimiter = delimiter_for(value);
    text.append(edit.name).append("<<").append(delimiter) += '\n';
    text.append(value) += '\n';
    text.append(delimiter) += '\n';
  }
  return text;
}

std::string github_path_lines(const Script& script) {
  std::string text;
  for (const Edit& edit : script.edits) {
    if (goes_to_path_file(edit)) {
      for (const std::string& element : edit.prepended) {
        text.insert(0, element + '\n');  // the last line ends up in front
      }
    }
  }
  return text;
}

}  // namespace ces
