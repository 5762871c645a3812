if test -x "$CONDA_PREFIX/bin/cuda-env-resolve"
    "$CONDA_PREFIX/bin/cuda-env-resolve" deactivate --shell fish 2>/dev/null | source
end
true
