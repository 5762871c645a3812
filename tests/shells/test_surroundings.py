"""Hooks where something around them is broken: the program, a file descriptor, the disk, a limit of the shell.

Nothing of conda takes part: a script sources the hooks as it does. The same script with empty files says what noise the
shell itself makes there; with the hooks there may be no more, and the shell goes on to its last line.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ces_testing.prefixes import Toolkit, add_layout_a, add_plugin, hook, make_prefix, program_of
from ces_testing.shells import SHELLS, parse_environment
from ces_testing.text_forms import NU, XONSH

TIME_LIMIT = 120.0
"""Seconds for one shell, which needs less than one; a machine may be busy."""


@dataclass(frozen=True)
class Script:
    """How a shell sources a file, runs a program, redirects something, and says that it lives."""

    name: str
    command: tuple[str, ...]
    suffix: str
    source: str = '. "{}"'
    run: str = "/bin/true"
    redirect: str = ""
    snapshot: str = '/usr/bin/env -0 > "{}"'
    alive: str = 'echo alive > "{}"'

    def require(self) -> None:
        """A missing shell is a failure, unless CES_ALLOW_MISSING names it."""
        if shutil.which(self.command[0]):
            return
        if self.name in os.environ.get("CES_ALLOW_MISSING", "").replace(",", " ").split():
            pytest.skip(f"{self.name} is not installed, and CES_ALLOW_MISSING names it")
        pytest.fail(f"{self.command[0]} is not installed; install it or name it in CES_ALLOW_MISSING")


SCRIPTS = [
    *(Script(name, SHELLS[name].command, ".sh") for name in ("bash", "dash", "zsh", "ksh")),
    Script("ash", SHELLS["ash"].command, ".sh", redirect=": 2>/dev/null"),
    Script("fish", SHELLS["fish"].command, ".fish", 'source "{}"', redirect="read x </dev/null"),
    Script("tcsh", SHELLS["tcsh"].command, ".csh", 'source "{}"'),
    Script("xonsh", (XONSH, "--no-rc"), ".xsh", 'source "{}"'),
    Script("nu", (NU, "--no-config-file"), ".nu", 'source-env "{}"', "^/bin/true", "",
           '^/usr/bin/env -0 o> "{}"', '"alive" | save "{}"'),
]


@pytest.fixture(params=SCRIPTS, ids=lambda script: script.name)
def script(request: pytest.FixtureRequest) -> Script:
    """Every shell in turn."""
    request.param.require()
    return request.param


@pytest.fixture
def toolkit(stage: Path, tmp_path: Path) -> Toolkit:
    """That of an environment of this test's own, whose program may be harmed."""
    add_plugin(make_prefix(tmp_path / "env"), stage)
    return add_layout_a(tmp_path / "env", "11.4")


@dataclass(frozen=True)
class End:
    """How a shell ended: what it said, and whether it came to its last line."""

    status: int
    stdout: bytes
    stderr: bytes
    is_alive: bool


@dataclass(frozen=True)
class Stay:
    """A shell's life between activation and deactivation, or the same without any hook."""

    end: End
    switched: dict[str, str]
    undone: dict[str, str]


ALL_LINES = ("activate", "snapshot 1", "deactivate", "snapshot 2")


