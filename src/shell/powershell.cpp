// PowerShell. Single quotes hold everything, with the quote doubled; PowerShell takes the
// typographic single quotes for quotes too. It is .NET's strings that hold an environment there, so
// bytes that are not UTF-8 are refused; and to set a variable to the empty string is to remove it
// (before 7.5), so one that was set and empty is unset after undo. What a program prints reaches
// PowerShell as lines: a carriage return would come out as a line end, and Out-String may take an
// escape sequence away, so control characters other than tab and line end are refused as well.
#include "base/text.h"
#include "shell/dialect.h"

#include <algorithm>
#include <array>

namespace ces {

namespace {

constexpr std::array<std::string_view, 5> k_quotes = {"'", "\u2018", "\u2019", "\u201A", "\u201B"};

std::string quoted(std::string_view value) {
  std::string text = "'";
  while (!value.empty()) {
    std::size_t length = 1;
    for (const std::string_view quote : k_quotes) {
      if (value.starts_with(quote)) {
        text += quote;
        length = quote.size();
      }
    }
    text += value.substr(0, length);
    value.remove_prefix(length);
  }
  return text + '\'';
}

}  // namespace

bool powershell_holds(std::string_view value, Form /*form*/) {
  const bool is_altered = std::any_of(value.begin(), value.end(), [](char c) {
    return (c >= '\0' && c < ' ' && c != '\t' && c != '\n') || c == '\x7f';
  });
  return is_utf8(value) && !is_altered;
}

std::string powershell_render(const Script& script, Form /*form*/) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += "$Env:" + edit.name + " = " + (edit.value ? quoted(*edit.value) : "$null") + ";\n";
  }
  if (!script.message.empty()) {
    text += "[Console]::Error.WriteLine(" + quoted(script.message) + ");\n";
  }
  if (!script.succeeds) {
    text += "throw 'cuda-env-resolve: nothing was switched';\n";
  }
  return text;
}

}  // namespace ces
