if ($?CONDA_PREFIX) then
  if (-x "${CONDA_PREFIX:q}/bin/cuda-env-resolve") then
    # No character that tcsh matches files by: it would match them in what is printed.
    eval `/bin/sh -c 'exec 2>/dev/null; set -f; text="$("$0/bin/cuda-env-resolve" activate --shell csh)"; for word in $text; do :; done; test "$word" = "cuda-env-switch;" && printf "%s\n" "$text"; :' "$CONDA_PREFIX"`
  endif
endif
