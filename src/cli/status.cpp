// What is switched, to what, on which evidence, with which verdict.
#include "report/status.h"

#include "cli/checkup.h"
#include "cli/color.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
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
  const Checkup checkup = look_at_verdict(system, options);
  const Facts& facts = checkup.situation.facts;
  if (!facts.prefix.empty() && !facts.prefix_exists) {
    return {k_exit_problem, "", "cuda-env-resolve: " + no_such_prefix(facts) + '\n'};
  }
  const StatusReport report = checkup.status_report(system);
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
