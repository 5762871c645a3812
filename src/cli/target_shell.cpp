#include "cli/target_shell.h"

#include "base/process.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/exit_codes.h"
#include "observe/calling_shell.h"

#include <utility>

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

// For Python, letters of all languages are.
bool is_part_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Return whether xonsh, which sources a `.sh` in a bash of its own and takes over the variables
// that come of it, would make another path of this one: it expands $NAME, ${'NAME'}, and "~" behind
// the first "=". What it holds already it has expanded before.
bool is_expanded_by_xonsh(std::string_view path) {
  const std::size_t equals = path.find('=');
  if (equals != std::string_view::npos && path.substr(equals).starts_with("=~")) {
    return true;
  }
  for (std::size_t i = path.find('$'); i != std::string_view::npos; i = path.find('$', i + 1)) {
    const std::string_view name = path.substr(i + 1);
    const bool is_word = !name.empty() && is_part_of_name(name[0]);
    if (is_word || name.starts_with("{'") || name.starts_with("{\"")) {
      return true;
    }
  }
  return false;
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

Capability capability_of_shell(const Dialect& dialect, Form form, const std::string& prefix) {
  Capability capability = capability_of(dialect, form);
  if (reads_as_console(dialect)) {
    capability.holds = [holds = std::move(capability.holds)](std::string_view value) {
      return holds(value) && survives_shells_encoding(value);
    };
  }
  const bool may_be_bash = dialect.name == "sh" || dialect.name == "bash";
  if (may_be_bash && form == Form::hook && is_expanded_by_xonsh(prefix) &&
      is_called_from_bash_of_xonsh()) {
    capability.holds = [prefix](std::string_view value) {
      return value.find(prefix) == std::string_view::npos;
    };
  }
  return capability;
}

std::string text_for_shell(const Dialect& dialect, const Script& script, Form form) {
  std::string text = dialect.render(script, form);
  return reads_as_console(dialect) ? in_shells_encoding(text) : text;
}

Outcome outcome_of_hook(const Dialect& dialect, const Script& script, Form form) {
  // A program that reads JSON wants an object even where there is nothing to do.
  const bool has_text = !script.edits.empty() || !script.message.empty() || script.one_shot ||
                        dialect.render == json_render;
  const bool must_be_said = says_nothing(dialect) && !script.message.empty();
  return {k_exit_ok, has_text ? text_for_shell(dialect, script, form) : "",
          must_be_said ? script.message + '\n' : ""};
}

}  // namespace ces
