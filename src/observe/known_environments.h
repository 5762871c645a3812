// The conda environments that conda itself knows of.
#pragma once

#include "base/system.h"

#include <string>
#include <vector>

namespace ces {

// Return whether `prefix` is a conda environment: a folder with the records of its packages.
bool is_conda_environment(const System& system, const std::string& prefix);

// Return the prefixes of all environments that `conda env list` would show, normalised and in byte
// order: the root prefix (CONDA_EXE, MAMBA_ROOT_PREFIX), those in its folder envs, in ~/.conda/envs
// and in the folders of CONDA_ENVS_PATH and CONDA_ENVS_DIRS, and those named in
// ~/.conda/environments.txt. What conda's own configuration files add is not read.
std::vector<std::string> known_environments(const System& system);

}  // namespace ces
