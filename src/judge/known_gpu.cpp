#include "judge/known_gpu.h"

#include "compat/gpu_search.h"

#include <algorithm>
#include <iterator>

namespace ces {

namespace {

struct TegraChip {
  std::string_view name;
  Version capability;
};

// Linux, Documentation/devicetree/bindings/arm/tegra.yaml, for the chips' boards; NVIDIA, "CUDA
// GPUs" (developer.nvidia.com/cuda-gpus), for these.
constexpr TegraChip k_tegra_chips[] = {
    {"tegra124", {3, 2}}, {"tegra132", {3, 2}}, {"tegra210", {5, 3}}, {"tegra186", {6, 2}},
    {"tegra194", {7, 2}}, {"tegra234", {8, 7}}, {"tegra264", {11, 0}}};

Gpu known_tegra(const ObservedGpu& observed) {
  const auto* const chip =
      std::find_if(std::begin(k_tegra_chips), std::end(k_tegra_chips),
                   [&](const TegraChip& candidate) { return candidate.name == observed.chip; });
  return {observed.model.empty() ? observed.chip : observed.model,
          chip != std::end(k_tegra_chips) ? std::optional(chip->capability) : std::nullopt,
          compat::GpuKind::tegra};
}

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
  if (!observed.chip.empty()) {
    return known_tegra(observed);
  }
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
