// What the deactivation hook calls, and what people call to take a switch back. It never fails.
#include "base/path.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/target_shell.h"
#include "edit/switch.h"

#include <utility>

namespace ces {

Outcome run_deactivate(const System& system, const Options& options) {
  const TargetShell target = find_target_shell(options);
  if (auto refusal = refusal_of_hook(target, options)) {
    return *std::move(refusal);
  }
  // A hook names the shell, a person need not. Only behind a hook's back does conda put PATH back.
  const bool by_hand = !options.shell && !options.json;
  const Form form = by_hand ? Form::by_hand : Form::hook;
  const Environment& environment = system.environment();
  const auto active = environment.non_empty("CONDA_PREFIX");
  const std::string prefix =
      options.prefix ? *options.prefix : (active ? normalise_path(*active) : std::string());
  Plan plan =
      plan_deactivation(environment, {prefix, by_hand, capability_of(*target.dialect, form)});
  const Finding* told = options.quiet ? nullptr : most_severe(plan.findings);
  const std::string line = told != nullptr ? finding_line(*told) : "";
  const Script script{std::move(plan.edits), by_hand ? "" : line, true};
  // A program that reads JSON wants an object even where there is nothing to do.
  const bool has_text =
      !script.edits.empty() || !script.message.empty() || target.dialect->render == json_render;
  return {k_exit_ok, has_text ? target.dialect->render(script, form) : "",
          by_hand && !line.empty() ? line + '\n' : ""};
}

}  // namespace ces
