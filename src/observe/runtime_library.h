// The CUDA runtime's version by the name of its library.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

#include <optional>
#include <string>

namespace ces {

// Return the version in the longest name of libcudart.so.* in `folder`: links to it carry the first
// fields alone ("libcudart.so.12", and "11.0" for every 11.x). Nothing if there is none.
std::optional<VersionFact> runtime_library_version(const System& system, const std::string& folder);

}  // namespace ces
