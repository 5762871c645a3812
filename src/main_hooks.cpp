// The program where libraries are shared: loading them takes longer than everything a hook does, so
// this one needs none but the C library, or not even that (bare/start.cpp). Everything else is the
// whole program's, in libexec.
#include "cli/hook_program.h"
#include "config/needs_whole_program.h"
#include "run/become_whole.h"

#include <optional>

namespace {

std::optional<int> answer_hook(int argc, char** argv, char** envp) {
  try {
    return ces::run_hook_program(argc, argv, envp);
  } catch (const ces::NeedsWholeProgram&) {
    return std::nullopt;
  }
}

}  // namespace

int main(int argc, char** argv, char** envp) {
  const std::optional<int> exit_code = answer_hook(argc, argv, envp);
  return exit_code ? *exit_code : ces::become_whole_program(argv, envp);
}
