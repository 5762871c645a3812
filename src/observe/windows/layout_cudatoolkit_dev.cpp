// conda-forge's cudatoolkit-dev on Windows, 11.4 to 11.7. Its post-link script unpacks the toolkit
// into pkgs/cuda-toolkit, a folder for each of NVIDIA's components, of which nvcc's is complete
// enough to compile with, and links its files into Library as well.
// Source: conda-forge/cudatoolkit-dev-feedstock, recipe/build.py.
#include "base/path.h"
#include "observe/toolkits.h"

namespace ces {

Toolkit cudatoolkit_dev_at(const System& /*system*/, const std::string& tree) {
  Toolkit toolkit;
  toolkit.layout = Layout::cudatoolkit_dev;
  toolkit.root = join_path(tree, "nvcc");
  toolkit.bin = join_path(toolkit.root, "bin");
  toolkit.nvcc = join_path(toolkit.bin, "nvcc.exe");
  toolkit.evidence = toolkit.nvcc;
  return toolkit;
}

Found find_cudatoolkit_dev(const Search& search, const std::string& prefix) {
  Toolkit toolkit = cudatoolkit_dev_at(search.system, join_path(prefix, "pkgs/cuda-toolkit"));
  if (!search.system.is_program(toolkit.nvcc)) {
    return {};
  }
  return {std::move(toolkit), std::nullopt};
}

}  // namespace ces
