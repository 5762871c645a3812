// conda-forge's split packages for CUDA 12 and later on Windows: all of it lies below Library,
// whose bin conda puts on PATH, so Library is the toolkit.
// Source: conda-forge/cuda-nvcc-impl-feedstock, recipe/bld.bat.
#include "base/path.h"
#include "observe/toolkits.h"

namespace ces {

void probe_split_packages(const System& system, Request::Detail /*detail*/, Facts& facts) {
  Toolkit toolkit;
  toolkit.layout = Layout::split_packages;
  toolkit.root = join_path(facts.prefix, "Library");
  toolkit.bin = join_path(toolkit.root, "bin");
  toolkit.nvcc = join_path(toolkit.bin, "nvcc.exe");
  if (!system.is_program(toolkit.nvcc) ||
      system.kind(join_path(toolkit.root, "include/cuda.h")) != FileKind::regular) {
    return;
  }
  toolkit.evidence = toolkit.nvcc;
  facts.toolkits.push_back(std::move(toolkit));
}

}  // namespace ces
