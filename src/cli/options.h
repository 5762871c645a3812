// What the command line says.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ces {

enum class Command {
  resolve,
  activate,
  deactivate,
  status,
  doctor,
  check,
  list,
  use,
  config,
  exec,
  compat,
  completion,
  install,
  uninstall,
  recommend
};

enum class ColorChoice { automatic, always, never };

struct Options {
  Command command = Command::resolve;
  std::optional<std::string> shell;   // --shell, as it was given
  std::optional<std::string> prefix;  // --prefix, as it was given
  std::string root = "/";             // --root
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool all = false;  // --all
  ColorChoice color = ColorChoice::automatic;
  bool automatic = false;  // use --auto
  bool off = false;        // use --off
  bool deep = false;       // doctor --deep
  std::vector<std::string> arguments =
      {};  // the words after the command, or the command to execute

  // compat
  std::optional<std::string> toolkit = std::nullopt;  // --toolkit, as it was given, and so on
  std::optional<std::string> driver = std::nullopt;
  std::optional<std::string> gpu = std::nullopt;
  std::optional<std::string> gcc = std::nullopt;
  std::optional<std::string> clang = std::nullopt;
  std::optional<std::string> tables = std::nullopt;  // absolute, once parsed

  // activate
  std::optional<std::string> set = std::nullopt;  // --set, as it was given: see Capability

  friend bool operator==(const Options&, const Options&) = default;
};

// Read the few forms that hooks and people use all the time (no command, activate or deactivate,
// with --shell, --prefix and --set), without building a command parser. Nothing if there is
// anything else; then parse_command_line() has to look, and it reads these forms the same way.
std::optional<Options> parse_plain_command_line(const std::vector<std::string>& arguments);

struct Parsed {
  std::optional<Options> options;  // nothing: there is nothing to do but print and end
  int exit_code = 0;
  std::string output;  // for stdout: help, version, or code that is false
  std::string error;   // for stderr
};

// Read any command line.
Parsed parse_command_line(const std::vector<std::string>& arguments);

}  // namespace ces
