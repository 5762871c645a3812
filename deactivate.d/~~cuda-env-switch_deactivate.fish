# An engine may have given CONDA_PREFIX back by now; the program is on PATH then.
set -l __cuda_env_switch "$CONDA_PREFIX/bin/cuda-env-resolve"
test -x $__cuda_env_switch; or set __cuda_env_switch (command -s cuda-env-resolve)
if test -x "$__cuda_env_switch"
    /bin/sh -c 'exec 2>/dev/null; exec "$0" deactivate --shell fish' $__cuda_env_switch | source
end
set -e __cuda_env_switch
true
