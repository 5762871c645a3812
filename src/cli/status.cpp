// What is switched, to what, on which evidence, with which verdict.
#include "report/status.h"

#include "cli/exit_codes.h"
#include "cli/program.h"
#include "compat/tables.h"
#include "edit/switch.h"
#include "judge/diagnosis.h"
#include "observe/observe.h"
#include "report/status_json.h"
#include "report/status_text.h"

namespace ces {

namespace {

bool wants_color(const Options& options, const Environment& environment, bool is_terminal) {
  switch (options.color) {
    case ColorChoice::always:
      return true;
    case ColorChoice::never:
      return false;
    case ColorChoice::automatic:
      break;
  }
  return is_terminal && !environment.non_empty("NO_COLOR");
}

}  // namespace

Outcome run_status(const System& system, const Options& options, bool stdout_is_terminal) {
  const Facts facts = observe(system, {Request::Detail::everything, options.prefix});
  if (!facts.prefix.empty() && !facts.prefix_exists) {
    return {k_exit_problem, "", "cuda-env-resolve: " + no_such_prefix(facts) + '\n'};
  }
  const Diagnosis diagnosis = diagnose(facts, compat::builtin_tables());
  // What taking the switch back would meet is worth telling before.
  const Plan undo = plan_deactivation(
      system.environment(), {facts.prefix, true, {[](std::string_view) { return true; }, false}});
  std::vector<Finding> findings = diagnosis.findings;
  findings.insert(findings.end(), undo.findings.begin(), undo.findings.end());
  const StatusReport report{&system, &facts, &diagnosis, std::move(findings)};
  if (options.json) {
    return {k_exit_ok, status_json(report), ""};
  }
  const bool in_color = wants_color(options, system.environment(), stdout_is_terminal);
  return {k_exit_ok, status_text(report, in_color), ""};
}

}  // namespace ces
