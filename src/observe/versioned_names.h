// Names with a version in them, side by side in one folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ces {

// Return those of `names` that are `start` and a version ("cuda-12.4" for "cuda-"), the newest
// first; of two that are the same version, the longer spelling ("12.4" before "12") first.
std::vector<std::string> newest_first(const std::vector<std::string>& names,
                                      std::string_view start);

}  // namespace ces
