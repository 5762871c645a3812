// Rule: the toolkit of the active environment is the CUDA of the shell.
#pragma once

#include "judge/finding.h"
#include "observe/facts.h"

#include <string>

namespace ces {

// Return the finding that it is not; `why` says why, `hook_installed` whether the environment has
// the activation hook.
Finding not_in_force_finding(const Toolkit& toolkit, const std::string& why, bool hook_installed);

}  // namespace ces
