// What the commands that people switch with have in common: the bare call, use and exec.
#pragma once

#include "cli/options.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "cli/target_shell.h"
#include "edit/edit.h"
#include "judge/finding.h"

#include <string>
#include <vector>

namespace ces {

// Return what is said first where nobody evaluates the output.
std::string hint_for_terminal(const Dialect& dialect, const Options& options,
                              bool stdout_is_terminal);

// Return the failure of a command, with code that makes `edits` and is false. `dialect` may be
// nullptr.
Outcome failure(const Dialect* dialect, std::vector<Edit> edits, const std::string& why);

// Return the code that makes `edits`; for a dialect that writes files, write them.
Outcome deliver(const Environment& environment, const Dialect& dialect, std::vector<Edit> edits);

// Return why there is nothing to switch to, empty if there is. Then there is time to look at what
// the environment has of CUDA, which activation does not.
std::string reason_for_nothing(const System& system, const Options& options,
                               const Situation& situation);

// Return the line for the most severe of `findings`, empty if none is worth one.
std::string line_of_most_severe(const std::vector<Finding>& findings);

// Return why the configuration says that nothing is to be switched.
std::string why_disabled(const Settings& settings);

}  // namespace ces
