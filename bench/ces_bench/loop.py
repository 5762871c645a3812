"""Runs rows in real bash loops, a shell each, their rounds interleaved so that a busy minute falls on all of them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable

from ces_bench.rows import Row

TIME_LIMIT = 600.0

SCRIPT = """{setup}
set +o history
once() {{
  {body}
}}
back() {{
  {reset}
}}
back; once; back; once; back
start=$EPOCHREALTIME
for ((i = 0; i < {iterations}; i++)); do once; back; done
end=$EPOCHREALTIME
PATH=/usr/bin:/bin
printf '%s\\n' $((${{end/./}} - ${{start/./}})) >&3
"""

# A driver's texts lie in /proc and /sys, so they are mounted there, in a name space of the shell's own.
MOUNTS = """mount -t tmpfs none /proc/driver 2>/dev/null || exit 42
mkdir -p /proc/driver/nvidia
echo "NVRM version: NVIDIA UNIX x86_64 Kernel Module  $1  Sat Aug 19 01:15:15 UTC 2023" >/proc/driver/nvidia/version
mount -t tmpfs none /sys/module && mkdir /sys/module/nvidia && echo "$1" >/sys/module/nvidia/version
shift
exec "$@"
"""
NO_NAMESPACE = 42


class CannotMeasure(Exception):
    """This machine does not allow what the row needs."""


def _command(row: Row) -> list[str]:
    bash = ["bash", "--norc", "--noprofile", "-s"]
    if not row.driver:
        return bash
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNTS, "sh", row.driver, *bash]


def microseconds(row: Row) -> float:
    """One round of a row: the mean of its iterations, in microseconds."""
    script = SCRIPT.format(setup=row.setup, body=row.body, reset=row.reset, iterations=row.iterations)
    reading, writing = os.pipe()
    try:
        environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8"}
        done = subprocess.run(["bash", "-c", 'exec 3>&"$0"; exec "$@"', str(writing), *_command(row)],
                              input=script.encode(), env=environment, pass_fds=(writing,), timeout=TIME_LIMIT,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        os.set_blocking(reading, False)
        try:
            text = os.read(reading, 100)
        except BlockingIOError:
            text = b""
    finally:
        os.close(reading)
        os.close(writing)
    if done.returncode == NO_NAMESPACE or b"unshare" in done.stderr:
        raise CannotMeasure("a name space with mounts of its own, to show it a driver")
    if not text.strip():
        raise RuntimeError(f"{row.name}: bash ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return int(text) / row.iterations


def measure(rows: Iterable[Row], rounds: int, say: object = print) -> dict[str, list[float]]:
    """All rounds of all rows. A row that cannot be measured here is said and left out."""
    results: dict[str, list[float]] = {row.name: [] for row in rows}
    left = list(rows)
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")  # type: ignore[operator]
        for row in list(left):
            try:
                results[row.name].append(microseconds(row))
            except CannotMeasure as error:
                say(f"left out: {row.name}: this machine does not allow {error}")  # type: ignore[operator]
                left.remove(row)
                del results[row.name]
    return results
