// Puts program and hooks into environments that lack the package.
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/installing.h"
#include "cli/program.h"

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve install [--prefix DIR | --all] [--json] [OPTION]...

Hooks belong to one environment: installed in base, they do nothing in another.
This puts the program and the hooks into environments that lack the package, and
updates what an older version has put there. What a package owns stays conda's,
and a file that is not ours is never overwritten.

  cuda-env-resolve install                    into the active environment
  cuda-env-resolve install --prefix ~/envs/a  into another
  cuda-env-resolve install --all              into every one that conda knows:
                                              the root prefix, its envs, and
                                              those in ~/.conda/environments.txt

Activate an environment again for its hooks to run. Uninstall takes everything
out again. Each environment gets a line: installed, updated, unchanged, packaged
(it has the package), newer (a newer version is there) or failed.
Exit status: 0; 1 if an environment could not be changed.
)help";

}  // namespace

Outcome run_install(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  const std::vector<ShippedFile> files = shipped_files();
  if (files.empty()) {
    return {k_exit_problem, "",
            "cuda-env-resolve: /proc/self/exe cannot be read, so the program cannot copy itself\n"};
  }
  return change_environments(system, options, [&](const std::string& prefix) {
    return install_into(prefix, files, CES_VERSION);
  });
}

const CommandRow k_install_command = {
    .command = Command::install,
    .name = "install",
    .summary = "put program and hooks into environments without the package",
    .help = k_help,
    .run = run_install,
    .flags = k_install_flags,
    .needs_own_process = true};

}  // namespace ces
