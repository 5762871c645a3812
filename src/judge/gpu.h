// A GPU as the rules ask about it.
#pragma once

#include "base/version.h"
#include "compat/gpu_ids.h"
#include "compat/tables.h"

#include <optional>
#include <string>

namespace ces {

struct Gpu {
  std::string name;                   // as people know it: "H100 PCIe"; empty: only its capability
  std::optional<Version> capability;  // nothing: not known
  compat::GpuKind kind = compat::GpuKind::unknown;
};

// Return how a sentence names the GPU: "H100 PCIe (sm_90)", "sm_90", "a GPU".
std::string in_words(const Gpu& gpu);

// Return what the tables know of the GPU's architecture, nullptr if that is nothing.
const compat::GpuArchitecture* architecture_of(const Gpu& gpu, const compat::Tables& tables);

// Return "sm_90" for 9.0, as nvcc calls it.
std::string sm_name(const Version& capability);

}  // namespace ces
