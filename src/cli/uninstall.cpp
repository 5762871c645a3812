// Takes out of environments what install put there.
#include "cli/command_table.h"
#include "cli/installing.h"
#include "cli/program.h"

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve uninstall [--prefix DIR | --all] [--json] [OPTION]...

Takes out of environments exactly what cuda-env-resolve install put there, and
the folders that it made if they are empty. What a package owns stays conda's
(conda remove cuda-env-switch), and so does a file that was changed since.

  cuda-env-resolve uninstall                    out of the active environment
  cuda-env-resolve uninstall --prefix ~/envs/a  out of another
  cuda-env-resolve uninstall --all              out of every one conda knows

Deactivate first, so that the hooks can take back what is in force. Each
environment gets a line: removed, absent (nothing was there), packaged or
failed. Exit status: 0; 1 if an environment could not be changed, or is the one
named and has the package.
)help";

}  // namespace

Outcome run_uninstall(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  return change_environments(system, options, uninstall_from);
}

const CommandRow k_uninstall_command = {.command = Command::uninstall,
                                        .name = "uninstall",
                                        .summary = "take out what install put there",
                                        .help = k_help,
                                        .run = run_uninstall,
                                        .flags = k_install_flags};

}  // namespace ces
