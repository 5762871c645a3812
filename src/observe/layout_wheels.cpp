// NVIDIA's Python wheels. For CUDA 13 they share one root, site-packages/nvidia/cu13, with an nvcc;
// for 11 and 12 each has a root of its own (nvidia/cuda_runtime, nvidia/cuda_nvcc, …), with ptxas
// and without nvcc, so that nothing there can be CUDA_HOME. Programs find these libraries by
// RUNPATH. Source: the file lists of nvidia-cuda-nvcc 13.0 and nvidia-cuda-nvcc-cu12;
// NVIDIA/cuda-python#2100.
#include "base/path.h"
#include "observe/site_packages.h"
#include "observe/toolkits.h"
#include "observe/versioned_names.h"

#include <algorithm>

namespace ces {

namespace {

constexpr std::size_t k_most_names = 20'000;
constexpr std::string_view k_in_site_packages = "/site-packages/nvidia/cu";

// Return the roots that wheels of CUDA 13 and later share, the newest first.
std::vector<std::string> shared_roots(const System& system, const std::string& packages) {
  std::vector<std::string> roots;
  const std::string nvidia = join_path(packages, "nvidia");
  for (const std::string& name : newest_first(system.names_in(nvidia, k_most_names), "cu")) {
    roots.push_back(join_path(nvidia, name));
  }
  return roots;
}

// Return the version that pip has recorded of the first of `names` that is installed: 12.4.127 of
// "nvidia_cuda_runtime_cu12-12.4.127.dist-info". Older tools spell the names with "-".
std::optional<VersionFact> recorded_version(const System& system, const std::string& packages,
                                            const std::vector<std::string>& names) {
  constexpr std::string_view k_end = ".dist-info";
  for (const std::string& entry : system.names_in(packages, k_most_names)) {
    if (!entry.starts_with("nvidia") || !entry.ends_with(k_end)) {
      continue;
    }
    const std::string stem = entry.substr(0, entry.size() - k_end.size());
    const std::size_t dash = stem.rfind('-');
    std::string name = stem.substr(0, dash);
    std::replace(name.begin(), name.end(), '-', '_');
    const std::string text = dash == std::string::npos ? "" : stem.substr(dash + 1);
    const auto version = Version::parse(text);
    if (version && std::find(names.begin(), names.end(), name) != names.end()) {
      return VersionFact{*version, text, join_path(packages, entry)};
    }
  }
  return std::nullopt;
}

// Return what wheels of CUDA 11 and 12 there are, with a root each.
std::optional<OtherCuda> wheels_of_their_own(const System& system, const std::string& packages) {
  const std::string nvidia = join_path(packages, "nvidia");
  const std::string compiler = join_path(nvidia, "cuda_nvcc");
  const std::string runtime = join_path(nvidia, "cuda_runtime");
  OtherCuda cuda;
  cuda.layout = Layout::wheels_split;
  cuda.path = nvidia;
  for (const std::string& folder : {compiler, runtime}) {
    if (cuda.evidence.empty() && system.kind(folder) == FileKind::directory) {
      cuda.evidence = folder;
    }
  }
  if (cuda.evidence.empty()) {
    return std::nullopt;
  }
  cuda.has_ptxas = system.is_program(join_path(compiler, "bin/ptxas"));
  cuda.version = recorded_version(system, packages,
                                  {"nvidia_cuda_runtime_cu12", "nvidia_cuda_runtime_cu11",
                                   "nvidia_cuda_nvcc_cu12", "nvidia_cuda_nvcc_cu11"});
  return cuda;
}

}  // namespace

bool is_in_wheels(const std::string& root) {
  return root.find(k_in_site_packages) != std::string::npos;
}

std::vector<Toolkit> find_wheels(const Search& search, const std::string& prefix) {
  std::vector<Toolkit> toolkits;
  for (const std::string& packages : site_packages(search.system, prefix)) {
    for (const std::string& root : shared_roots(search.system, packages)) {
      if (auto toolkit = find_complete(search, root)) {
        toolkit->origin = Origin::wheels;
        toolkits.push_back(*std::move(toolkit));
      }
    }
  }
  return toolkits;
}

std::vector<OtherCuda> find_other_wheels(const Search& search, const std::string& prefix) {
  std::vector<OtherCuda> found;
  const System& system = search.system;
  for (const std::string& packages : site_packages(system, prefix)) {
    for (const std::string& root : shared_roots(system, packages)) {
      const bool has_nvcc = system.is_program(join_path(root, "bin/nvcc"));
      if (has_nvcc && search.request.wheels) {
        continue;  // a toolkit
      }
      OtherCuda cuda{Layout::wheels, root, std::nullopt, has_nvcc, false, root};
      cuda.has_ptxas = system.is_program(join_path(root, "bin/ptxas"));
      cuda.version = recorded_version(
          system, packages,
          {has_nvcc ? "nvidia_cuda_nvcc" : "nvidia_cuda_runtime", "nvidia_cuda_runtime"});
      found.push_back(std::move(cuda));
    }
    if (auto cuda = wheels_of_their_own(system, packages)) {
      found.push_back(*std::move(cuda));
    }
  }
  return found;
}

}  // namespace ces
