// What is switched, to what, on which evidence, with which verdict.
#include "report/status.h"

#include "base/text.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "compat/tables.h"
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
    return {k_exit_problem, "",
            "cuda-env-resolve: there is no folder " + printable(facts.prefix) + " (" +
                facts.prefix_evidence + ")\n"};
  }
  const Diagnosis diagnosis = diagnose(facts, compat::builtin_tables());
  const StatusReport report{&system, &facts, &diagnosis, diagnosis.findings};
  if (options.json) {
    return {k_exit_ok, status_json(report), ""};
  }
  const bool in_color = wants_color(options, system.environment(), stdout_is_terminal);
  return {k_exit_ok, status_text(report, in_color), ""};
}

}  // namespace ces
