# shellcheck shell=sh disable=SC2288,SC3028
# An engine may have given CONDA_PREFIX back by now; the program is on PATH then.
{ __cuda_env_switch="${CONDA_PREFIX:-}/bin/cuda-env-resolve"; } 2>/dev/null
\[ -x "${__cuda_env_switch}" ] || __cuda_env_switch="$(\command -v cuda-env-resolve || :)"
{ __cuda_env_switch="$("${__cuda_env_switch:-/}" deactivate --shell "${BASH_VERSINFO:+ba}${zsh_eval_context:+z}sh")"; } 2>/dev/null || :
case ${__cuda_env_switch-} in *": cuda-env-switch;") \eval "${__cuda_env_switch}" || : ;; *) ;; esac
\unset __cuda_env_switch
