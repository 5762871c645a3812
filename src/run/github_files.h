// Hands edits over to the later steps of a GitHub Actions job.
#pragma once

#include "base/environment.h"

#include <string>

namespace ces {

// Append `variables` to the file that GITHUB_ENV names and `folders` to the one GITHUB_PATH names.
// Both must exist and be regular files; nothing else is waited for or written to. Return what went
// wrong, empty if nothing did; then neither file has changed, or the disk is full.
std::string append_to_github_files(const Environment& environment, const std::string& variables,
                                   const std::string& folders);

}  // namespace ces
