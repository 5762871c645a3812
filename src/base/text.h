// Small questions about text.
#pragma once

#include <string>
#include <string_view>

namespace ces {

// Return `text` without blanks, tabs and line ends at both ends.
std::string_view trim(std::string_view text);

// Return whether `text` is well-formed UTF-8 (Unicode 15, table 3-7).
bool is_utf8(std::string_view text);

// Return `text` with the letters of ASCII in small or in capital ones.
std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);

// Return whether a control character of ASCII stands in `text`: NUL, tab, line ends and so on.
bool has_control_characters(std::string_view text);

// Return the two hexadecimal or three octal digits of a byte, as escapes in many languages have
// them.
std::string hex_digits(char c);
std::string octal_digits(char c);

// Return `text` fit for one line of a terminal: control characters as \n, \t or \xHH, and bytes
// that are not UTF-8 as \xHH.
std::string printable(std::string_view text);

// Return `text` as one word of a POSIX shell: in quotes, unless it needs none.
std::string shell_word(std::string_view text);

}  // namespace ces
