// What the activation hook calls. It never fails: what there is to say goes into the text, so that
// the hook can silence a broken program and still pass on a finding.
#include "base/path.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/target_shell.h"
#include "compat/tables.h"
#include "config/switches.h"
#include "edit/switch.h"
#include "edit/taken_back.h"
#include "judge/diagnosis.h"
#include "observe/environment.h"
#include "observe/observe.h"

#include <optional>
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

// Return the facts of the nearest environment below that has this program and a toolkit: stacked on
// it, an environment without a toolkit takes its toolkit up again once another was in between.
std::optional<Facts> facts_from_below(const System& system) {
  for (const std::string& prefix : environments_below(system.environment())) {
    if (!system.is_program(join_path(prefix, "bin/cuda-env-resolve"))) {
      continue;
    }
    Facts facts = observe(system, {.detail = Request::Detail::activation,
                                   .prefix = prefix,
                                   .taken_back = values_taken_back(system.environment())});
    if (diagnose(facts, compat::builtin_tables()).toolkit != nullptr) {
      return facts;
    }
  }
  return std::nullopt;
}

}  // namespace

Outcome run_activate(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  const TargetShell target = find_target_shell(options);
  if (auto refusal = refusal_of_hook(target, options)) {
    return *std::move(refusal);
  }
  const Environment& environment = system.environment();
  Facts facts = observe(system, {.detail = Request::Detail::activation,
                                 .prefix = options.prefix,
                                 .taken_back = values_taken_back(environment)});
  Diagnosis diagnosis = diagnose(facts, compat::builtin_tables());
  const bool is_suppressed = is_disabled(environment) || is_package_build(environment);
  if (diagnosis.toolkit == nullptr && !is_suppressed && !has_switch(environment)) {
    if (auto from_below = facts_from_below(system)) {
      facts = *std::move(from_below);
      diagnosis = diagnose(facts, compat::builtin_tables());
    }
  }
  Plan plan = plan_activation(environment,
                              {facts.prefix, diagnosis.toolkit, facts.nvcc_on_path, is_suppressed,
                               capability_of_shell(*target.dialect, Form::hook, facts.prefix)});
  std::vector<Finding> findings = std::move(plan.findings);
  if (!is_suppressed) {
    findings.insert(findings.begin(), diagnosis.findings.begin(), diagnosis.findings.end());
  }
  const Finding* told = options.quiet ? nullptr : most_severe(findings);
  const Script script{std::move(plan.edits), told != nullptr ? finding_line(*told) : "", true,
                      std::nullopt};
  return outcome_of_hook(*target.dialect, script, Form::hook);
}

const CommandRow k_activate_command = {.command = Command::activate,
                                       .name = "activate",
                                       .summary = "what the activation hooks call",
                                       .help = k_help,
                                       .never_fails = true,
                                       .run = run_activate};

}  // namespace ces
