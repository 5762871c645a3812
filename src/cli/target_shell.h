// Which dialect a command writes in.
#pragma once

#include "cli/options.h"
#include "cli/program.h"
#include "shell/dialect.h"

#include <optional>
#include <string>

namespace ces {

struct TargetShell {
  const Dialect* dialect = nullptr;  // nullptr: `error` says why
  std::string error;
};

// --json, else --shell, else the calling program.
TargetShell find_target_shell(const Options& options);

// Return what a command that hooks call answers where it has no shell to write for; nothing if it
// has one. That the shell cannot be found out is no failure there, a name that is none of ours is.
std::optional<Outcome> refusal_of_hook(const TargetShell& target, const Options& options);

}  // namespace ces
