#include "run/install.h"

namespace ces {

std::string_view result_word(Installation::Result result) {
  using Result = Installation::Result;
  switch (result) {
    case Result::installed:
      return "installed";
    case Result::updated:
      return "updated";
    case Result::unchanged:
      return "unchanged";
    case Result::removed:
      return "removed";
    case Result::absent:
      return "absent";
    case Result::packaged:
      return "packaged";
    case Result::newer:
      return "newer";
    case Result::failed:
      break;
  }
  return "failed";
}

}  // namespace ces
