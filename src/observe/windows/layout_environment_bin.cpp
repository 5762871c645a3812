// conda-forge's split packages for CUDA 12 and later on Windows: all of it lies below Library,
// whose bin conda puts on PATH, so Library is the toolkit.
// Source: conda-forge/cuda-nvcc-impl-feedstock, recipe/bld.bat.
#include "base/path.h"
#include "observe/toolkits.h"

namespace ces {

Found find_in_environment_bin(const Search& search, const std::string& prefix) {
  Toolkit toolkit;
  toolkit.layout = Layout::split_packages;
  toolkit.root = join_path(prefix, "Library");
  toolkit.bin = join_path(toolkit.root, "bin");
  toolkit.nvcc = join_path(toolkit.bin, "nvcc.exe");
  toolkit.has_shared_bin = true;
  toolkit.evidence = toolkit.nvcc;
  const System& system = search.system;
  if (!system.is_program(toolkit.nvcc) ||
      system.kind(join_path(toolkit.root, "include/cuda.h")) != FileKind::regular) {
    return {};
  }
  return {std::move(toolkit), std::nullopt};
}

}  // namespace ces
