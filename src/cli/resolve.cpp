// The bare call, for people: eval $(cuda-env-resolve).
#include "cli/by_hand.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "cli/target_shell.h"
#include "edit/switch.h"
#include "report/status_text.h"

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve [OPTION]... [COMMAND]

Makes the CUDA toolkit of the active conda environment the CUDA of this shell,
by printing exports for the shell to evaluate. Where cuda-env-switch is
installed, conda activate does this by itself.

  bash, zsh, dash, ksh   eval "$(cuda-env-resolve)"
  fish                   cuda-env-resolve | source
  tcsh                   eval `cuda-env-resolve`

Commands:
  (none)        switch this shell to the environment's toolkit
  deactivate    switch it back
  status        what is switched, to what, on which evidence, and whether it
                fits the NVIDIA driver
  doctor        everything that is wrong, with what to do
  check         doctor for scripts: exit status only
  list          every toolkit that is to be found
  use           pin a toolkit for the environment: use 12.4, use system
  config        what is configured, and where
  exec          run a command in the switched environment
  compat        which toolkits, drivers, GPUs and compilers go together
  recommend     the command that installs a toolkit which fits
  install       put program and hooks into environments without the package
  uninstall     take them out again
  completion    code that completes the command line in bash, zsh or fish
  activate      what the activation hooks call

Options:
  --shell NAME  the shell to write for [the calling one]: sh bash zsh dash ksh
                ash fish tcsh xonsh nu elvish powershell cmd dotenv
                github json env0
  --prefix DIR  the environment to look at [$CONDA_PREFIX]
  --root DIR    look at the machine whose files lie in DIR; every path is then
                as seen inside it [/]
  --json        JSON for programs
  -q, --quiet   no warnings on stderr
  -v, --verbose tell what was found, as status does, on stderr
  --color WHEN  auto, always or never [auto; NO_COLOR means never]
  -h, --help    this text; COMMAND --help for a command's
  --version     the version

Options stand before or after the command. CUDA_ENV_SWITCH_DISABLE=1 keeps hooks
from switching. Exit status: 0 done; 1 what was asked for is not there; 2 wrong
call.
)help";

}  // namespace

Outcome run_resolve(const System& system, const Options& options, bool stdout_is_terminal) {
  const TargetShell target = find_target_shell(options);
  if (target.dialect == nullptr) {
    return failure(nullptr, {}, target.error);
  }
  const std::string hint = hint_for_terminal(*target.dialect, options, stdout_is_terminal);
  const Environment& environment = system.environment();
  const auto detail = options.verbose ? Request::Detail::everything : Request::Detail::activation;
  const Situation situation = look_around(system, options, detail);
  const auto& [configuration, facts, diagnosis] = situation;
  const Settings& settings = configuration.settings;
  const std::string nothing = reason_for_nothing(system, options, situation);
  const bool is_suppressed = settings.disable.value;
  const Activation activation = activation_of(
      situation, is_suppressed, capability_of_shell(*target.dialect, Form::by_hand, facts.prefix));
  Plan plan = plan_activation(environment, activation);
  Outcome outcome;
  if (!nothing.empty() || is_suppressed) {
    // What is in force is taken back only where somebody wants nothing to be.
    outcome = failure(target.dialect,
                      activation.is_suppressed ? std::move(plan.edits) : std::vector<Edit>(),
                      nothing.empty() ? why_disabled(settings) : nothing);
    outcome.error.insert(0, hint);
    return outcome;
  }
  std::vector<Finding> findings = diagnosis.findings;
  findings.insert(findings.end(), plan.findings.begin(), plan.findings.end());
  drop_silenced(findings, settings.silence.value);
  outcome = deliver(environment, *target.dialect, std::move(plan.edits));
  if (outcome.exit_code != k_exit_ok) {
    return outcome;
  }
  outcome.error = hint;
  if (options.verbose) {
    outcome.error += status_text({&system, &facts, &diagnosis, &settings, findings}, false);
  } else if (!settings.quiet.value) {
    outcome.error += line_of_most_severe(findings);
  }
  return outcome;
}

const CommandRow k_resolve_command = {.command = Command::resolve,
                                      .name = "",
                                      .summary = "switch this shell to the environment's toolkit",
                                      .help = k_help,
                                      .is_evaluated = true,
                                      .run = run_resolve};

}  // namespace ces
