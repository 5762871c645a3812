// bash, zsh, dash, ksh, busybox ash.
//
// There are two forms of text. A hook evaluates it whole, so single quotes hold anything. People
// type `eval $(cuda-env-resolve)` without quotes: the shell splits the text on blanks, expands
// words that look like file name patterns, and eval joins what is left with single blanks. A text
// survives that if nothing in it depends on quotes that hold blanks: every special character has a
// backslash of its own ("\ \ " comes back as two blanks), the value that a variable has is referred
// to rather than repeated, and the few characters that a backslash does not carry through (a tab;
// in ksh93, file name patterns that match something) are made by printf from an octal number.
#include "base/text.h"
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

// In backquotes, since zsh with GLOB_SUBST would take the bracket of "$(" for part of a pattern.
std::string printed(std::string_view value) {
  std::string text = "\"`printf '";
  for (const char c : value) {
    // '%' is printf's own, and a '-' at the start would be an option to it.
    if (is_plain(c) && c != '%' && c != '-') {
      text += c;
      continue;
    }
    text += "\\\\";  // the backquotes take one of the two
    text += octal_digits(c);
  }
  return text + "'`\"";
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

std::string statement_by_hand(const Edit& edit) {
  return edit.value ? "export " + edit.name + '=' + value_by_hand(edit) + ";\n"
                    : "unset " + edit.name + ";\n";
}

std::string builtin_for(const Edit& edit) {
  return edit.value ? "export " + edit.name + '=' + quoted(*edit.value) : "unset " + edit.name;
}

// A variable that the user made readonly stays. dash and busybox ash would end the shell on it,
// since export and unset are special builtins, and ksh drop the rest of the text; called through
// `command` they are ordinary ones.
std::string guarded_statement(const Edit& edit) {
  return "command " + builtin_for(edit) + " 2>/dev/null || :;\n";
}

std::string guarded_statement_by_hand(const Edit& edit) {
  return "command " + statement_by_hand(edit);
}

// zsh would drop the rest of the text as well, and its `command` calls programs only; but it can be
// asked.
std::string zsh_statement(const Edit& edit) {
  return "[[ ${(t)" + edit.name + "-} = *readonly* ]] || builtin " + builtin_for(edit) + ";\n";
}

using Statement = std::string (*)(const Edit& edit);

std::string render(const Script& script, Statement statement) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += statement(edit);
  }
  if (!script.message.empty()) {
    text += "printf '%s\\n' " + quoted(script.message) + " >&2 || :;\n";
  }
  if (!script.succeeds) {
    text += "false;\n";
  }
  return text;
}

}  // namespace

bool posix_holds(std::string_view value, Form form) {
  return form == Form::hook || value.find('\n') == std::string_view::npos;
}

// By hand, sh and bash get plain statements, which people read: an assignment to a readonly
// variable is an error message in bash, and no more.
std::string posix_render(const Script& script, Form form) {
  return render(script, form == Form::by_hand ? statement_by_hand : guarded_statement);
}

std::string dash_render(const Script& script, Form form) {
  return render(script, form == Form::by_hand ? guarded_statement_by_hand : guarded_statement);
}

std::string zsh_render(const Script& script, Form form) {
  return render(script, form == Form::by_hand ? statement_by_hand : zsh_statement);
}

}  // namespace ces
