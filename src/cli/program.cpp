#include "cli/program.h"

#include "base/process.h"
#include "base/text.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/one_call.h"

#include <utility>
#include <vector>

namespace ces {

namespace {

// Read the command line; without options there is nothing to do but print and end.
Parsed parse(const std::vector<std::string>& arguments) {
  Parsed parsed{parse_plain_command_line(arguments), k_exit_ok, "", ""};
  if (!parsed.options) {
    parsed = parse_command_line(arguments);
  }
  if (parsed.options) {
    make_paths_absolute(*parsed.options);
  }
  return parsed;
}

int finish(const Outcome& outcome, Command command) {
  if (!outcome.program) {
    return write_outcome(row_of(command), outcome);
  }
  write_all(Stream::error, outcome.error);
  const ExecFailure failure = become(*outcome.program);
  write_all(Stream::error, "cuda-env-resolve: " + failure.why + '\n');
  return failure.exit_code;
}

}  // namespace

std::string no_such_prefix(const Facts& facts) {
  if (facts.prefix_is_denied) {
    return printable(facts.prefix) + " (" + facts.prefix_evidence +
           ") cannot be looked at: permission denied; ask its owner to let you enter it";
  }
  return "there is no folder " + printable(facts.prefix) + " (" + facts.prefix_evidence +
         "); name or activate an environment that exists";
}

int run_program(int argc, char** argv, char** envp) {
  const Parsed parsed = parse({argv + (argc > 0 ? 1 : 0), argv + argc});
  if (!parsed.options) {
    return finish({parsed.exit_code, parsed.output, parsed.error}, Command::resolve);
  }
  const Options& options = *parsed.options;
  return finish(run_row(row_of(options.command), options, Environment::of_process(envp),
                        stdout_is_terminal()),
                options.command);
}

Outcome run_in_process(const std::vector<std::string>& arguments, Environment environment,
                       bool stdout_is_terminal) {
  const Parsed parsed = parse(arguments);
  if (!parsed.options) {
    return {parsed.exit_code, parsed.output, parsed.error};
  }
  const CommandRow& row = row_of(parsed.options->command);
  if (row.takes_the_rest || row.needs_own_process) {
    return {k_exit_usage, "",
            "cuda-env-resolve: '" + std::string(row.name) +
                "' needs a process of its own; call the program for it\n"};
  }
  return run_row(row, *parsed.options, std::move(environment), stdout_is_terminal);
}

}  // namespace ces
