if ($?CONDA_PREFIX) then
  if (-x "${CONDA_PREFIX:q}/bin/cuda-env-resolve") then
    eval `/bin/sh -c 'exec 2>/dev/null; text="$("$0/bin/cuda-env-resolve" activate --shell csh)"; case "$text" in *": cuda-env-switch;") printf "%s\n" "$text" ;; *) echo : ;; esac' "$CONDA_PREFIX"`
  endif
endif
