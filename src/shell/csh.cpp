// tcsh and csh. Their hook has no way but eval with unquoted backquotes, which splits the text on
// blanks and line ends and joins it with single blanks; so statements end in ';' and every special
// character has a backslash of its own. In double quotes '!' would still be history and '$' a
// variable. Three characters get through that way neither: a tab, which becomes a blank, and
// braces, which tcsh expands all the same; printf makes them from their numbers.
#include "base/text.h"
#include "shell/dialect.h"

namespace ces {

namespace {

bool is_plain(char c) {
  constexpr std::string_view k_plain = "/_:.,%+=@-";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         k_plain.find(c) != std::string_view::npos;
}

std::string printed(char c) {
  std::string text = "\"`printf '\\";
  text += octal_digits(c);
  return text + "'`\"";
}

std::string word(std::string_view value) {
  if (value.empty()) {
    return "\"\"";
  }
  std::string text;
  for (const char c : value) {
    if (c == '\t' || c == '{' || c == '}') {
      text += printed(c);
      continue;
    }
    if (!is_plain(c)) {
      text += '\\';
    }
    text += c;
  }
  return text;
}

}  // namespace

bool csh_holds(std::string_view value, Form /*form*/) {
  return value.find('\n') == std::string_view::npos;
}

std::string csh_render(const Script& script, Form /*form*/) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += edit.value ? "setenv " + edit.name + ' ' + word(*edit.value) + ";\n"
                       : "unsetenv " + edit.name + ";\n";
  }
  if (!script.message.empty()) {
    // csh cannot redirect stderr alone.
    text += "/bin/sh -c " + word("printf '%s\\n' \"$0\" >&2") + ' ' + word(script.message) + ";\n";
  }
  if (!script.succeeds) {
    text += "false;\n";
  }
  return text;
}

}  // namespace ces
