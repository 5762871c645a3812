"""Files that are not what they should be: no call of a hook hangs on one, reads it whole or fails."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ces_testing.prefixes import (Toolkit, add_layout_a, add_plugin, make_environment, make_prefix, prefix_of,
                                  program_of)
from ces_testing.scenarios import After, World, check_scenario
from ces_testing.shells import Shell, activate, deactivate, run_command

TIME_LIMIT = 60.0
"""Seconds for one call, which needs some milliseconds; a machine may be busy."""

MOST_MEMORY = 512 * 1024 * 1024
"""Bytes of address space: no file is read whole."""

NOBODY = 65534

SPARSE = 10 * 1024**3


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(SPARSE)


def _without_permission(path: Path) -> None:
    path.write_text("secret", "utf-8")
    path.chmod(0)


KINDS: dict[str, Callable[[Path], None]] = {
    "fifo": os.mkfifo,
    "endless device": lambda path: path.symlink_to("/dev/zero"),
    "folder": Path.mkdir,
    "sparse": _sparse,
    "link to itself": lambda path: path.symlink_to(path.name),
    "dangling link": lambda path: path.symlink_to("nothing"),
    "no permission": _without_permission,
    "empty": Path.touch,
}

FILES = [
    "pkgs/cuda-toolkit/version.json", "pkgs/cuda-toolkit/version.txt", "pkgs/cuda-toolkit/include/cuda.h",
    "pkgs/cuda-toolkit/bin/nvcc", "pkgs/cuda-toolkit/bin", "pkgs/cuda-toolkit", "pkgs", "bin/nvcc",
    "etc/cuda-env-switch/pin", "etc/cuda-env-switch/config.yaml", "conda-meta/cuda-nvcc-12.4.131-0.json",
]


@pytest.fixture
def toolkit(stage: Path, tmp_path: Path) -> Toolkit:
    prefix = make_prefix(tmp_path / "env")
    add_plugin(prefix, stage)
    return add_layout_a(prefix, "11.4")


def call(prefix: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {"HOME": str(prefix), "PATH": f"{prefix}/bin:/usr/bin:/bin", "CONDA_PREFIX": str(prefix),
                   "CONDA_SHLVL": "1"}

    def limit_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

    return subprocess.run([program_of(prefix), *arguments], env=environment, capture_output=True, timeout=TIME_LIMIT,
                          check=False, preexec_fn=limit_memory)


def check_activation(prefix: Path, what: str) -> None:
    done = call(prefix, "activate", "--shell", "bash")
    assert done.returncode == 0, f"{what}: {done}"
    assert done.stderr == b"", what
    assert done.stdout == b"" or done.stdout.endswith(b": cuda-env-switch;\n"), what
    # At most one line for people, which the text itself says.
    assert done.stdout.count(b"CES") <= 1, f"{what}: {done.stdout!r}"
    undone = call(prefix, "deactivate", "--shell", "bash")
    assert (undone.returncode, undone.stderr) == (0, b""), what


def put(path: Path, kind: str) -> None:
    """Something else in the place of a file."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FILES)
def test_in_an_environment(toolkit: Toolkit, name: str, kind: str) -> None:
    prefix = prefix_of(toolkit)
    put(prefix / name, kind)
    check_activation(prefix, f"{name} is: {kind}")
    for command in ("status", "list", "config"):
        done = call(prefix, command)
        assert done.returncode in (0, 1), f"{command}, {name} is: {kind}: {done}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["sys/module/nvidia/version", "proc/driver/nvidia/version", "proc/driver/nvidia/gpus",
                                  "etc/ld.so.conf", "usr/local", "usr/local/cuda/version.json"])
def test_on_a_machine(toolkit: Toolkit, tmp_path: Path, name: str, kind: str) -> None:
    root = tmp_path / "machine"
    root.mkdir()
    put(root / name, kind)
    for command in ("status", "list"):
        done = call(prefix_of(toolkit), command, "--root", str(root))
        assert done.returncode in (0, 1), f"{command}, {name} is: {kind}: {done}"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_a_toolkit_of_another_user_that_anybody_may_change(shell: Shell, world: World, stage: Path,
                                                           tmp_path: Path) -> None:
    """Activation takes it in silence, as it always does what it is asked; status and doctor warn."""
    prefix = tmp_path / "envs" / "shared"
    toolkit = make_environment(prefix, stage)
    for path in (prefix, *prefix.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    (toolkit.home / "bin").chmod(0o777)
    program = str(program_of(prefix))
    result = check_scenario(shell, world, [
        After(activate("shared"), toolkit),
        After(run_command(program, "status"), toolkit),
        After(run_command(program, "doctor"), toolkit),
        After(deactivate()),
    ], tmp_path, envs=tmp_path / "envs")
    for told in (result.outputs[2], result.outputs[3]):
        assert "CES220" in told and f"{toolkit.home}/bin" in told


def test_a_prefix_that_vanishes_midway(toolkit: Toolkit, tmp_path: Path) -> None:
    """It is renamed to and fro while the program runs; each call ends as one of before or after."""
    prefix = prefix_of(toolkit)
    program = tmp_path / "program"
    shutil.copy(program_of(prefix), program)
    away = tmp_path / "away"
    ended = threading.Event()

    def move() -> None:
        while not ended.is_set():
            toolkit.home.rename(away)
            away.rename(toolkit.home)

    mover = threading.Thread(target=move)
    mover.start()
    try:
        environment = {"CONDA_PREFIX": str(prefix), "CONDA_SHLVL": "1", "PATH": f"{prefix}/bin:/usr/bin:/bin"}
        for _ in range(100):
            done = subprocess.run([program, "activate", "--shell", "bash"], env=environment, capture_output=True,
                                  timeout=TIME_LIMIT, check=False)
            assert (done.returncode, done.stderr) == (0, b"")
            assert done.stdout == b"" or done.stdout.endswith(b": cuda-env-switch;\n")
    finally:
        ended.set()
        mover.join()
