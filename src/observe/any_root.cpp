// A toolkit by path, in whatever layout it has: an environment, a toolkit's folder, its bin or its
// nvcc.
#include "base/path.h"
#include "observe/toolkits.h"

namespace ces {

namespace {

std::string name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// Return the folder that has bin/nvcc where `path` is that nvcc or that bin.
std::string root_of(const System& system, const std::string& path) {
  if (name_of(path) == "nvcc" && system.is_program(path)) {
    return normalise_path(path + "/../..");
  }
  if (name_of(path) == "bin" && system.is_program(join_path(path, "nvcc"))) {
    return normalise_path(path + "/..");
  }
  return path;
}

Found without_nvcc(const System& system, const std::string& root) {
  const std::string nvcc = join_path(root, "bin/nvcc");
  if (system.kind(nvcc) == FileKind::denied) {
    return {std::nullopt, BrokenToolkit{BrokenToolkit::Fault::nvcc_denied, nvcc, root}};
  }
  // Debian's decoy has an empty bin; its toolkit is /usr.
  const bool is_decoy =
      system.resolve(root) == "/usr/lib/cuda" && system.is_program("/usr/bin/nvcc");
  return {std::nullopt,
          BrokenToolkit{BrokenToolkit::Fault::no_nvcc, root, root, is_decoy ? "/usr" : ""}};
}

std::optional<Toolkit> find_in_prefix(const Search& search, const std::string& prefix) {
  for (Found& found : find_in_environment(search, prefix)) {
    if (found.toolkit) {
      return std::move(found.toolkit);
    }
  }
  std::vector<Toolkit> wheels = find_wheels(search, prefix);
  return wheels.empty() ? std::nullopt : std::optional(std::move(wheels.front()));
}

bool ends_with_tree_of_cudatoolkit_dev(const std::string& root) {
  return root.ends_with("/pkgs/cuda-toolkit");
}

// Return the toolkit of a folder that has bin/nvcc itself.
std::optional<Toolkit> find_with_own_bin(const Search& search, const std::string& root) {
  const System& system = search.system;
  if (system.resolve(root) == "/usr") {
    return find_distribution(search);
  }
  auto toolkit = find_complete(search, root);
  if (toolkit && ends_with_tree_of_cudatoolkit_dev(root)) {
    return cudatoolkit_dev_at(system, root);
  }
  return toolkit;
}

// Return whether `root` is laid out as an environment: by conda's records, or by headers that lie
// below targets alone.
bool is_environment(const System& system, const std::string& root) {
  return system.kind(join_path(root, "conda-meta")) == FileKind::directory ||
         system.kind(join_path(root, "pkgs/cuda-toolkit")) == FileKind::directory ||
         (system.kind(join_path(root, "include/cuda.h")) == FileKind::missing &&
          !split_include_folder(system, root, 0).empty());
}

}  // namespace

Found find_at_root(const Search& search, const std::string& path) {
  const std::string root = root_of(search.system, path);
  if (is_environment(search.system, root)) {
    if (auto toolkit = find_in_prefix(search, root)) {
      return {std::move(toolkit), std::nullopt};
    }
  }
  if (auto toolkit = find_with_own_bin(search, root)) {
    return {std::move(toolkit), std::nullopt};
  }
  std::vector<Toolkit> of_sdk = find_hpc_sdk(search, root);
  if (!of_sdk.empty()) {
    return {std::move(of_sdk.front()), std::nullopt};
  }
  return without_nvcc(search.system, root);
}

}  // namespace ces
