#include "cli/target_shell.h"

#include "base/suggest.h"
#include "base/text.h"
#include "cli/exit_codes.h"
#include "observe/calling_shell.h"

namespace ces {

namespace {

std::string choices() {
  std::string text;
  for (const std::string_view name : dialect_names()) {
    text += text.empty() ? "" : ", ";
    text += name;
  }
  return text;
}

}  // namespace

TargetShell find_target_shell(const Options& options) {
  if (options.json) {
    return {find_dialect("json"), ""};
  }
  if (options.shell) {
    if (const Dialect* dialect = find_dialect(*options.shell)) {
      return {dialect, ""};
    }
    const std::string_view nearest = nearest_word(*options.shell, dialect_names());
    return {nullptr,
            "unknown shell '" + printable(*options.shell) + "'" +
                (nearest.empty() ? ". " : ", did you mean '" + std::string(nearest) + "'? ") +
                "Choose from " + choices()};
  }
  const std::string caller = calling_program();
  if (const Dialect* dialect = find_dialect(caller)) {
    return {dialect, ""};
  }
  const std::string seen = caller.empty() ? "" : " (it is called by " + printable(caller) + ')';
  return {nullptr, "cannot tell which shell to write for" + seen +
                       "; name it with --shell, one of " + choices()};
}

std::optional<Outcome> refusal_of_hook(const TargetShell& target, const Options& options) {
  if (target.dialect == nullptr) {
    return Outcome{options.shell ? k_exit_usage : k_exit_ok, "",
                   "cuda-env-resolve: " + target.error + '\n'};
  }
  if (writes_files(*target.dialect)) {
    return Outcome{k_exit_usage, "", "cuda-env-resolve: --shell github goes without a command\n"};
  }
  return std::nullopt;
}

}  // namespace ces
