// What programs that build with the toolkit may stumble over.
#pragma once

#include "config/settings.h"
#include "judge/finding.h"
#include "observe/facts.h"

#include <vector>

namespace ces {

// Return what keeps common clients from building with `toolkit` as it is exported by `settings`.
// Only for people who ask: none of it is a fault.
std::vector<Finding> client_findings(const Toolkit& toolkit, const Settings& settings);

}  // namespace ces
