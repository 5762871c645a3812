// conda-forge's cudatoolkit-dev, 9.2 to 11.7. The package holds three small files; its post-link
// script fetches NVIDIA's installer and unpacks a complete toolkit into pkgs/cuda-toolkit, then
// links its programs, libraries and headers into the environment. So a record of the package does
// not mean that a toolkit is there: engines that run no post-link scripts (pixi), a machine without
// network, a full temporary folder and a second installation all leave it missing.
// Source: conda-forge/cudatoolkit-dev-feedstock, recipe/build.py.
#include "base/path.h"
#include "observe/toolkits.h"

namespace ces {

namespace {

constexpr const char* k_tree = "pkgs/cuda-toolkit";
constexpr std::size_t k_most_records = 20'000;

// Return the file that says cudatoolkit-dev is installed, empty if none does. Its arguments file is
// asked first: that takes one look, however many packages there are.
std::string record_of_package(const System& system, Request::Detail detail,
                              const std::string& prefix) {
  std::string arguments = join_path(prefix, "bin/cudatoolkit-dev-extra-args.json");
  if (system.kind(arguments) == FileKind::regular) {
    return arguments;
  }
  if (detail == Request::Detail::activation) {
    return {};
  }
  const std::string records = join_path(prefix, "conda-meta");
  for (const std::string& name : system.names_in(records, k_most_records)) {
    if (name.starts_with("cudatoolkit-dev-") && name.ends_with(".json")) {
      return join_path(records, name);
    }
  }
  return {};
}

// Return the folder that programs built with this toolkit need on their library path: lib64, which
// a tree put together by hand may lack.
std::string library_folder(const System& system, const std::string& root) {
  std::string lib64 = join_path(root, "lib64");
  std::string lib = join_path(root, "lib");
  const bool only_lib =
      system.kind(lib64) != FileKind::directory && system.kind(lib) == FileKind::directory;
  return only_lib ? lib : lib64;
}

std::optional<BrokenToolkit> what_is_broken(const Search& search, const std::string& prefix,
                                            const std::string& nvcc) {
  using Fault = BrokenToolkit::Fault;
  const System& system = search.system;
  const std::string tree = join_path(prefix, k_tree);
  if (system.kind(tree) == FileKind::directory) {
    const FileKind kind = system.kind(nvcc);
    if (kind != FileKind::missing) {
      const bool is_denied = kind == FileKind::denied;
      return BrokenToolkit{is_denied ? Fault::nvcc_denied : Fault::nvcc_unusable, nvcc, nvcc};
    }
    if (system.is_link(nvcc)) {
      return BrokenToolkit{Fault::nvcc_dangling, nvcc, nvcc};
    }
  }
  const std::string record = record_of_package(system, search.request.detail, prefix);
  return record.empty() ? std::nullopt
                        : std::optional(BrokenToolkit{Fault::tree_missing, tree, record});
}

}  // namespace

Toolkit cudatoolkit_dev_at(const System& system, const std::string& tree) {
  Toolkit toolkit;
  toolkit.layout = Layout::cudatoolkit_dev;
  toolkit.root = tree;
  toolkit.bin = join_path(tree, "bin");
  toolkit.nvcc = join_path(toolkit.bin, "nvcc");
  toolkit.evidence = toolkit.nvcc;
  toolkit.library_folder = library_folder(system, tree);
  return toolkit;
}

Found find_cudatoolkit_dev(const Search& search, const std::string& prefix) {
  const std::string tree = join_path(prefix, k_tree);
  const std::string nvcc = join_path(tree, "bin/nvcc");
  if (search.system.is_program(nvcc)) {
    return {cudatoolkit_dev_at(search.system, tree), std::nullopt};
  }
  return {std::nullopt, what_is_broken(search, prefix, nvcc)};
}

}  // namespace ces
