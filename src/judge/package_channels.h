// Rule: the CUDA packages of an environment come from one channel.
#pragma once

#include "judge/finding.h"
#include "observe/facts.h"

#include <optional>
#include <vector>

namespace ces {

// Return the finding that they do not; nothing if they do, or their channels are not told. The
// package cuda-version, which holds no files, does not count.
std::optional<Finding> package_channels_finding(const std::vector<PackageRecord>& packages);

}  // namespace ces
