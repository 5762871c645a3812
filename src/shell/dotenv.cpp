// Files of NAME=value lines, as docker compose, direnv's dotenv, VS Code and the dotenv libraries
// read them. They agree on little: what is within single quotes is itself, and so is a bare value
// of plain characters. What needs more is refused rather than read differently here and there: a
// quote and a backslash (escapes for some, themselves for others), a line end (not everywhere part
// of a value), '$' (python-dotenv and dotenv-expand fill in ${NAME} even within single quotes) and
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

}  // namespace

bool dotenv_holds(std::string_view value, Form /*form*/) {
  return is_utf8(value) && value.find_first_of("'\\\n\r$") == std::string_view::npos;
}

std::string dotenv_render(const Script& script, Form /*form*/) {
  std::string text;
  for (const Edit& edit : script.edits) {
    if (edit.value) {
      const bool needs_quotes = !is_plain(*edit.value);
      const std::string_view quote = needs_quotes ? "'" : "";
      text.append(edit.name).append("=").append(quote).append(*edit.value).append(quote) += '\n';
    }
  }
  return text;
}

}  // namespace ces
