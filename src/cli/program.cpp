#include "cli/program.h"

#include "base/path.h"
#include "base/process.h"
#include "base/text.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"

#include <exception>
#include <utility>
#include <vector>

namespace ces {

namespace {

constexpr std::string_view k_false = "false;\n";

// What the failure of a command must leave: somebody may evaluate it.
std::string_view failing_code(Command command) {
  return row_of(command).is_evaluated ? k_false : std::string_view();
}

// A relative --prefix or --tables is meant from the folder one is in; inside another root that is
// its top.
std::string absolute(const std::string& path, const std::string& root) {
  if (is_absolute(path)) {
    return normalise_path(path);
  }
  const std::string folder = normalise_path(root) == normalise_path("/") ? current_folder() : "/";
  return normalise_path(join_path(folder, path));
}

Outcome run_command(const Options& options, Environment environment, bool is_terminal) {
  const System system(options.root, std::move(environment));
  const CommandRow& row = row_of(options.command);
  if (!row.never_fails && system.kind("/") != FileKind::directory) {
    return {k_exit_problem, std::string(failing_code(options.command)),
            "cuda-env-resolve: there is no folder " + printable(options.root) + " (--root)\n"};
  }
  return row.run(system, options, is_terminal);
}

Outcome run_guarded(const Options& options, Environment environment, bool is_terminal) {
  try {
    return run_command(options, std::move(environment), is_terminal);
  } catch (const std::exception& error) {
    return {
        k_exit_usage, std::string(failing_code(options.command)),
        std::string("cuda-env-resolve: internal fault: ") + error.what() + "; please report it\n"};
  }
}

// Read the command line; without options there is nothing to do but print and end.
Parsed parse(const std::vector<std::string>& arguments) {
  Parsed parsed{parse_plain_command_line(arguments), k_exit_ok, "", ""};
  if (!parsed.options) {
    parsed = parse_command_line(arguments);
  }
  if (parsed.options && parsed.options->tables) {
    parsed.options->tables = absolute(*parsed.options->tables, parsed.options->root);
  }
  if (parsed.options && parsed.options->prefix) {
    parsed.options->prefix = absolute(*parsed.options->prefix, parsed.options->root);
  }
  return parsed;
}

int finish(const Outcome& outcome, Command command) {
  write_all(Stream::error, outcome.error);
  if (outcome.program) {
    const ExecFailure failure = become(*outcome.program);
    write_all(Stream::error, "cuda-env-resolve: " + failure.why + '\n');
    return failure.exit_code;
  }
  const std::string fault = write_all(Stream::output, outcome.output);
  if (fault.empty() || row_of(command).never_fails) {
    return outcome.exit_code;
  }
  write_all(Stream::error, "cuda-env-resolve: stdout cannot be written: " + fault + '\n');
  return k_exit_usage;
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
  return finish(run_guarded(options, Environment::of_process(envp), stdout_is_terminal()),
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
  return run_guarded(*parsed.options, std::move(environment), stdout_is_terminal);
}

}  // namespace ces
