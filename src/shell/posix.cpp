// bash, zsh, dash, ksh, busybox ash.
//
// There are two forms of text. A hook evaluates it whole, so single quotes hold anything. People
// type `eval $(cuda-env-resolve)` without quotes: the shell splits the text on blanks, expands
// words that look like file name patterns, and eval joins what is left with single blanks. A text
// survives that if nothing in it depends on quotes that hold blanks: every special character has a
// backslash of its own ("\ \ " comes back as two blanks), the value that a variable has is referred
// to rather than repeated, and the few characters that a backslash does not carry through (a tab;
// in ksh93, file name patterns that match something; what stands behind a byte that is not ASCII)
// are made by printf from an octal number.
#include "base/text.h"
#include "shell/dialect.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace ces {

namespace {

bool is_plain(char c) {
  constexpr std::string_view k_plain = "/_.:,+@%-";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         k_plain.find(c) != std::string_view::npos;
}

bool is_ascii(char c) {
  return static_cast<std::uint8_t>(c) < 0x80;
}

// A backslash carries every character through the unquoted eval but these.
bool passes_no_backslash(char c) {
  constexpr std::string_view k_pattern = "*?[]{}()~!";
  const auto byte = static_cast<std::uint8_t>(c);
  return byte < 0x20 || byte == 0x7F || k_pattern.find(c) != std::string_view::npos;
}

// In GBK, Big5 and Shift JIS a backslash, like many a special character, may be the second byte of
// a character: behind the first one it escapes nothing.
bool is_hidden_behind(char before, char c) {
  return !is_ascii(before) && is_ascii(c) && !is_plain(c);
}

bool hides_something(std::string_view value) {
  return std::adjacent_find(value.begin(), value.end(), is_hidden_behind) != value.end();
}

bool needs_printf(std::string_view value) {
  return std::any_of(value.begin(), value.end(), passes_no_backslash) || hides_something(value);
}

// In backquotes, since zsh with GLOB_SUBST would take the bracket of "$(" for part of a pattern.
std::string printed(std::string_view value) {
  std::string text = "\"`printf '";
  for (const char c : value) {
    // '%' is printf's own, and a '-' at the start would be an option to it.
    if (is_plain(c) && c != '%' && c != '-') {
      text += c;
      continue;
    }
    text += "\\\\";  // the backquotes take one of the two
    text += octal_digits(c);
  }
  return text + "'`\"";
}

// Return the value without the line ends at its end.
std::string_view without_line_ends(std::string_view value) {
  return value.substr(0, value.find_last_not_of('\n') + 1);
}

std::string escaped(std::string_view value) {
  if (value.empty()) {
    return "''";
  }
  if (needs_printf(value)) {
    return printed(value);
  }
  std::string text;
  for (const char c : value) {
    if (is_ascii(c) && !is_plain(c)) {
      text += '\\';
    }
    text += c;
  }
  return text;
}

// Return what the text spells out of the value: its front where the rest is referred to.
std::string spelled_out(const Edit& edit) {
  if (edit.prepended.empty()) {
    return *edit.value;
  }
  // In one piece, since backquotes drop line ends at the end of a piece.
  std::string front;
  for (const std::string& element : edit.prepended) {
    front += front.empty() ? "" : ":";
    front += element;
  }
  return edit.had_value ? front + ':' : front;
}

constexpr std::string_view k_hidden_path = R"("${PATH:+:$PATH}")";

// Return what follows the spelled out front: a reference to what the shell has.
std::string rest_by_hand(const Edit& edit) {
  if (may_hide_path(edit)) {
    return std::string(k_hidden_path);
  }
  return !edit.prepended.empty() && edit.had_value ? "\"$" + edit.name + '"' : "";
}

// Backquotes drop line ends at the end, so these get a '.' behind them, which a second statement
// takes away, and a third puts the rest in front: bash 5.2 makes nonsense of "${NAME%.}" where the
// value has a character with a backslash in it, as GBK does.
std::string assignment_by_hand(const Edit& edit, std::string_view command) {
  const std::string text = spelled_out(edit);
  const std::string start = std::string(command) + "export " + edit.name + '=';
  if (text.ends_with('\n')) {
    const std::string line_ends = text.substr(without_line_ends(text).size());
    return start + escaped(line_ends + '.') + ";\n" + start + "\"${" + edit.name + "%.}\";\n" +
           start + escaped(without_line_ends(text)) + "\"$" + edit.name + '"';
  }
  return start + escaped(text) + rest_by_hand(edit);
}

std::string statement_by_hand(const Edit& edit, std::string_view command) {
  const std::string end = edit.is_condition ? " && {\n" : ";\n";
  return (edit.value ? assignment_by_hand(edit, command)
                     : std::string(command) + "unset " + edit.name) +
         end;
}

std::string plain_statement_by_hand(const Edit& edit) {
  return statement_by_hand(edit, "");
}

// A variable that the user made readonly stays. dash and busybox ash would end the shell on it,
// since export and unset are special builtins, and ksh drop the rest of the text; called through
// `command` they are ordinary ones.
std::string guarded_statement_by_hand(const Edit& edit) {
  return statement_by_hand(edit, "command ");
}

// How a shell says in a hook's text what the user's readonly variables, functions and aliases must
// not disturb. A backslash keeps an alias away, `builtin` a function as well.
struct HookWords {
  std::string_view builtin;
  // Return a command that is true if the variable is not set.
  std::string (*is_unset)(const std::string& name);
  // Return a command that gives the variable its value and exports it, false if it is readonly.
  std::string (*set)(const Edit& edit);
  std::string (*unset)(const std::string& name);
  // Return a command that gives the variable the value of `kept`, not exported.
  std::string (*give_back)(const std::string& name, const std::string& kept);
  std::string (*one_shot)(const OneShotWords& words);
  std::string (*quoted)(std::string_view value);
  // Whether one command exports or unsets several variables, each whatever becomes of the others.
  bool takes_several = false;
};

std::string sh_is_unset(const std::string& name) {
  return "\\command test -z \"${" + name + "+x}\"";
}

// bash and zsh have a word of their own for it, that no function can take.
std::string bash_is_unset(const std::string& name) {
  return "[[ -z ${" + name + "+x} ]]";
}

// Return what `export` is told.
std::string assignment(const Edit& edit, std::string (*quoted)(std::string_view) = posix_quoted) {
  const std::string text = edit.name + '=' + quoted(*edit.value);
  return may_hide_path(edit) ? text + std::string(k_hidden_path) : text;
}

// ksh puts a backslash before each special character of a text that it holds in a variable, which
// may make a character with the byte before it, and stays then.
std::string sh_quoted(std::string_view value) {
  const std::string_view front = without_line_ends(value);
  if (!hides_something(front)) {
    return posix_quoted(value);
  }
  return front == value ? printed(value)
                        : printed(front) + posix_quoted(value.substr(front.size()));
}

std::string sh_set(const Edit& edit) {
  return "\\command export " + assignment(edit, sh_quoted);
}

std::string sh_unset(const std::string& name) {
  return "\\command unset " + name;
}

std::string sh_give_back(const std::string& name, const std::string& kept) {
  return sh_unset(name) + " && " + name + "=\"$" + kept + '"';
}

// bash exports a readonly variable before it finds that it may not be set.
std::string bash_set(const Edit& edit) {
  const bool may_be_hidden = edit.unexported == Edit::Unexported::keep || edit.is_condition;
  std::string text = "\\builtin export " + assignment(edit);
  if (may_be_hidden && !edit.was_exported) {
    text += " || ! \\builtin export -n " + edit.name;
  }
  return text;
}

std::string bash_unset(const std::string& name) {
  return "\\builtin unset " + name;
}

// An assignment to a readonly variable would drop the rest of the text.
std::string bash_give_back(const std::string& name, const std::string& kept) {
  return "\\builtin printf -v " + name + " %s \"$" + kept + "\" && \\builtin export -n " + name;
}

// zsh would drop the rest of the text, and its `command` calls programs only; but it can be asked.
std::string zsh_if_writable(const std::string& name) {
  return "[[ ${(t)" + name + "-} != *readonly* ]] && \\builtin ";
}

std::string zsh_set(const Edit& edit) {
  return zsh_if_writable(edit.name) + "export " + assignment(edit);
}

std::string zsh_unset(const std::string& name) {
  return zsh_if_writable(name) + "unset " + name;
}

// An array that is tied to the variable stays tied.
std::string zsh_give_back(const std::string& name, const std::string& kept) {
  return zsh_if_writable(name) + "typeset -g +x " + name + " && " + name + "=\"$" + kept + '"';
}

constexpr HookWords k_sh_words{"\\command ", sh_is_unset, sh_set,   sh_unset,
                               sh_give_back, sh_one_shot, sh_quoted};
constexpr HookWords k_bash_words{"\\builtin ",   bash_is_unset, bash_set,     bash_unset,
                                 bash_give_back, bash_one_shot, posix_quoted, true};
constexpr HookWords k_zsh_words{"\\builtin ",  bash_is_unset, zsh_set,     zsh_unset,
                                zsh_give_back, zsh_one_shot,  posix_quoted};

std::string keep_unexported(const Edit& edit, const HookWords& words) {
  return words.is_unset(edit.name) + " || " + std::string(k_kept_prefix) + edit.name + "=\"$" +
         edit.name + "\";\n";
}

std::string unset_statement(const Edit& edit, const HookWords& words) {
  if (edit.unexported != Edit::Unexported::give_back) {
    return words.unset(edit.name);
  }
  const std::string kept = std::string(k_kept_prefix) + edit.name;
  return "if " + words.is_unset(kept) + "; then " + words.unset(edit.name) + "; else " +
         words.give_back(edit.name, kept) + "; " + std::string(words.builtin) + "unset " + kept +
         "; fi";
}

// Return what makes the edit, without the end of the statement.
std::string hook_statement(const Edit& edit, const HookWords& words) {
  if (!edit.value) {
    return unset_statement(edit, words);
  }
  const bool keeps = edit.unexported == Edit::Unexported::keep;
  return (keeps ? keep_unexported(edit, words) : "") + words.set(edit);
}

// Return whether the edit is an `export` or an `unset` and nothing else.
bool is_one_command(const Edit& edit) {
  return edit.unexported == Edit::Unexported::leave && !edit.is_condition;
}

// Return what `export` or `unset` is told of the edit.
std::string argument(const Edit& edit) {
  return edit.value ? assignment(edit) : edit.name;
}

// Return whether the command of the edit `before` can do this one as well.
bool goes_on(const Edit& before, const Edit& edit) {
  return is_one_command(before) && is_one_command(edit) &&
         before.value.has_value() == edit.value.has_value();
}

bool has_condition(const Script& script) {
  return !script.edits.empty() && script.edits.front().is_condition;
}

// What a shell has to say of a readonly variable is nobody's business in a hook. What fails within
// ends no shell under `set -e` and springs no trap, since the whole has an `||` behind it.
std::string hook_edits(const Script& script, const HookWords& words) {
  std::string text = "{\n";
  const std::vector<Edit>& edits = script.edits;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const bool joins = words.takes_several && i > 0 && goes_on(edits[i - 1], edits[i]);
    const bool ends =
        !words.takes_several || i + 1 == edits.size() || !goes_on(edits[i], edits[i + 1]);
    text += joins ? ' ' + argument(edits[i]) : hook_statement(edits[i], words);
    text += !ends ? "" : edits[i].is_condition ? " && {\n" : ";\n";
  }
  text += has_condition(script) ? "};\n" : "";
  return script.edits.empty() ? "" : text + "} 2>/dev/null || :;\n";
}

