#include "cli/hook_program.h"

#include "base/process.h"
#include "cli/one_call.h"

#include <string>
#include <vector>

namespace ces {

std::optional<int> run_hook_program(int argc, char** argv, char** envp) {
  std::optional<Options> options =
      parse_plain_command_line(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
  if (!options || options->command == Command::resolve) {
    return std::nullopt;
  }
  make_paths_absolute(*options);
  const CommandRow& row =
      options->command == Command::activate ? k_activate_command : k_deactivate_command;
  return write_outcome(row, run_row(row, *options, Environment::of_process(envp), false));
}

}  // namespace ces
