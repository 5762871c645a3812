if test -x "$CONDA_PREFIX/bin/cuda-env-resolve"
    /bin/sh -c 'exec 2>/dev/null; exec "$0/bin/cuda-env-resolve" activate --shell fish' "$CONDA_PREFIX" | source
end
true
