#include "judge/forward_compat.h"

#include "compat/lookup.h"
#include "judge/install_command.h"

#include <algorithm>

namespace ces {

namespace {

using Result = CompatFit::Result;

// NVML's brand numbers (nvml.h, nvmlBrandType_t).
constexpr std::uint32_t k_brand_quadro = 1;
constexpr std::uint32_t k_brand_tesla = 2;
constexpr std::uint32_t k_brand_quadro_rtx = 12;
constexpr std::uint32_t k_brand_nvidia_rtx = 13;
constexpr std::uint32_t k_brand_nvidia = 14;

constexpr const char* k_key_to_set =
    "set the key 'compat: auto' in $CONDA_PREFIX/etc/cuda-env-switch/config.yaml and activate "
    "again, which puts its folder first on LD_LIBRARY_PATH; for one shell: export "
    "CUDA_ENV_SWITCH_COMPAT=auto";

bool has(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

bool has_any(const std::vector<std::uint32_t>& numbers,
             std::initializer_list<std::uint32_t> wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](std::uint32_t number) { return has(numbers, number); });
}

// Return the CUDA release that a package brings: by its note, else by its driver's branch.
std::optional<Version> cuda_of(const CompatPackage& package, const compat::Tables& tables) {
  if (package.note && package.note->cuda) {
    return package.note->cuda->release();
  }
  const compat::DriverBranch* branch =
      package.release ? compat::find_branch(tables, package.release->version.major()) : nullptr;
  return branch != nullptr ? std::optional(branch->cuda) : std::nullopt;
}

std::string named(const CompatPackage& package) {
  return "The cuda-compat package in " + package.folder;
}

// Is the driver's branch one that the package was made for?
CompatFit branch_fit(std::uint32_t branch, const CompatPackage& package, const Version& cuda,
                     const compat::Tables& tables) {
  const std::string number = std::to_string(branch);
  if (package.note && !package.note->branches.empty()) {
    return has(package.note->branches, branch)
               ? CompatFit{Result::fits, false, "its own note lists driver branch " + number}
               : CompatFit{Result::does_not_fit, false,
                           named(package) + " is not for driver branch " + number +
                               ": its own note does not list it."};
  }
  const compat::ForwardCompat* row = compat::find_forward_compat(tables, cuda);
  const std::string who = row != nullptr ? who_lists(*row, branch) : "";
  return who.empty()
             ? CompatFit{Result::not_known, false,
                         named(package) +
                             " names no driver branches, and nobody else is known to "
                             "list " +
                             number + " for it."}
             : CompatFit{Result::fits, false, who + " lists driver branch " + number + " for it"};
}

CompatFit gpu_fit(const std::optional<Gpu>& gpu, const CompatPackage& package) {
  if (!gpu || gpu->kind == compat::GpuKind::unknown) {
    return {Result::gpu_not_known, false,
            named(package) + " is for data-center GPUs; of which kind the GPU is, is not known."};
  }
  const std::vector<std::uint32_t> brands =
      package.note ? package.note->brands : std::vector<std::uint32_t>();
  const bool is_data_center = gpu->kind == compat::GpuKind::data_center;
  const bool is_workstation = gpu->kind == compat::GpuKind::workstation;
  const bool has_brand =
      brands.empty() || (is_data_center && has_any(brands, {k_brand_tesla, k_brand_nvidia})) ||
      (is_workstation &&
       has_any(brands, {k_brand_quadro, k_brand_quadro_rtx, k_brand_nvidia_rtx, k_brand_nvidia}));
  if ((!is_data_center && !is_workstation) || !has_brand) {
    return {Result::does_not_fit, false,
            named(package) + " is not for " + in_words(*gpu) +
                ": libcuda refuses it there (error 804)."};
  }
  if (is_workstation) {
    return {Result::fits, true,
            in_words(*gpu) + " is a workstation card, of which NVIDIA supports only some"};
  }
  return {Result::fits, false, in_words(*gpu) + " is a data-center GPU"};
}

}  // namespace

std::optional<bool> takes_compat_packages(compat::GpuKind kind) {
  switch (kind) {
    case compat::GpuKind::data_center:
    case compat::GpuKind::workstation:
      return true;
    case compat::GpuKind::geforce:
    case compat::GpuKind::titan:
    case compat::GpuKind::tegra:  // has packages of its own, by another rule
      return false;
    case compat::GpuKind::unknown:
      break;
  }
  return std::nullopt;
}

