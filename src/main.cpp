#include "cli/hook_program.h"
#include "cli/program.h"

#ifdef CES_BEFORE_CONSTRUCTORS

#include <unistd.h>

#include <optional>

// A hook's call is answered before the constructors of what only people's commands need (iostreams,
// locales, the command parser) touch some twenty pages: a fifth of a static program's time, see
// bench/README.md. Nothing that a hook runs may need a constructor of its own;
// tests/packages/test_cost.py looks. Where a C library knows no .preinit_array, main() answers.
namespace {

void answer_hook(int argc, char** argv, char** envp) {
  if (const std::optional<int> exit_code = ces::run_hook_program(argc, argv, envp)) {
    ::_exit(*exit_code);
  }
}

[[gnu::section(".preinit_array"),
  gnu::used]] void (*const k_before_constructors)(int, char**, char**) = answer_hook;

}  // namespace

#endif

int main(int argc, char** argv, char** envp) {
  return ces::run_program(argc, argv, envp);
}
