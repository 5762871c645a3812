// Runs one command in the switched environment, without a shell hook: for make, CI, notebooks and
// batch jobs.
#include "run/exec.h"

#include "base/path.h"
#include "base/text.h"
#include "cli/by_hand.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "edit/switch.h"

#include <algorithm>
#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve exec [OPTION]... [--] COMMAND [ARGUMENT]...

Runs COMMAND with the environment's toolkit in force, as if it had been
activated here: same variables, no hook, no shell. The process becomes COMMAND,
so its status and the signals to it are its own.

  cuda-env-resolve exec make -j8
  cuda-env-resolve exec --prefix ~/envs/a -- nvcc -arch=sm_90 a.cu -o a
  srun cuda-env-resolve exec ./train.sh
  CUDA_ENV_SWITCH_TOOLKIT=11.8 cuda-env-resolve exec cmake -B build

COMMAND is looked for on the new PATH. The bin folder of an environment that
--prefix names and that is not on PATH goes onto it, behind the toolkit's; for
everything else of that environment, activate it. Where
CUDA_ENV_SWITCH_DISABLE is set, or a pin says none, COMMAND runs without a
switch.

Exit status: COMMAND's own; 127 if it cannot be found, 126 if it cannot be run,
125 if there is no toolkit to switch to.
)help";

Outcome own_fault(const std::string& why) {
  return {k_exit_own_fault, "", "cuda-env-resolve: " + why + '\n'};
}

// Put the bin of the environment on PATH, if none of its elements is that.
void add_bin_to_path(const std::string& prefix, const Toolkit* toolkit,
                     std::vector<std::string>& entries) {
  const std::string bin = join_path(prefix, "bin");
  const std::string path = value_in(entries, "PATH").value_or("");
  std::vector<std::string_view> elements = split_list(path);
  const auto is_there = [&](std::string_view element) { return same_element(element, bin); };
  if (std::any_of(elements.begin(), elements.end(), is_there)) {
    return;
  }
  const bool is_behind =
      toolkit != nullptr && !elements.empty() && same_element(elements.front(), toolkit->bin);
  elements.insert(elements.begin() + (is_behind ? 1 : 0), bin);
  std::string entry = "PATH=" + join_list(elements);
  std::erase_if(entries, [](const std::string& other) { return other.starts_with("PATH="); });
  entries.push_back(std::move(entry));
}

// Let COMMAND, and what it starts, find the programs that it found without a PATH.
void keep_default_path(const Environment& before, std::vector<std::string>& entries) {
  if (before.get("PATH")) {
    return;
  }
  for (std::string& entry : entries) {
    entry += entry.starts_with("PATH=") ? k_list_separator + default_path() : "";
  }
}

}  // namespace

Outcome run_exec(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  if (options.arguments.empty()) {
    return {k_exit_usage, "",
            "cuda-env-resolve: exec needs a command; see cuda-env-resolve exec --help\n"};
  }
  if (!system.root().empty()) {
    return own_fault("exec runs on this machine only, so it goes without --root");
  }
  const Situation situation = look_around(system, options, Request::Detail::activation);
  const auto& [configuration, facts, diagnosis] = situation;
  const Settings& settings = configuration.settings;
  const bool is_off =
      settings.disable.value || diagnosis.choice.result == Choice::Result::switched_off;
  if (!is_off) {
    if (const std::string why = reason_for_nothing(system, options, situation); !why.empty()) {
      return own_fault(why);
    }
  }
  // A program is given its variables as they are: there is no shell that could not hold them.
  const Capability anything{[](std::string_view) { return true; }, false};
  const Plan plan = plan_activation(system.environment(),
                                    activation_of(situation, settings.disable.value, anything));
  std::vector<Finding> findings = diagnosis.findings;
  findings.insert(findings.end(), plan.findings.begin(), plan.findings.end());
  drop_silenced(findings, settings.silence.value);
  Outcome outcome;
  outcome.program = ProgramCall{options.arguments, edited(system.environment(), plan.edits)};
  if (options.prefix && facts.prefix_exists) {
    add_bin_to_path(facts.prefix, diagnosis.toolkit, outcome.program->environment);
  }
  keep_default_path(system.environment(), outcome.program->environment);
  if (!is_off && !settings.quiet.value) {
    outcome.error = line_of_most_severe(findings);
  }
  return outcome;
}

const CommandRow k_exec_command = {.command = Command::exec,
                                   .name = "exec",
                                   .summary = "run a command in the switched environment",
                                   .help = k_help,
                                   .run = run_exec,
                                   .arguments = "COMMAND",
                                   .takes_the_rest = true};

}  // namespace ces
