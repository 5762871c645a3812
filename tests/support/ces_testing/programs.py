"""A small CUDA program, and how it is built by hand."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ces_testing.shells import Environment

PROGRAM = """
#include <cstdio>
#include <cuda_runtime.h>
__global__ void kernel() {}
int main() {
    int version = 0;
    cudaRuntimeGetVersion(&version);
    int devices = 0;
    cudaError_t error = cudaGetDeviceCount(&devices);
    std::printf("runtime %d, error %d\\n", version, int(error));
}
"""
"""Without a driver it says so and ends well."""

RUNTIMES = {"13.0": 13000, "13.5": 13050}


def run_in(environment: Environment, folder: Path, *words: str) -> str:
    """Run a program that must succeed, found on the PATH of the environment, and give what it prints."""
    done = subprocess.run(["/usr/bin/env", *words], env=environment, cwd=folder, timeout=300, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build_and_run(environment: Environment, folder: Path) -> str:
    """Compile, link and start the program with the nvcc on PATH."""
    (folder / "program.cu").write_text(PROGRAM)
    run_in(environment, folder, "nvcc", "-arch=sm_90", "-c", "program.cu", "-o", "program.o")
    run_in(environment, folder, "nvcc", "program.o", "-o", "program")
    return run_in(environment, folder, "./program")
