// What the activation hook calls. It never fails: what there is to say goes into the text, so that
// the hook can silence a broken program and still pass on a finding.
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "cli/target_shell.h"
#include "config/switches.h"
#include "edit/switch.h"

#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve activate [--shell NAME] [--prefix DIR] [OPTION]...

What the activation hooks call. Prints the code that takes back what is in force
and switches to the toolkit of $CONDA_PREFIX, or nothing; it always succeeds,
and what there is to warn of is part of the code.
CUDA_ENV_SWITCH_DISABLE=1 and CONDA_BUILD=1 suppress the switch. A toolkit that
a pin or the configuration asks for is switched to, or none if it is not there.

By hand, call cuda-env-resolve alone: that says what is wrong if something is.
)help";

}  // namespace

Outcome run_activate(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  const TargetShell target = find_target_shell(options);
  if (auto refusal = refusal_of_hook(target, options)) {
    return *std::move(refusal);
  }
  const Environment& environment = system.environment();
  const Situation situation = look_around(system, options, Request::Detail::activation);
  const bool is_suppressed = situation.settings().disable.value || is_package_build(environment);
  Plan plan = plan_activation(
      environment,
      activation_of(situation, is_suppressed, capability_of(*target.dialect, Form::hook)));
  std::vector<Finding> findings = std::move(plan.findings);
  drop_silenced(findings, situation.settings().silence.value);
  if (!is_suppressed) {
    const std::vector<Finding>& found = situation.diagnosis.findings;
    findings.insert(findings.begin(), found.begin(), found.end());
  }
  const Finding* told = situation.settings().quiet.value ? nullptr : most_severe(findings);
  const Script script{std::move(plan.edits), told != nullptr ? finding_line(*told) : "", true};
  // A program that reads JSON wants an object even where there is nothing to do.
  const bool has_text =
      !script.edits.empty() || !script.message.empty() || target.dialect->render == json_render;
  return {k_exit_ok, has_text ? target.dialect->render(script, Form::hook) : "", ""};
}

const CommandRow k_activate_command = {.command = Command::activate,
                                       .name = "activate",
                                       .summary = "what the activation hooks call",
                                       .help = k_help,
                                       .never_fails = true,
                                       .run = run_activate};

}  // namespace ces
