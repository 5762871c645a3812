# shellcheck shell=sh
if [ -x "${CONDA_PREFIX:-}/bin/cuda-env-resolve" ]; then
  { __cuda_env_switch="$("${CONDA_PREFIX}/bin/cuda-env-resolve" deactivate --shell "${ZSH_VERSION:+z}sh")"; } 2>/dev/null || :
  eval "${__cuda_env_switch:-}" || :
  unset __cuda_env_switch
fi
