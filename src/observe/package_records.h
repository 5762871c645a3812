// What the environment's engine says that it has installed.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

#include <string>
#include <vector>

namespace ces {

// Return the CUDA packages of the environment, by conda-meta. Their version is read in the record,
// not in its file name, where names and versions are not told apart.
std::vector<PackageRecord> observe_packages(const System& system, const std::string& prefix);

// Return what cudatoolkit-dev's own file says that it was to fetch; it stays when that failed.
std::optional<PackageRecord> observe_cudatoolkit_dev(const System& system,
                                                     const std::string& prefix);

// Fill in who installed the environment.
void observe_engine(const System& system, Facts& facts);

}  // namespace ces
