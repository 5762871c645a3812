"""Interactive shells, with a terminal, job control and aliases: the same transitions as in scripts, as silent."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from ces_testing import shells
from ces_testing.prefixes import Toolkits
from ces_testing.scenarios import After, World, check_scenario
from ces_testing.shells import Shell, activate, deactivate, enter, leave, reactivate, stack

TIME_LIMIT = 300.0
"""Seconds for one shell, which needs a few; a machine may be busy."""

SOURCE = {"sh": ". '{0}' >'{1}' 2>'{2}'; exit", "fish": "source '{0}' >'{1}' 2>'{2}'; exit",
          "csh": "source '{0}' >& '{2}'; exit"}


def spawn_at_prompt(shell: Shell, script: str, environment: Mapping[str, str], file: Path,
                    cwd: Path) -> tuple[int, bytes, bytes]:
    """Type a line at the prompt that sources the script, as ces_testing.shells.spawn() runs it."""
    shell.require()
    file.write_bytes(os.fsencode(script))
    out, err = (file.with_name(name) for name in ("out", "err"))
    terminal, end_of_shell = pty.openpty()
    line = SOURCE[shell.language.name].format(file, out, err)
    process = subprocess.Popen(["setsid", "--ctty", "--wait", *shell.command, "-i"], stdin=end_of_shell,
                               stdout=end_of_shell, stderr=end_of_shell, env={**environment, "TERM": "dumb"}, cwd=cwd)
    os.close(end_of_shell)
    os.write(terminal, os.fsencode(f"{line}\n"))
    with contextlib.suppress(OSError):  # what Linux says once nobody has the other end any more
        while os.read(terminal, 4096):
            pass
    os.close(terminal)
    status = process.wait(TIME_LIMIT)
    return status, out.read_bytes() if out.exists() else b"", err.read_bytes()


def test_at_the_prompt(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path,
                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shells, "spawn", spawn_at_prompt)
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(reactivate(), toolkits.one),
        After(activate("two"), toolkits.two),
        After(activate("stranger")),
        After(deactivate(), toolkits.two),
        After(stack("stranger"), toolkits.two, first=False),
        After(stack("bare"), toolkits.two, first=False),
        After(enter(), toolkits.two, first=False),
        After(deactivate(), toolkits.two, first=False),
        After(leave(), toolkits.two, first=False),
        After(deactivate(), toolkits.two, first=False),
        After(deactivate(), toolkits.two),
        After(deactivate(), toolkits.one),
        After(activate("stranger")),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)
