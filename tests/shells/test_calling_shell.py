"""Which shell a call by hand finds: below wrappers, login shells, and where none is to be found."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ces_testing.prefixes import Toolkit, add_layout_a, add_plugin, make_prefix, program_of
from ces_testing.scenarios import World
from ces_testing.shells import SHELLS, Environment, Shell, parse_environment, spawn

WRAPPERS = {
    "env": "env", "sudo": "sudo -E", "sudo and env": "sudo -E env",
    "runuser": "runuser -u root --", "nice": "nice", "ionice": "ionice", "nohup": "nohup", "setsid": "setsid -w",
    "stdbuf": "stdbuf -oL", "flock": "flock lock", "timeout": "timeout 60", "time": "/usr/bin/time -o times",
}

PATH = "/usr/bin:/bin:/usr/sbin"

FORMS = {"sh": 'eval "$({})"', "fish": "{} | source", "csh": "eval `{}`"}


@pytest.fixture
def toolkit(stage: Path, tmp_path: Path) -> Toolkit:
    prefix = make_prefix(tmp_path / "env")
    add_plugin(prefix, stage)
    return add_layout_a(prefix, "11.4")


def prefix_of(toolkit: Toolkit) -> Path:
    return toolkit.home.parents[1]


def login(world: World, toolkit: Toolkit) -> Environment:
    prefix = prefix_of(toolkit)
    return {"HOME": str(world.home), "LANG": "C.UTF-8", "PATH": f"{prefix}/bin:{PATH}",
            "CONDA_PREFIX": str(prefix)}


@pytest.mark.parametrize("wrapper", WRAPPERS.values(), ids=WRAPPERS.keys())
def test_wrappers_are_passed_over(shell: Shell, wrapper: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    """The text is for the shell that evaluates it, and takes effect there.

    What else it changes is not compared: sudo gives the program another PATH than the shell's.
    """
    needed = wrapper.split()[0]
    if not shutil.which(needed, path=PATH):
        pytest.skip(f"{needed} is not installed")
    if needed in ("runuser", "sudo") and os.geteuid() != 0:
        pytest.skip("only root may do this unasked")
    call = f"{wrapper} {program_of(prefix_of(toolkit))}"
    language = shell.language
    script = f"{FORMS[language.name].format(call)}\n{language.snapshot(tmp_path / 'environment')}\n"
    status, stdout, stderr = spawn(shell, script, login(world, toolkit), tmp_path / "script", tmp_path)
    assert (status, stdout) == (0, b""), stderr
    seen = parse_environment((tmp_path / "environment").read_bytes())
    assert (seen["CUDA_HOME"], seen["CUDA_PATH"]) == (str(toolkit.home), str(toolkit.home)), stderr


@pytest.mark.parametrize(("called", "program"), [
    ("-bash", "bash"), ("-zsh", "zsh"), ("-ksh", "ksh"), ("-dash", "dash"), ("-fish", "fish"), ("-tcsh", "tcsh"),
    ("-/bin/zsh", "zsh"), ("zsh-5.9", "zsh"), ("-su", "bash"), ("-su", "fish"), ("-su", "tcsh"), ("ksh93", "ksh"),
])
def test_shells_that_are_called_otherwise(called: str, program: str, toolkit: Toolkit, world: World,
                                          tmp_path: Path) -> None:
    """Login shells begin with a dash, and `su -` calls every shell "-su" here and there."""
    shell = SHELLS[program]
    shell.require()
    script = tmp_path / "script"
    language = shell.language
    call = FORMS[language.name].format(program_of(prefix_of(toolkit)))
    script.write_text(f"{call}\n{language.snapshot(tmp_path / '1')}\n")
    done = subprocess.run([called, str(script)], executable=shutil.which(program), env=login(world, toolkit),
                          capture_output=True, timeout=60, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert parse_environment((tmp_path / "1").read_bytes())["CUDA_HOME"] == str(toolkit.home)


CALLERS = {
    "bash in zsh": ["zsh", "-fc", 'eval "$(bash -c \'cuda-env-resolve; :\')"; env -0'],
    "bash that gives way in zsh": ["zsh", "-fc", 'eval "$(bash -c cuda-env-resolve)"; env -0'],
    "busybox sh": ["busybox", "sh", "-c", 'eval "$(cuda-env-resolve)"; env -0'],
    "script with an interpreter": ["./script"],
    "make, through sh": ["make", "-s", "-f", "makefile", "through-sh"],
}


@pytest.mark.parametrize("command", CALLERS.values(), ids=CALLERS.keys())
def test_shells_called_by_others(command: list[str], toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    text = 'eval "$(cuda-env-resolve)"; env -0'
    (tmp_path / "script").write_text(f"#!/usr/bin/env bash\n{text}\n")
    (tmp_path / "script").chmod(0o755)
    (tmp_path / "makefile").write_text("through-sh:\n\t" + text.replace("$", "$$") + "\n")
    done = subprocess.run(command, env=login(world, toolkit), capture_output=True, timeout=60, check=False,
                          cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert parse_environment(done.stdout)["CUDA_HOME"] == str(toolkit.home)


NO_SHELLS = {
    "python": ["python3", "-c", "import subprocess; subprocess.run(['cuda-env-resolve'])"],
    "make, by itself": ["make", "-s", "-f", "makefile", "by-itself"],
    "script": ["script", "-qec", "exec cuda-env-resolve", "/dev/null"],
    "xargs": ["xargs", "-a", "/dev/null", "cuda-env-resolve"],
}


@pytest.mark.parametrize("name", NO_SHELLS)
def test_callers_that_are_no_shells(name: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    """They are named, and so are the choices; what is printed is false to whoever evaluates it."""
    if not shutil.which(NO_SHELLS[name][0]):
        pytest.skip(f"{NO_SHELLS[name][0]} is not installed")
    (tmp_path / "makefile").write_text("by-itself:\n\tcuda-env-resolve\n")
    done = subprocess.run(NO_SHELLS[name], env=login(world, toolkit), capture_output=True, text=True, timeout=60,
                          check=False, cwd=tmp_path, stdin=subprocess.DEVNULL)
    said = (done.stdout + done.stderr).replace("\r\n", "\n")
    assert f"cannot tell which shell to write for (it is called by {name.split(',')[0]}" in said
    assert "name it with --shell, one of sh, posix, bash, zsh" in said
    assert "false;\n" in said
