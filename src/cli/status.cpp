// What is switched, to what, on which evidence, with which verdict.
#include "report/status.h"

#include "cli/color.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "edit/switch.h"
#include "judge/client_findings.h"
#include "report/status_json.h"
#include "report/status_text.h"

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve status [--prefix DIR] [--json] [OPTION]...

Tells the environment, its toolkit and versions, the NVIDIA driver, whether the
toolkit's programs run on it, whether this shell is switched and if not, why;
each fact with the file or variable it was read from. Runs neither nvcc nor
nvidia-smi.

  cuda-env-resolve status --prefix ~/envs/a     another environment
  cuda-env-resolve status --root /mnt/image     another machine's files
  cuda-env-resolve status --json                for programs

Exit status: 0; 1 if there is no such environment.
)help";

}  // namespace

Outcome run_status(const System& system, const Options& options, bool stdout_is_terminal) {
  const Situation situation = look_around(system, options, Request::Detail::everything);
  const auto& [configuration, facts, diagnosis] = situation;
  if (!facts.prefix.empty() && !facts.prefix_exists) {
    return {k_exit_problem, "", "cuda-env-resolve: " + no_such_prefix(facts) + '\n'};
  }
  // What taking the switch back would meet is worth telling before.
  const Plan undo = plan_deactivation(
      system.environment(), {facts.prefix, true, {[](std::string_view) { return true; }, false}});
  std::vector<Finding> findings = diagnosis.findings;
  findings.insert(findings.end(), undo.findings.begin(), undo.findings.end());
  if (diagnosis.toolkit != nullptr) {
    for (Finding& finding : client_findings(*diagnosis.toolkit, configuration.settings)) {
      findings.push_back(std::move(finding));
    }
  }
  drop_silenced(findings, configuration.settings.silence.value);
  const StatusReport report{&system, &facts, &diagnosis, &configuration.settings,
                            std::move(findings)};
  if (options.json) {
    return {k_exit_ok, status_json(report), ""};
  }
  const bool in_color = wants_color(options, system.environment(), stdout_is_terminal);
  return {k_exit_ok, status_text(report, in_color), ""};
}

const CommandRow k_status_command = {
    .command = Command::status,
    .name = "status",
    .summary = "what is switched, on which evidence, with which verdict",
    .help = k_help,
    .run = run_status};

}  // namespace ces
