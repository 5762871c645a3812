"""The xontrib, in a real xonsh in which conda switches: what conda puts back on PATH is taken off again.

conda's text for xonsh is written as conda 26.7 prints it: the hooks by `source-bash`, and around them the variables, of
which PATH was computed before.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ces_testing.prefixes import STATE_VARIABLE, Toolkit, hook, make_prefix
from ces_testing.python_package import PACKAGES, make_environment
from ces_testing.scenarios import After, check_environment
from ces_testing.shells import Environment, in_language, parse_environment, spawn
from ces_testing.xonsh import XONSH


LOAD = "xontrib load -f cuda_env_switch.xontrib"
UNLOAD = "from cuda_env_switch.xontrib import _unload_xontrib_; _unload_xontrib_(__xonsh__); del _unload_xontrib_"


def run(folder: Path, environment: Environment, steps: Sequence[str]) -> list[Environment]:
    """The environments before the first step and after each; xonsh is silent."""
    lines = ["$(/bin/true)"]
    for number, text in enumerate(["", *steps]):
        lines += [text, f"env -0 > '{folder}/environment.{number}'"]
    variables = {**environment, "PYTHONPATH": str(PACKAGES), "PYTHONDONTWRITEBYTECODE": "1"}
    assert spawn(XONSH, "\n".join([*lines, ""]), variables, folder / "script.xsh", folder) == (0, b"", b"")
    return [parse_environment((folder / f"environment.{number}").read_bytes()) for number in range(len(steps) + 1)]


def login(folder: Path) -> Environment:
    """A user's environment, with a folder on PATH that xonsh expands for its children."""
    return {"HOME": str(folder), "LANG": "C.UTF-8", "PATH": "~/bin::/usr/bin:/bin", "CONDA_SHLVL": "0"}


def switch(level: int, old: Path | None, new: Path, has_hook: bool = True) -> str:
    """What conda's `activate` makes xonsh do: leave one environment, enter another."""
    def source(kind: str, prefix: Path) -> str:
        return f'source-bash --suppress-skip-message -n "{hook(prefix, kind, ".sh")}"'

    # PATH as it was when conda began, with the one bin in place of the other.
    path = f"[e for e in $PATH._l if e != '{old}/bin']"
    at = f"([i for i, e in enumerate($PATH._l) if e == '{old}/bin'] or [0])[0]"
    lines = [f"_at, _path = {at}, {path}", f"_path.insert(_at, '{new}/bin')"]
    lines += [source("deactivate", old)] if old else []
    lines += ["$PATH = _path", f"$CONDA_PREFIX = '{new}'", f"$CONDA_SHLVL = '{level}'", "del _at, _path"]
    lines += [source("activate", new)] if has_hook else []
    return "\n".join(lines)


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Toolkit, Path]:
    """An environment with the plugin, its toolkit, and an environment without either."""
    prefix, toolkit = make_environment(tmp_path / "env", "11.4")
    return prefix, toolkit, make_prefix(tmp_path / "plain")


def elements(environment: Environment) -> list[str]:
    return environment["PATH"].split(":")


def test_what_conda_puts_back_is_taken_off(places: tuple[Path, Toolkit, Path], tmp_path: Path) -> None:
    prefix, toolkit, plain = places
    steps = [LOAD, switch(1, None, prefix), switch(2, prefix, plain, has_hook=False)]
    before, _, active, left = run(tmp_path, login(tmp_path), steps)
    assert elements(active)[0] == str(toolkit.home / "bin")
    assert elements(left) == [f"{plain}/bin", *elements(before)]
    assert STATE_VARIABLE not in left and "CUDA_HOME" not in left


def test_without_it_or_once_unloaded_the_entry_stays(places: tuple[Path, Toolkit, Path], tmp_path: Path) -> None:
    """The limit that the xontrib lifts; the next hook or `deactivate` by hand lifts it too."""
    prefix, toolkit, plain = places
    for name, first in (("without", ""), ("unloaded", f"{LOAD}\n{UNLOAD}")):
        (tmp_path / name).mkdir()
        steps = [first, switch(1, None, prefix), switch(2, prefix, plain, has_hook=False)]
        *_, left = run(tmp_path / name, login(tmp_path), steps)
        assert elements(left)[0] == str(toolkit.home / "bin")
        assert left[STATE_VARIABLE].startswith("1:leaving:")


def test_a_switch_to_another_toolkit_is_undisturbed(places: tuple[Path, Toolkit, Path], tmp_path: Path) -> None:
    prefix, toolkit, _ = places
    other, other_toolkit = make_environment(tmp_path / "other", "11.8")
    steps = [LOAD, switch(1, None, prefix), switch(2, prefix, other), switch(3, other, prefix)]
    before, _, *seen = run(tmp_path, login(tmp_path), steps)
    for number, (environment, of, folder) in enumerate(
            zip(seen, (toolkit, other_toolkit, toolkit), (prefix, other, prefix), strict=True), 1):
        conda = {"CONDA_PREFIX": str(folder), "CONDA_SHLVL": str(number), "PATH": f"{folder}/bin:{before['PATH']}"}
        check_environment(environment, {**before, **conda}, After(in_language(), of))


def test_an_element_that_xonsh_expands_stays_as_the_user_wrote_it(places: tuple[Path, Toolkit, Path],
                                                                  tmp_path: Path) -> None:
    prefix, _, plain = places
    write = f"__import__('pathlib').Path('{tmp_path}/raw').write_text(':'.join($PATH._l))"
    run(tmp_path, login(tmp_path), [LOAD, switch(1, None, prefix), "$PATH._l[-1] = '~/mine'",
                                    switch(2, prefix, plain, has_hook=False), write])
    assert (tmp_path / "raw").read_text().endswith(":~/mine")


def test_a_record_that_cannot_be_read_troubles_nobody(places: tuple[Path, Toolkit, Path], tmp_path: Path) -> None:
    _, _, plain = places
    steps = [LOAD, f"${STATE_VARIABLE} = '1:leaving:cut'", switch(1, None, plain, has_hook=False)]
    before, *_, left = run(tmp_path, login(tmp_path), steps)
    assert elements(left) == [f"{plain}/bin", *elements(before)]
