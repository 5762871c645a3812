#include "compat/gpu_ids.h"

#include "compat/builtin_gpu_ids.h"

#include <algorithm>

namespace ces::compat {

namespace {

GpuModel unpacked(const PackedGpu& packed) {
  const char* const texts = builtin_gpu_texts().data();
  return {packed.device, texts + packed.chip,
          Version(packed.capability_major, packed.capability_minor),
          static_cast<GpuKind>(packed.kind), texts + packed.name};
}

}  // namespace

std::string_view gpu_kind_word(GpuKind kind) {
  switch (kind) {
    case GpuKind::geforce:
      return "geforce";
    case GpuKind::titan:
      return "titan";
    case GpuKind::workstation:
      return "workstation";
    case GpuKind::data_center:
      return "data-center";
    case GpuKind::tegra:
      return "tegra";
    case GpuKind::unknown:
      break;
  }
  return "unknown";
}

std::vector<GpuModel> gpu_models() {
  std::vector<GpuModel> models;
  for (const PackedGpu& packed : builtin_gpus()) {
    models.push_back(unpacked(packed));
  }
  return models;
}

std::optional<GpuModel> find_gpu(std::uint16_t device) {
  const auto gpus = builtin_gpus();
  const auto found =
      std::lower_bound(gpus.begin(), gpus.end(), device,
                       [](const PackedGpu& gpu, std::uint16_t id) { return gpu.device < id; });
  if (found == gpus.end() || found->device != device) {
    return std::nullopt;
  }
  return unpacked(*found);
}

std::string called(const GpuModel& model) {
  return std::string(model.name.empty() ? model.chip : model.name);
}

}  // namespace ces::compat
