// The public header's functions: the program in process, its answers as data.
#include "cli/program.h"

#include <cuda-env-switch/resolve.h>

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

namespace cuda_env_switch {

namespace {

ces::Outcome run(const char* command, const char* form, const Request& request) {
  std::vector<std::string> arguments = {command, form, "--root=" + request.root};
  if (!request.prefix.empty()) {
    arguments.push_back("--prefix=" + request.prefix);
  }
  return ces::run_in_process(arguments, ces::Environment(request.variables), false);
}

// Return why `request` makes no sense, empty if it does.
std::string fault_of(const Request& request) {
  if (!request.prefix.empty() && request.prefix[0] != '/') {
    return "the path of an environment must be absolute: " + request.prefix;
  }
  if (request.root.empty() || request.root[0] != '/') {
    return "the path of a root must be absolute: " + request.root;
  }
  for (const std::string& variable : request.variables) {
    if (variable.find('\0') != std::string::npos || variable.find('=') == std::string::npos) {
      return "a variable must be NAME=value, without NUL";
    }
  }
  return {};
}

std::string_view without_line_end(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

// Entries end in NUL: NAME=value to set, NAME to unset, #text to tell (src/shell/env0.cpp).
Answer answer_of(const ces::Outcome& outcome) {
  Answer answer;
  answer.ok = outcome.exit_code == 0;
  answer.message = without_line_end(outcome.error);
  const std::string_view entries = outcome.output;
  for (std::size_t begin = 0; begin < entries.size();) {
    const std::size_t end = std::min(entries.find('\0', begin), entries.size());
    const std::string_view entry = entries.substr(begin, end - begin);
    const std::size_t equals = entry.find('=');
    if (entry.substr(0, 1) == "#") {
      answer.message = entry.substr(1);
    } else if (equals == std::string_view::npos) {
      answer.edits.push_back({std::string(entry), std::nullopt});
    } else {
      answer.edits.push_back(
          {std::string(entry.substr(0, equals)), std::string(entry.substr(equals + 1))});
    }
    begin = end + 1;
  }
  return answer;
}

Answer ask(const char* command, const Request& request) noexcept {
  try {
    if (std::string fault = fault_of(request); !fault.empty()) {
      return {false, {}, std::move(fault)};
    }
    return answer_of(run(command, "--shell=env0", request));
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

Answer activate(const Request& request) noexcept {
  return ask("activate", request);
}

Answer deactivate(const Request& request) noexcept {
  return ask("deactivate", request);
}

std::string status_json(const Request& request) noexcept {
  try {
    return fault_of(request).empty() ? run("status", "--json", request).output : std::string();
  } catch (const std::exception&) {
    return {};
  }
}

const char* version() noexcept {
  return CES_VERSION;
}

}  // namespace cuda_env_switch
