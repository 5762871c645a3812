if test -x "$CONDA_PREFIX/bin/cuda-env-resolve"
    /bin/sh -c 'exec 2>/dev/null; text="$("$0/bin/cuda-env-resolve" activate --shell fish)"; case "$text" in *": cuda-env-switch;") printf "%s\n" "$text" ;; esac' "$CONDA_PREFIX" | source
end
true