std::string who_lists(const compat::ForwardCompat& row, std::uint32_t branch) {
  if (row.note.has(branch)) {
    return "the note in NVIDIA's own package";
  }
  if (row.page.has(branch)) {
    return "NVIDIA's matrix";
  }
  return row.images.has(branch) ? "NVIDIA's container images" : "";
}

CompatFit compat_package_fit(const Version& cuda, const Version& release,
                             const CompatPackage& package, const std::optional<Gpu>& gpu,
                             const compat::Tables& tables) {
  const auto package_cuda = cuda_of(package, tables);
  if (!package_cuda || !package.release) {
    return {Result::not_known, false,
            named(package) + " does not tell of which CUDA or driver release it is."};
  }
  if (*package_cuda < cuda) {
    return {Result::does_not_fit, false,
            named(package) + " brings CUDA " + package_cuda->str() + ", older than the toolkit's " +
                cuda.str() + '.'};
  }
  if (package.release->version <= release) {
    return {Result::does_not_fit, false,
            named(package) + ", of driver " + package.release->text +
                ", is not newer than this driver; NVIDIA supports no older one (error 803)."};
  }
  CompatFit branch = branch_fit(release.major(), package, *package_cuda, tables);
  if (branch.result != Result::fits) {
    return branch;
  }
  CompatFit kind = gpu_fit(gpu, package);
  if (kind.result != Result::fits) {
    return kind;
  }
  return {Result::fits, kind.guess,
          named(package) + " brings CUDA " + package_cuda->str() + "; " + branch.reason + ", and " +
              kind.reason + '.'};
}

std::optional<Finding> compat_package_possible(const Version& cuda, const CompatHost& host,
                                               const std::optional<Gpu>& gpu,
                                               const compat::Tables& tables) {
  const auto is_for = gpu ? takes_compat_packages(gpu->kind) : std::nullopt;
  if (is_for == std::optional(false)) {
    return std::nullopt;
  }
  const std::uint32_t branch = host.release.major();
  const auto row = std::find_if(
      tables.forward_compat.begin(), tables.forward_compat.end(), [&](const auto& candidate) {
        return candidate.cuda >= cuda && !who_lists(candidate, branch).empty();
      });
  if (row == tables.forward_compat.end()) {
    return std::nullopt;
  }
  const std::string package = row->cuda.str();
  Finding finding = finding_of(finding_kinds::k_forward_compat_possible);
  finding.what = "programs of CUDA " + cuda.str() + " could run on driver " + host.text +
                 (host.is_too_old ? "" : " without limits") +
                 " with NVIDIA's package cuda-compat " + package +
                 (is_for ? "" : ", if the GPU is a data-center GPU");
  finding.why = "by " + who_lists(*row, branch) + ", cuda-compat " + package +
                " is for driver branch " + std::to_string(branch) +
                "; the package is for data-center GPUs and some workstation cards, never for "
                "GeForce or Titan";
  finding.impact = host.is_too_old ? "without it, the programs do not run on this driver"
                                   : "without it, newer PTX is not loaded";
  finding.remedy = install_compat_command(row->cuda) + "; then " + k_key_to_set;
  finding.verify = "LD_LIBRARY_PATH=\"$CONDA_PREFIX/cuda-compat\" nvidia-smi";
  finding.evidence = who_lists(*row, branch) + "; compat --json names the sources";
  return finding;
}

Finding compat_package_used(const Version& cuda, const std::string& driver_text,
                            const CompatPackage& package) {
  Finding finding = finding_of(finding_kinds::k_forward_compat_used);
  finding.what = "programs of CUDA " + cuda.str() + " run on driver " + driver_text +
                 " by the cuda-compat package in " + package.folder;
  finding.why =
      "the package's libcuda stands in for the driver's, and is newer than its kernel "
      "module";
  finding.impact =
      "no sharing of memory with OpenGL or Vulkan; after an update of the driver the "
      "package may be too old";
  finding.remedy = k_key_to_set;
  finding.verify = "LD_LIBRARY_PATH=\"" + package.folder + "\" nvidia-smi";
  finding.evidence = package.library;
  return finding;
}

}  // namespace ces
