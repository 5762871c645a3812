#include "judge/toolkit_gpu.h"

#include "compat/lookup.h"
#include "judge/install_command.h"

#include <string>

namespace ces {

namespace {

// Return the newest compute capability that the toolkit makes code for and that is older than
// `capability`: PTX for it runs there.
std::optional<Version> best_ptx(const Version& cuda, const Version& capability,
                                const compat::Tables& tables) {
  std::optional<Version> best;
  for (const compat::GpuArchitecture& row : tables.architectures) {
    if (row.capability < capability &&
        target_of(cuda, row.capability, tables) == GpuTarget::native) {
      best = row.capability;
    }
  }
  return best;
}

std::string digits_of(const Version& capability) {
  return sm_name(capability).substr(std::string_view("sm_").size());
}

Finding gpu_dropped(const Version& cuda, const Gpu& gpu, const compat::GpuArchitecture& row,
                    const compat::Tables& tables, std::string_view platform) {
  const std::string last = row.last_toolkit.str();
  const std::string install = install_newest_command(row.last_toolkit, tables, platform);
  Finding finding = finding_of(finding_kinds::k_gpu_dropped_by_toolkit);
  finding.what = "CUDA " + cuda.str() + " makes no code for " + in_words(gpu) + ", " +
                 std::string(row.name) + "; CUDA " + last + " was the last that did";
  finding.why =
      "a toolkit drops old architectures with its major releases, and newer PTX does not "
      "run on an older GPU";
  finding.impact = "programs end with \"no kernel image is available for execution on the device\"";
  finding.remedy = install.empty() ? "install CUDA " + last + " or older"
                                   : "install CUDA " + last + " or older: " + install;
  finding.verify = "nvcc --list-gpu-code";
  return finding;
}

Finding gpu_newer(const Version& cuda, const Gpu& gpu, const compat::GpuArchitecture& row,
                  const compat::Tables& tables, std::string_view platform) {
  const std::string first = row.first_toolkit.str();
  const auto ptx = best_ptx(cuda, row.capability, tables);
  Finding finding = finding_of(finding_kinds::k_gpu_newer_than_toolkit);
  finding.what = "CUDA " + cuda.str() + " is older than " + in_words(gpu) + ", " +
                 std::string(row.name) + "; CUDA " + first + " is the first with code for it";
  finding.why =
      "nvcc makes code for the GPUs it knows; on a newer one, the driver compiles the "
      "program's PTX when it starts";
  finding.impact = "nvcc refuses -arch=" + sm_name(row.capability) +
                   ", and programs without PTX end with \"no kernel image is available\"";
  const std::string install = install_oldest_command(row.first_toolkit, tables, platform);
  finding.remedy = "install CUDA " + first + " or newer" + (install.empty() ? "" : ": " + install);
  if (ptx) {
    const std::string digits = digits_of(*ptx);
    finding.remedy +=
        "; or compile PTX: nvcc -gencode arch=compute_" + digits + ",code=compute_" + digits;
  }
  finding.verify = "nvcc --list-gpu-code";
  return finding;
}

}  // namespace

std::string_view gpu_target_word(GpuTarget target) {
  switch (target) {
    case GpuTarget::native:
      return "native";
    case GpuTarget::ptx_only:
      return "ptx-only";
    case GpuTarget::too_new:
      return "too-new";
    case GpuTarget::not_known:
      break;
  }
  return "unknown";
}

GpuTarget target_of(const Version& cuda, const Version& capability, const compat::Tables& tables) {
  const compat::GpuArchitecture* row = compat::find_architecture(tables, capability);
  if (row == nullptr) {
    return GpuTarget::not_known;
  }
  if (row->first_toolkit.count() > 0 && cuda < row->first_toolkit) {
    return GpuTarget::ptx_only;
  }
  if (row->last_toolkit.count() > 0 && cuda > row->last_toolkit) {
    return GpuTarget::too_new;
  }
  return GpuTarget::native;
}

std::optional<Finding> toolkit_gpu_finding(const Version& cuda, const Gpu& gpu,
                                           const compat::Tables& tables, std::string_view evidence,
                                           std::string_view platform) {
  const compat::GpuArchitecture* row = architecture_of(gpu, tables);
  const GpuTarget target =
      row != nullptr ? target_of(cuda, row->capability, tables) : GpuTarget::not_known;
  if (target == GpuTarget::too_new) {
    return with_evidence(gpu_dropped(cuda, gpu, *row, tables, platform), evidence);
  }
  if (target == GpuTarget::ptx_only) {
    return with_evidence(gpu_newer(cuda, gpu, *row, tables, platform), evidence);
  }
  return std::nullopt;
}

}  // namespace ces
