// What is wrong with a toolkit itself, whatever the driver.
#pragma once

#include "compat/tables.h"
#include "judge/finding.h"
#include "observe/facts.h"

#include <optional>
#include <vector>

namespace ces {

// What parts of several releases in one toolkit lead to.
inline constexpr const char* k_impact_of_mixed_releases =
    "programs may not compile, or load a runtime library of another release than they were "
    "compiled "
    "for";

// Return what keeps `toolkit` from compiling or linking, and which of its parts and of its
// packages' records are of another release than its nvcc.
std::vector<Finding> toolkit_findings(const Facts& facts, const Toolkit& toolkit);

// Return that the environment has CUDA without an nvcc, if so.
std::optional<Finding> no_nvcc_finding(const Facts& facts, const compat::Tables& tables);

}  // namespace ces
