"""Switching this process: `os.environ` is changed as a shell's hook changes the shell.

For a notebook kernel or a program that was started without `conda activate`: what is started from then on (nvcc,
ninja, setup.py, `torch.utils.cpp_extension`) finds the environment's toolkit, and so does Python code that reads
CUDA_HOME when it is imported, if it is imported after.

What is in force is kept in `os.environ` itself, in CUDA_ENV_SWITCH_STATE, as in a shell: a shell's switch can be
taken back here, and a child shell can take back ours.

LD_LIBRARY_PATH is read when a process starts. Changed here, it counts for children only; a library that this process
loads is found as before.

Threads: `os.environ` belongs to the whole process. Each call is made whole before another of ours begins, but the C
library's `getenv` in another thread may run at the same time, which no Python code can prevent: switch before threads
start. `switched()` is for one thread at a time; what another thread does meanwhile happens inside it.
"""

from __future__ import annotations

import os
import re
import threading
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from ._edits import answer_to_switch, answer_to_undo, apply_edits, read_edits
from ._program import CudaEnvWarning, Place, StrPath
from .queries import resolve
from .reports import RECORD, Resolution

_lock = threading.RLock()


def activate(prefix: StrPath | None = None) -> Resolution:
    """Make an environment's CUDA toolkit the CUDA of this process; return what it is and exports.

    `prefix` is a path; by default the active environment (CONDA_PREFIX), and if none is active the one this Python
    belongs to. What is in force already is taken back first, so calling it twice is calling it once.

    Raises CudaEnvError, and switches nothing, if there is no such environment, no toolkit in it, or
    CUDA_ENV_SWITCH_DISABLE is set; warns (CudaEnvWarning) of what activation in a shell warns of, such as a driver
    too old for the toolkit.
    Source: the bare call, `cuda-env-resolve`.
    """
    place = Place(prefix)
    with _lock:
        answer = answer_to_switch(place)
        resolution = resolve(prefix) if answer.status == 0 else None
        # A refused switch still takes back what is in force.
        apply_edits(os.environ, read_edits(answer))
    answer.or_raise(place.hint())
    _warn(answer.error)
    return cast(Resolution, resolution)


def deactivate() -> bool:
    """Take back what is in force in this process; return whether anything was.

    Exact: entries of PATH and LD_LIBRARY_PATH are taken out one by one, a variable that was unset is unset, and what
    was changed meanwhile stays. Never fails; a record that cannot be read is cleared away with a CudaEnvWarning.
    Source: the command `cuda-env-resolve deactivate`.
    """
    with _lock:
        answer = answer_to_undo()
        edits = read_edits(answer)
        apply_edits(os.environ, edits)
    _warn(answer.error)
    return bool(edits)


@contextmanager
def switched(prefix: StrPath | None = None) -> Iterator[Resolution]:
    """Switch this process for the length of a `with` block, or of a function it decorates.

    Afterwards `os.environ` is as it was before the block, a switch that was in force included; what the block itself
    changed stays. Takes the arguments of `activate()` and raises what it raises, before the block begins.
    """
    with _lock:
        before = dict(os.environ)
        resolution = activate(prefix)
        inside = dict(os.environ)
    try:
        yield resolution
    finally:
        _switch_back(before, inside)


def _switch_back(before: dict[str, str], inside: dict[str, str]) -> None:
    """Bring back the variables as they were before the switch that led to `inside`."""
    changed = [name for name in {**before, **inside} if before.get(name) != inside.get(name)]
    with _lock:
        if all(os.environ.get(name) == inside.get(name) for name in changed):
            apply_edits(os.environ, {name: before.get(name) for name in changed})
            return
        # The block changed one of them, PATH perhaps: only the entries that are ours may go.
        deactivate()
        _put_back_around(before)


def _put_back_around(before: dict[str, str]) -> None:
    """Put the switch that was in force around the block back in force, beside what the block changed."""
    unswitched = dict(before)
    apply_edits(unswitched, read_edits(answer_to_undo(unswitched)))
    # As the record lists them (src/edit/record.h): "NAME,add,..." is an element of a list.
    lists = re.findall(r":(\w+),add,", before.get(RECORD, ""))
    for name, value in before.items():
        if value == unswitched.get(name):
            continue
        if name in lists:
            own = Counter(value.split(":")) - Counter(_elements(unswitched.get(name)))
            os.environ[name] = ":".join([*own.elements(), *_elements(os.environ.get(name))])
        elif os.environ.get(name) == unswitched.get(name):
            os.environ[name] = value


def _elements(value: str | None) -> list[str]:
    return value.split(":") if value else []


def _warn(told: str) -> None:
    if told.strip():
        warnings.warn(told.strip(), CudaEnvWarning, stacklevel=3)
