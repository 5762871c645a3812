// conda-forge's split packages for CUDA 12 and later (cuda-nvcc, cuda-cudart-dev, …), and the
// nvidia channel's from 12.5 on. nvcc lies in the environment's own bin; headers and libraries lie
// below targets/<target>, and nowhere else, which is why PyTorch needs CUDA_INC_PATH to find them.
// Source: conda-forge/cuda-nvcc-impl-feedstock, recipe/build.sh.
#include "base/path.h"
#include "observe/nvcc_file.h"
#include "observe/toolkits.h"

#include <array>

namespace ces {

namespace {

// Several targets can lie side by side for cross compilers; the one of this machine comes first.
#if defined(__aarch64__)
constexpr std::array k_targets = {"sbsa-linux", "aarch64-linux", "x86_64-linux", "ppc64le-linux"};
#elif defined(__powerpc64__)
constexpr std::array k_targets = {"ppc64le-linux", "x86_64-linux", "sbsa-linux", "aarch64-linux"};
#else
constexpr std::array k_targets = {"x86_64-linux", "sbsa-linux", "aarch64-linux", "ppc64le-linux"};
#endif

std::string include_folder(const System& system, const std::string& prefix) {
  for (const char* target : k_targets) {
    std::string folder = join_path(prefix, "targets/") + target + "/include";
    if (system.kind(join_path(folder, "cuda.h")) == FileKind::regular) {
      return folder;
    }
  }
  return {};
}

}  // namespace

void probe_split_packages(const System& system, Request::Detail /*detail*/, Facts& facts) {
  using Fault = BrokenToolkit::Fault;
  Toolkit toolkit;
  toolkit.layout = Layout::split_packages;
  toolkit.root = facts.prefix;
  toolkit.bin = join_path(facts.prefix, "bin");
  toolkit.nvcc = join_path(toolkit.bin, "nvcc");
  toolkit.has_shared_bin = true;
  if (!system.is_program(toolkit.nvcc)) {
    // cudatoolkit-dev links its nvcc here; where the tree itself is missing, that link says so.
    if (facts.broken_toolkits.empty() && system.is_link(toolkit.nvcc) &&
        system.kind(toolkit.nvcc) == FileKind::missing) {
      facts.broken_toolkits.push_back({Fault::nvcc_dangling, toolkit.nvcc, toolkit.nvcc});
    }
    return;
  }
  toolkit.evidence = toolkit.nvcc;
  toolkit.include_folder = include_folder(system, facts.prefix);
  if (!toolkit.include_folder.empty() && !is_handing_over_script(system, toolkit.nvcc)) {
    facts.toolkits.push_back(std::move(toolkit));
  }
}

}  // namespace ces
