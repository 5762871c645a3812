"""Places without a prompt: what docs/shells.md says of them, where they can be had.

VS Code's and PyCharm's terminals, ssh and systemd are not run here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ces_testing.prefixes import STATE_VARIABLE, Toolkit, Toolkits, program_of
from ces_testing.scenarios import After, World, check_environment
from ces_testing.shells import LANGUAGES, Environment, parse_environment

SH = LANGUAGES["sh"]

TERMINAL = {"TMUX", "TMUX_PANE", "TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "SHLVL", "OLDPWD", "PWD", "COLORTERM",
            "SHELL"}
"""What tmux and shells set for themselves."""


def prefix_of(toolkit: Toolkit) -> Path:
    return toolkit.home.parents[1]


def bash(script: str, environment: Environment, folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    folder.mkdir(exist_ok=True)
    return subprocess.run(["bash", *(options or ("--norc", "--noprofile")), "-c", script], env=environment, cwd=folder,
                          capture_output=True, timeout=60, check=False)


def switched(world: World, folder: Path) -> tuple[Environment, Environment]:
    """The environment of a shell with `one` activated, and that of the same shell once it is left."""
    world.conda.configure([world.envs])
    script = "\n".join([SH.prologue(world.conda.root), "conda activate one", SH.snapshot(folder / "switched"),
                        "conda deactivate", SH.snapshot(folder / "left")])
    done = bash(script, world.login(), folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return parse_environment((folder / "switched").read_bytes()), parse_environment((folder / "left").read_bytes())


def without_terminal(environment: Environment) -> Environment:
    return {name: value for name, value in environment.items() if name not in TERMINAL}


# ---- conda run --------------------------------------------------------------------------------------------


def conda_run(world: World, prefix: Path, command: str) -> str:
    """The script that `conda run` writes (conda/utils.py, wrap_subprocess_call): deactivate.d since 26.1."""
    hooks = sorted((prefix / "etc" / "conda" / "deactivate.d").glob("*.sh"), reverse=True)
    return "\n".join([SH.prologue(world.conda.root), f"conda activate {SH.quote(str(prefix))}", command,
                      "_CONDA_EXE_RC=$?", *(f'. "{hook}"' for hook in hooks), "exit $_CONDA_EXE_RC"])


def test_conda_run(world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """The command sees the toolkit; its output and its status are all that comes of it."""
    world.conda.configure([world.envs])
    command = f"{SH.snapshot(tmp_path / 'seen')}\nnvcc; (exit 7)"
    done = bash(conda_run(world, prefix_of(toolkits.one), command), world.login(), tmp_path / "run")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (7, f"{toolkits.one.banner()}\n", b"")
    seen = parse_environment((tmp_path / "seen").read_bytes())
    assert (seen["CUDA_HOME"], seen["PATH"].split(":")[0]) == (str(toolkits.one.home), str(toolkits.one.path_entry))


def test_conda_run_inside_an_activated_shell(world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """The command sees the other environment's toolkit, and nothing of the shell's own."""
    inside, _ = switched(world, tmp_path)
    command = f"{SH.snapshot(tmp_path / 'seen')}\nnvcc"
    done = bash(conda_run(world, prefix_of(toolkits.two), command), inside, tmp_path / "run")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, f"{toolkits.two.banner()}\n", b"")
    seen = parse_environment((tmp_path / "seen").read_bytes())
    assert seen["CUDA_HOME"] == str(toolkits.two.home)
    assert str(toolkits.one.path_entry) not in seen["PATH"].split(":")


# ---- tmux and other terminals -----------------------------------------------------------------------------


class Tmux:
    """A tmux server of the test's own."""

    def __init__(self, folder: Path, environment: Environment) -> None:
        self.folder = folder
        self.environment = {**environment, "TERM": "xterm", "SHELL": "/bin/sh"}
        self("new-session", "-d", "-x", "80", "-y", "24", "exec sleep 600")

    def __call__(self, *words: str) -> None:
        command = ["tmux", "-S", str(self.folder / "socket"), "-f", "/dev/null", *words]
        subprocess.run(command, env=self.environment, check=True, timeout=60, cwd=self.folder)

    def window(self, script: str) -> None:
        """Run a script of bash's in a new window, to its end."""
        file, done = self.folder / "window.sh", self.folder / "done"
        file.write_text(f"{script}\n: > '{done}'\n", "utf-8")
        self("new-window", "-d", f"exec bash --norc --noprofile '{file}'")
        end = time.monotonic() + 60
        while not done.exists():
            assert time.monotonic() < end, "the window did not come to its end"
            time.sleep(0.05)


@pytest.fixture
def tmux(world: World, toolkits: Toolkits, tmp_path: Path) -> Iterator[Tmux]:
    """Started from a shell in which `one` is activated."""
    if not shutil.which("tmux"):
        pytest.fail("tmux is not installed; tools/setup test installs or names it")
    server = Tmux(tmp_path, switched(world, tmp_path)[0])
    yield server
    server("kill-server")


