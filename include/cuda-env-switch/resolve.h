// cuda-env-switch inside another program: what the hooks would do, as data.
//
// For programs that activate environments themselves (package managers, editors, job runners). They
// hand over an environment's path and the variables of the shell, and get the changes to make:
//
//     cuda_env_switch::Request request;
//     request.prefix = "/opt/conda/envs/a";
//     request.variables = {"PATH=/opt/conda/envs/a/bin:/usr/bin:/bin"};
//     for (const auto& edit : cuda_env_switch::activate(request).edits) {
//       // set edit.name to *edit.value, or unset it if there is none
//     }
//
// Nothing here throws, prints, starts a process, or reads or changes the variables of the calling
// process. Files are only read. Calls may run in several threads at once. What is declared here
// stays as it is within a major version.
//
// Link with cuda-env-switch::resolve (CMake: find_package(cuda-env-switch)) or by pkg-config
// (cuda-env-switch). C++17.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace cuda_env_switch {

// What is asked for.
struct Request {
  // The environment: an absolute path. Empty: the one that CONDA_PREFIX of `variables` names.
  std::string prefix;
  // The variables of the shell, "NAME=value" each, as in environ; any bytes but NUL. They tell what
  // is in force (CUDA_ENV_SWITCH_STATE), what is switched off (CUDA_ENV_SWITCH_DISABLE,
  // CONDA_BUILD) and what a list such as PATH holds.
  std::vector<std::string> variables;
  // The root of the file system to look at; every path is then as seen inside it.
  std::string root = "/";
};

// One change of one variable.
struct Edit {
  std::string name;
  std::optional<std::string> value;  // the whole new value; nothing: the variable is to be unset
};

struct Answer {
  // Whether the question could be answered. An environment without a toolkit is an answer: no
  // edits.
  bool ok = false;
  // To be applied in this order. They include the record by which they are taken back later.
  std::vector<Edit> edits;
  // One line for the user, without a line end: what was in the way if not ok, else a warning such
  // as that the driver is too old for the toolkit. Empty if there is nothing to say.
  std::string message;
};

// Return the changes that switch to the toolkit of the environment, after taking back what is in
// force. The same as what the activation hooks apply.
Answer activate(const Request& request) noexcept;

// Return the changes that take back what is in force, whichever environment's it is.
Answer deactivate(const Request& request) noexcept;

// Return what `cuda-env-resolve status --json` prints, one JSON object with "schema": 1 (its
// fields: docs/findings.md): the toolkit, the driver, the verdict, and each with its evidence.
// Versions are text such as "12.4" or "535.104.05". Empty if there is no such environment.
std::string status_json(const Request& request) noexcept;

// Return the version of the library, "1.2.3".
const char* version() noexcept;

}  // namespace cuda_env_switch
