// Where the Python of an environment has its packages.
#pragma once

#include "base/system.h"

#include <string>
#include <vector>

namespace ces {

// Return the folders of Python's packages in an environment. python3.13t is a build of its own; a
// link (python3.1 -> python3.13) is another name for one.
std::vector<std::string> site_packages(const System& system, const std::string& prefix);

}  // namespace ces
