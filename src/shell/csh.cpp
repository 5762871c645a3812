// tcsh and csh. Their hook has no way but eval with unquoted backquotes, which splits the text on
// blanks and line ends and joins it with single blanks; so statements end in ';' and every special
// character has a backslash of its own. In double quotes '!' would still be history and '$' a
// variable. Some get through that way neither: a tab, which becomes a blank; braces, which tcsh
// expands all the same; and whatever is not ASCII, since tcsh 6.24 loses as many bytes of a text
// longer than its 4 KiB buffer as the buffer's end has cut off a character (in the C locale, of any
// character; in a UTF-8 one, of those that are none). printf makes these from their numbers.
#include "base/text.h"
#include "edit/record.h"
#include "shell/dialect.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace ces {

namespace {

bool is_plain(char c) {
  constexpr std::string_view k_plain = "/_:.,%+=@-";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         k_plain.find(c) != std::string_view::npos;
}

bool needs_printf(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    return c == '\t' || c == '{' || c == '}' || static_cast<std::uint8_t>(c) >= 0x80;
  });
}

// What printf prints goes through such a buffer too, so it is called for every so many bytes.
std::string printed(std::string_view value) {
  constexpr std::size_t k_most_at_once = 1000;
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (i % k_most_at_once == 0) {
      text += i == 0 ? "\"`printf '" : "'`\"\"`printf '";
    }
    const char c = value[i];
    // '%' is printf's own, and a '-' at the start would be an option to it.
    if (is_plain(c) && c != '%' && c != '-') {
      text += c;
      continue;
    }
    text += '\\';
    text += octal_digits(c);
  }
  return text + "'`\"";
}

std::string word(std::string_view value) {
  if (value.empty()) {
    return "\"\"";
  }
  if (needs_printf(value)) {
    return printed(value);
  }
  // At the start of a word "=1" is the second folder of the stack, and "=-" the last.
  std::string text = value.front() == '=' ? "\\" : "";
  for (const char c : value) {
    if (!is_plain(c)) {
      text += '\\';
    }
    text += c;
  }
  return text;
}

std::string alias_statement(std::string_view name, std::string_view body) {
  return "alias " + std::string(name) + ' ' + word(body) + ";\n";
}

// A tcsh that was given no PATH has one in `path`, and exports it once that is set.
std::string statement(const Edit& edit) {
  if (!edit.value) {
    return "unsetenv " + edit.name + ";\n";
  }
  if (!may_hide_path(edit)) {
    return "setenv " + edit.name + ' ' + word(*edit.value) + ";\n";
  }
  std::string text = "set path=(";
  for (const std::string& element : edit.prepended) {
    text += word(element) + ' ';
  }
  return text + "$path:q);\n";
}

// conda's script ends with `rehash`. An alias of that name is called in its place, removes itself,
// puts the user's own back (one of several words as one string, which means the same), and calls
// the program once more if the record still says "leaving": then no hook of ours has run since, and
// our element is on PATH again. csh refuses an alias whose text has its own name in it ("Alias
// loop"), expands every variable of a line before it looks at the `if`, and has no conditions
// within conditions; hence the quotes within the name, and an alias for each step.
// Another package's script may call it before conda has put PATH back; the program's text then arms
// it again, and what it is made of stays.
std::string one_shot(const OneShot& last) {
  std::string text =
      "if (! $?__cuda_env_switch) set __cuda_env_switch_rehash=\"`alias rehash`\";\n";
  text += "set __cuda_env_switch_again; set __cuda_env_switch=" + word(last.program) + ";\n";
  text += alias_statement(
      "__cuda_env_switch",
      "eval `unalias cwdcmd; chdir /; "
      "/bin/sh -c 'exec 2>/dev/null; set -f; "
      "text=\"$(\"$0\" deactivate --shell csh)\"; "
      "for word in $text; do :; done; "
      "test \"$word\" = \"cuda-env-switch;\" && command printf \"%s\\n\" \"$text\"; :' "
      "$__cuda_env_switch:q`");
  text += alias_statement("__cuda_env_switch_left", "if (\"$CUDA_ENV_SWITCH_STATE\" =~ " +
                                                        std::string(k_leaving_record) +
                                                        "*) eval __cuda_env_switch");
  text += alias_statement(
      "rehash",
      "unalias rehas[h]; unset __cuda_env_switch_again; "
      "if (\"$__cuda_env_switch_rehash\" != \"\") alias reh\"\"ash $__cuda_env_switch_rehash:q; "
      "eval reh\"\"ash; "
      "if ($?CUDA_ENV_SWITCH_STATE) eval __cuda_env_switch_left; "
      "if (! $?__cuda_env_switch_again) eval __cuda_env_switch_off");
  text += alias_statement("__cuda_env_switch_off",
                          "unalias __cuda_env_switch*; unset __cuda_env_switch*");
  return text;
}

}  // namespace

bool csh_holds(std::string_view value, Form /*form*/) {
  return value.find('\n') == std::string_view::npos;
}

std::string csh_render(const Script& script, Form form) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += statement(edit);
  }
  if (!script.message.empty()) {
    // csh cannot redirect stderr alone.
    text += "/bin/sh -c " + word("printf '%s\\n' \"$0\" >&2") + ' ' + word(script.message) + ";\n";
  }
  if (script.one_shot && csh_holds(script.one_shot->program, form)) {
    text += one_shot(*script.one_shot);
  }
  if (!script.succeeds) {
    text += "false;\n";
  }
  return form == Form::hook ? with_end(std::move(text)) : text;
}

}  // namespace ces
