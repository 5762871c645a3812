// fish. Within single quotes only the backslash and the quote itself are special, so they hold
// anything, line ends included, when the text is piped to `source`. Every variable whose name ends
// in PATH is a list there, split and joined on ':', so its elements are written as words of their
// own: that way an empty one stays, and none comes in.
#include "base/path.h"
#include "edit/record.h"
#include "shell/dialect.h"

#include <cstdint>
#include <utility>

namespace ces {

namespace {

bool is_plain(std::string_view value) {
  for (const char c : value) {
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    constexpr std::string_view k_plain = "/_.:,+@-";
    if (!is_word && k_plain.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return !value.empty() && value[0] != '-';
}

// In GBK, Big5 and Shift JIS a backslash may be the second byte of a character, and escapes nothing
// behind the first one; a quote cannot.
std::string_view special(char c, bool is_behind_ascii) {
  if (c == '\'') {
    return is_behind_ascii ? "\\'" : "'\"'\"'";
  }
  return is_behind_ascii ? "\\\\" : "'\"\\\\\"'";
}

std::string quoted(std::string_view value) {
  if (is_plain(value)) {
    return std::string(value);
  }
  std::string text = "'";
  bool is_behind_ascii = true;
  for (const char c : value) {
    if (c == '\'' || c == '\\') {
      text += special(c, is_behind_ascii);
    } else {
      text += c;
    }
    is_behind_ascii = static_cast<std::uint8_t>(c) < 0x80;
  }
  return text + '\'';
}

std::string words(std::string_view value, bool is_list) {
  if (!is_list || value.empty()) {
    return ' ' + quoted(value);
  }
  std::string text;
  for (const std::string_view element : split_list(value)) {
    text += ' ' + quoted(element);
  }
  return text;
}

// A variable of the user's may be universal, shadowed by ours: with ours erased it is there again,
// and a global copy would hide what he makes of it later. One that a function of his has made local
// hides the global one: that is his too, and ours would stay in its place, as the program sees the
// local value at the undo and takes it for a change of his.
std::string set_shadowing(const Edit& edit) {
  // A `set` that succeeds leaves the status as it was.
  return "if not set -ql " + edit.name + ";\nset -eg " + edit.name + "; set -qx " + edit.name +
         "; and test \"$" + edit.name + "\" = " + quoted(*edit.value) + "; or set -gx " +
         edit.name + words(*edit.value, edit.is_list) + "; true;\nend;\n";
}

// A variable that is global and not exported is kept aside.
std::string set_statement(const Edit& edit) {
  if (edit.had_value && edit.name != "PATH") {
    return set_shadowing(edit);
  }
  const std::string kept = std::string(k_kept_prefix) + edit.name;
  const std::string set = "set -gx " + edit.name + words(*edit.value, edit.is_list) +
                          (may_hide_path(edit) ? " $PATH;\n" : ";\n");
  return edit.unexported == Edit::Unexported::keep
             ? "set -qg " + edit.name + "; and set -g " + kept + " $" + edit.name + ";\n" + set
             : set;
}

std::string unset_statement(const Edit& edit) {
  const std::string kept = std::string(k_kept_prefix) + edit.name;
  const std::string unset = "set -eg " + edit.name + ";\n";
  return edit.unexported == Edit::Unexported::give_back
             ? unset + "set -qg " + kept + "; and set -g " + edit.name + " $" + kept +
                   "; and set -eg " + kept + ";\n"
             : unset;
}

// conda sets CONDA_SHLVL behind PATH, and before the hooks of the environment that it goes to: the
// function is called then, removes itself and takes out of PATH what conda put back; if nothing
// came back and the level is still the one it was armed at, another script called it, and it waits.
std::string one_shot(const OneShot& last) {
  std::string own;
  for (std::size_t i = 0; i < last.user_count; ++i) {
    own += " 1";
  }
  return "function __cuda_env_switch --on-variable CONDA_SHLVL;\n"
         "if not string match -q '" +
         std::string(k_leaving_record) +
         "*' -- \"$CUDA_ENV_SWITCH_STATE\";\n"
         "builtin functions -e __cuda_env_switch;\n"
         "return;\n"
         "end;\n"
         "set -l own" +
         own +
         ";\n"
         "set -l kept;\n"
         "set -l came_back;\n"
         "for element in $PATH[-1..1];\n"
         "if test \"$element\" = " +
         quoted(last.element) +
         ";\n"
         "if not set -q own[1];\n"
         "set came_back yes;\n"
         "continue;\n"
         "end;\n"
         "set -e own[1];\n"
         "end;\n"
         "set kept \"$element\" $kept;\n"
         "end;\n"
         "if not set -q came_back[1]; and test \"$CONDA_SHLVL\" = " +
         quoted(last.level) +
         ";\n"
         "return;\n"
         "end;\n"
         "builtin functions -e __cuda_env_switch;\n"
         "set -q came_back[1]; and set -gx PATH $kept;\n"
         "set -e CUDA_ENV_SWITCH_STATE;\n"
         "end;\n";
}

}  // namespace

bool fish_holds(std::string_view /*value*/, Form /*form*/) {
  return true;
}

std::string fish_render(const Script& script, Form form) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += edit.value ? set_statement(edit) : unset_statement(edit);
  }
  if (!script.message.empty()) {
    text += "echo " + quoted(script.message) + " >&2;\n";
  }
  if (script.one_shot) {
    text += one_shot(*script.one_shot);
  }
  if (!script.succeeds) {
    text += "false;\n";
  }
  return form == Form::hook ? with_end(std::move(text)) : text;
}

}  // namespace ces
