#include "observe/permissions.h"

namespace ces {

void observe_permissions(const System& system, Toolkit& toolkit) {
  for (const std::string& path : {toolkit.root, toolkit.bin, toolkit.nvcc}) {
    if (system.is_open_to_others(path)) {
      toolkit.flaws.push_back({Flaw::Kind::open_to_others, path, toolkit.root});
      return;
    }
  }
}

}  // namespace ces
