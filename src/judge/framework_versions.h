// Which CUDA a framework of an environment is built for, out of the texts and names that its
// package left there. Nothing is imported.
#pragma once

#include "base/version.h"

#include <optional>
#include <string>
#include <string_view>

namespace ces {

// What a framework says of itself.
struct FrameworkBuild {
  enum class Kind {
    cuda,       // built for CUDA; `cuda` has one field where only the major is told
    other,      // built for the CPU or for another maker's GPUs
    not_known,  // nothing is said of it
  };
  Kind kind = Kind::not_known;
  std::optional<Version> cuda;
  std::string version;  // the framework's own, empty if it is not told
};

// Read torch/version.py, as PyTorch's tools/generate_torch_version.py writes it.
FrameworkBuild parse_torch_version(std::string_view text);

// Read tensorflow/python/platform/build_info.py.
FrameworkBuild parse_tensorflow_build_info(std::string_view text);

// A Python package by the name of its folder "torch-2.4.0+cu121.dist-info".
struct DistInfo {
  std::string name;     // in small letters, with "-" for "_" and "."
  std::string version;  // "2.4.0+cu121"
};

// Return the package whose folder is called `folder`, nothing if it is no such folder.
std::optional<DistInfo> parse_dist_info_name(std::string_view folder);

// Return what the package's name and version say of CUDA: torch-2.4.0+cu121,
// jaxlib-0.4.30+cuda12.cudnn91, jax_cuda12_plugin, cupy_cuda12x, cupy_cuda118.
FrameworkBuild build_of_dist_info(const DistInfo& package);

// Return what a conda package's demand on cuda-version says, of which the major alone counts:
// ">=12.9,<13".
FrameworkBuild build_of_conda_depends(std::string_view spec);

// Return what a conda package's build string says: "cuda129_mkl_py312_h…",
// "py3.10_cuda11.8_cudnn8.7.0_0", "cpu_generic_…".
FrameworkBuild build_of_conda_string(std::string_view build);

}  // namespace ces
