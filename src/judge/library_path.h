// Rule: what LD_LIBRARY_PATH should not hold.
#pragma once

#include "judge/finding.h"
#include "observe/library_path.h"

#include <optional>
#include <vector>

namespace ces {

// Return the findings, in the order of the elements; all empty ones are one.
std::vector<Finding> library_path_findings(const std::vector<LibraryPathElement>& elements);

// Return that libraries of several CUDA releases are on the path; nothing if they are not.
std::optional<Finding> mixed_releases_finding(const std::vector<LibraryPathElement>& elements);

}  // namespace ces
