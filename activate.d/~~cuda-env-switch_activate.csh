if ($?CONDA_PREFIX) then
  if (-x "${CONDA_PREFIX:q}/bin/cuda-env-resolve") then
    eval `/bin/sh -c 'exec 2>/dev/null; "$0/bin/cuda-env-resolve" activate --shell csh; :' "$CONDA_PREFIX"`
  endif
endif
