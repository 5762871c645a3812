"""Real compilers: what the hooks export has to make nvcc compile, link and start what it linked."""

from __future__ import annotations

from pathlib import Path

import pytest

from ces_testing.prefixes import Toolkit, add_plugin, make_prefix
from ces_testing.programs import RUNTIMES, build_and_run
from ces_testing.scenarios import World, first_on_path
from ces_testing.shells import (SHELLS, CondaRoot, Environment, activate, deactivate, run_command, run_scenario)
from ces_testing.toolkits import WHEELS, place

@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("real")
    for name in ("envs", "home", "system"):
        (folder / name).mkdir()
    return World(CondaRoot.make(folder / "conda"), folder / "envs", folder / "home", folder / "system")


@pytest.fixture(scope="module")
def toolkits(world: World, stage: Path) -> dict[str, Toolkit]:
    """Both releases in environments of their own, named after the release."""
    placed: dict[str, Toolkit] = {}
    for release in WHEELS:
        prefix = make_prefix(world.envs / release)
        add_plugin(prefix, stage)
        home = place(release, prefix)
        placed[release] = Toolkit(home, release, home / "bin", home / "lib64")
    return placed


@pytest.fixture(scope="module")
def environments(world: World, toolkits: dict[str, Toolkit], tmp_path_factory: pytest.TempPathFactory,
                 ) -> dict[str, Environment]:
    """bash after `conda activate 13.0`, after a switch from it to 13.5, and after leaving both."""
    world.conda.configure([world.envs])
    steps = [activate("13.0"), run_command("nvcc", "--version"), activate("13.5"), run_command("nvcc", "--version"),
             deactivate(), deactivate()]
    result = run_scenario(SHELLS["bash"], world.conda, steps, world.login(), tmp_path_factory.mktemp("run") / "bash")
    result.require_quiet_success()
    assert WHEELS["13.0"].nvcc_version in result.outputs[2]
    assert WHEELS["13.5"].nvcc_version in result.outputs[4]
    return {"13.0": result.environments[1], "13.5": result.environments[3], "none": result.environments[-1]}


@pytest.mark.parametrize("release", WHEELS)
def test_the_toolkit_is_the_shells_cuda(release: str, environments: dict[str, Environment],
                                        toolkits: dict[str, Toolkit]) -> None:
    environment, toolkit = environments[release], toolkits[release]
    assert first_on_path(environment, "nvcc") == toolkit.nvcc
    assert environment["CUDA_HOME"] == environment["CUDA_PATH"] == str(toolkit.home)
    assert environment["LD_LIBRARY_PATH"] == str(toolkit.library_entry)


def test_nothing_is_left(environments: dict[str, Environment]) -> None:
    left = environments["none"]
    assert first_on_path(left, "nvcc") is None
    assert not {name for name in left if "CUDA" in name or name == "LD_LIBRARY_PATH"}


@pytest.mark.parametrize("release", WHEELS)
def test_compile_link_and_start(release: str, environments: dict[str, Environment], tmp_path: Path) -> None:
    """Without a driver the program says so and ends well: its libraries were found."""
    assert build_and_run(environments[release], tmp_path).startswith(f"runtime {RUNTIMES[release]}, error ")
