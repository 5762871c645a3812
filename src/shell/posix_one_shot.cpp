// What bash, zsh, dash, busybox ash and ksh do once conda is done.
//
// After it evaluated its text, conda's function calls `\hash -r`, in zsh `\rehash`, to make the
// shell forget where programs were. A function of that name, made by the deactivation hook, is
// called in its place: it removes itself, puts the user's own function back and calls that or the
// builtin. If the record still says "leaving" then, no hook of ours has run since, so our element
// is on PATH again, and the program is called once more. Otherwise nothing is done. Another
// package's script may call it before conda has put PATH back; the program's text then arms it
// again, so this comes last in it.
//
// A trap would do worse: the user has one trap of a kind, and whether a function inherits it
// depends on his options.
#include "edit/record.h"
#include "shell/dialect.h"

namespace ces {

namespace {

// Return the command that takes the element out if nothing else has. A child that is killed, or a
// program that is gone by now, is passed over in silence, and as in a hook the text counts only
// with its end. The functions that this stands in have their status in $1 and need no other
// parameter.
std::string clean_up(const std::string& builtin, const std::string& program,
                     const std::string& shell) {
  std::string text = "case ${";
  text += k_record_variable;
  text += "-} in ";
  text += k_leaving_record;
  return text + "*) { " + builtin + " set -- \"${1-}\" \"$(" + program + " deactivate --shell " +
         shell + ")\"; case $2 in *\": cuda-env-switch;\") " + builtin +
         " eval \"$2\";; esac; } 2>/dev/null || :;; esac; ";
}

}  // namespace

// ksh93 calls a function CONDA_SHLVL.set whenever that variable is set, which conda does behind
// PATH; there a function `hash` would take the builtin away with it. It cannot be made anew while
// it runs, so it waits for our element, or for a level that conda sets. The other shells of this
// text cannot save a function of the user's, so there his own `hash` stays, and the next hook
// cleans up. ksh93u+m 1.0.4 crashes where such a function is made in a subshell and removes itself
// there. Either definition is text for the one kind of shell alone, hence the inner eval.
std::string sh_one_shot(const OneShotWords& words) {
  const std::string clean = clean_up("\\command", words.program, "sh");
  const std::string ksh = "function CONDA_SHLVL.set { case ${CUDA_ENV_SWITCH_STATE-} in " +
                          std::string(k_leaving_record) + "*) case :$PATH: in *:" + words.element +
                          ":*) ;; *) \\test \"${.sh.value}\" != " + words.level +
                          " || return;; esac;; esac; "
                          "\\command unset -f CONDA_SHLVL.set; " +
                          clean + '}';
  const std::string other =
      "hash() { \\command unset -f hash; \\command hash \"$@\"; \\set -- \"$?\"; " + clean +
      "\\return $1; }";
  return "case ${KSH_VERSION-} in\n"
         "*' 93'*) \\command eval " +
         posix_quoted(
             "\\test \"${.sh.subshell:-0}\" != 0 || "
             "\\typeset -f CONDA_SHLVL.set >/dev/null || \\command eval " +
             posix_quoted(ksh)) +
         ";;\n"
         "*) case \"$(\\command -V hash 2>/dev/null)\" in *builtin*) \\command eval " +
         posix_quoted(other) +
         ";; esac;;\n"
         "esac || :;\n";
}

// The fork that a copy of the user's function costs is paid only if he has one. It comes back with
// no alias expanded in it, as it was. xonsh runs hooks in a bash of its own and would take the
// function over as an alias.
std::string bash_one_shot(const OneShotWords& words) {
  constexpr std::string_view k_begin =
      R"sh(case ${BASH_EXECUTION_STRING-} in *__XONSH_ENV_BEG__*) ;; *)
__cuda_env_switch=
! \builtin declare -F hash >/dev/null || __cuda_env_switch="$(\builtin declare -fp hash)"
function hash { \builtin unset -f hash
case ${__cuda_env_switch_hash:+$BASHOPTS} in
*expand_aliases*) \builtin shopt -u expand_aliases
\builtin eval "$__cuda_env_switch_hash"
\builtin shopt -s expand_aliases;;
*) \builtin eval "${__cuda_env_switch_hash-}";;
esac
\builtin unset __cuda_env_switch_hash
\hash "$@"
\builtin set -- "$?"
)sh";
  constexpr std::string_view k_end = R"sh(
\builtin return "$1"; } && case $__cuda_env_switch in
*__cuda_env_switch_hash*) ;;
*) __cuda_env_switch_hash=$__cuda_env_switch;;
esac
\builtin unset __cuda_env_switch;;
esac 2>/dev/null || :;
)sh";
  return std::string(k_begin) + clean_up("\\builtin", words.program, "bash") + std::string(k_end);
}

std::string zsh_one_shot(const OneShotWords& words) {
  constexpr std::string_view k_begin = R"sh({ case ${functions[rehash]-} in
*__cuda_env_switch_rehash*) ;;
*) __cuda_env_switch_rehash="${functions[rehash]-}";;
esac
function rehash { \builtin unset -f rehash
if [[ -n ${__cuda_env_switch_rehash-} && -o aliases ]]; then
\builtin unsetopt aliases
functions[rehash]="$__cuda_env_switch_rehash"
\builtin setopt aliases
elif [[ -n ${__cuda_env_switch_rehash-} ]]; then functions[rehash]="$__cuda_env_switch_rehash"; fi
\builtin unset __cuda_env_switch_rehash
\rehash "$@"
\builtin set -- "$?"
)sh";
  constexpr std::string_view k_end = R"sh(
\builtin return "$1"; }
} 2>/dev/null || :;
)sh";
  return std::string(k_begin) + clean_up("\\builtin", words.program, "zsh") + std::string(k_end);
}

}  // namespace ces
