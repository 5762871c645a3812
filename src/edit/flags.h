// Flags in a variable such as XLA_FLAGS: words with blanks between, to which others append too.
#pragma once

#include <string>
#include <string_view>

namespace ces {

// Return whether `flags` stand in `value`, as whole words.
bool has_flags(std::string_view value, std::string_view flags);

// Return `value` with `flags` behind it.
std::string with_flags(std::string_view value, std::string_view flags);

// Return `value` as it is without the first `flags` in it, which takes with_flags() back, whatever
// was put in front or behind since.
std::string without_flags(std::string_view value, std::string_view flags);

}  // namespace ces
