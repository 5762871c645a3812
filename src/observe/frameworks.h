// What torch, JAX, CuPy and TensorFlow left in an environment that tells which CUDA they are built
// for. Nothing is imported, and nothing is made of the texts here.
#pragma once

#include "base/system.h"

#include <string>
#include <vector>

namespace ces {

struct FrameworkTrace {
  enum class Kind {
    torch_version,          // the text of torch/version.py
    tensorflow_build_info,  // the text of tensorflow's build_info.py
    dist_info,              // the name of pip's folder
    conda_build,            // the build string in conda's record
    conda_depends,  // the version of cuda-version that conda's record asks for: ">=12.9,<13"
  };
  std::string framework;  // "torch", "jax", "cupy", "tensorflow"
  Kind kind{};
  std::string text;
  std::string version = {};  // of the framework, if the place tells it
  std::string evidence;
};

// Return the traces in the environment `prefix`, for each framework the most exact first.
std::vector<FrameworkTrace> observe_frameworks(const System& system, const std::string& prefix);

}  // namespace ces
