"""The program, called inside this process: nothing is started, and nothing is written to its stdout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _core

StrPath = str | os.PathLike[str]

_OWN_NAME = "cuda-env-resolve: "
"""How the program's messages about a call begin."""


class CudaEnvError(RuntimeError):
    """What was asked for is not there. The text says what, why, and what to do."""

    __module__ = "cuda_env_switch"


class CudaEnvWarning(UserWarning):
    """A finding that is worth a line at activation, such as a driver too old for the toolkit."""

    __module__ = "cuda_env_switch"


@dataclass(frozen=True)
class Answer:
    """What the program answered: its exit status, stdout and stderr."""

    status: int
    output: bytes
    error: str

    def text(self) -> str:
        """Its stdout as text."""
        return self.output.decode("utf-8", "replace")

    def or_raise(self, hint: str = "") -> Answer:
        """Itself; raises CudaEnvError with the program's own words, and the hint, if the call failed."""
        if self.status == 0:
            return self
        told = self.error.strip().split("\n")[0].removeprefix(_OWN_NAME)
        raise CudaEnvError((told or f"it failed with status {self.status}") + hint)


@dataclass(frozen=True)
class Place:
    """Where the program looks: an environment, on a machine, from a process with these variables."""

    prefix: StrPath | None = None
    root: StrPath = "/"
    environment: Mapping[str, str] | None = None

    def variables(self) -> Mapping[str, str]:
        return os.environ if self.environment is None else self.environment

    def prefix_meant(self) -> str | None:
        """The environment that is named, else the active one, else the one that this Python belongs to."""
        return self._prefix_to_name() or self.variables().get("CONDA_PREFIX")

    def options(self) -> list[str]:
        """The options that name it to the program."""
        prefix = self._prefix_to_name()
        # With "=", so that no path is taken for an option, and an empty one is refused.
        named = [] if prefix is None else [f"--prefix={prefix}"]
        return [*named, f"--root={os.fspath(self.root)}"]

    def hint(self) -> str:
        """What to add to an error where the active environment is not this Python's, as under a Jupyter of base."""
        own, active = own_prefix(), self.prefix_meant()
        is_other = self.prefix is None and self._is_here() and active and not _is_same_folder(own, active)
        return f"; this Python belongs to {own}, so perhaps you mean prefix={own!r}" if is_other else ""

    def _prefix_to_name(self) -> str | None:
        if self.prefix is not None:
            return os.path.expanduser(os.fspath(self.prefix))
        # Another machine's environments have nothing to do with this Python.
        return None if self.variables().get("CONDA_PREFIX") or not self._is_here() else own_prefix()

    def _is_here(self) -> bool:
        return os.fspath(self.root) == "/"


def own_prefix() -> str:
    """The environment that this Python belongs to; of a venv made from a conda environment, that environment."""
    candidates = (sys.prefix, sys.base_prefix)
    return next((prefix for prefix in candidates if Path(prefix, "conda-meta").is_dir()), sys.prefix)


def _is_same_folder(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def run(words: Sequence[str], environment: Mapping[str, str] | None = None, is_terminal: bool = False) -> Answer:
    """Call the program with arguments, in the environment of this process or a given one."""
    variables = os.environ if environment is None else environment
    entries = {os.fsencode(name): os.fsencode(value) for name, value in variables.items() if name}
    status, output, error = _core.run([os.fsencode(word) for word in words], entries, is_terminal)
    return Answer(status, output, error.decode("utf-8", "replace"))


def call(command: str, place: Place, *words: str) -> Answer:
    """Call a command that looks at a place; raises CudaEnvError if it fails."""
    return run([command, *place.options(), *words], place.environment).or_raise()


def read_object(answer: Answer) -> dict[str, Any]:
    """The JSON object that the program printed."""
    found: dict[str, Any] = json.loads(answer.output)
    return found
