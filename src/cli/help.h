// What --help prints: one screen of 80 columns each, laid out by hand.
#pragma once

#include <string_view>

namespace ces {

// Return the help of `command`, of the program if it is empty.
std::string_view help_text(std::string_view command);

}  // namespace ces
