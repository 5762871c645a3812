// elvish. Single quotes hold everything but bytes that are not UTF-8, with '' for a quote; double
// quotes hold those as \xHH. set-env takes strings only, so nothing is split or expanded.
#include "base/text.h"
#include "shell/dialect.h"

#include <cstdint>

namespace ces {

namespace {

std::string single_quoted(std::string_view value) {
  std::string text = "'";
  for (const char c : value) {
    text += c;
    if (c == '\'') {
      text += c;
    }
  }
  return text + '\'';
}

std::string double_quoted(std::string_view value) {
  std::string text = "\"";
  for (const char c : value) {
    const auto byte = static_cast<std::uint8_t>(c);
    const bool is_plain = byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
    if (is_plain) {
      text += c;
    } else {
      text += "\\x" + hex_digits(c);
    }
  }
  return text + '"';
}

std::string quoted(std::string_view value) {
  return is_utf8(value) ? single_quoted(value) : double_quoted(value);
}

}  // namespace

bool elvish_holds(std::string_view /*value*/, Form /*form*/) {
  return true;
}

std::string elvish_render(const Script& script, Form /*form*/) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += edit.value ? "set-env " + edit.name + ' ' + quoted(*edit.value) + "\n"
                       : "unset-env " + edit.name + "\n";
  }
  if (!script.message.empty()) {
    text += "echo " + quoted(script.message) + " >&2\n";
  }
  if (!script.succeeds) {
    text += "fail 'cuda-env-resolve: nothing was switched'\n";
  }
  return text;
}

}  // namespace ces
