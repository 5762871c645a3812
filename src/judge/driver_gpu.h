// Rule: whether a driver drives a GPU.
#pragma once

#include "compat/tables.h"
#include "judge/finding.h"
#include "judge/gpu.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ces {

enum class GpuDriving {
  driven,
  dropped,    // the driver is too new: an older branch was the last for such GPUs
  too_old,    // the driver is older than the first CUDA for the GPU, so most likely than the GPU
  not_known,  // the tables do not know the GPU's compute capability
};

// Return the word that JSON shows.
std::string_view gpu_driving_word(GpuDriving driving);

// `branch` is the first number of the driver's release. Not for Jetsons, whose numbers mean
// something else.
GpuDriving driving_of(std::uint32_t branch, const Version& capability,
                      const compat::Tables& tables);

// Return what is wrong between the driver `driver_text` and `gpu`; nothing if nothing is, or the
// GPU's capability is not known.
std::optional<Finding> driver_gpu_finding(std::uint32_t branch, std::string_view driver_text,
                                          const Gpu& gpu, const compat::Tables& tables,
                                          std::string_view evidence);

}  // namespace ces
