// bash, zsh, dash, ksh, busybox ash.
//
// There are two forms of text. A hook evaluates it whole, so single quotes hold anything. People
// type `eval $(cuda-env-resolve)` without quotes: the shell splits the text on blanks, expands
// words that look like file name patterns, and eval joins what is left with single blanks. A text
// survives that if nothing in it depends on quotes that hold blanks: every special character has a
// backslash of its own ("\ \ " comes back as two blanks), the value that a variable has is referred
// to rather than repeated, and the few characters that a backslash does not carry through (a tab;
// in ksh93, file name patterns that match something) are made by printf from an octal number.
#include "shell/dialect.h"

#include <algorithm>
#include <cstdint>

namespace ces {

namespace {

bool is_plain(char c) {
  constexpr std::string_view k_plain = "/_.:,+@%-";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         k_plain.find(c) != std::string_view::npos;
}

bool is_plain(std::string_view value) {
  return !value.empty() &&
         std::all_of(value.begin(), value.end(), [](char c) { return is_plain(c); });
}

std::string quoted(std::string_view value) {
  if (is_plain(value)) {
    return std::string(value);
  }
  std::string text = "'";
  for (const char c : value) {
    text += c == '\'' ? std::string_view("'\\''") : std::string_view(&c, 1);
  }
  return text + '\'';
}

// A backslash carries every character through the unquoted eval but these.
bool needs_printf(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    constexpr std::string_view k_pattern = "*?[]{}()~!";
    const auto byte = static_cast<std::uint8_t>(c);
    return byte < 0x20 || byte == 0x7F || k_pattern.find(c) != std::string_view::npos;
  });
}

std::string printed(std::string_view value) {
  std::string text = "\"$(printf '";
  for (const char c : value) {
    if (is_plain(c) && c != '%') {
      text += c;
      continue;
    }
    const auto byte = static_cast<std::uint8_t>(c);
    text += '\\';
    text += static_cast<char>('0' + (byte >> 6U));
    text += static_cast<char>('0' + ((byte >> 3U) & 7U));
    text += static_cast<char>('0' + (byte & 7U));
  }
  return text + "')\"";
}

std::string escaped(std::string_view value) {
  if (value.empty()) {
    return "''";
  }
  if (needs_printf(value)) {
    return printed(value);
  }
  std::string text;
  for (const char c : value) {
    const bool is_ascii = static_cast<std::uint8_t>(c) < 0x80;
    if (is_ascii && !is_plain(c)) {
      text += '\\';
    }
    text += c;
  }
  return text;
}

std::string value_by_hand(const Edit& edit) {
  if (edit.prepended.empty()) {
    return escaped(*edit.value);
  }
  std::string text;
  for (const std::string& element : edit.prepended) {
    if (!text.empty()) {
      text += ':';
    }
    text += escaped(element);
  }
  return edit.had_value ? text + ":\"$" + edit.name + '"' : text;
}

std::string statement(const Edit& edit, Form form) {
  if (!edit.value) {
    return "unset " + edit.name + ";\n";
  }
  const std::string value = form == Form::by_hand ? value_by_hand(edit) : quoted(*edit.value);
  return "export " + edit.name + '=' + value + ";\n";
}

}  // namespace

bool posix_holds(std::string_view value, Form form) {
  return form == Form::hook || value.find('\n') == std::string_view::npos;
}

std::string posix_render(const Script& script, Form form) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += statement(edit, form);
  }
  if (!script.message.empty()) {
    text += "printf '%s\\n' " + quoted(script.message) + " >&2 || :;\n";
  }
  if (!script.succeeds) {
    text += "false;\n";
  }
  return text;
}

}  // namespace ces
