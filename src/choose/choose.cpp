#include "choose/choose.h"

namespace ces {

const Toolkit* choose_toolkit(const Facts& facts) {
  return facts.toolkits.empty() ? nullptr : &facts.toolkits.front();
}

}  // namespace ces
