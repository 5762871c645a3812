// fish. Within single quotes only the backslash and the quote itself are special, so they hold
// anything, line ends included, when the text is piped to `source`. Every variable whose name ends
// in PATH is a list there, split and joined on ':', so its elements are written as words of their
// own: that way an empty one stays, and none comes in.
#include "base/path.h"
#include "shell/dialect.h"

namespace ces {

namespace {

bool is_plain(std::string_view value) {
  for (const char c : value) {
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    constexpr std::string_view k_plain = "/_.:,+@-";
    if (!is_word && k_plain.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return !value.empty() && value[0] != '-';
}

std::string quoted(std::string_view value) {
  if (is_plain(value)) {
    return std::string(value);
  }
  std::string text = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') {
      text += '\\';
    }
    text += c;
  }
  return text + '\'';
}

std::string words(std::string_view value, bool is_list) {
  if (!is_list || value.empty()) {
    return ' ' + quoted(value);
  }
  std::string text;
  for (const std::string_view element : split_list(value)) {
    text += ' ' + quoted(element);
  }
  return text;
}

}  // namespace

bool fish_holds(std::string_view /*value*/, Form /*form*/) {
  return true;
}

std::string fish_render(const Script& script, Form /*form*/) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += edit.value ? "set -gx " + edit.name + words(*edit.value, edit.is_list) + ";\n"
                       : "set -e " + edit.name + ";\n";
  }
  if (!script.message.empty()) {
    text += "echo " + quoted(script.message) + " >&2;\n";
  }
  if (!script.succeeds) {
    text += "false;\n";
  }
  return text;
}

}  // namespace ces
