// The user's own variables, as they are once our switch is taken back.
#pragma once

#include "base/environment.h"

namespace ces {

// Return the variables that our switch changed in this shell, each with what it holds without it;
// nothing if it is then unset. Who looks for the user's toolkits by variables must not find our
// own.
Overrides values_taken_back(const Environment& environment);

}  // namespace ces
