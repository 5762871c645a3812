#include "shell/dialect.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ces {

namespace {

constexpr std::array<std::string_view, 1> k_posix_aliases = {"posix"};
constexpr std::array<std::string_view, 1> k_csh_aliases = {"csh"};
constexpr std::array<std::string_view, 2> k_ksh_aliases = {"ksh93", "mksh"};
constexpr std::array<std::string_view, 1> k_nu_aliases = {"nushell"};
constexpr std::array<std::string_view, 1> k_powershell_aliases = {"pwsh"};
constexpr std::span<const std::string_view> k_no_aliases;

constexpr std::string_view k_eval = "eval \"$(cuda-env-resolve)\"";

// The shells of the POSIX family have rows of their own, so that one may come to differ.
constexpr std::array k_dialects = {
    Dialect{"sh", k_posix_aliases, k_eval, true, posix_holds, posix_render, true},
    Dialect{"bash", k_no_aliases, k_eval, true, posix_holds, bash_render, true},
    Dialect{"zsh", k_no_aliases, k_eval, true, posix_holds, zsh_render, true},
    Dialect{"dash", k_no_aliases, k_eval, true, posix_holds, dash_render, true},
    Dialect{"ksh", k_ksh_aliases, k_eval, true, posix_holds, dash_render, true},
    Dialect{"ash", k_no_aliases, k_eval, true, posix_holds, dash_render, true},
    Dialect{"fish", k_no_aliases, "cuda-env-resolve | source", false, fish_holds, fish_render,
            true},
    Dialect{"tcsh", k_csh_aliases, "eval `cuda-env-resolve`", false, csh_holds, csh_render},
    Dialect{"xonsh", k_no_aliases, "execx($(cuda-env-resolve))", false, xonsh_holds, xonsh_render},
    Dialect{"nu", k_nu_aliases, "as docs/shells.md says", false, json_holds, json_render},
    Dialect{"elvish", k_no_aliases, "eval (cuda-env-resolve | slurp)", false, elvish_holds,
            elvish_render},
    Dialect{"powershell", k_powershell_aliases, "cuda-env-resolve | Out-String | Invoke-Expression",
            false, powershell_holds, powershell_render},
    Dialect{"cmd", k_no_aliases, "FOR /F \"delims=\" %i IN ('cuda-env-resolve') DO @SET \"%i\"",
            false, cmd_holds, cmd_render},
    Dialect{"dotenv", k_no_aliases, "cuda-env-resolve --shell dotenv > .env", false, dotenv_holds,
            dotenv_render},
    Dialect{"github", k_no_aliases, "cuda-env-resolve --shell github", false, github_holds,
            github_render},
    Dialect{"env0", k_no_aliases, "as docs/shells.md says", false, env0_holds, env0_render},
    Dialect{"json", k_no_aliases, "cuda-env-resolve --json", false, json_holds, json_render},
};

bool answers_to(const Dialect& dialect, std::string_view name) {
  return dialect.name == name ||
         std::find(dialect.aliases.begin(), dialect.aliases.end(), name) != dialect.aliases.end();
}

}  // namespace

std::string with_end(std::string text) {
  return text.empty() ? text : std::move(text) + ": cuda-env-switch;\n";
}

Capability capability_of(const Dialect& dialect, Form form) {
  return {[holds = dialect.holds, form](std::string_view value) { return holds(value, form); },
          form == Form::by_hand && dialect.refers_to_old_value,
          form == Form::hook && dialect.keeps_unexported};
}

bool writes_files(const Dialect& dialect) {
  return dialect.render == github_render;
}

bool is_for_programs(const Dialect& dialect) {
  return dialect.render == env0_render;
}

bool says_nothing(const Dialect& dialect) {
  return dialect.render == cmd_render;
}

bool reads_as_console(const Dialect& dialect) {
  return dialect.render == cmd_render || dialect.render == powershell_render;
}

const Dialect* find_dialect(std::string_view name) {
  const auto* const found =
      std::find_if(k_dialects.begin(), k_dialects.end(),
                   [&](const Dialect& dialect) { return answers_to(dialect, name); });
  return found == k_dialects.end() ? nullptr : &*found;
}

std::vector<std::string_view> dialect_names() {
  std::vector<std::string_view> names;
  for (const Dialect& dialect : k_dialects) {
    names.push_back(dialect.name);
    names.insert(names.end(), dialect.aliases.begin(), dialect.aliases.end());
  }
  return names;
}

}  // namespace ces
