// The manual page cuda-env-resolve(1), made from the tables of commands and options, with what they
// do not tell as prose.
#pragma once

#include <string>

namespace ces {

// Return the page, in the language of man(7).
std::string manual_page();

}  // namespace ces
