// The one command that installs a toolkit which fits: frameworks, driver, GPUs, host compiler.
#include "cli/color.h"
#include "cli/command_table.h"
#include "cli/demands.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "cli/tables_file.h"
#include "cli/what_if_options.h"
#include "judge/recommendation.h"
#include "report/recommendation.h"

#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve recommend [--prefix DIR] [--driver RELEASE] [--gpu GPU]
                                  [--gcc N] [--clang N] [OPTION]...

Tells the one command that installs a CUDA toolkit which fits this environment
and machine: its torch, JAX, CuPy and TensorFlow, the driver, the GPUs and
the host compiler; as packages that conda-forge or NVIDIA's channel has, in the
words of conda, mamba, micromamba or pixi. And why; or which of these exclude
each other, and what would help. Installs nothing.

  cuda-env-resolve recommend --prefix ~/envs/a     for another environment
  cuda-env-resolve recommend --driver 535 --gpu H100   for another machine
  cuda-env-resolve recommend --gcc 12              for this compiler alone
  cuda-env-resolve recommend --json                for programs

  --driver RELEASE   a release of NVIDIA's driver; 535 means the newest 535
  --gpu GPU          a name, a PCI id (10de:2330) or a target (sm_90, 9.0)
  --gcc N            the host compiler that the toolkit has to take; else one
                     that it takes is installed with it, where that is needed
  --clang N          the same for clang
  --tables FILE      newer tables, of the form of cuda-compat.yaml

Exit status: 0 recommended; 1 none fits, there is no such environment, or what
was named does not exist; 2 wrong call.
)help";

}  // namespace

Outcome run_recommend(const System& system, const Options& options, bool stdout_is_terminal) {
  const Situation situation = look_around(system, options, Request::Detail::everything);
  const Facts& facts = situation.facts;
  if (!facts.prefix.empty() && !facts.prefix_exists) {
    return {k_exit_problem, "", "cuda-env-resolve: " + no_such_prefix(facts) + '\n'};
  }
  const TablesFile file = read_tables_file(
      system, options.tables ? *options.tables : situation.settings().compat_tables.value);
  const compat::Tables tables = file.tables();
  AskedWhatIf asked = read_what_if(options, tables);
  if (asked.refusal) {
    return *std::move(asked.refusal);
  }
  const Demands demands = demands_of(system, asked.question, situation);
  Recommendation recommendation = recommend(demands, tables);
  recommendation.findings.insert(recommendation.findings.begin(), file.faults.begin(),
                                 file.faults.end());
  const bool is_refused = options.tables && file.is_unusable();
  const int exit_code = recommendation.cuda && !is_refused ? k_exit_ok : k_exit_problem;
  const RecommendationReport report{&demands, &recommendation, file.loaded ? file.path : ""};
  if (options.json) {
    return {exit_code, recommendation_json(report), ""};
  }
  return {
      exit_code,
      recommendation_text(report, wants_color(options, system.environment(), stdout_is_terminal)),
      ""};
}

namespace {

constexpr ValueOption k_values[] = {{"--driver", "RELEASE", &Options::driver},
                                    {"--gpu", "GPU", &Options::gpu},
                                    {"--gcc", "N", &Options::gcc},
                                    {"--clang", "N", &Options::clang},
                                    {"--tables", "FILE", &Options::tables}};

}  // namespace

const CommandRow k_recommend_command = {.command = Command::recommend,
                                        .name = "recommend",
                                        .summary = "the install command that fits",
                                        .help = k_help,
                                        .run = run_recommend,
                                        .values = k_values};

}  // namespace ces