class Shells:
    """Runs the script of one shell with hooks, or with an empty file in the place of each."""

    def __init__(self, script: Script, prefix: Path, folder: Path) -> None:
        self.script = script
        self.prefix = prefix
        self.folder = folder
        self.nothing = folder / f"nothing{script.suffix}"
        self.nothing.write_text("\n", "utf-8")
        self.environment = {"HOME": str(folder), "LANG": "C.UTF-8", "PATH": f"{prefix}/bin:/usr/bin:/bin",
                            "CONDA_PREFIX": str(prefix), "CONDA_SHLVL": "1"}

    def run(self, with_hooks: bool, wrapper: Sequence[str] = (), lines: Sequence[str] = ALL_LINES) -> Stay:
        """`wrapper` is a command that starts the shell in the surroundings."""
        for name in ("alive", "1", "2"):
            (self.folder / name).unlink(missing_ok=True)
        file = self.folder / f"script{self.script.suffix}"
        file.write_text("".join(f"{self._line(line, with_hooks)}\n" for line in (*lines, "alive")), "utf-8")
        done = subprocess.run([*wrapper, *self.script.command, str(file)], env=self.environment, cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT, check=False)
        end = End(done.returncode, done.stdout, done.stderr, (self.folder / "alive").exists())
        return Stay(end, self._seen("1"), self._seen("2"))

    def _line(self, line: str, with_hooks: bool) -> str:
        kind, _, name = line.partition(" ")
        script = self.script
        match kind:
            case "activate" | "deactivate":
                return script.source.format(hook(self.prefix, kind, script.suffix) if with_hooks else self.nothing)
            case "snapshot":
                return script.snapshot.format(self.folder / name)
            case "gone":
                folder = self.folder / "gone"
                folder.mkdir(exist_ok=True)
                return f'cd "{folder}"\n{script.run.replace("true", "rmdir")} "{folder}"'
            case "source":
                return script.source.format(name)
            case "alive":
                return script.alive.format(self.folder / "alive")
        raise ValueError(line)

    def _seen(self, name: str) -> dict[str, str]:
        file = self.folder / name
        seen = parse_environment(file.read_bytes()) if file.exists() else {}
        # What xonsh and nu export for themselves, and by what they tell where they are.
        own = ("PWD", "OLDPWD", "SHLVL", "ARG0", "ARGS", "XONSH_SOURCE", "CURRENT_FILE", "FILE_PWD", "_AST_FEATURES")
        return {key: value for key, value in seen.items() if key not in own and not key.startswith("XONSH_")}


@pytest.fixture
def shells(script: Script, toolkit: Toolkit, tmp_path: Path) -> Shells:
    folder = tmp_path / "run"
    folder.mkdir()
    return Shells(script, toolkit.home.parents[1], folder)


def check_same(shells: Shells, toolkit: Toolkit | None, wrapper: Sequence[str] = (), what: object = "",
               lines: Sequence[str] = ALL_LINES) -> None:
    """The hooks make no difference but the toolkit, which is switched to and back; none at all if that is None."""
    without = shells.run(False, wrapper, lines)
    stay = shells.run(True, wrapper, lines)
    assert stay.end == without.end, what
    if toolkit is None:
        assert stay.switched == without.switched, what
    else:
        assert stay.switched.get("CUDA_HOME") == str(toolkit.home), what
    left = {key: value for key, value in stay.undone.items() if key != "CUDA_ENV_SWITCH_STATE"}
    assert left == without.undone, what


def program_for_another_machine(program: Path) -> bytes:
    """The program itself, but for a machine that this one is not: its ELF header says so."""
    content = bytearray(program.read_bytes())
    content[18:20] = (0x16).to_bytes(2, "little")  # S/390
    return bytes(content)


TEXT = b"{ HOME=/evil; CUDA_HOME=/evil; export CUDA_HOME; } 2>/dev/null || :;\n"

