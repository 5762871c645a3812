// Questions to the tables, no machine needed: which drivers for 12.4, what can an H100 use.
#include "report/compat.h"

#include "cli/color.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "cli/tables_file.h"
#include "cli/what_if_options.h"
#include "judge/what_if.h"

#include <iterator>
#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve compat [--toolkit VERSION] [--driver RELEASE]
                               [--gpu GPU] [--gcc N] [--clang N] [OPTION]...

Answers from the tables of CUDA releases, drivers, GPUs and compilers, about any
machine: what is named goes with what. Nothing named: the whole table.

  cuda-env-resolve compat --toolkit 12.4      drivers, compilers, GPUs for it
  cuda-env-resolve compat --driver 535        toolkits and GPUs for it
  cuda-env-resolve compat --gpu "RTX 4090"    toolkits and drivers for it
  cuda-env-resolve compat --gcc 13            toolkits that take it
  cuda-env-resolve compat --toolkit 13.0 --driver 535.104.05 --json

  --toolkit VERSION  a CUDA release; 12 means the newest 12
  --driver RELEASE   a release of NVIDIA's driver; 535 means the newest 535
  --gpu GPU          a name, a PCI id (10de:2330) or a target (sm_90, 9.0)
  --gcc N            a host compiler by its major version
  --clang N          the same for clang
  --tables FILE      newer tables, of the form of cuda-compat.yaml

With toolkit and driver named, the verdict is native, minor-version,
forward-compat, unsupported or unknown. Exit status: 0 answered, whatever the
answer; 1 what was named does not exist, or FILE cannot be used; 2 wrong call.
)help";

}  // namespace

Outcome run_compat(const System& system, const Options& options, bool stdout_is_terminal) {
  // The command line's own file must be good; one that is configured is not what was asked for.
  TablesFile file = read_tables_file(
      system, options.tables ? *options.tables
                             : configuration_of(system, options).settings.compat_tables.value);
  const compat::Tables tables = file.tables();
  AskedWhatIf asked = read_what_if(options, tables);
  if (asked.refusal) {
    return *std::move(asked.refusal);
  }
  WhatIfAnswer reply = answer(asked.question, tables);
  const bool is_refused = options.tables && file.is_unusable();
  const int exit_code = is_refused ? k_exit_problem : k_exit_ok;
  reply.findings.insert(reply.findings.begin(), std::make_move_iterator(file.faults.begin()),
                        std::make_move_iterator(file.faults.end()));
  const CompatReport report{&asked.question, &reply, &tables, file.loaded ? file.path : ""};
  if (options.json) {
    return {exit_code, compat_json(report), ""};
  }
  return {exit_code,
          compat_text(report, wants_color(options, system.environment(), stdout_is_terminal)), ""};
}

namespace {

constexpr ValueOption k_values[] = {{"--toolkit", "VERSION", &Options::toolkit},
                                    {"--driver", "RELEASE", &Options::driver},
                                    {"--gpu", "GPU", &Options::gpu},
                                    {"--gcc", "N", &Options::gcc},
                                    {"--clang", "N", &Options::clang},
                                    {"--tables", "FILE", &Options::tables}};

}  // namespace

const CommandRow k_compat_command = {.command = Command::compat,
                                     .name = "compat",
                                     .summary = "what goes with what, by the tables alone",
                                     .help = k_help,
                                     .run = run_compat,
                                     .values = k_values};

}  // namespace ces
