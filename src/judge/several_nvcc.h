// Rule: one nvcc on PATH is enough; of several, the first wins.
#pragma once

#include "judge/finding.h"

#include <optional>
#include <string>
#include <vector>

namespace ces {

struct NvccCandidate {
  std::string path;
  std::string version;  // its release, empty if it is not known
  std::string file;     // where its links lead; two of one file are one nvcc
};

// Return the finding for the nvcc programs on PATH, in its order; nothing if there is at most one.
std::optional<Finding> several_nvcc_finding(const std::vector<NvccCandidate>& on_path);

}  // namespace ces
