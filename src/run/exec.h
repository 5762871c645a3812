// Becomes another program.
#pragma once

#include "base/environment.h"
#include "edit/edit.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

struct ProgramCall {
  std::vector<std::string> words;        // the program, by name or path, and its arguments
  std::vector<std::string> environment;  // "NAME=value" each
};

// Return the entries of `environment` as `edits` change them; the others stay as they are.
std::vector<std::string> edited(const Environment& environment, const std::vector<Edit>& edits);

// Return the value of `name` in `entries`, nothing if it is not set.
std::optional<std::string> value_in(const std::vector<std::string>& entries, std::string_view name);

struct ExecFailure {
  int exit_code = 0;  // 127: there is no such program; 126: it cannot be run
  std::string why;
};

// Return the folders in which programs are looked for where no PATH is set, with ':' between.
std::string default_path();

// Become the program of `call`, looked for on the PATH of its own environment, so that its status
// and the signals to it are its own. Return only if that cannot be.
ExecFailure become(const ProgramCall& call);

}  // namespace ces
