// The switches that hold back activation.
#pragma once

#include "base/environment.h"

namespace ces {

// Return whether CUDA_ENV_SWITCH_DISABLE asks to apply nothing. Empty and "0" mean no, anything
// else yes: it must work in a hurry.
bool is_disabled(const Environment& environment);

// Return whether a package is being built (CONDA_BUILD), where conda-build and rattler-build
// activate two environments in one shell with no deactivation between. Empty and "0" mean no.
bool is_package_build(const Environment& environment);

}  // namespace ces
