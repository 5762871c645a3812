#include "observe/calling_shell.h"

#include "base/system.h"
#include "base/text.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace ces {

namespace {

constexpr std::size_t k_text_limit = 4096;
constexpr std::size_t k_script_limit = std::size_t{64} * 1024;
constexpr int k_most_wrappers = 8;

std::vector<std::string> arguments_of(const System& machine, const std::string& process) {
  const std::string text = machine.read("/proc/" + process + "/cmdline", k_text_limit).text;
  std::vector<std::string> arguments;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\0', begin), text.size());
    arguments.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return arguments;
}

// Return the parent of `process`, empty if it has none. In /proc/PID/stat the name, which may hold
// anything, stands in brackets before "STATE PARENT".
std::string parent_of(const System& machine, const std::string& process) {
  const std::string text = machine.read("/proc/" + process + "/stat", k_text_limit).text;
  const std::size_t bracket = text.rfind(')');
  constexpr std::size_t k_state = 4;  // ") S "
  if (bracket == std::string::npos || bracket + k_state >= text.size()) {
    return {};
  }
  const std::string rest = text.substr(bracket + k_state);
  return rest.substr(0, rest.find(' '));
}

std::string program_name(const std::string& argument) {
  std::string name = argument.substr(argument.rfind('/') + 1);
  if (name.starts_with('-')) {
    name.erase(0, 1);
  }
  return name;
}

// "zsh-5.9" for "zsh": how it is called where several versions lie side by side.
std::string without_version(std::string name) {
  const std::size_t dash = name.rfind('-');
  if (dash != std::string::npos && dash > 0 &&
      name.find_first_not_of("0123456789.", dash + 1) == std::string::npos) {
    name.resize(dash);
  }
  return name;
}

// Return the name of the shell that `su -` started where that calls it "-su", as some do: the
// kernel knows it by its file.
std::string shell_of_su(const System& machine, const std::string& process) {
  return std::string(trim(machine.read("/proc/" + process + "/comm", k_text_limit).text));
}

// xonsh is a script of Python's: "python /usr/bin/xonsh", "python -m xonsh".
bool is_xonsh(std::string_view name, const std::vector<std::string>& arguments) {
  if (!name.starts_with("python") || arguments.size() < 2) {
    return false;
  }
  const bool is_module = arguments[1] == "-m" && arguments.size() > 2;
  return program_name(arguments[is_module ? 2 : 1]) == "xonsh";
}

bool is_wrapper(std::string_view name) {
  // script and unbuffer are none: behind the terminal they put in between, lines end in "\r\n".
  constexpr std::array<std::string_view, 14> k_wrappers = {
      "env",   "sudo",   "doas",   "runuser", "nice", "ionice",  "chrt",
      "nohup", "setsid", "stdbuf", "flock",   "time", "timeout", "strace"};
  return std::find(k_wrappers.begin(), k_wrappers.end(), name) != k_wrappers.end();
}

}  // namespace

std::string calling_program() {
  const System machine("/", Environment());
  std::string process = std::to_string(::getppid());
  for (int i = 0; i < k_most_wrappers && !process.empty() && process != "0"; ++i) {
    const std::vector<std::string> arguments = arguments_of(machine, process);
    if (arguments.empty()) {
      return {};
    }
    std::string name = program_name(arguments[0]);
    if (name == "busybox" && arguments.size() > 1) {
      return program_name(arguments[1]);
    }
    if (is_xonsh(name, arguments)) {
      return "xonsh";
    }
    if (arguments[0] == "-su") {
      return shell_of_su(machine, process);
    }
    if (!is_wrapper(name)) {
      return without_version(std::move(name));
    }
    process = parent_of(machine, process);
  }
  return {};
}

bool is_called_from_bash_of_xonsh() {
  const System machine("/", Environment());
  const std::string process = std::to_string(::getppid());
  // xonsh's script for bash, an argument of it, prints this line in front of the environment.
  constexpr std::string_view k_mark = "__XONSH_ENV_BEG__";
  const FileText command = machine.read("/proc/" + process + "/cmdline", k_script_limit);
  return command.text.find(k_mark) != std::string::npos;
}

}  // namespace ces
