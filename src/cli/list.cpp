// Every toolkit that is to be found.
#include "report/list.h"

#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "report/list_json.h"
#include "report/list_text.h"

#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve list [--prefix DIR] [--json] [OPTION]...

Lists every CUDA toolkit that is to be found: the environment's own, those of
its Python wheels, the machine's, and those of other environments, with the
versions of nvcc and of the headers, and what each builds for. "*" is before the
one that is in force in this shell.

  cuda-env-resolve list --json                 for programs
  cuda-env-resolve list --root /mnt/image      another machine's

To take one: cuda-env-resolve use VERSION, or use PATH.
Exit status: 0; 1 if there is no such environment.
)help";

}  // namespace

Outcome run_list(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  const Situation situation = look_for_everything(system, options);
  const auto& [configuration, facts, diagnosis] = situation;
  if (!facts.prefix.empty() && !facts.prefix_exists) {
    return {k_exit_problem, "", "cuda-env-resolve: " + no_such_prefix(facts) + '\n'};
  }
  const ListReport report =
      list_report(system.environment(), facts, diagnosis, configuration.settings);
  return {k_exit_ok, options.json ? list_json(report) : list_text(report), ""};
}

const CommandRow k_list_command = {.command = Command::list,
                                   .name = "list",
                                   .summary = "every toolkit that is to be found",
                                   .help = k_help,
                                   .run = run_list};

}  // namespace ces
