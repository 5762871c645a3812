"""Activate and deactivate in every shell, in prefixes whose names contain what shells treat specially."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ces_testing.hostile_values import TWO_BYTES
from ces_testing.prefixes import Toolkit, Toolkits, add_layout_a, add_plugin, make_prefix
from ces_testing.scenarios import After, World, check_scenario, first_on_path
from ces_testing.shells import Shell, activate, deactivate, run_command

FOLDERS = {"plain": "plain", "blank": "with a  blank", "quote": "it's", "dollar": "a$HOME", "utf8": "ünï-码",
           "patterns": "{a,b}[c]*?;&~"}


def conda_breaks_on(shell: Shell, folder: str) -> bool:
    """conda pastes values without quoting: `'` ends its string in sh, `$` is expanded in all shells."""
    return "$" in folder or ("'" in folder and shell.is_posix)


@pytest.fixture(scope="session", params=FOLDERS.values(), ids=FOLDERS.keys())
def special(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, stage: Path) -> Toolkit:
    """The toolkit of an environment `one` in a folder of the given name."""
    prefix = tmp_path_factory.mktemp("special") / request.param / "envs" / "one"
    make_prefix(prefix)
    add_plugin(prefix, stage)
    return add_layout_a(prefix, "11.4")


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_activate_and_deactivate(shell: Shell, special: Toolkit, world: World, tmp_path: Path, locale: str) -> None:
    envs = special.home.parents[2]
    scenario = [After(activate("one"), special), After(run_command("nvcc"), special), After(deactivate())]
    result = check_scenario(shell, world, scenario, tmp_path, world.login(LANG=locale), envs=envs,
                            escape=conda_breaks_on(shell, envs.parent.name))
    assert first_on_path(result.environments[1], "nvcc") == special.nvcc
    assert result.outputs[2] == special.banner() + "\n"


VALUES_IN_GBK = {**TWO_BYTES, "line end": b"\x99\\?\n"}


@pytest.mark.parametrize("name", VALUES_IN_GBK)
def test_values_whose_characters_have_an_ascii_byte(shell: Shell, name: str, world: World, toolkits: Toolkits,
                                                    gbk: dict[str, str], tmp_path: Path) -> None:
    value = os.fsdecode(VALUES_IN_GBK[name])
    if shell.name == "tcsh" and "\n" in value:
        pytest.skip("tcsh cannot hold a line end; see docs/shells.md")
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one), After(activate("two"), toolkits.two), After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path / "run", world.login(**gbk, CUDA_HOME=value, CUDA_PATH=value, LD_LIBRARY_PATH=f"{value}:/l:{value}"))
    assert not list(tmp_path.rglob("pwned"))
