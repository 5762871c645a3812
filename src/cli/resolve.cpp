// The bare call, for people: eval $(cuda-env-resolve).
#include "base/text.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/target_shell.h"
#include "compat/tables.h"
#include "config/switches.h"
#include "edit/switch.h"
#include "edit/taken_back.h"
#include "judge/diagnosis.h"
#include "observe/observe.h"
#include "report/status_text.h"
#include "run/github_files.h"

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
  compat        which toolkits, drivers, GPUs and compilers go together
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

Outcome failure(const Dialect* dialect, std::vector<Edit> edits, const std::string& why) {
  if (dialect != nullptr && writes_files(*dialect)) {
    return {k_exit_problem, "", "cuda-env-resolve: " + why + '\n'};
  }
  const Script script{std::move(edits), "", false};
  return {k_exit_problem,
          dialect != nullptr ? text_for_shell(*dialect, script, Form::by_hand) : "false;\n",
          "cuda-env-resolve: " + why + '\n'};
}

// Return why there is nothing to switch to, empty if there is.
std::string reason_for_nothing(const Facts& facts, const Diagnosis& diagnosis) {
  if (facts.prefix.empty()) {
    return "no conda environment is active (CONDA_PREFIX is not set); activate one (conda activate "
           "NAME) or name one (--prefix DIR)";
  }
  if (!facts.prefix_exists) {
    return no_such_prefix(facts);
  }
  if (diagnosis.toolkit != nullptr) {
    return {};
  }
  if (!diagnosis.findings.empty()) {
    const Finding& finding = diagnosis.findings.front();
    return "no CUDA toolkit to switch to: " + printable(finding.what) + "; " +
           printable(finding.remedy) + " [" + std::string(finding.kind->code) + ']';
  }
  return "there is no CUDA toolkit in " + printable(facts.prefix) +
         "; install one: conda install -c conda-forge cuda-nvcc (12 and later) or "
         "cudatoolkit-dev (up to 11.7)";
}

std::string lines_of(const std::vector<Finding>& findings) {
  const Finding* told = most_severe(findings);
  return told != nullptr ? finding_line(*told) + '\n' : "";
}

}  // namespace

Outcome run_resolve(const System& system, const Options& options, bool stdout_is_terminal) {
  const TargetShell target = find_target_shell(options);
  if (target.dialect == nullptr) {
    return failure(nullptr, {}, target.error);
  }
  const std::string hint = stdout_is_terminal && !options.json && !options.quiet
                               ? "cuda-env-resolve: this only prints the switch; to make it: " +
                                     std::string(target.dialect->how_to_call) + '\n'
                               : "";
  const Environment& environment = system.environment();
  const auto detail = options.verbose ? Request::Detail::everything : Request::Detail::activation;
  const Facts facts = observe(system, {.detail = detail,
                                       .prefix = options.prefix,
                                       .taken_back = values_taken_back(system.environment())});
  const Diagnosis diagnosis = diagnose(facts, compat::builtin_tables());
  const std::string nothing = reason_for_nothing(facts, diagnosis);
  Outcome outcome;
  if (!nothing.empty()) {
    outcome = failure(target.dialect, {}, nothing);
    outcome.error.insert(0, hint);
    return outcome;
  }
  const bool is_suppressed = is_disabled(environment);
  Plan plan = plan_activation(environment,
                              {facts.prefix, diagnosis.toolkit, facts.nvcc_on_path, is_suppressed,
                               capability_of_shell(*target.dialect, Form::by_hand, facts.prefix)});
  if (is_suppressed) {
    outcome = failure(target.dialect, std::move(plan.edits),
                      "CUDA_ENV_SWITCH_DISABLE is set, so nothing is switched; unset it to switch");
    outcome.error.insert(0, hint);
    return outcome;
  }
  std::vector<Finding> findings = diagnosis.findings;
  findings.insert(findings.end(), plan.findings.begin(), plan.findings.end());
  const Script script{std::move(plan.edits), "", true};
  if (writes_files(*target.dialect)) {
    const std::string fault = append_to_github_files(
        environment, target.dialect->render(script, Form::by_hand), github_path_lines(script));
    if (!fault.empty()) {
      return {k_exit_problem, "", "cuda-env-resolve: " + printable(fault) + '\n'};
    }
  } else {
    outcome.output = text_for_shell(*target.dialect, script, Form::by_hand);
  }
  outcome.error = hint;
  if (options.verbose) {
    outcome.error += status_text({&system, &facts, &diagnosis, findings}, false);
  } else if (!options.quiet) {
    outcome.error += lines_of(findings);
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
