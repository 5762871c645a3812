#include "choose/judged_version.h"

namespace ces {

std::optional<VersionFact> judged_version(const Toolkit& toolkit) {
  if (toolkit.version) {
    return toolkit.version;
  }
  // nvcc and the headers have patch levels of their own, which are not CUDA's.
  for (const auto* fact : {&toolkit.nvcc_version, &toolkit.headers_version}) {
    if (*fact) {
      const Version release = (*fact)->version.release();
      return VersionFact{release, release.str(), (*fact)->evidence};
    }
  }
  return std::nullopt;
}

}  // namespace ces
