// Where configuration and pins lie.
#pragma once

#include "base/environment.h"

#include <string>
#include <string_view>

namespace ces {

// The files of the levels. A user without a home has none: then they are empty, as is that of an
// environment that is not there.
std::string site_file();
std::string user_file(const Environment& environment);
std::string environment_file(std::string_view prefix);

// Return the file of the pin in the environment itself.
std::string environment_pin(std::string_view prefix);

// Return the file of a user's own pin for the environment at `prefix`, for whoever may not write
// into it: a file of the user's, named after the prefix. Every prefix has a name of its own; empty
// for a user without a home.
std::string user_pin(const Environment& environment, std::string_view prefix);

}  // namespace ces
