// Every command of the program: one row each, kept in the command's own file.
#pragma once

#include "base/system.h"
#include "cli/options.h"
#include "cli/program.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ces {

// An option of one command that takes a value. Those of all commands stand in shared_options.cpp.
struct ValueOption {
  std::string_view name;         // "--toolkit"
  std::string_view placeholder;  // "VERSION"
  std::optional<std::string> Options::*value;
  std::string_view summary = {};  // one line, for completions
};

// An option of one command that is given or not.
struct FlagOption {
  std::string_view name;
  bool Options::*flag;
  std::string_view summary = {};
};

struct CommandRow {
  Command command;
  std::string_view name;     // empty for the bare call
  std::string_view summary;  // one line, for completions and the manual
  std::string_view help;     // what --help prints: one screen of 80 columns, laid out by hand
  // Whether somebody evaluates its output, so that a failure must leave code that is false.
  bool is_evaluated = false;
  // Whether it is a hook's: it succeeds even where stdout or the root is gone.
  bool never_fails = false;
  Outcome (*run)(const System& system, const Options& options, bool stdout_is_terminal) = nullptr;
  std::span<const ValueOption> values = {};
  std::span<const FlagOption> flags = {};
  std::string_view arguments = {};  // how the words after it are called: "SPEC"; empty: none
  std::size_t most_arguments = 0;
  // Whether everything from the first word on belongs to it, options included, as for exec.
  bool takes_the_rest = false;
  // Whether it works on the running program itself, which a process that has it inside is not.
  bool needs_own_process = false;
  std::span<const std::string_view> choices = {};  // the words that may come first, if they are few
};

// Return all rows: the bare call first, then the commands in the order of the help.
std::span<const CommandRow* const> command_table();

// Return the row of `command`.
const CommandRow& row_of(Command command);

// Return the row of the command called `name`, nullptr if there is none.
const CommandRow* find_command(std::string_view name);

// One file per command.
extern const CommandRow k_resolve_command;
extern const CommandRow k_activate_command;
extern const CommandRow k_deactivate_command;
extern const CommandRow k_status_command;
extern const CommandRow k_doctor_command;
extern const CommandRow k_check_command;
extern const CommandRow k_compat_command;
extern const CommandRow k_recommend_command;
extern const CommandRow k_completion_command;
extern const CommandRow k_install_command;
extern const CommandRow k_uninstall_command;
extern const CommandRow k_list_command;
extern const CommandRow k_use_command;
extern const CommandRow k_config_command;
extern const CommandRow k_exec_command;

}  // namespace ces
