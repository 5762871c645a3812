// Whether a command writes in colour.
#pragma once

#include "base/environment.h"
#include "cli/options.h"

namespace ces {

// Return whether to colour: as --color says, else on a terminal where NO_COLOR is not set.
bool wants_color(const Options& options, const Environment& environment, bool is_terminal);

}  // namespace ces
