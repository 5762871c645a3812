// One shell's way to write edits. A dialect is one file with its functions, and one row of the
// table in dialects.cpp.
#pragma once

#include "edit/edit.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

// How the text reaches the shell.
enum class Form {
  hook,     // from a hook, whole: eval "$(…)"
  by_hand,  // typed by a person, perhaps without quotes: eval $(…). The shell may then split the
            // text on blanks, expand what looks like a file name pattern and join with single
            // blanks
};

// Return the text of a hook with the statement at its end that its hook asks for, which does
// nothing; no text stays none. So a hook evaluates all or nothing: neither the beginning of a text
// nor what another program printed.
std::string with_end(std::string text);

// What a dialect is asked to write.
struct Script {
  std::vector<Edit> edits;
  std::string message;   // one line for stderr, without a line end; may be empty
  bool succeeds = true;  // false: the text ends in something that is false
  std::optional<OneShot> one_shot = std::nullopt;  // a dialect without one passes it over
};

struct Dialect {
  std::string_view name;
  std::span<const std::string_view> aliases;
  std::string_view how_to_call;  // by hand, for people
  bool refers_to_old_value;      // by hand: see Capability
  // Return whether a variable can be given this value.
  bool (*holds)(std::string_view value, Form form);
  std::string (*render)(const Script& script, Form form);
  bool keeps_unexported = false;  // in a hook's text: see Capability
};

// Return what the shell of `dialect` can be told in `form`, as edit/ asks it.
Capability capability_of(const Dialect& dialect, Form form);

// Return the dialect called `name`, by its name or an alias, nullptr if there is none.
const Dialect* find_dialect(std::string_view name);

// Return every name of `--shell`, for help and error messages, the main ones first.
std::vector<std::string_view> dialect_names();

// posix.cpp: bash, zsh, dash, ksh, busybox ash
bool posix_holds(std::string_view value, Form form);
std::string posix_render(const Script& script, Form form);
std::string bash_render(const Script& script, Form form);
std::string dash_render(const Script& script, Form form);
std::string zsh_render(const Script& script, Form form);

// Return `value` in single quotes, which hold anything. Also what is plain: a shell looks through
// an unquoted word for patterns, byte by byte.
std::string posix_quoted(std::string_view value);

// posix_one_shot.cpp: see OneShot, of which these are words of the shell.
struct OneShotWords {
  std::string program;
  std::string element;
  std::string level;
};
std::string sh_one_shot(const OneShotWords& words);
std::string bash_one_shot(const OneShotWords& words);
std::string zsh_one_shot(const OneShotWords& words);

// fish.cpp
bool fish_holds(std::string_view value, Form form);
std::string fish_render(const Script& script, Form form);

// csh.cpp: tcsh and csh
bool csh_holds(std::string_view value, Form form);
std::string csh_render(const Script& script, Form form);

// xonsh.cpp
bool xonsh_holds(std::string_view value, Form form);
std::string xonsh_render(const Script& script, Form form);

// elvish.cpp
bool elvish_holds(std::string_view value, Form form);
std::string elvish_render(const Script& script, Form form);

// powershell.cpp
bool powershell_holds(std::string_view value, Form form);
std::string powershell_render(const Script& script, Form form);

// cmd.cpp
bool cmd_holds(std::string_view value, Form form);
std::string cmd_render(const Script& script, Form form);

// dotenv.cpp: files of NAME=value lines
bool dotenv_holds(std::string_view value, Form form);
std::string dotenv_render(const Script& script, Form form);

// github.cpp: the files of a GitHub Actions job; the first for GITHUB_ENV, the other for
// GITHUB_PATH
bool github_holds(std::string_view value, Form form);
std::string github_render(const Script& script, Form form);
std::string github_path_lines(const Script& script);

// Return whether the text of `dialect` goes into files, and nothing to stdout.
bool writes_files(const Dialect& dialect);

// env0.cpp: the edits as entries that end in NUL, for programs: every byte arrives
bool env0_holds(std::string_view value, Form form);
std::string env0_render(const Script& script, Form form);

// Return whether no hook writes in `dialect`: whoever asks for it applies the edits himself, when
// he wants to.
bool is_for_programs(const Dialect& dialect);

// Return whether the text of `dialect` has no way to say a message.
bool says_nothing(const Dialect& dialect);

// Return whether the shell of `dialect` reads what a program prints in the encoding of the console,
// where a system has one.
bool reads_as_console(const Dialect& dialect);

// json.cpp: the edits as an object, for programs and for shells that read JSON
bool json_holds(std::string_view value, Form form);
std::string json_render(const Script& script, Form form);

}  // namespace ces
