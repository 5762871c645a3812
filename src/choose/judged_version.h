// The CUDA release that a toolkit counts as.
#pragma once

#include "observe/facts.h"

#include <optional>

namespace ces {

// Return the CUDA release that `toolkit` is chosen and judged by: as it names itself, else its
// nvcc's, else its headers'; nothing if none is known.
std::optional<VersionFact> judged_version(const Toolkit& toolkit);

}  // namespace ces
