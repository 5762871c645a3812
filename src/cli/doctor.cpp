// Every finding, with what to do.
#include "report/doctor.h"

#include "cli/checkup.h"
#include "cli/color.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"

#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve doctor [--deep] [--prefix DIR] [--json] [OPTION]...

Tells everything that keeps CUDA programs of the environment from being built or
run: driver, GPUs, toolkit, host compiler, frameworks, variables of the shell.
Each finding has what is wrong, the evidence, the reason, the impact, the remedy
and the command that verifies it. docs/findings.md has a section for each code.

  cuda-env-resolve doctor --prefix ~/envs/a     another environment
  cuda-env-resolve doctor --root /mnt/image     another machine's files
  cuda-env-resolve doctor --json                for programs

  --deep         also ask nvidia-smi (for 20 seconds at most), and compile,
                 assemble and link a few lines with the toolkit, run where there
                 is a GPU; 60 seconds a step at most
  -q, --quiet    errors and warnings alone
  -v, --verbose  the reasons for the verdict too

Nothing is changed. Without --deep, of programs only the host compiler is run.
What is not to be told is silenced by its code, in a file of the configuration
or in CUDA_ENV_SWITCH_SILENCE. Exit status: 0; 1 if a finding is an error, or
there is no such environment.
)help";

DoctorDetail detail_of(const Options& options) {
  return options.quiet     ? DoctorDetail::findings
         : options.verbose ? DoctorDetail::everything
                           : DoctorDetail::usual;
}

}  // namespace

Outcome run_doctor(const System& system, const Options& options, bool stdout_is_terminal) {
  const Checkup checkup = look_at_everything(system, options);
  const Facts& facts = checkup.situation.facts;
  if (!facts.prefix.empty() && !facts.prefix_exists) {
    return {k_exit_problem, "", "cuda-env-resolve: " + no_such_prefix(facts) + '\n'};
  }
  const compat::Tables tables = checkup.tables_file.tables();
  DoctorReport report;
  report.status = checkup.status_report(system);
  report.tables = &tables;
  report.tables_path = checkup.tables_file.loaded ? checkup.tables_file.path : "";
  report.surroundings = &checkup.surroundings;
  if (options.deep) {
    report.deep = checkup.deep;
  }
  const int exit_code = checkup.has_error() ? k_exit_problem : k_exit_ok;
  if (options.json) {
    return {exit_code, doctor_json(report), ""};
  }
  const bool in_color = wants_color(options, system.environment(), stdout_is_terminal);
  return {exit_code, doctor_text(report, detail_of(options), in_color), ""};
}

namespace {

constexpr FlagOption k_flags[] = {
    {"--deep", &Options::deep, "ask nvidia-smi, and compile with the toolkit"}};

}  // namespace

const CommandRow k_doctor_command = {.command = Command::doctor,
                                     .name = "doctor",
                                     .summary = "every finding, with what to do",
                                     .help = k_help,
                                     .run = run_doctor,
                                     .flags = k_flags};

}  // namespace ces
