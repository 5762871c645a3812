"""The shells and the environments of the shell tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from ces_testing.prefixes import Toolkits, add_layout_a, add_layout_b, add_plugin, build_nvcc, make_prefix, write_script
from ces_testing.scenarios import World
from ces_testing.shells import SHELLS, CondaRoot, Shell


@pytest.fixture(params=SHELLS.values(), ids=SHELLS.keys())
def shell(request: pytest.FixtureRequest) -> Shell:
    """Every shell in turn."""
    request.param.require()
    return request.param


@pytest.fixture(params=[shell for shell in SHELLS.values() if shell.is_posix], ids=lambda shell: shell.name)
def posix_shell(request: pytest.FixtureRequest) -> Shell:
    """Every shell of the sh family in turn."""
    request.param.require()
    return request.param


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A conda root without environments, an empty home and a system nvcc."""
    folder = tmp_path_factory.mktemp("world")
    system_bin = folder / "system" / "bin"
    write_script(system_bin / "nvcc", 'echo "the system nvcc"')
    for name in ("envs", "home"):
        (folder / name).mkdir()
    return World(CondaRoot.make(folder / "conda"), folder / "envs", folder / "home", system_bin)


@pytest.fixture(scope="session")
def toolkits(world: World, stage: Path) -> Toolkits:
    """Environments with the plugin: `one` and `two` (layout A), `split` (layout B), `bare`; without it: `stranger`."""
    for name in ("one", "two", "split", "bare", "stranger"):
        make_prefix(world.envs / name)
        if name != "stranger":
            add_plugin(world.envs / name, stage)
    nvcc = build_nvcc(world.home.parent / "built", "12.4")
    return Toolkits(add_layout_a(world.envs / "one", "11.4"), add_layout_a(world.envs / "two", "11.8"),
                    add_layout_b(world.envs / "split", "12.4", nvcc))