std::string render_hook(const Script& script, const HookWords& words) {
  std::string text = hook_edits(script, words);
  if (!script.message.empty()) {
    text += std::string(words.builtin) + "printf '%s\\n' " + words.quoted(script.message) +
            " >&2 || :;\n";
  }
  if (script.one_shot) {
    const OneShot& last = *script.one_shot;
    text += words.one_shot(
        {words.quoted(last.program), words.quoted(last.element), words.quoted(last.level)});
  }
  text += script.succeeds ? "" : "false;\n";
  return with_end(std::move(text));
}

using Statement = std::string (*)(const Edit& edit);

std::string render_by_hand(const Script& script, Statement statement) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += statement(edit);
  }
  text += has_condition(script) ? "};\n" : "";
  if (!script.message.empty()) {
    text += "printf '%s\\n' " + posix_quoted(script.message) + " >&2 || :;\n";
  }
  return script.succeeds ? text : text + "false;\n";
}

}  // namespace

std::string posix_quoted(std::string_view value) {
  std::string text;
  text.reserve(value.size() + 2);
  text += '\'';
  for (std::size_t quote = value.find('\''); quote != std::string_view::npos;
       quote = value.find('\'')) {
    text += value.substr(0, quote);
    text += "'\\''";
    value.remove_prefix(quote + 1);
  }
  text += value;
  text += '\'';
  return text;
}

bool posix_holds(std::string_view /*value*/, Form /*form*/) {
  return true;
}

// By hand, sh and bash get plain statements, which people read: an assignment to a readonly
// variable is an error message in bash, and no more.
std::string posix_render(const Script& script, Form form) {
  return form == Form::by_hand ? render_by_hand(script, plain_statement_by_hand)
                               : render_hook(script, k_sh_words);
}

std::string bash_render(const Script& script, Form form) {
  return form == Form::by_hand ? render_by_hand(script, plain_statement_by_hand)
                               : render_hook(script, k_bash_words);
}

std::string dash_render(const Script& script, Form form) {
  return form == Form::by_hand ? render_by_hand(script, guarded_statement_by_hand)
                               : render_hook(script, k_sh_words);
}

std::string zsh_render(const Script& script, Form form) {
  return form == Form::by_hand ? render_by_hand(script, plain_statement_by_hand)
                               : render_hook(script, k_zsh_words);
}

}  // namespace ces
