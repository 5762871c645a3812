// A process cannot become another program on Windows, and to wait for one in its place is not given
// in this version.
#include "run/exec.h"

namespace ces {

std::string default_path() {
  return {};
}

ExecFailure become(const ProgramCall& /*call*/) {
  constexpr int k_cannot_be_run = 126;
  return {k_cannot_be_run, "exec is not given on Windows in this version"};
}

}  // namespace ces
