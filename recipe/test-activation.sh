#!/usr/bin/env bash
# Activates and deactivates with the installed hooks in bash, zsh and fish, under set -eu where there is
# such a thing, in an environment whose path has a blank and which holds a toolkit of two small files.
set -euo pipefail

environment="${PWD}/an environment"
toolkit="${environment}/pkgs/cuda-toolkit"
mkdir -p "${environment}/bin" "${toolkit}/bin" "${toolkit}/include" "${toolkit}/lib64"
cp "${PREFIX}/bin/cuda-env-resolve" "${environment}/bin/"
printf '#!/bin/sh\n' >"${toolkit}/bin/nvcc"
chmod +x "${toolkit}/bin/nvcc"
printf '#define CUDA_VERSION 11040\n' >"${toolkit}/include/cuda.h"

hooks="${PREFIX}/etc/conda"
export toolkit environment hooks
# What this test runs in must not decide what it sees: a package is being tested here, not built.
unset CONDA_BUILD CUDA_HOME CUDA_PATH CUDA_ENV_SWITCH_DISABLE CUDA_ENV_SWITCH_STATE LD_LIBRARY_PATH
export CONDA_PREFIX="${environment}"

# The text is the shell's own to expand.
# shellcheck disable=SC2016
posix='
  before=$PATH
  PATH=$environment/bin:$PATH
  . "$hooks/activate.d/~~cuda-env-switch_activate.sh"
  test "$CUDA_HOME" = "$toolkit"
  test "$CUDA_PATH" = "$toolkit"
  test "$LD_LIBRARY_PATH" = "$toolkit/lib64"
  test "$(command -v nvcc)" = "$toolkit/bin/nvcc"
  PATH=$toolkit/bin:$before
  . "$hooks/deactivate.d/~~cuda-env-switch_deactivate.sh"
  test "$PATH" = "$before"
  test -z "${CUDA_HOME+set}${CUDA_PATH+set}${LD_LIBRARY_PATH+set}${CUDA_ENV_SWITCH_STATE+set}"
'
# shellcheck disable=SC2016
fish='
  set before (string join : $PATH)
  set -gx PATH $environment/bin $PATH
  source $hooks/activate.d/~~cuda-env-switch_activate.fish; or exit 1
  test "$CUDA_HOME" = "$toolkit"; or exit 2
  test "$LD_LIBRARY_PATH" = "$toolkit/lib64"; or exit 3
  test (command -s nvcc) = "$toolkit/bin/nvcc"; or exit 4
  set -gx PATH $toolkit/bin (string split : $before)
  source $hooks/deactivate.d/~~cuda-env-switch_deactivate.fish; or exit 5
  test (string join : $PATH) = "$before"; or exit 6
  set -q CUDA_HOME; or set -q LD_LIBRARY_PATH; or set -q CUDA_ENV_SWITCH_STATE; and exit 7
  exit 0
'

echo "bash"
bash --norc --noprofile -euo pipefail -c "${posix}"
echo "zsh"
zsh -f -eu -c "${posix}"
echo "fish"
fish --no-config -c "${fish}"
