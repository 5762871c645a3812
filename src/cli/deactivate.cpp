// What the deactivation hook calls, and what people call to take a switch back. It never fails.
#include "base/path.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/target_shell.h"
#include "edit/switch.h"

#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve deactivate [--shell NAME] [--prefix DIR] [OPTION]...

Prints the code that takes back what is in force in this shell, or nothing; it
always succeeds. By hand, leave --shell out: a hook names its shell, and is told
to expect that conda puts PATH back.

  bash, zsh, dash, ksh   eval "$(cuda-env-resolve deactivate)"
  fish                   cuda-env-resolve deactivate | source
  tcsh                   eval `cuda-env-resolve deactivate`
)help";

}  // namespace

Outcome run_deactivate(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  const TargetShell target = find_target_shell(options);
  if (auto refusal = refusal_of_hook(target, options)) {
    return *std::move(refusal);
  }
  // A hook names the shell, a person need not. Only behind a hook's back does conda put PATH back.
  const bool by_hand = (!options.shell && !options.json) || is_for_programs(*target.dialect);
  const Form form = by_hand ? Form::by_hand : Form::hook;
  const Environment& environment = system.environment();
  const auto active = environment.non_empty("CONDA_PREFIX");
  const std::string prefix =
      options.prefix ? *options.prefix : (active ? normalise_path(*active) : std::string());
  Plan plan = plan_deactivation(
      environment, {prefix, by_hand, capability_of_shell(*target.dialect, form, prefix)});
  const Finding* told = options.quiet ? nullptr : most_severe(plan.findings);
  const std::string line = told != nullptr ? finding_line(*told) : "";
  const Script script{std::move(plan.edits), by_hand ? "" : line, true, std::move(plan.one_shot)};
  Outcome outcome = outcome_of_hook(*target.dialect, script, form);
  if (by_hand && !line.empty()) {
    outcome.error = line + '\n';
  }
  return outcome;
}

const CommandRow k_deactivate_command = {.command = Command::deactivate,
                                         .name = "deactivate",
                                         .summary = "switch back",
                                         .help = k_help,
                                         .never_fails = true,
                                         .run = run_deactivate};

}  // namespace ces
