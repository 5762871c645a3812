// Which of the toolkits that were found is to be the CUDA of the shell.
#pragma once

#include "observe/facts.h"

namespace ces {

// Return the toolkit to switch to, nullptr if there is none. The environment's own toolkits come in
// the order of preference, so the first one is it.
const Toolkit* choose_toolkit(const Facts& facts);

}  // namespace ces
