// Which conda environment is active, and which nvcc its shell would run.
#pragma once

#include "base/system.h"
#include "observe/facts.h"
#include "observe/observe.h"

#include <string>
#include <vector>

namespace ces {

// Fill in the prefix and whether it exists. A prefix is a folder: conda asks no more of one.
void observe_prefix(const System& system, const Request& request, Facts& facts);

// Return the environments that the active one is stacked on, the nearest first.
std::vector<std::string> environments_below(const Environment& environment);

// Return the nvcc programs on PATH, in its order, ending with the one in `last_folder`: what stands
// behind it cannot win.
std::vector<NvccOnPath> observe_nvcc_on_path(const System& system, const std::string& last_folder);

}  // namespace ces
