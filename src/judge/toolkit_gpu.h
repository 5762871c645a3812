// Rule: what a toolkit's nvcc can make for a GPU.
#pragma once

#include "compat/tables.h"
#include "judge/finding.h"
#include "judge/gpu.h"

#include <optional>
#include <string_view>

namespace ces {

enum class GpuTarget {
  native,     // machine code for the GPU
  ptx_only,   // the toolkit is older than the GPU: its PTX, which the driver compiles at the start
  too_new,    // the toolkit is too new for the GPU: nothing that it could run
  not_known,  // the tables do not know the GPU's compute capability
};

// Return the word for a target that JSON shows.
std::string_view gpu_target_word(GpuTarget target);

GpuTarget target_of(const Version& cuda, const Version& capability, const compat::Tables& tables);

// Return what is wrong between the toolkit of the CUDA release `cuda` and `gpu`; nothing if nothing
// is, or the GPU's capability is not known. `evidence` says where both were read.
std::optional<Finding> toolkit_gpu_finding(const Version& cuda, const Gpu& gpu,
                                           const compat::Tables& tables, std::string_view evidence,
                                           std::string_view platform = "linux-64");

}  // namespace ces
