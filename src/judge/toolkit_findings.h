// What is wrong with a toolkit itself, whatever the driver.
#pragma once

#include "compat/tables.h"
#include "judge/finding.h"
#include "observe/facts.h"

#include <optional>
#include <vector>

namespace ces {

// Return what keeps `toolkit` from compiling or linking, and which of its parts and of its
// packages' records are of another release than its nvcc.
std::vector<Finding> toolkit_findings(const Facts& facts, const Toolkit& toolkit);

// Return that the environment has CUDA without an nvcc, if so.
std::optional<Finding> no_nvcc_finding(const Facts& facts, const compat::Tables& tables);

}  // namespace ces