# What a program may be instead of ours; as a shell script, or its bytes.
PROGRAMS: dict[str, str | bytes | None] = {
    "absent": None,
    "empty": b"",
    "no interpreter": b"#!/no/such/interpreter\n",
    "killed": "kill -KILL $$",
    "segfault": "kill -SEGV $$",
    "pipe": "kill -PIPE $$",
    "failing": "echo 'error while loading shared libraries' >&2; exit 127",
    "silent": "exit 0",
    "blank lines": "echo; echo; echo ' '",
    "html": "echo '<!DOCTYPE html><p>it is `down`; (try \"again\")'",
    "open quote": "echo \"export CUDA_HOME='/x\"",
    "open brace": "echo 'export CUDA_HOME=/x; { if ('",
    "bytes": "printf '\\377\\376\\0\\001x'",
    "much": "head -c 300000 /dev/zero | tr '\\0' x",
    "another program's": f"printf '%s' '{TEXT.decode()}'",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_that_is_not_ours(shells: Shells, name: str) -> None:
    program = program_of(shells.prefix)
    program.unlink()
    content = PROGRAMS[name]
    if content is not None:
        program.write_bytes(content if isinstance(content, bytes) else f"#!/bin/sh\n{content}\n".encode())
        program.chmod(0o755)
    check_same(shells, None)
    assert not [file for file in shells.folder.iterdir() if "x" in file.stem]


def test_program_for_another_machine(shells: Shells) -> None:
    program = program_of(shells.prefix)
    program.write_bytes(program_for_another_machine(program))
    shells.run(False)  # fish makes folders of its own
    known = {file.name for file in shells.folder.iterdir()} | {"alive", "1", "2"}
    check_same(shells, None)
    assert {file.name for file in shells.folder.iterdir()} <= known


def test_program_that_is_a_folder_or_may_not_be_run(shells: Shells) -> None:
    program = program_of(shells.prefix)
    program.chmod(0o644)
    check_same(shells, None)
    program.unlink()
    program.mkdir()
    check_same(shells, None)


@pytest.mark.parametrize("status", [0, 1])
def test_half_a_text_is_not_evaluated(shells: Shells, status: int) -> None:
    """The program is cut off in the middle of its text, at places all over it."""
    if shells.script.name in ("xonsh", "nu") and status == 0:
        pytest.skip(f"{shells.script.name}'s hook goes by the status; a program that succeeds has printed all")
    program = program_of(shells.prefix)
    real = program.with_name("real")
    program.rename(real)
    name = {".sh": "sh", ".fish": "fish", ".csh": "csh", ".xsh": "xonsh", ".nu": "nu"}[shells.script.suffix]
    shell = {"bash": "bash", "zsh": "zsh"}.get(shells.script.name, name)
    words = ["--set", ",,,"] if shells.script.suffix == ".sh" else []
    length = len(subprocess.run([real, "activate", "--shell", shell, *words], env=shells.environment,
                                capture_output=True, check=True).stdout)
    assert length > 100
    for part in (1, 3, 5, 7):
        program.write_text(f'#!/bin/sh\n"{real}" "$@" | head -c {length * part // 8}\nexit {status}\n', "utf-8")
        program.chmod(0o755)
        check_same(shells, None, what=f"{part}/8 of the text")


def closed(*descriptors: int) -> tuple[str, ...]:
    redirections = " ".join(f"{number}{'<' if number == 0 else '>'}&-" for number in descriptors)
    return ("/bin/sh", "-c", f'exec "$@" {redirections}', "sh")


@pytest.mark.parametrize("descriptors", [combination for count in (1, 2, 3)
                                         for combination in itertools.combinations((0, 1, 2), count)], ids=str)
def test_closed_descriptors(shells: Shells, toolkit: Toolkit, descriptors: tuple[int, ...]) -> None:
    wrapper = closed(*descriptors)
    if not shells.run(False, wrapper).end.is_alive:
        pytest.skip(f"{shells.script.name} itself does not start without {descriptors}")
    check_same(shells, toolkit, wrapper)


def test_stdout_and_stderr_on_a_full_disk(shells: Shells, toolkit: Toolkit) -> None:
    for redirections in (">/dev/full", "2>/dev/full", ">/dev/full 2>&1"):
        wrapper = ("/bin/sh", "-c", f'exec "$@" {redirections}', "sh")
        check_same(shells, toolkit, wrapper, redirections)


def test_a_folder_that_is_gone(shells: Shells, toolkit: Toolkit) -> None:
    """The user stands in it, which programs complain of as they start."""
    lines = ("gone", *ALL_LINES)
    if not shells.run(False, lines=lines).end.is_alive:
        pytest.skip(f"{shells.script.name} itself runs nothing there")
    check_same(shells, toolkit, lines=lines)


def test_no_home(shells: Shells, toolkit: Toolkit) -> None:
    del shells.environment["HOME"]
    check_same(shells, toolkit)
    shells.environment["HOME"] = str(shells.folder / "no" / "such" / "home")
    check_same(shells, toolkit)


def in_own_mounts(command: str) -> tuple[str, ...]:
    """A wrapper that changes mounts for the shell alone."""
    ways = (("unshare", "--mount"), ("unshare", "--mount", "--map-root-user"))
    for way in ways:
        if subprocess.run([*way, "/bin/true"], capture_output=True, check=False).returncode == 0:
            return (*way, "/bin/sh", "-c", f'{command} || exit 99; exec "$@"', "sh")
    pytest.skip("this machine lets nobody change mounts: unshare --mount fails, as root and with a user namespace")


def test_no_proc(shells: Shells, toolkit: Toolkit) -> None:
    wrapper = in_own_mounts("mount -t tmpfs none /proc")
    if not shells.run(False, wrapper).end.is_alive:
        pytest.skip(f"{shells.script.name} itself does not run without /proc")
    check_same(shells, toolkit, wrapper)


def test_full_disk_for_everything(shells: Shells, toolkit: Toolkit, tmp_path: Path) -> None:
    """Home, the temporary folder and the current one are on a disk with no byte left."""
    full = tmp_path / "full"
    full.mkdir()
    # Only if it is mounted: else the machine's own disk would be filled.
    wrapper = in_own_mounts(f'mount -t tmpfs -o size=64k none "{full}" && cd "{full}" && '
                            '{ cat /dev/zero > fill 2>/dev/null || :; }')
    names = ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    shells.environment |= dict.fromkeys(names, str(full))
    if not shells.run(False, wrapper).end.is_alive:
        pytest.skip(f"{shells.script.name} itself does not run on a full disk")
    check_same(shells, toolkit, wrapper)


def under_limit(option: str, value: int) -> tuple[str, ...]:
    return ("/bin/sh", "-c", f'ulimit -{option} {value} && exec "$@"', "sh")


def limits_that_suffice(shells: Shells, option: str, values: Iterator[int]) -> Iterator[int]:
    """The limits under which the shell itself can source a file that runs a program, silently; and in which it can
    redirect something, without which busybox ash ends and fish complains of every file it opens."""
    file = shells.folder / f"sourced{shells.script.suffix}"
    file.write_text(f"{shells.script.run}\n{shells.script.redirect}\n", "utf-8")
    for value in values:
        end = shells.run(False, under_limit(option, value), [f"source {file}"]).end
        if end == End(0, b"", b"", True):
            yield value


def test_few_descriptors(shells: Shells, toolkit: Toolkit) -> None:
    """From the smallest number that suffices the shell up to one with which everything works."""
    enough = 64 if shells.script.name in ("xonsh", "nu") else 24
    # xonsh reads its parser's table in a thread, and with fewer fails by itself now and then.
    least = 12 if shells.script.name == "xonsh" else 3
    for limit in limits_that_suffice(shells, "n", iter(range(least, enough))):
        wrapper = under_limit("n", limit)
        stay = shells.run(True, wrapper, ["activate", "deactivate"])
        assert stay.end == End(0, b"", b"", True), f"ulimit -n {limit}"
    check_same(shells, toolkit, under_limit("n", enough))


def test_little_memory(shells: Shells) -> None:
    mebibytes = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128)
    for limit in limits_that_suffice(shells, "v", (count * 1024 for count in mebibytes)):
        stay = shells.run(True, under_limit("v", limit), ["activate", "deactivate"])
        assert stay.end == End(0, b"", b"", True), f"ulimit -v {limit}"
