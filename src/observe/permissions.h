// Who else may change a toolkit.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

namespace ces {

// Note as a flaw the first of the toolkit's folder, its bin and its nvcc that anybody may change
// and that is another user's. Only people's commands ask: it takes a look at each, and a shell that
// waits for its activation is not the place to call the administrator.
void observe_permissions(const System& system, Toolkit& toolkit);

}  // namespace ces
