# shellcheck shell=sh
if [ -x "${CONDA_PREFIX:-}/bin/cuda-env-resolve" ]; then
  eval "$("${CONDA_PREFIX}/bin/cuda-env-resolve" deactivate --shell sh 2>/dev/null)" || :
fi
