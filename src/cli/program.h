// The program: from the command line to the exit status.
#pragma once

#include "base/system.h"
#include "cli/options.h"
#include "observe/facts.h"
#include "run/exec.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

// What a command leaves behind. Nothing is written before it is done, so that stdout never holds
// half of a text that a shell evaluates.
struct Outcome {
  int exit_code = 0;
  std::string output;                       // stdout
  std::string error;                        // stderr
  std::optional<ProgramCall> program = {};  // what to become once both are written
};

// Return what to say of a prefix that is no folder.
std::string no_such_prefix(const Facts& facts);

int run_program(int argc, char** argv, char** envp);

// Return what the program answers to `arguments` in `environment`, for a process that has the
// program inside: nothing is written to its stdout or stderr. A command that needs a
// process of its own is refused.
Outcome run_in_process(const std::vector<std::string>& arguments, Environment environment,
                       bool stdout_is_terminal);

// One file per command.
Outcome run_resolve(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_activate(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_deactivate(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_compat(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_recommend(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_status(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_doctor(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_check(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_completion(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_install(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_uninstall(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_list(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_use(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_config(const System& system, const Options& options, bool stdout_is_terminal);
Outcome run_exec(const System& system, const Options& options, bool stdout_is_terminal);

}  // namespace ces
