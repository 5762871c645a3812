// Rule: whether the frameworks of an environment are built for the CUDA of its nvcc.
#pragma once

#include "judge/finding.h"
#include "judge/framework_versions.h"

#include <optional>
#include <string>

namespace ces {

struct Framework {
  std::string name;  // "torch", "jax", "cupy", "tensorflow"
  FrameworkBuild build;
  std::string evidence;  // the file or folder it was read from
};

// Return what is wrong between `framework` and nvcc of the CUDA release `nvcc`; nothing if they
// agree, or the framework tells nothing of CUDA.
std::optional<Finding> framework_finding(const Framework& framework, const Version& nvcc,
                                         const std::string& nvcc_evidence);

}  // namespace ces
