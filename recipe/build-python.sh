#!/usr/bin/env bash
set -euo pipefail

export CMAKE_GENERATOR=Ninja
export CMAKE_BUILD_PARALLEL_LEVEL="${CPU_COUNT:-2}"
# The module alone: the program is in the package that this one needs.
"${PYTHON}" -m pip install . --no-deps --no-build-isolation -vv \
  -C install.components=python -C build.targets=ces_core
