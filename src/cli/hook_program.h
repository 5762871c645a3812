// The part of the program that the hooks call, and nothing that only people's commands need.
#pragma once

#include <optional>

namespace ces {

// Do what `activate` and `deactivate` with plain options do, and return the exit status; return
// nothing, with nothing done, for any other command line.
std::optional<int> run_hook_program(int argc, char** argv, char** envp);

}  // namespace ces
