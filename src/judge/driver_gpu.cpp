#include "judge/driver_gpu.h"

#include "compat/lookup.h"

#include <string>

namespace ces {

namespace {

// Return the first branch of the first CUDA release with code for the GPU. When the first driver
// for an architecture came out stands in no table of NVIDIA's; toolkit and driver for a new one
// come out together.
const compat::DriverBranch* likely_first_branch(const compat::GpuArchitecture& row,
                                                const compat::Tables& tables) {
  return row.first_toolkit.count() > 0 ? compat::first_branch_of(tables, row.first_toolkit)
                                       : nullptr;
}

Finding gpu_dropped(std::string_view driver, const Gpu& gpu, const compat::GpuArchitecture& row) {
  const std::string last = std::to_string(row.last_branch);
  Finding finding = finding_of(finding_kinds::k_gpu_dropped_by_driver);
  finding.what = "driver " + std::string(driver) + " does not drive " + in_words(gpu) + ", " +
                 std::string(row.name) + "; branch " + last + " was the last that did";
  finding.why = "drivers drop old architectures, and get fixes for them in a legacy branch alone";
  finding.impact = "no program sees the GPU";
  finding.remedy = "install a driver of branch " + last;
  finding.verify = "nvidia-smi -L";
  return finding;
}

Finding gpu_newer(std::string_view driver, const Gpu& gpu, const compat::GpuArchitecture& row,
                  const compat::DriverBranch& first) {
  Finding finding = finding_of(finding_kinds::k_gpu_newer_than_driver);
  finding.what = "driver " + std::string(driver) + " is most likely too old for " + in_words(gpu) +
                 ", " + std::string(row.name);
  finding.why = "the first CUDA with code for it, " + row.first_toolkit.str() +
                ", came with driver branch " + std::to_string(first.branch) +
                "; a guess, since NVIDIA lists no first driver";
  finding.impact = "no program sees the GPU";
  finding.remedy = "install a driver of branch " + std::to_string(first.branch) + " or newer";
  finding.verify = "nvidia-smi -L";
  return finding;
}

}  // namespace

std::string_view gpu_driving_word(GpuDriving driving) {
  switch (driving) {
    case GpuDriving::driven:
      return "driven";
    case GpuDriving::dropped:
      return "dropped";
    case GpuDriving::too_old:
      return "driver-too-old";
    case GpuDriving::not_known:
      break;
  }
  return "unknown";
}

GpuDriving driving_of(std::uint32_t branch, const Version& capability,
                      const compat::Tables& tables) {
  const compat::GpuArchitecture* row = compat::find_architecture(tables, capability);
  if (row == nullptr) {
    return GpuDriving::not_known;
  }
  if (row->last_branch != 0 && branch > row->last_branch) {
    return GpuDriving::dropped;
  }
  const compat::DriverBranch* first = likely_first_branch(*row, tables);
  return first != nullptr && branch < first->branch ? GpuDriving::too_old : GpuDriving::driven;
}

std::optional<Finding> driver_gpu_finding(std::uint32_t branch, std::string_view driver_text,
                                          const Gpu& gpu, const compat::Tables& tables,
                                          std::string_view evidence) {
  const compat::GpuArchitecture* row = architecture_of(gpu, tables);
  const GpuDriving driving =
      row != nullptr ? driving_of(branch, row->capability, tables) : GpuDriving::not_known;
  if (driving == GpuDriving::dropped) {
    return with_evidence(gpu_dropped(driver_text, gpu, *row), evidence);
  }
  if (driving == GpuDriving::too_old) {
    return with_evidence(gpu_newer(driver_text, gpu, *row, *likely_first_branch(*row, tables)),
                         evidence);
  }
  return std::nullopt;
}

}  // namespace ces
