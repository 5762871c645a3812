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

// Return what the shell of `dialect` can be told about the environment at `prefix`.
Capability capability_of_shell(const Dialect& dialect, Form form, const std::string& prefix);

// Return the text for the shell of `dialect`, as the shell reads it.
std::string text_for_shell(const Dialect& dialect, const Script& script, Form form);

// Return what a command that hooks call leaves: nothing if there is nothing to do, and on stderr
// what the text has no way to say.
Outcome outcome_of_hook(const Dialect& dialect, const Script& script, Form form);

}  // namespace ces
