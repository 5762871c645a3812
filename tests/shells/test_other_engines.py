"""The steps of micromamba and mamba 2 (libmamba) and of pixi (rattler), where they differ from conda's."""

from __future__ import annotations

from pathlib import Path

import pytest

from ces_testing.prefixes import Toolkits
from ces_testing.scenarios import After, World, check_scenario
from ces_testing.shells import SHELLS, Shell, activate, deactivate, prepend, reactivate, run_command, stack


@pytest.fixture(params=[shell for shell in SHELLS.values() if shell.name != "tcsh"], ids=lambda shell: shell.name)
def shell(request: pytest.FixtureRequest) -> Shell:
    """Both engines have no csh to speak of."""
    request.param.require()
    return request.param


def test_libmamba(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """It takes our entry behind the new folder, and going back to the environment below is a deactivation."""
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(reactivate(), toolkits.one),
        After(activate("stranger")),
        After(activate("one"), toolkits.one),
        After(prepend("PATH", "/early"), toolkits.one, first=False),
        After(activate("two"), toolkits.two),
        After(run_command("nvcc"), toolkits.two),
        After(stack("bare"), toolkits.two, first=False),
        After(deactivate(), toolkits.two),
        After(activate("bare")),
        After(activate("stranger")),
        After(deactivate()),
        After(deactivate(), toolkits.two),
        After(deactivate(), toolkits.one),
        After(deactivate()),
        After(deactivate()),
    ], tmp_path, engine="libmamba")


def test_libmamba_with_strict_options(posix_shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    check_scenario(posix_shell, world, [
        After(activate("one"), toolkits.one), After(activate("stranger")), After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path, prologue="set -eu", engine="libmamba")


def test_rattler(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """Its own deactivation gives CONDA_PREFIX back before our hook runs, and never touches PATH."""
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(reactivate(), toolkits.one),
        After(deactivate()),
        After(activate("one"), toolkits.one),
        After(activate("two"), toolkits.two),
        After(deactivate()),
        After(reactivate(), toolkits.one),
        After(activate("stranger")),
        After(activate("two"), toolkits.two),
        After(deactivate()),
    ], tmp_path, engine="rattler")
