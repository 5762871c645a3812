#include "judge/known_gpu.h"

#include "compat/gpu_search.h"

#include <algorithm>

namespace ces {

namespace {

// Return how little a kind allows, for cuda-compat packages: the greatest decides.
int strictness(compat::GpuKind kind) {
  using compat::GpuKind;
  switch (kind) {
    case GpuKind::data_center:
      return 0;
    case GpuKind::workstation:
      return 1;
    case GpuKind::unknown:
      return 2;
    case GpuKind::geforce:
    case GpuKind::titan:
    case GpuKind::tegra:
      break;
  }
  return 3;
}

}  // namespace

Gpu known_gpu(const ObservedGpu& observed) {
  const auto by_id = observed.device ? compat::find_gpu(*observed.device) : std::nullopt;
  if (by_id) {
    const std::string name = observed.model.empty() ? compat::called(*by_id) : observed.model;
    return {name, by_id->capability, by_id->kind};
  }
  Gpu gpu{observed.model, std::nullopt, compat::GpuKind::unknown};
  if (!observed.model.empty()) {
    const compat::GpuSearch search = compat::search_gpu(observed.model, compat::builtin_tables());
    if (!search.found.empty() && !search.is_ambiguous()) {
      gpu.capability = search.found.front().capability;
      gpu.kind = search.found.front().kind;
    }
  }
  return gpu;
}

std::optional<Gpu> deciding_gpu(const std::vector<Gpu>& gpus) {
  const bool are_known = std::all_of(gpus.begin(), gpus.end(),
                                     [](const Gpu& gpu) { return gpu.capability.has_value(); });
  if (gpus.empty() || !are_known) {
    return std::nullopt;
  }
  Gpu decides = *std::min_element(gpus.begin(), gpus.end(), [](const Gpu& a, const Gpu& b) {
    return *a.capability < *b.capability;
  });
  for (const Gpu& gpu : gpus) {
    if (strictness(gpu.kind) > strictness(decides.kind)) {
      decides.kind = gpu.kind;
    }
  }
  return decides;
}

}  // namespace ces
