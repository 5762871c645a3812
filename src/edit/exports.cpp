#include "edit/exports.h"

#include <algorithm>
#include <array>

namespace ces {

namespace {

// More than is exported today: what a configuration can ask for is in the list from the start.
constexpr std::array<std::string_view, 8> k_whole = {
    "CUDA_HOME",        "CUDA_PATH",  "CUDA_INC_PATH",     "CUDACXX",
    "CUDAToolkit_ROOT", "NVCC_CCBIN", "TRITON_PTXAS_PATH", "XLA_FLAGS"};
constexpr std::array<std::string_view, 4> k_lists = {"PATH", "LD_LIBRARY_PATH", "CPATH",
                                                     "LIBRARY_PATH"};

}  // namespace

std::vector<Export> exports_for(const Toolkit& toolkit) {
  // Tools disagree about which of the two comes first, and a stale one outranks the other, so both
  // are set, to the same value.
  std::vector<Export> exports = {{"CUDA_HOME", toolkit.root, false},
                                 {"CUDA_PATH", toolkit.root, false}};
  if (is_put_first(toolkit)) {
    exports.push_back({"PATH", toolkit.bin, true});
  }
  if (!toolkit.library_folder.empty()) {
    exports.push_back({"LD_LIBRARY_PATH", toolkit.library_folder, true});
  }
  if (!toolkit.include_folder.empty()) {
    exports.push_back({"CUDA_INC_PATH", toolkit.include_folder, false});
  }
  return exports;
}

bool may_be_exported_whole(std::string_view name) {
  return std::find(k_whole.begin(), k_whole.end(), name) != k_whole.end();
}

bool may_be_exported_as_list(std::string_view name) {
  return std::find(k_lists.begin(), k_lists.end(), name) != k_lists.end();
}

}  // namespace ces
