// The commands that bring a toolkit or a package into a conda environment.
#pragma once

#include "base/version.h"
#include "compat/tables.h"

#include <string>

namespace ces {

// Return the command that installs the newest toolkit up to the CUDA release `limit`, as packages
// that conda-forge has; empty if it has none.
std::string install_command(const Version& limit, const compat::Tables& tables);

// Return the command that installs the cuda-compat package of the CUDA release `cuda`.
std::string install_compat_command(const Version& cuda);

}  // namespace ces
