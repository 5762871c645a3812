// The compile steps of doctor --deep, with the chosen toolkit.
#pragma once

#include "base/system.h"
#include "cli/situation.h"
#include "compat/tables.h"
#include "run/deep_check.h"

#include <optional>

namespace ces {

// Compile, assemble and link a few lines with the chosen toolkit, and run them where there is a
// GPU. Nothing if there is no toolkit, or the files of another root are looked at, whose programs
// are not run.
std::optional<Trial> try_chosen_toolkit(const System& system, const Situation& situation,
                                        const compat::Tables& tables);

}  // namespace ces
