"""`cuda-env-resolve install` and `uninstall`: into environments that an engine made, with and without the package."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from ces_testing.packages import Package, files_below, index_channel, install, write_package
from ces_testing.prefixes import Toolkit, add_layout_a, hook, make_prefix, program_of
from ces_testing.scenarios import After, World, check_scenario
from ces_testing.shells import SHELLS, CondaRoot, activate, deactivate

Tree = dict[str, tuple[int, bytes]]


@pytest.fixture
def world(tmp_path: Path) -> World:
    for name in ("envs", "home", "system"):
        (tmp_path / name).mkdir()
    return World(CondaRoot.make(tmp_path / "conda"), tmp_path / "envs", tmp_path / "home", tmp_path / "system")


@pytest.fixture
def packaged(world: World, stage: Path, tmp_path: Path) -> Path:
    """An environment with the package."""
    channel = tmp_path / "channel"
    write_package(channel, Package("cuda-env-switch", "1.0", files_below(stage)))
    index_channel(channel)
    prefix = world.envs / "packaged"
    prefix.mkdir()
    install(channel, prefix, ["cuda-env-switch"], tmp_path / "cache")
    return prefix


def run(program: Path, *arguments: str, status: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run([program, *arguments], env={"PATH": "/usr/bin:/bin", **environment},
                            capture_output=True, text=True, timeout=60)
    assert result.returncode == status, result
    return result


def tree(folder: Path) -> Tree:
    """Mode and content of everything in a folder."""
    return {str(path.relative_to(folder)): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
            for path in sorted(folder.rglob("*"))}


def test_into_all_environments_and_out_again(world: World, packaged: Path, tmp_path: Path) -> None:
    toolkits: dict[str, Toolkit] = {}
    for name in ("one", "a blank"):
        toolkits[name] = add_layout_a(make_prefix(world.envs / name), "11.4")
    elsewhere = make_prefix(tmp_path / "elsewhere" / "env")
    (world.home / ".conda").mkdir()
    (world.home / ".conda" / "environments.txt").write_text(f"{elsewhere}\n/gone\n")
    before = {prefix: tree(prefix) for prefix in (*world.envs.iterdir(), elsewhere)}
    known = {"HOME": str(world.home), "CONDA_ENVS_DIRS": str(world.envs)}

    done = run(program_of(packaged), "install", "--all", **known)
    assert done.stderr == ""
    assert sorted(line.split(maxsplit=1) for line in done.stdout.splitlines()) == [
        ["installed", str(prefix)] for prefix in sorted({*before} - {packaged})] + [["packaged", str(packaged)]]
    assert tree(packaged) == before[packaged]
    for shell in ("bash", "fish"):
        check_scenario(SHELLS[shell], world, [After(activate("one"), toolkits["one"]),
                                              After(activate("a blank"), toolkits["a blank"]),
                                              After(deactivate(), toolkits["one"]), After(deactivate())],
                       tmp_path / shell)

    again = json.loads(run(program_of(elsewhere), "install", "--all", "--json", **known).stdout)
    assert {one["result"] for one in again["environments"]} == {"unchanged", "packaged"}
    run(program_of(packaged), "uninstall", "--all", **known)
    assert {prefix: tree(prefix) for prefix in before} == before


def test_a_program_can_take_itself_out(world: World, packaged: Path) -> None:
    prefix = make_prefix(world.envs / "one")
    run(program_of(packaged), "install", CONDA_PREFIX=str(prefix))
    assert run(program_of(prefix), "uninstall", CONDA_PREFIX=str(prefix)).stdout == f"removed    {prefix}\n"
    assert not program_of(prefix).exists()


def test_the_package_may_come_and_go_afterwards(world: World, packaged: Path, tmp_path: Path) -> None:
    """conda lays the package's files over ours; from then on they are the package's."""
    prefix = make_prefix(world.envs / "one")
    run(program_of(packaged), "install", "--prefix", str(prefix))
    install(tmp_path / "channel", prefix, ["cuda-env-switch"], tmp_path / "cache")
    before = tree(prefix)
    assert "CES601" in run(program_of(packaged), "uninstall", "--prefix", str(prefix), status=1).stderr
    for name in ("etc/cuda-env-switch/installed.json", "etc/cuda-env-switch"):
        del before[name]
    assert tree(prefix) == before
    install(tmp_path / "channel", prefix, [], tmp_path / "cache")
    assert not hook(prefix, "activate", ".sh").exists()


def test_a_prefix_of_somebody_else_is_told_and_stays(world: World, packaged: Path, tmp_path: Path) -> None:
    prefix = make_prefix(world.envs / "one")
    before = tree(prefix)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and str(folder).startswith("/tmp/"):
            folder.chmod(0o755)
    words = ["setpriv", "--reuid", "65534", "--clear-groups"] if os.getuid() == 0 else []
    if not words:
        prefix.chmod(0o555)
    result = subprocess.run([*words, str(program_of(packaged)), "install", "--prefix", str(prefix)],
                            capture_output=True, text=True, timeout=60)
    assert result.returncode == 1
    assert result.stdout == f"failed     {prefix}\n"
    assert "Permission denied" in result.stderr and "[CES603]" in result.stderr
    assert tree(prefix) == before


@pytest.mark.parametrize("arguments, part", [(["install", "--all", "--prefix", "/e"], "exclude each other"),
                                             (["install", "--root", "/tmp"], "leave --root out")])
def test_wrong_calls(arguments: list[str], part: str, stage: Path) -> None:
    result = run(stage / "bin" / "cuda-env-resolve", *arguments, status=2)
    assert part in result.stderr and result.stdout == ""


@pytest.mark.parametrize("arguments", [["install"], ["install", "--all"], ["uninstall"], ["uninstall", "--all"]])
def test_without_an_environment_there_is_nothing_to_do(arguments: list[str], stage: Path) -> None:
    result = run(stage / "bin" / "cuda-env-resolve", *arguments, status=1)
    assert "no conda environment is" in result.stderr
