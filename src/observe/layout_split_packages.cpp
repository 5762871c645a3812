// conda-forge's split packages for CUDA 12 and later (cuda-nvcc, cuda-cudart-dev, …), and the
// nvidia channel's from 12.5 on. nvcc lies in the environment's own bin; headers and libraries lie
// below targets/<target>, and nowhere else, which is why PyTorch needs CUDA_INC_PATH to find them.
// CUDA_HOME is the environment, never targets/<target>: the nvcc there is a link that has no
// nvcc.profile beside it and compiles nothing.
// Source: conda-forge/cuda-nvcc-impl-feedstock, recipe/build.sh and recipe/nvcc.profile.patch.
#include "base/path.h"
#include "observe/host_target.h"
#include "observe/toolkits.h"

namespace ces {

std::string split_include_folder(const System& system, const std::string& prefix,
                                 std::uint16_t nvcc_machine) {
  // Several targets can lie side by side for cross compilers.
  for (const std::string_view target : targets_in_order(system, nvcc_machine)) {
    std::string folder = join_path(prefix, "targets/") + std::string(target) + "/include";
    if (system.kind(join_path(folder, "cuda.h")) == FileKind::regular) {
      return folder;
    }
  }
  return {};
}

}  // namespace ces
