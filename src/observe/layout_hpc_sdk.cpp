// NVIDIA's HPC SDK: /opt/nvidia/hpc_sdk/Linux_x86_64/<version>/cuda/<CUDA release>, several
// releases side by side. <version>/cuda itself has links to one of them; the folders with a release
// in their name come first. Its math libraries lie apart and are not added. Source: the NVIDIA HPC
// SDK installation guide, NVHPC_ROOT and NVHPC_CUDA_HOME of its modules.
#include "base/path.h"
#include "observe/toolkits.h"
#include "observe/versioned_names.h"

#include <algorithm>
#include <array>

namespace ces {

namespace {

constexpr std::size_t k_most_names = 256;

}  // namespace

bool is_in_hpc_sdk(const System& system, const std::string& root) {
  constexpr std::array<const char*, 2> k_ways_up = {"/..", "/../.."};
  return std::any_of(k_ways_up.begin(), k_ways_up.end(), [&](const char* up) {
    const std::string version_folder = normalise_path(root + up);
    return system.kind(join_path(version_folder, "compilers/bin")) == FileKind::directory;
  });
}

std::vector<std::string> hpc_sdk_versions(const System& system, const std::string& sdk) {
  std::vector<std::string> folders;
  for (const std::string& machine : system.names_in(sdk, k_most_names)) {
    if (!machine.starts_with("Linux_")) {
      continue;
    }
    const std::string folder = join_path(sdk, machine);
    for (const std::string& version : newest_first(system.names_in(folder, k_most_names), "")) {
      // "2024" is a link to that year's latest.
      if (!system.is_link(join_path(folder, version))) {
        folders.push_back(join_path(folder, version));
      }
    }
  }
  return folders;
}

std::vector<Toolkit> find_hpc_sdk(const Search& search, const std::string& version_folder) {
  std::vector<Toolkit> toolkits;
  const std::string cuda = join_path(version_folder, "cuda");
  std::vector<std::string> roots;
  for (const std::string& release : newest_first(search.system.names_in(cuda, k_most_names), "")) {
    roots.push_back(join_path(cuda, release));
  }
  roots.push_back(cuda);
  for (const std::string& root : roots) {
    if (auto toolkit = find_complete(search, root)) {
      toolkit->layout = Layout::hpc_sdk;
      toolkits.push_back(*std::move(toolkit));
    }
  }
  return toolkits;
}

}  // namespace ces
