#include "edit/exports.h"

#include "base/path.h"

#include <algorithm>
#include <array>

namespace ces {

namespace {

// Whatever a configuration can ask for is in these lists.
constexpr std::array<std::string_view, 7> k_whole = {
    "CUDA_HOME",        "CUDA_PATH",  "CUDA_INC_PATH",    "CUDACXX",
    "CUDAToolkit_ROOT", "NVCC_CCBIN", "TRITON_PTXAS_PATH"};
constexpr std::array<std::string_view, 4> k_lists = {"PATH", "LD_LIBRARY_PATH", "CPATH",
                                                     "LIBRARY_PATH"};
constexpr std::array<std::string_view, 2> k_flags = {"XLA_FLAGS", "NVCC_PREPEND_FLAGS"};

std::string include_folder(const Toolkit& toolkit) {
  return toolkit.include_folder.empty() ? join_path(toolkit.root, "include")
                                        : toolkit.include_folder;
}

// Return the folder of the libraries, also where programs find them without help; empty if they lie
// where every compiler looks.
std::string library_folder(const Toolkit& toolkit) {
  constexpr std::string_view k_headers = "/include";
  const std::string& headers = toolkit.include_folder;
  if (!toolkit.library_folder.empty() || toolkit.layout == Layout::distribution) {
    return toolkit.library_folder;
  }
  if (headers.ends_with(k_headers)) {
    return headers.substr(0, headers.size() - k_headers.size()) + "/lib";
  }
  return join_path(toolkit.root, "lib");
}

// Return what goes on LD_LIBRARY_PATH, empty for nothing. An environment's own lib never does: it
// would shadow the libraries of the system's programs.
std::string runtime_folder(const Toolkit& toolkit, When when) {
  switch (when) {
    case When::off:
      return {};
    case When::automatic:
      return toolkit.library_folder;
    case When::on:
      break;
  }
  std::string folder = library_folder(toolkit);
  const bool is_shared = toolkit.has_shared_bin && folder == join_path(toolkit.root, "lib");
  return is_shared ? "" : folder;
}

// What people ask for beyond what a toolkit needs.
void add_optional(const Toolkit& toolkit, const Settings& settings, std::vector<Export>& exports) {
  const auto add = [&](bool is_wanted, const char* name, const std::string& value,
                       bool is_list = false) {
    if (is_wanted && !value.empty()) {
      exports.push_back({name, value, is_list, false});
    }
  };
  // Compilers look for their parts beside the path they are called by, so no script will do.
  const std::string& nvcc = toolkit.real_nvcc.empty() ? toolkit.nvcc : toolkit.real_nvcc;
  add(settings.cudacxx.value, "CUDACXX", nvcc);
  add(settings.cudatoolkit_root.value, "CUDAToolkit_ROOT", toolkit.root);
  add(settings.triton_ptxas_path.value, "TRITON_PTXAS_PATH", join_path(toolkit.root, "bin/ptxas"));
  add(settings.cpath.value, "CPATH", include_folder(toolkit), true);
  add(settings.library_path.value, "LIBRARY_PATH", library_folder(toolkit), true);
  add(true, "NVCC_CCBIN", settings.nvcc_ccbin.value);
  if (settings.xla_flags.value) {
    exports.push_back({"XLA_FLAGS", "--xla_gpu_cuda_data_dir=" + toolkit.root, false, true});
  }
  if (!settings.nvcc_prepend_flags.value.empty()) {
    exports.push_back({"NVCC_PREPEND_FLAGS", settings.nvcc_prepend_flags.value, false, true});
  }
}

}  // namespace

std::vector<Export> exports_for(const Toolkit& toolkit, const Settings& settings) {
  // Tools disagree about which of the two comes first, and a stale one outranks the other, so both
  // are set, to the same value.
  std::vector<Export> exports = {{"CUDA_HOME", toolkit.root, false},
                                 {"CUDA_PATH", toolkit.root, false}};
  if (is_put_first(toolkit)) {
    exports.push_back({"PATH", toolkit.bin, true});
  }
  const std::string runtime = runtime_folder(toolkit, settings.ld_library_path.value);
  if (!runtime.empty()) {
    exports.push_back({"LD_LIBRARY_PATH", runtime, true});
  }
  if (!toolkit.include_folder.empty()) {
    exports.push_back({"CUDA_INC_PATH", toolkit.include_folder, false});
  }
  add_optional(toolkit, settings, exports);
  return exports;
}

bool may_be_exported_whole(std::string_view name) {
  return std::find(k_whole.begin(), k_whole.end(), name) != k_whole.end();
}

bool may_be_exported_as_list(std::string_view name) {
  return std::find(k_lists.begin(), k_lists.end(), name) != k_lists.end();
}

bool may_be_exported_as_flags(std::string_view name) {
  return std::find(k_flags.begin(), k_flags.end(), name) != k_flags.end();
}

}  // namespace ces
