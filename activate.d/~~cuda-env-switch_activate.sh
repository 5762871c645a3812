# shellcheck shell=sh disable=SC2288,SC3028
{ __cuda_env_switch="$("${CONDA_PREFIX:-}/bin/cuda-env-resolve" activate --shell "${BASH_VERSINFO:+ba}${zsh_eval_context:+z}sh" \
  --set "${CUDA_HOME+CUDA_HOME},${CUDA_PATH+CUDA_PATH},${CUDA_INC_PATH+CUDA_INC_PATH},${LD_LIBRARY_PATH+LD_LIBRARY_PATH}")"; } 2>/dev/null || :
case ${__cuda_env_switch-} in *": cuda-env-switch;") \eval "${__cuda_env_switch}" || : ;; *) ;; esac
\unset __cuda_env_switch
