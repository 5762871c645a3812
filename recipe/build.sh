#!/usr/bin/env bash
set -euo pipefail

# CMAKE_ARGS holds several arguments.
# shellcheck disable=SC2086
cmake -G Ninja -S . -B build/conda ${CMAKE_ARGS} -DBUILD_TESTING=OFF
cmake --build build/conda --parallel "${CPU_COUNT:-2}"
cmake --install build/conda --prefix "${PREFIX}"
