// What the activation hook calls. It never fails: what there is to say goes into the text, so that
// the hook can silence a broken program and still pass on a finding.
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

Outcome run_activate(const System& system, const Options& options) {
  const TargetShell target = find_target_shell(options);
  if (auto refusal = refusal_of_hook(target, options)) {
    return *std::move(refusal);
  }
  const Environment& environment = system.environment();
  const Facts facts = observe(system, {Request::Detail::activation, options.prefix});
  Diagnosis diagnosis = diagnose(facts, compat::builtin_tables());
  const bool is_suppressed = is_disabled(environment) || is_package_build(environment);
  Plan plan =
      plan_activation(environment, {facts.prefix, diagnosis.toolkit, facts.nvcc_on_path,
                                    is_suppressed, capability_of(*target.dialect, Form::hook)});
  std::vector<Finding> findings = std::move(plan.findings);
  if (!is_suppressed) {
    findings.insert(findings.begin(), diagnosis.findings.begin(), diagnosis.findings.end());
  }
  const Finding* told = options.quiet ? nullptr : most_severe(findings);
  const Script script{std::move(plan.edits), told != nullptr ? finding_line(*told) : "", true};
  // A program that reads JSON wants an object even where there is nothing to do.
  const bool has_text =
      !script.edits.empty() || !script.message.empty() || target.dialect->render == json_render;
  return {k_exit_ok, has_text ? target.dialect->render(script, Form::hook) : "", ""};
}

}  // namespace ces
