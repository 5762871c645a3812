// cmd.exe has no eval, but FOR /F takes what a program prints line by line, and SET a line as it
// is: NAME=VALUE sets, NAME= unsets, and nothing in between is special any more. Lines of a command
// end at 8191 characters there, SET and quotes included; a line end ends a value, a carriage return
// before it is lost, and ^Z ends all that is read. A variable cannot be set to nothing, so one that
// was set and empty is unset after undo. There is no way to say anything; but SET
// fails, and says so, if it is shown a name that no variable has.
#include "base/text.h"
#include "shell/dialect.h"

#include <algorithm>

namespace ces {

namespace {

// Leaves room for SET, quotes and the longest of our names.
constexpr std::size_t k_longest_value = 8100;

// Return how many characters `text`, which is UTF-8, has in UTF-16, as Windows counts.
std::size_t utf16_length(std::string_view text) {
  const auto length = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // the first byte of a character
  });
  const auto pairs = std::count_if(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0xF0U; });
  return static_cast<std::size_t>(length + pairs);
}

}  // namespace

bool cmd_holds(std::string_view value, Form /*form*/) {
  return is_utf8(value) && value.find_first_of("\n\x1a") == std::string_view::npos &&
         !value.ends_with('\r') && utf16_length(value) <= k_longest_value;
}

std::string cmd_render(const Script& script, Form /*form*/) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += edit.name + '=' + edit.value.value_or("") + '\n';
  }
  if (!script.succeeds) {
    text += "cuda-env-resolve: nothing was switched\n";
  }
  return text;
}

}  // namespace ces
