// A complete toolkit in a folder of its own, as NVIDIA's installer and packages lay it out:
// /usr/local/cuda-X.Y (Jetson's too), /opt/cuda of Arch and Gentoo, the trees of Spack, EasyBuild
// and other modules. It may be reached through links: /usr/local/cuda -> /etc/alternatives/cuda ->
// /usr/local/cuda-12.4. Its libraries are found through LD_LIBRARY_PATH alone.
// Source: NVIDIA's CUDA Installation Guide for Linux; Arch's package cuda; libnvidia-container#117.
#include "base/path.h"
#include "observe/host_target.h"
#include "observe/nvcc_script.h"
#include "observe/toolkits.h"

#include <algorithm>
#include <array>

namespace ces {

namespace {

// Return where programs find the toolkit's libraries, empty if the system looks there by itself.
std::string library_folder(const System& system, const Toolkit& toolkit) {
  std::vector<std::string> folders = {"lib64", "lib"};
  for (const std::string& target : toolkit.targets) {
    folders.push_back("targets/" + target + "/lib");
  }
  for (const std::string& name : folders) {
    std::string folder = join_path(toolkit.root, name);
    if (system.kind(folder) == FileKind::directory) {
      return toolkit.has_shared_bin ? "" : folder;
    }
  }
  return {};
}

}  // namespace

bool has_shared_bin(const System& system, const std::string& root) {
  constexpr std::array<std::string_view, 3> k_shared = {"/", "/usr", "/usr/local"};
  if (std::find(k_shared.begin(), k_shared.end(), system.resolve(root)) != k_shared.end()) {
    return true;
  }
  return system.kind(join_path(root, "conda-meta")) == FileKind::directory ||
         system.kind(join_path(root, "bin/python3")) != FileKind::missing;
}

std::optional<Toolkit> find_complete(const Search& search, const std::string& root) {
  const System& system = search.system;
  Toolkit toolkit;
  toolkit.layout = is_in_wheels(root)            ? Layout::wheels
                   : is_in_hpc_sdk(system, root) ? Layout::hpc_sdk
                                                 : Layout::complete;
  toolkit.root = root;
  toolkit.bin = join_path(root, "bin");
  toolkit.nvcc = join_path(toolkit.bin, "nvcc");
  toolkit.evidence = toolkit.nvcc;
  if (!system.is_program(toolkit.nvcc)) {
    return std::nullopt;
  }
  const NvccFile file = look_at_nvcc(system, toolkit.nvcc);
  toolkit.nvcc_is_script = file.is_script();
  if (file.is_script()) {
    const auto program = program_behind(search, toolkit.nvcc);
    toolkit.real_nvcc = program && *program != toolkit.nvcc ? *program : "";
  }
  toolkit.has_shared_bin = has_shared_bin(system, root);
  toolkit.targets = targets_at(system, root, file.machine);
  if (toolkit.layout != Layout::wheels) {
    toolkit.library_folder = library_folder(system, toolkit);
  }
  return toolkit;
}

}  // namespace ces
