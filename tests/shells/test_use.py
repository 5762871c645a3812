"""`cuda-env-resolve use` and `exec` in real shells: what is pinned is in force at once, and at every activation."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from ces_testing.prefixes import Toolkit, add_layout_a, add_plugin, make_prefix, program_of
from ces_testing.scenarios import World
from ces_testing.shells import SHELLS, Shell, Step, activate, deactivate, in_language, run_scenario

NOBODY = 65534
"""A user who owns nothing."""


def use(*words: str) -> Step:
    """Evaluate the output of `use`, as a person types it."""
    line = " ".join(f"'{word}'" for word in ("use", "--quiet", *words))
    return in_language(sh=f'eval "$(cuda-env-resolve {line})"', fish=f"cuda-env-resolve {line} | source",
                       csh=f"eval `cuda-env-resolve {line}`")


class Pinned:
    """An environment with a toolkit of its own, and another toolkit in a folder of the machine's."""

    def __init__(self, world: World, stage: Path, folder: Path) -> None:
        self.world = world
        self.prefix = make_prefix(folder / "envs" / "pinned")
        add_plugin(self.prefix, stage)
        self.own = add_layout_a(self.prefix, "11.4")
        add_layout_a(folder, "12.4")
        home = (folder / "pkgs" / "cuda-toolkit").rename(folder / "cuda-12.4")
        self.other = Toolkit(home, "12.4", home / "bin", home / "lib64")
        world.conda.configure([folder / "envs"])

    def pin(self) -> str:
        return (self.prefix / "etc" / "cuda-env-switch" / "pin").read_text()


@pytest.fixture
def pinned(world: World, stage: Path, tmp_path: Path) -> Pinned:
    return Pinned(world, stage, tmp_path)


def test_use_is_in_force_at_once_and_at_every_activation(shell: Shell, pinned: Pinned, tmp_path: Path) -> None:
    # The machine's toolkit is told by the user's own CUDA_HOME, as a module or a line in .bashrc sets it.
    login = {**pinned.world.login(), "CUDA_HOME": str(pinned.other.home)}
    steps = [activate("pinned"), use("12"), deactivate(), activate("pinned"), use("11"), use("--off"),
             use(str(pinned.other.home)), use("--auto"), deactivate()]
    result = run_scenario(shell, pinned.world.conda, steps, login, tmp_path / "run")
    result.require_quiet_success()
    homes = [environment.get("CUDA_HOME") for environment in result.environments]
    own, other = str(pinned.own.home), str(pinned.other.home)
    assert homes == [other, own, other, other, other, own, other, other, own, other]
    assert result.environments[-1] == result.environments[3]
    first = [environment["PATH"].split(":")[0] for environment in result.environments]
    assert first[2] == first[4] == first[7] == f"{other}/bin"
    assert first[5] == first[8] == f"{own}/bin"
    assert first[6] == f"{pinned.prefix}/bin"
    # Off takes everything of ours back: what is left is what conda does.
    assert "CUDA_ENV_SWITCH_STATE" not in result.environments[6]
    assert "LD_LIBRARY_PATH" not in result.environments[6]
    assert pinned.pin() == "auto\n"


def test_use_of_what_is_not_there_is_false_and_changes_nothing(shell: Shell, pinned: Pinned, tmp_path: Path) -> None:
    steps = [activate("pinned"), use("11"), use("14")]
    result = run_scenario(shell, pinned.world.conda, steps, pinned.world.login(), tmp_path / "run")
    assert result.environments[3] == result.environments[2]
    assert pinned.pin() == "11\n"
    assert len(result.stderr.splitlines()) == 1
    assert b"nothing fits '14'" in result.stderr
    assert b"11.4" in result.stderr


def run(pinned: Pinned, *words: str, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(pinned.world.home), "PATH": f"{pinned.prefix}/bin:/usr/bin:/bin",
                   "CONDA_PREFIX": str(pinned.prefix)}
    return subprocess.run([program_of(pinned.prefix), *words], env=environment, capture_output=True, text=True,
                          timeout=60, check=False, **options)


