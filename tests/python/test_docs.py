"""The code of the documents runs as it stands there."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ces_testing.notebook import ipython
from ces_testing.prefixes import STATE_VARIABLE, Toolkit
from ces_testing.python_package import REPOSITORY, make_environment

DOCS = REPOSITORY / "docs"

RUN_ELSEWHERE = {
    "pip install .": "tests/python/test_installs.py",
    "xontrib load cuda_env_switch": "tests/python/test_installs.py, by its entry point",
    "conda doctor": "tests/python/test_conda_plugin.py; conda itself is in no package registry",
    "conda doctor --fix cuda": "the same",
    "conda cuda-env status": "the same",
    "pip install . -C install.components=python": "the same files as test_installs.py, but for the program",
}
"""Commands of docs/python.md that are no Python, and why they are not run here."""


@pytest.fixture
def active(variables: dict[str, str], tmp_path: Path) -> Toolkit:
    """A process in an active environment with a toolkit that the driver supports."""
    prefix, toolkit = make_environment(tmp_path / "env", "11.4")
    os.environ.update({"CONDA_PREFIX": str(prefix), "CONDA_OVERRIDE_CUDA": "12.2"})
    return toolkit


def blocks(name: str) -> Iterator[str]:
    """The indented blocks of a document, without the indent."""
    for block in re.findall(r"(?:^    .*\n(?:\n(?=    ))?)+", (DOCS / name).read_text("utf-8"), re.MULTILINE):
        yield re.sub(r"^    ", "", block, flags=re.MULTILINE)


def test_the_examples_of_python_md(active: Toolkit) -> None:
    result = doctest.testfile(str(DOCS / "python.md"), module_relative=False,
                              optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE,
                              globs={"image": REPOSITORY / "tests" / "machines" / "h100-r535"})
    assert result.attempted > 15 and result.failed == 0


def test_the_commands_of_python_md_are_all_accounted_for() -> None:
    commands = [line for block in blocks("python.md") if not block.startswith(">>>") for line in block.splitlines()]
    assert commands and set(commands) == set(RUN_ELSEWHERE)
    print(*(f"not run here: {command} ({why})" for command, why in RUN_ELSEWHERE.items()), sep="\n")


def test_the_cells_of_jupyter_md(active: Toolkit, monkeypatch: pytest.MonkeyPatch,
                                 capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "prefix", os.environ["CONDA_PREFIX"])
    cells = list(blocks("jupyter.md"))
    with ipython() as shell:
        for cell in cells:
            shell.run_cell(cell).raise_error()
    assert len(cells) == 5
    assert capfd.readouterr().out.count(active.banner()) == 2
    assert STATE_VARIABLE not in os.environ


def test_what_the_documents_say_of_nvcc_needs_the_switch(active: Toolkit) -> None:
    """The examples would fail without it."""
    assert subprocess.run(["sh", "-c", "nvcc"], capture_output=True).returncode == 127
