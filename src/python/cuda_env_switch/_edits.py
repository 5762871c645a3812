"""Switches as data: what the program wants changed, variable by variable, and applying it."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping

from ._program import Answer, Place, run


def answer_to_switch(place: Place) -> Answer:
    """What the program answers to the bare call: the edits that make the environment's toolkit this process' CUDA."""
    return run([*place.options(), "--shell", "env0"], place.environment)


def answer_to_undo(environment: Mapping[str, str] | None = None) -> Answer:
    """What the program answers to `deactivate` by hand: the edits that take back what the record says."""
    return run(["deactivate", "--shell", "env0"], environment)


def read_edits(answer: Answer) -> dict[str, str | None]:
    """The variables to change, in the program's order, with their new values; None: unset.

    What does not end in NUL is no entry: a wrong call is answered with a shell's "false".
    """
    *entries, _ = answer.output.split(b"\0")
    edits: dict[str, str | None] = {}
    for entry in entries:
        if entry.startswith(b"#"):
            continue  # a message for people
        name, equals, value = entry.partition(b"=")
        edits[os.fsdecode(name)] = os.fsdecode(value) if equals else None
    return edits


def apply_edits(variables: MutableMapping[str, str], edits: Mapping[str, str | None]) -> None:
    """Make the changes, in their order: the record is written first and unset last."""
    for name, value in edits.items():
        if value is None:
            variables.pop(name, None)
        else:
            variables[name] = value
