"""Counts that do not depend on the machine's mood: instructions, system calls, memory."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Counts:
    """What one call of the program costs; None where the tool for it is not installed."""

    instructions: int | None
    system_calls: int | None
    processes: int | None
    peak_kibibytes: int | None


def _environment(prefix: Path) -> dict[str, str]:
    return {"PATH": f"{prefix}/bin:/usr/bin:/bin", "CONDA_PREFIX": str(prefix), "CONDA_SHLVL": "1"}


def count(prefix: Path, words: list[str]) -> Counts:
    """Count one call of the prefix's own program."""
    call = [str(prefix / "bin" / "cuda-env-resolve"), *words]
    calls, processes = _system_calls(call, prefix)
    return Counts(_instructions(call, prefix), calls, processes, _peak(call, prefix))


def _instructions(call: list[str], prefix: Path) -> int | None:
    if shutil.which("valgrind") is None:
        return None
    done = subprocess.run([shutil.which("valgrind"), "--tool=callgrind", "--callgrind-out-file=/dev/null", *call],
                          env=_environment(prefix), capture_output=True, text=True, check=True, timeout=120)
    found = re.search(r"Collected\s*:\s*(\d+)", done.stderr)
    return int(found[1]) if found else None


def _system_calls(call: list[str], prefix: Path) -> tuple[int | None, int | None]:
    """The calls between exec and exit, and how many processes made them."""
    if shutil.which("strace") is None:
        return None, None
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([shutil.which("strace"), "-ff", "-o", f"{folder}/trace", *call], env=_environment(prefix),
                       stdout=subprocess.DEVNULL, check=True, timeout=60)
        traces = list(Path(folder).iterdir())
        lines = [line for trace in traces for line in trace.read_text("utf-8", "replace").splitlines()]
    # The first line is execve itself, the last the exit.
    return sum(1 for line in lines if re.match(r"\w+\(", line)) - 1, len(traces)


def _peak(call: list[str], prefix: Path) -> int | None:
    """The peak of the resident memory, in KiB. Linux counts a child's beginning as a copy of its parent, so a small
    program, GNU time, starts it."""
    time = shutil.which("time")
    if time is None:
        return None
    done = subprocess.run([time, "-f", "%M", *call], env=_environment(prefix), stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, check=True, timeout=60)
    return int(done.stderr.strip().splitlines()[-1])
