// Which dialect a command writes in.
#pragma once

#include "cli/options.h"
#include "shell/dialect.h"

#include <string>

namespace ces {

struct TargetShell {
  const Dialect* dialect = nullptr;  // nullptr: `error` says why
  std::string error;
};

// --json, else --shell, else the calling program.
TargetShell find_target_shell(const Options& options);

}  // namespace ces
