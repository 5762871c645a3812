#include "cli/color.h"

namespace ces {

bool wants_color(const Options& options, const Environment& environment, bool is_terminal) {
  switch (options.color) {
    case ColorChoice::always:
      return true;
    case ColorChoice::never:
      return false;
    case ColorChoice::automatic:
      break;
  }
  return is_terminal && !environment.non_empty("NO_COLOR");
}

}  // namespace ces
