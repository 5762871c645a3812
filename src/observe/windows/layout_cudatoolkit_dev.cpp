// conda-forge's cudatoolkit-dev on Windows, 11.4 to 11.7. Its post-link script unpacks the toolkit
// into pkgs/cuda-toolkit, a folder for each of NVIDIA's components, of which nvcc's is complete
// enough to compile with, and links its files into Library as well.
// Source: conda-forge/cudatoolkit-dev-feedstock, recipe/build.py.
#include "base/path.h"
#include "observe/toolkits.h"

namespace ces {

void probe_cudatoolkit_dev(const System& system, Request::Detail /*detail*/, Facts& facts) {
  Toolkit toolkit;
  toolkit.layout = Layout::cudatoolkit_dev;
  toolkit.root = join_path(facts.prefix, "pkgs/cuda-toolkit/nvcc");
  toolkit.bin = join_path(toolkit.root, "bin");
  toolkit.nvcc = join_path(toolkit.bin, "nvcc.exe");
  if (!system.is_program(toolkit.nvcc)) {
    return;
  }
  toolkit.evidence = toolkit.nvcc;
  facts.toolkits.push_back(std::move(toolkit));
}

}  // namespace ces
