"""`%cuda_env` for IPython and Jupyter; `%load_ext cuda_env_switch` brings it."""

from __future__ import annotations

import os
import shlex
from typing import Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_magic, magics_class

from ._edits import apply_edits, read_edits
from ._program import CudaEnvError, Place, run
from .queries import status
from .reports import Status
from .switching import activate, deactivate

_USAGE = "say %cuda_env, %cuda_env on [PREFIX], %cuda_env off, or %cuda_env use SPEC"


@magics_class
class CudaEnvMagics(Magics):
    """The magic, a thin hand on the functions."""

    @line_magic
    def cuda_env(self, line: str) -> Status:
        """Show or switch the CUDA of this kernel.

        %cuda_env              what is switched, to what, and whether it fits the driver
        %cuda_env on [PREFIX]  switch to the toolkit of an environment (by default the kernel's)
        %cuda_env off          switch back
        %cuda_env use SPEC     pin a toolkit for the environment (11.8, 12, a path, system) and switch to it

        What is switched counts for what the kernel starts from then on, and for modules it imports later.
        """
        try:
            prefix = _act(_words_of(line))
            return status(prefix)
        except CudaEnvError as error:
            raise UsageError(str(error)) from None


def load(shell: Any) -> None:
    """Register the magic."""
    shell.register_magics(CudaEnvMagics)


def unload(shell: Any) -> None:
    """Take the magic away; a switch stays in force."""
    shell.magics_manager.magics["line"].pop("cuda_env", None)


def _words_of(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError as error:
        raise UsageError(f"{error} in: {line}") from None


def _act(words: list[str]) -> str | None:
    """Do what the words say; return the environment that was named."""
    if words == ["off"]:
        deactivate()
    elif words[:1] == ["on"] and len(words) <= 2:
        activate(*words[1:])
        return words[1] if len(words) == 2 else None
    elif words[:1] == ["use"] and len(words) == 2:
        _use(words[1])
    elif words:
        raise UsageError(_USAGE)
    return None


def _use(spec: str) -> None:
    """Pin a toolkit, and switch to it as the program says."""
    answer = run(["use", *Place().options(), "--shell", "env0", spec])
    apply_edits(os.environ, read_edits(answer))
    answer.or_raise()
