"""`%cuda_env` in a real IPython, and what a notebook shows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from ces_testing.notebook import ipython
from ces_testing.prefixes import Toolkit, make_prefix
from ces_testing.python_package import HOSTILE, environment_now, make_environment

import cuda_env_switch

Environment = tuple[Path, Toolkit]


@pytest.fixture
def shell(variables: dict[str, str], tmp_path: Path) -> Iterator[InteractiveShell]:
    """An IPython with the extension, as a kernel that was started without activation."""
    with ipython() as shell:
        run(shell, "%load_ext cuda_env_switch")
        yield shell


def run(shell: InteractiveShell, cell: str) -> Any:
    """The value of a cell; the test fails if the cell does."""
    result = shell.run_cell(cell)
    result.raise_error()
    return result.result


def shown(shell: InteractiveShell, value: object) -> dict[str, str]:
    """What a notebook gets to show, by its kind."""
    data, _ = shell.display_formatter.format(value)
    return dict(data)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.text += data + "\n"


def read_page(page: str) -> _Page:
    """A page's elements and attributes, and its text."""
    parsed = _Page()
    parsed.feed(page)
    return parsed


def test_the_magic_shows_the_status(shell: InteractiveShell, one: Environment) -> None:
    os.environ["CONDA_PREFIX"] = str(one[0])
    status = run(shell, "%cuda_env")
    assert status == cuda_env_switch.status()
    data = shown(shell, status)
    assert data["text/plain"] == str(status)
    page = read_page(data["text/html"])
    assert page.tags <= {"table", "thead", "tbody", "tr", "th", "td", "style"}
    for part in (str(one[0]), str(one[1].home), "11.4", status.verdict, "switched"):
        assert part in page.text


def test_on_and_off(shell: InteractiveShell, one: Environment, variables: dict[str, str]) -> None:
    assert run(shell, f"%cuda_env on {one[0]}").switched
    assert os.environ["CUDA_HOME"] == str(one[1].home)
    # What a build of an extension does: it starts nvcc by its name.
    assert run(shell, "!nvcc > banner; cat banner; rm banner") is None
    assert run(shell, "import subprocess; subprocess.check_output('nvcc', text=True)").strip() == one[1].banner()
    assert not run(shell, "%cuda_env off").switched
    assert environment_now() == variables


def test_on_without_a_name_takes_the_active_environment(shell: InteractiveShell, one: Environment) -> None:
    os.environ["CONDA_PREFIX"] = str(one[0])
    assert run(shell, "%cuda_env on").prefix == str(one[0])


@pytest.mark.parametrize("name", [name for name in HOSTILE.values() if "\n" not in name])
def test_a_hostile_path_is_shown_and_does_nothing(name: str, shell: InteractiveShell, tmp_path: Path) -> None:
    prefix, _ = make_environment(tmp_path / name / "env", "11.4")
    os.environ["CONDA_PREFIX"] = str(prefix)
    for value in (run(shell, "%cuda_env on"), cuda_env_switch.resolve()):
        data = shown(shell, value)
        page = read_page(data["text/html"])
        assert page.tags <= {"table", "thead", "tbody", "tr", "th", "td", "style"}
        for text in data.values():
            text.encode("utf-8")  # what goes over the wire
        if name.isprintable():
            assert str(prefix) in page.text


def test_a_name_with_blanks_is_quoted(shell: InteractiveShell, tmp_path: Path) -> None:
    prefix, _ = make_environment(tmp_path / "two  blanks", "11.4")
    assert run(shell, f'%cuda_env on "{prefix}"').switched


@pytest.mark.parametrize(("cell", "told"), [
    ("%cuda_env of", "say %cuda_env"), ("%cuda_env on a b", "say %cuda_env"), ("%cuda_env off now", "say %cuda_env"),
    ("%cuda_env use", "say %cuda_env"), ('%cuda_env on "a', "No closing quotation"),
    ("%cuda_env on /no/env", "there is no folder /no/env")])
def test_a_wrong_call_is_told_in_one_line(cell: str, told: str, shell: InteractiveShell, variables: dict[str, str],
                                          capsys: pytest.CaptureFixture[str]) -> None:
    result = shell.run_cell(cell)
    assert type(result.error_in_exec).__name__ == "UsageError" and told in str(result.error_in_exec)
    output = capsys.readouterr()
    assert "Traceback" not in output.out + output.err
    assert environment_now() == variables


def test_use_pins_and_switches(shell: InteractiveShell, one: Environment) -> None:
    os.environ["CONDA_PREFIX"] = str(one[0])
    result = shell.run_cell("%cuda_env use 11.4")
    result.raise_error()
    assert result.result.switched and os.environ["CUDA_HOME"] == str(one[1].home)
    refused = shell.run_cell("%cuda_env use 9.9")
    assert type(refused.error_in_exec).__name__ == "UsageError"


def test_unloading_takes_the_magic_away_and_leaves_the_switch(shell: InteractiveShell, one: Environment) -> None:
    run(shell, f"%cuda_env on {one[0]}")
    run(shell, "%unload_ext cuda_env_switch")
    assert shell.find_line_magic("cuda_env") is None
    assert os.environ["CUDA_HOME"] == str(one[1].home)
    run(shell, "%load_ext cuda_env_switch")


def test_an_environment_without_a_toolkit_is_shown_too(shell: InteractiveShell, tmp_path: Path) -> None:
    os.environ["CONDA_PREFIX"] = str(make_prefix(tmp_path / "bare"))
    assert "none" in read_page(shown(shell, run(shell, "%cuda_env"))["text/html"]).text
