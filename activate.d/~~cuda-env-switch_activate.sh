# shellcheck shell=sh disable=SC2288,SC3028
if \[ -x "${CONDA_PREFIX:-}/bin/cuda-env-resolve" ]; then
  { __cuda_env_switch="$("${CONDA_PREFIX}/bin/cuda-env-resolve" activate --shell "${BASH_VERSINFO:+ba}${zsh_eval_context:+z}sh")"; } 2>/dev/null || :
  \eval "${__cuda_env_switch:-}" || :
  \unset __cuda_env_switch
fi
