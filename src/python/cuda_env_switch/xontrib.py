"""For xonsh: takes off PATH what conda puts back there.

On a switch from an environment with cuda-env-switch to one without it, conda exports a PATH that it computed before
our hook ran, and so the left toolkit's folder (https://github.com/conda/conda/issues/14762). The hook leaves word of
that in the record. Other shells clean up by a function that conda calls at its end; in xonsh our hook runs in a child
and can leave nothing behind, so this stands in the shell itself: conda exports CONDA_SHLVL after PATH, and then the
program is asked to take back what is left. It works where this package is installed for xonsh's own Python.
"""

from __future__ import annotations

import contextlib
from typing import Any

from ._edits import answer_to_undo, read_edits
from .reports import RECORD


def _load_xontrib_(xsh: Any, **_: Any) -> dict[str, Any]:
    """What xonsh calls at its start, and `xontrib load cuda_env_switch`."""
    xsh.builtins.events.on_envvar_change(_after_conda)
    return {}


def _unload_xontrib_(xsh: Any, **_: Any) -> dict[str, Any]:
    """What `xontrib unload cuda_env_switch` calls."""
    xsh.builtins.events.on_envvar_change.discard(_after_conda)
    return {}


def _after_conda(name: str, oldvalue: Any, newvalue: Any, **_: Any) -> None:
    """Clean up once conda has exported its PATH. The user's shell is never troubled."""
    if name == "CONDA_SHLVL":
        with contextlib.suppress(Exception):
            from xonsh.built_ins import XSH

            _clean(XSH.env)


def _clean(env: Any) -> None:
    if ":leaving:" not in env.get(RECORD, ""):
        return
    elements = list(env["PATH"])
    variables = {**env.detype(), "PATH": ":".join(elements)}
    edits = read_edits(answer_to_undo(variables))
    if "PATH" in edits:
        _keep_elements(env["PATH"], elements, (edits["PATH"] or "").split(":"))
    if edits.get(RECORD, "") is None:
        del env[RECORD]


def _keep_elements(path: Any, elements: list[str], kept: list[str]) -> None:
    """Delete from `path`, whose `elements` as programs see them are given, those that are not among the `kept`.

    One by one: an element that xonsh expands, such as "~/bin", stays as the user wrote it.
    """
    rest = list(kept)
    gone = []
    for index, element in enumerate(elements):
        if rest and rest[0] == element:
            rest.pop(0)
        else:
            gone.append(index)
    for index in reversed(gone):
        del path[index]
