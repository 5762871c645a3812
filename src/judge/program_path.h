// Rule: PATH names no CUDA folder in vain.
#pragma once

#include "judge/finding.h"
#include "observe/program_path.h"

#include <vector>

namespace ces {

// Return a finding for each of the elements.
std::vector<Finding> program_path_findings(const std::vector<ProgramPathElement>& elements);

}  // namespace ces
