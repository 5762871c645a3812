if ($?CONDA_PREFIX) then
  if (-x "${CONDA_PREFIX:q}/bin/cuda-env-resolve") then
    # No character that tcsh matches files by: it would match them in what is printed. With
    # fewer descriptors than 20 tcsh has none for the backquotes, and prints what they print.
    # Where its folder is gone, sh would complain.
    eval `unalias cwdcmd; chdir /; /bin/sh -c 'exec 2>/dev/null; set -f; test "$(ulimit -n)" -lt 20 && exit; text="$("$0/bin/cuda-env-resolve" deactivate --shell csh)"; for word in $text; do :; done; test "$word" = "cuda-env-switch;" && command printf "%s\n" "$text"; :' "$CONDA_PREFIX"`
  endif
endif
