// What the activation hook calls. It never fails: what there is to say goes into the text, so that
// the hook can silence a broken program and still pass on a finding.
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/target_shell.h"
#include "compat/tables.h"
#include "config/switches.h"
#include "edit/switch.h"
#include "judge/diagnosis.h"
#include "observe/observe.h"

#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve activate [--shell NAME] [--prefix DIR] [OPTION]...

What the activation hooks call. Prints the code that takes back what is in force
and switches to the toolkit of $CONDA_PREFIX, or nothing; it always succeeds,
and what there is to warn of is part of the code.
CUDA_ENV_SWITCH_DISABLE=1 and CONDA_BUILD=1 suppress the switch.

By hand, call cuda-env-resolve alone: that says what is wrong if something is.
)help";

}  // namespace

Outcome run_activate(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  const TargetShell target = find_target_shell(options);
  if (auto refusal = refusal_of_hook(target, options)) {
    return *std::move(refusal);
  }
  const Environment& environment = system.environment();
  const Facts facts = observe(system, {Request::Detail::activation, options.prefix});
  Diagnosis diagnosis = diagnose(facts, compat::builtin_tables());
  const bool is_suppressed = is_disabled(environment) || is_package_build(environment);
  Plan plan = plan_activation(environment,
                              {facts.prefix, diagnosis.toolkit, facts.nvcc_on_path, is_suppressed,
                               capability_of_shell(*target.dialect, Form::hook, facts.prefix)});
  std::vector<Finding> findings = std::move(plan.findings);
  if (!is_suppressed) {
    findings.insert(findings.begin(), diagnosis.findings.begin(), diagnosis.findings.end());
  }
  const Finding* told = options.quiet ? nullptr : most_severe(findings);
  const Script script{std::move(plan.edits), told != nullptr ? finding_line(*told) : "", true};
  return outcome_of_hook(*target.dialect, script, Form::hook);
}

const CommandRow k_activate_command = {.command = Command::activate,
                                       .name = "activate",
                                       .summary = "what the activation hooks call",
                                       .help = k_help,
                                       .never_fails = true,
                                       .run = run_activate};

}  // namespace ces