@pytest.mark.parametrize("undo", ["conda deactivate", 'eval "$(cuda-env-resolve deactivate)"\nconda deactivate'],
                         ids=["conda", "by hand"])
def test_a_new_window_of_tmux(undo: str, tmux: Tmux, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """It inherits the switch with its record, and undoes it as the shell that made it would."""
    tmux.window("\n".join([SH.prologue(world.conda.root), SH.snapshot(tmp_path / "new"), undo,
                           SH.snapshot(tmp_path / "undone")]))
    active, left, new, undone = (without_terminal(parse_environment((tmp_path / name).read_bytes()))
                                 for name in ("switched", "left", "new", "undone"))
    assert (new, undone) == (active, left)
    assert "CUDA_HOME" not in left


def test_a_login_shell_that_sets_path_anew(world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """Our folder is gone from PATH, the variables stay; undoing takes them away, and activating again heals."""
    inside, _ = switched(world, tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    (home / ".bash_profile").write_text("PATH=/usr/bin:/bin\n")
    program = SH.quote(str(program_of(prefix_of(toolkits.one))))
    script = "\n".join([SH.snapshot(tmp_path / "fresh"), f'eval "$({program})"', SH.snapshot(tmp_path / "again"),
                        f'eval "$({program} deactivate)"', SH.snapshot(tmp_path / "undone")])
    done = bash(script, {**inside, "HOME": str(home)}, tmp_path / "run", "--login")
    assert (done.returncode, done.stderr) == (0, b"")
    fresh, again, undone = (parse_environment((tmp_path / name).read_bytes()) for name in ("fresh", "again", "undone"))
    assert (fresh["PATH"], fresh["CUDA_HOME"]) == ("/usr/bin:/bin", str(toolkits.one.home))
    assert again["PATH"] == f"{toolkits.one.path_entry}:/usr/bin:/bin"
    assert undone["PATH"] == "/usr/bin:/bin"
    assert not {"CUDA_HOME", "CUDA_PATH", "LD_LIBRARY_PATH", STATE_VARIABLE} & set(undone)


# ---- sudo -------------------------------------------------------------------------------------------------


@pytest.fixture
def sudo() -> None:
    if not shutil.which("sudo"):
        pytest.fail("sudo is not installed; tools/setup test installs or names it")
    if os.geteuid() != 0:
        pytest.skip("only root may call sudo unasked")


@pytest.mark.usefixtures("sudo")
def test_sudo_clears_the_switch(world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    inside, _ = switched(world, tmp_path)
    done = bash("sudo env -0", inside, tmp_path / "run")
    seen = parse_environment(done.stdout)
    assert not {name for name in seen if name.startswith(("CUDA", "LD_", "CONDA"))}
    assert str(toolkits.one.path_entry) not in seen["PATH"].split(":")


@pytest.mark.usefixtures("sudo")
def test_sudo_is_handed_the_toolkit(world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    inside, _ = switched(world, tmp_path)
    line = 'sudo env "PATH=$PATH" "CUDA_HOME=$CUDA_HOME" sh -c \'nvcc; echo "$CUDA_HOME"\''
    done = bash(line, inside, tmp_path / "run")
    assert done.stdout.decode().splitlines() == [toolkits.one.banner(), str(toolkits.one.home)]


# ---- ssh HOST CMD, cron, systemd --------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["sh", "bash", "zsh", "ksh"])
def test_a_command_of_cron(shell: str, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """Nobody activates, so nothing is switched, until the line says so; the environment is as cron gives it."""
    prefix = prefix_of(toolkits.one)
    cron = {"HOME": str(world.home), "LOGNAME": "root", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    line = f'eval "$({prefix}/bin/cuda-env-resolve --prefix {prefix} --shell sh)"'
    script = f"{SH.snapshot(tmp_path / '0')}; {line} && nvcc && {SH.snapshot(tmp_path / '1')}"
    done = subprocess.run([shell, "-c", script], env=cron, cwd=tmp_path, capture_output=True, text=True, timeout=60,
                          check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{toolkits.one.banner()}\n", "")
    before, after = (without_terminal(parse_environment((tmp_path / name).read_bytes())) for name in "01")
    assert "CUDA_HOME" not in before
    check_environment(after, before, After(None, toolkits.one))


def test_the_documents_have_these_lines() -> None:
    """What is run here is what people read there."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "shells.md").read_text("utf-8")
    assert 'eval "$(/path/of/env/bin/cuda-env-resolve --prefix /path/of/env --shell sh)"' in text
    assert 'sudo env "PATH=$PATH" "CUDA_HOME=$CUDA_HOME" CMD' in text