def test_an_environment_that_may_not_be_written_is_pinned_for_the_user_alone(pinned: Pinned, tmp_path: Path) -> None:
    home = tmp_path / "their home"
    home.mkdir()
    who: dict[str, object] = {}
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
        who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        for folder in (tmp_path, *tmp_path.parents):
            if folder.owner() == "root" and folder.stat().st_mode & 0o001 == 0:
                folder.chmod(folder.stat().st_mode | 0o011)
    etc = pinned.prefix / "etc"
    etc.chmod(0o555)
    environment = {"HOME": str(home), "PATH": f"{pinned.prefix}/bin:/usr/bin:/bin", "CONDA_PREFIX": str(pinned.prefix)}

    def theirs(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([program_of(pinned.prefix), *words, "--shell", "sh"], env=environment, text=True,
                              capture_output=True, timeout=60, check=False, cwd="/", **who)

    try:
        used = theirs("use", str(pinned.other.home))
        assert used.returncode == 0, used.stderr
        assert "for you alone" in used.stderr
        pins = list((home / ".config" / "cuda-env-switch" / "pins").iterdir())
        assert [pin.read_text() for pin in pins] == [f"{pinned.other.home}\n"]
        assert str(pins[0]) in used.stderr
        assert not (etc / "cuda-env-switch").exists()
        assert f"CUDA_HOME={pinned.other.home}" in theirs("activate").stdout.replace("'", "")
        assert f"CUDA_HOME={pinned.own.home}" in run(pinned, "activate", "--shell", "sh").stdout.replace("'", "")
    finally:
        etc.chmod(0o755)
    # Nor may the user's own home be written: then nothing is pinned, and that is a failure.
    etc.chmod(0o555)
    shutil.rmtree(home / ".config")
    home.chmod(0o555)
    if os.geteuid() == 0:
        os.chown(home, 0, 0)
    refused = theirs("use", "11")
    etc.chmod(0o755)
    home.chmod(0o755)
    assert (refused.returncode, refused.stdout) == (1, "false;\n")
    assert "Permission denied" in refused.stderr


# ---- exec -------------------------------------------------------------------------------------


def test_exec_is_the_command_in_all_that_can_be_seen(pinned: Pinned) -> None:
    assert run(pinned, "exec", "sh", "-c", "exit 7").returncode == 7
    seen = run(pinned, "exec", "--", "sh", "-c", 'echo "$CUDA_HOME"; cat; echo err >&2', input="in")
    assert (seen.stdout, seen.stderr) == (f"{pinned.own.home}\nin", "err\n")
    assert run(pinned, "exec", "nvcc", "--version").stdout.strip() == pinned.own.banner()
    assert run(pinned, "exec", "no-such-program").returncode == 127
    assert run(pinned, "exec", "/etc/passwd").returncode == 126
    assert run(pinned, "exec", "--prefix", "/no/such/env", "true").returncode == 125
    assert run(pinned, "exec").returncode == 2
    # A word that is empty or looks like an option is the command's own.
    assert run(pinned, "exec", "printf", "%s|", "", "--json", "-q").stdout == "|--json|-q|"


@pytest.mark.parametrize("switched_off", [{}, {"CUDA_ENV_SWITCH_DISABLE": "1"}], ids=["on", "off"])
def test_exec_where_no_path_is_set(pinned: Pinned, switched_off: dict[str, str]) -> None:
    """What COMMAND starts finds the programs that it would find without a switch."""
    seen = subprocess.run([program_of(pinned.prefix), "exec", "--prefix", pinned.prefix, "--", "sh", "-c", "env; ls /"],
                          env=switched_off, capture_output=True, text=True, timeout=60, check=True)
    assert (f"CUDA_HOME={pinned.own.home}" in seen.stdout.splitlines()) != bool(switched_off)
    assert seen.stderr == ""


def test_exec_passes_signals_on(pinned: Pinned) -> None:
    environment = {"PATH": "/usr/bin:/bin", "CONDA_PREFIX": str(pinned.prefix)}
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1):
        process = subprocess.Popen([program_of(pinned.prefix), "exec", "sh", "-c", "echo ready; exec sleep 60"],
                                   env=environment, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(number)
        assert process.wait(30) == -number


def test_exec_of_a_variable_for_once(pinned: Pinned) -> None:
    environment = {"PATH": "/usr/bin:/bin", "CONDA_PREFIX": str(pinned.prefix),
                   "CUDA_ENV_SWITCH_TOOLKIT": str(pinned.other.home)}
    seen = subprocess.run([program_of(pinned.prefix), "exec", "sh", "-c", "echo $CUDA_HOME"], env=environment,
                          capture_output=True, text=True, timeout=60, check=True)
    assert seen.stdout == f"{pinned.other.home}\n"
    assert not (pinned.prefix / "etc" / "cuda-env-switch").exists()


# ---- two at once ------------------------------------------------------------------------------


def test_a_pin_is_never_seen_half_written(pinned: Pinned) -> None:
    specs = ("11", ">=11.1,<11.9", str(pinned.own.home))
    writers = [subprocess.Popen([program_of(pinned.prefix), "use", spec, "--shell", "sh", "-q"],
                                env={"PATH": "/usr/bin:/bin", "CONDA_PREFIX": str(pinned.prefix)},
                                stdout=subprocess.DEVNULL) for spec in specs * 8]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        answer = json.loads(run(pinned, "config", "toolkit", "--json").stdout)
        assert answer["findings"] == []
        seen.add(answer["keys"]["toolkit"]["value"])
        time.sleep(0.01)
    assert all(writer.returncode == 0 for writer in writers)
    assert seen <= {"auto", *specs}
    folder = pinned.prefix / "etc" / "cuda-env-switch"
    assert [file.name for file in folder.iterdir()] == ["pin"]


@pytest.mark.parametrize("name", ["bash", "fish"])
def test_a_broken_configuration_is_one_line_and_no_failure(name: str, pinned: Pinned, tmp_path: Path) -> None:
    file = pinned.prefix / "etc" / "cuda-env-switch" / "config.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("quiet: off\ntolkit: 12\n")
    result = run_scenario(SHELLS[name], pinned.world.conda, [activate("pinned"), deactivate()],
                          pinned.world.login(), tmp_path / "run")
    assert result.returncode == 0
    assert not any(result.statuses.values())
    assert result.environments[1]["CUDA_HOME"] == str(pinned.own.home)
    assert result.stderr.decode() == (f"cuda-env-switch: {file}:2: there is no key 'tolkit'; did you mean toolkit? "
                                      "[CES402]\n")
