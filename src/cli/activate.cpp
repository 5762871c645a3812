// What the activation hook calls. It never fails: what there is to say goes into the text, so that
// the hook can silence a broken program and still pass on a finding.
#include "base/path.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "cli/target_shell.h"
#include "config/switches.h"
#include "edit/switch.h"
#include "observe/environment.h"

#include <optional>
#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve activate [--shell NAME] [--prefix DIR] [--set NAMES]
                                 [OPTION]...

What the activation hooks call. Prints the code that takes back what is in force
and switches to the toolkit of $CONDA_PREFIX, or nothing; it always succeeds,
and what there is to warn of is part of the code.
CUDA_ENV_SWITCH_DISABLE=1 and CONDA_BUILD=1 suppress the switch. A toolkit that
a pin or the configuration asks for is switched to, or none if it is not there.

  --set NAMES   of CUDA_HOME, CUDA_PATH, CUDA_INC_PATH and LD_LIBRARY_PATH those
                that the shell has, exported or not, with commas between: a
                value that it does not export is kept, and given back

By hand, call cuda-env-resolve alone: that says what is wrong if something is.

  eval "$("$CONDA_PREFIX"/bin/cuda-env-resolve activate --shell bash)"
)help";

// Return whether the environment has no toolkit, without anybody having asked for that.
bool has_nothing_of_its_own(const Situation& situation) {
  const Choice::Result result = situation.diagnosis.choice.result;
  return situation.diagnosis.toolkit == nullptr && result != Choice::Result::switched_off &&
         result != Choice::Result::none_fits;
}

// Look at the nearest environment below that has this program and a toolkit: stacked on it, an
// environment without a toolkit takes its toolkit up again once another was in between.
std::optional<Situation> look_below(const System& system, const Options& options) {
  for (const std::string& prefix : environments_below(system.environment())) {
    if (!system.is_program(join_path(prefix, "bin/cuda-env-resolve"))) {
      continue;
    }
    Options below = options;
    below.prefix = prefix;
    Situation situation = look_around(system, below, Request::Detail::activation);
    if (situation.diagnosis.toolkit != nullptr) {
      return situation;
    }
  }
  return std::nullopt;
}

Outcome answer(const System& system, const Options& options, const TargetShell& target,
               const Situation& situation, bool is_suppressed) {
  Capability shell = capability_of_shell(*target.dialect, Form::hook, situation.facts.prefix);
  shell.set_in_shell = options.set;
  Plan plan = plan_activation(system.environment(),
                              activation_of(situation, is_suppressed, std::move(shell)));
  std::vector<Finding> findings = std::move(plan.findings);
  drop_silenced(findings, situation.settings().silence.value);
  if (!is_suppressed) {
    const std::vector<Finding>& found = situation.diagnosis.findings;
    findings.insert(findings.begin(), found.begin(), found.end());
  }
  const Finding* told = situation.settings().quiet.value ? nullptr : most_severe(findings);
  const Script script{std::move(plan.edits), told != nullptr ? finding_line(*told) : "", true,
                      std::nullopt};
  return outcome_of_hook(*target.dialect, script, Form::hook);
}

}  // namespace

Outcome run_activate(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  const TargetShell target = find_target_shell(options);
  if (auto refusal = refusal_of_hook(target, options)) {
    return *std::move(refusal);
  }
  const Environment& environment = system.environment();
  Situation situation = look_around(system, options, Request::Detail::activation);
  const bool is_suppressed = situation.settings().disable.value || is_package_build(environment);
  if (has_nothing_of_its_own(situation) && !is_suppressed && !has_switch(environment)) {
    if (auto from_below = look_below(system, options)) {
      return answer(system, options, target, *from_below, is_suppressed);
    }
  }
  return answer(system, options, target, situation, is_suppressed);
}

constexpr ValueOption k_values[] = {{"--set", "NAMES", &Options::set}};

const CommandRow k_activate_command = {.command = Command::activate,
                                       .name = "activate",
                                       .summary = "what the activation hooks call",
                                       .help = k_help,
                                       .never_fails = true,
                                       .run = run_activate,
                                       .values = k_values};

}  // namespace ces
