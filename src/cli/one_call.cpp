#include "cli/one_call.h"

#include "base/path.h"
#include "base/process.h"
#include "base/text.h"
#include "cli/exit_codes.h"

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ces {

namespace {

// Return what the failure of a command must leave on stdout: somebody may evaluate it.
std::string_view failing_code(const CommandRow& row) {
  return row.is_evaluated ? "false;\n" : "";
}

std::string absolute(const std::string& path, const std::string& root) {
  if (is_absolute(path)) {
    return normalise_path(path);
  }
  const std::string folder = normalise_path(root) == normalise_path("/") ? current_folder() : "/";
  return normalise_path(join_path(folder, path));
}

Outcome run_unguarded(const CommandRow& row, const Options& options, Environment environment,
                      bool is_terminal) {
  const System system(options.root, std::move(environment));
  if (!row.never_fails && system.kind("/") != FileKind::directory) {
    return {k_exit_problem, std::string(failing_code(row)),
            "cuda-env-resolve: there is no folder " + printable(options.root) + " (--root)\n"};
  }
  return row.run(system, options, is_terminal);
}

}  // namespace

void make_paths_absolute(Options& options) {
  for (std::optional<std::string>* path : {&options.tables, &options.prefix}) {
    if (*path) {
      *path = absolute(**path, options.root);
    }
  }
}

Outcome run_row(const CommandRow& row, const Options& options, Environment environment,
                bool is_terminal) {
  try {
    return run_unguarded(row, options, std::move(environment), is_terminal);
  } catch (const std::exception& error) {
    return {
        k_exit_usage, std::string(failing_code(row)),
        std::string("cuda-env-resolve: internal fault: ") + error.what() + "; please report it\n"};
  }
}

int write_outcome(const CommandRow& row, const Outcome& outcome) {
  write_all(Stream::error, outcome.error);
  const std::string fault = write_all(Stream::output, outcome.output);
  if (fault.empty() || row.never_fails) {
    return outcome.exit_code;
  }
  write_all(Stream::error, "cuda-env-resolve: stdout cannot be written: " + fault + '\n');
  return k_exit_usage;
}

}  // namespace ces
