// Whether a toolkit with an nvcc that runs can also compile and link.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

namespace ces {

// Fill in the parts of `toolkit` that have versions of their own, and what it lacks. Its versions
// must be known. Nothing is said of a script that is not in the place of NVIDIA's nvcc, with
// nvcc.profile beside it: what such a script needs cannot be told.
void observe_wholeness(const System& system, Toolkit& toolkit);

}  // namespace ces
