// Rule: the kernel module and libcuda are of one driver.
#pragma once

#include "judge/finding.h"
#include "observe/facts.h"

#include <optional>

namespace ces {

// Return the finding that the loaded kernel module and the libcuda that programs load are of
// different releases; nothing if they are not, or one of them is not known.
std::optional<Finding> driver_parts_finding(const std::optional<VersionFact>& module,
                                            const std::optional<VersionFact>& library);

}  // namespace ces
