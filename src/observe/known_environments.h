// The conda environments that conda itself knows of.
#pragma once

#include "base/system.h"

#include <string>
#include <vector>

namespace ces {

// Return whether `prefix` is a conda environment: a folder with the records of its packages.
bool is_conda_environment(const System& system, const std::string& prefix);

// Return where environments are by all that conda knows, normalised; not every one need be there,
// and one may come twice: the root prefix (CONDA_EXE, MAMBA_ROOT_PREFIX), what its folder envs has,
// what the folders of CONDA_ENVS_PATH and CONDA_ENVS_DIRS and ~/.conda/envs have, and what
// ~/.conda/environments.txt names. What conda's own configuration files add is not read.
// Source: conda's base/context.py (envs_dirs) and core/envs_manager.py.
std::vector<std::string> places_of_environments(const System& system);

// Return those of them that are environments, as `conda env list` would show them, in byte order.
std::vector<std::string> known_environments(const System& system);

}  // namespace ces
