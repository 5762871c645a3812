// Files of NAME=value lines, as docker compose, direnv's dotenv, VS Code and the dotenv libraries
// read them. They agree on little: what is within single quotes is itself, and so are a bare value
// of plain characters and, within double quotes, what has neither a double quote nor a backquote.
// What needs more is refused rather than read differently here and there: both kinds of quotes in
// one value, a backslash (escapes for some, itself for others), a line end (not everywhere part of
// a value), '$' (python-dotenv and dotenv-expand fill in ${NAME} even within single quotes) and
// bytes that are not UTF-8. There is no way to unset a variable, so those lines are left out.
#include "base/text.h"
#include "shell/dialect.h"

#include <algorithm>

namespace ces {

namespace {

bool is_plain(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    constexpr std::string_view k_plain = "/_.:,+@-";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           k_plain.find(c) != std::string_view::npos;
  });
}

bool has_any_of(std::string_view value, std::string_view characters) {
  return value.find_first_of(characters) != std::string_view::npos;
}

std::string_view quote_for(std::string_view value) {
  if (is_plain(value)) {
    return "";
  }
  return has_any_of(value, "'") ? "\"" : "'";
}

}  // namespace

bool dotenv_holds(std::string_view value, Form /*form*/) {
  const bool fits_no_quotes = has_any_of(value, "'") && has_any_of(value, "\"`");
  return is_utf8(value) && !fits_no_quotes && !has_any_of(value, "\\\n\r$");
}

std::string dotenv_render(const Script& script, Form /*form*/) {
  std::string text;
  for (const Edit& edit : script.edits) {
    if (edit.value) {
      const std::string_view quote = quote_for(*edit.value);
      text.append(edit.name).append("=").append(quote).append(*edit.value).append(quote) += '\n';
    }
  }
  return text;
}

}  // namespace ces
