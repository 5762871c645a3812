#include "edit/exports.h"

namespace ces {

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

}  // namespace ces
