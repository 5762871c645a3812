// doctor for scripts.
#include "cli/checkup.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve check [--deep] [--prefix DIR] [OPTION]...

Looks at what doctor looks at, and prints nothing: for scripts.

  cuda-env-resolve check || cuda-env-resolve doctor --quiet

  --deep  also ask nvidia-smi, and compile with the toolkit

Exit status: 0; 1 if a finding is an error, or there is no such environment.
)help";

}  // namespace

Outcome run_check(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  const Checkup checkup = look_at_everything(system, options);
  const Facts& facts = checkup.situation.facts;
  const bool is_there = facts.prefix.empty() || facts.prefix_exists;
  return {is_there && !checkup.has_error() ? k_exit_ok : k_exit_problem, "", ""};
}

namespace {

constexpr FlagOption k_flags[] = {
    {"--deep", &Options::deep, "ask nvidia-smi, and compile with the toolkit"}};

}  // namespace

const CommandRow k_check_command = {.command = Command::check,
                                    .name = "check",
                                    .summary = "doctor for scripts: exit status only",
                                    .help = k_help,
                                    .run = run_check,
                                    .flags = k_flags};

}  // namespace ces
