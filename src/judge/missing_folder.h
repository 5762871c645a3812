// What a list of folders, PATH or LD_LIBRARY_PATH, says of one that is not there.
#pragma once

#include "judge/finding.h"

#include <string>

namespace ces {

// Return the finding that `variable` names `element`, which is no folder; its impact is not said.
Finding missing_folder_finding(const FindingKind& kind, const std::string& variable,
                               const std::string& element);

}  // namespace ces
