// An nvcc in the environment's own bin: of the split or the flat packages, which its headers tell,
// or a script that runs another toolkit's.
#include "base/path.h"
#include "observe/nvcc_script.h"
#include "observe/toolkits.h"

namespace ces {

namespace {

using Fault = BrokenToolkit::Fault;

std::optional<BrokenToolkit> why_not_a_program(const System& system, const std::string& nvcc) {
  const FileKind kind = system.kind(nvcc);
  if (kind != FileKind::missing) {
    const bool is_denied = kind == FileKind::denied;
    return BrokenToolkit{is_denied ? Fault::nvcc_denied : Fault::nvcc_unusable, nvcc, nvcc};
  }
  return system.is_link(nvcc) ? std::optional(BrokenToolkit{Fault::nvcc_dangling, nvcc, nvcc})
                              : std::nullopt;
}

// Return the folder of the toolkit that a link named nvcc leads to, empty if it is no toolkit's.
std::string toolkit_behind_link(const System& system, const std::string& nvcc) {
  const std::string root = normalise_path(system.resolve(nvcc) + "/../..");
  const std::string profile = join_path(root, "bin/nvcc.profile");
  return system.kind(profile) == FileKind::regular ? root : "";
}

bool has_profile(const System& system, const std::string& bin) {
  return system.kind(join_path(bin, "nvcc.profile")) == FileKind::regular;
}

}  // namespace

Found find_in_environment_bin(const Search& search, const std::string& prefix) {
  const System& system = search.system;
  Toolkit toolkit;
  toolkit.root = prefix;
  toolkit.bin = join_path(prefix, "bin");
  toolkit.nvcc = join_path(toolkit.bin, "nvcc");
  toolkit.has_shared_bin = true;
  toolkit.evidence = toolkit.nvcc;
  if (!system.is_program(toolkit.nvcc)) {
    return {std::nullopt, why_not_a_program(system, toolkit.nvcc)};
  }
  const NvccFile file = look_at_nvcc(system, toolkit.nvcc);
  toolkit.nvcc_is_script = file.is_script();
  if (file.is_script() && parse_nvcc_script(file.start).hands_over()) {
    return find_behind_wrapper(search, prefix, file.start);
  }
  toolkit.include_folder = split_include_folder(system, prefix, file.machine);
  if (system.is_link(toolkit.nvcc) && !has_profile(system, toolkit.bin)) {
    const std::string behind = toolkit_behind_link(system, toolkit.nvcc);
    if (!behind.empty()) {
      return {std::nullopt, BrokenToolkit{Fault::nvcc_alone, toolkit.nvcc, toolkit.nvcc, behind}};
    }
  }
  const bool is_split = !toolkit.include_folder.empty();
  toolkit.layout = is_split ? Layout::split_packages : Layout::flat_packages;
  if (is_split || has_flat_headers(system, prefix)) {
    return {std::move(toolkit), std::nullopt};
  }
  if (has_profile(system, toolkit.bin)) {
    const bool has_targets = system.kind(join_path(prefix, "targets")) == FileKind::directory;
    toolkit.layout = has_targets ? Layout::split_packages : Layout::flat_packages;
    return {std::move(toolkit), std::nullopt};
  }
  return {std::nullopt, BrokenToolkit{Fault::nvcc_alone, toolkit.nvcc, toolkit.nvcc}};
}

}  // namespace ces
