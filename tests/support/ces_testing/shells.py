"""Real shells, driven through conda's commands, with exact snapshots of what they hold.

A scenario is a list of steps. It becomes one script in the shell's own language, run without start-up files from a
fully given environment. `conda` is a function (an alias in tcsh) shaped as conda's own: it captures the emulator's
text in a command substitution, evaluates it inside a function and ends with a rehash, since hooks may lean on each
of these. After every step a child of the shell writes its whole environment to a file, NUL-separated, so that no
shell's echo stands between the value and the test.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ces_testing import conda_emulator

TIME_LIMIT = 60.0
"""Seconds for one shell; a scenario needs about one."""

Environment = dict[str, str]
"""Names and values; bytes that are not UTF-8 survive as surrogates."""


@dataclass(frozen=True)
class Step:
    """One thing a user does. Only the fields that the kind needs are set."""

    kind: str
    name: str = ""
    value: str = ""
    words: tuple[str, ...] = ()
    text: Mapping[str, str] = field(default_factory=dict)


def activate(environment_name: str) -> Step:
    return Step("conda", words=("activate", environment_name))


def stack(environment_name: str) -> Step:
    return Step("conda", words=("activate", "--stack", environment_name))


def deactivate() -> Step:
    return Step("conda", words=("deactivate",))


def reactivate() -> Step:
    """What conda does after it installed, updated or removed a package."""
    return Step("conda", words=("reactivate",))


def set_variable(name: str, value: str) -> Step:
    return Step("set", name, value)


def unset_variable(name: str) -> Step:
    return Step("unset", name)


def prepend(name: str, entry: str) -> Step:
    """Put an entry before the live value of a list."""
    return Step("prepend", name, entry)


def append(name: str, entry: str) -> Step:
    return Step("append", name, entry)


def run_command(*words: str) -> Step:
    """Run a program; its output is kept in `Result.outputs`."""
    return Step("run", words=words)


def enter() -> Step:
    """Start a shell of the same kind; the steps up to `leave` are done in it."""
    return Step("enter")


def leave() -> Step:
    """End the inner shell; what follows is done in the outer one again."""
    return Step("leave")


def in_language(**text: str) -> Step:
    """A piece of script, given per language: `sh`, `fish`, `csh`."""
    return Step("text", text=text)


def by_hand(program: Path, words: str = "") -> Step:
    """What people type to switch or to switch back; in a control run nobody does."""
    call = f"'{program}' {words}"
    return Step("ours", text={"sh": f'eval "$({call})"', "fish": f"{call} | source", "csh": f"eval `{call}`",
                              "xonsh": f"execx($({call}))"})


class Language:
    """How one family of shells writes each step."""

    name = ""
    suffix = ""
    status = "$?"

    def quote(self, value: str) -> str:
        raise NotImplementedError

    def prologue(self, root: Path) -> str:
        """Define `conda`."""
        raise NotImplementedError

    def step(self, step: Step, output: Path) -> str:
        words = " ".join(map(self.quote, step.words))
        match step.kind:
            case "conda":
                return f"conda {words}"
            case "set":
                return self.set_variable(step.name, step.value)
            case "unset":
                return self.unset_variable(step.name)
            case "prepend" | "append":
                return self.extend(step.name, step.value, at_end=step.kind == "append")
            case "run":
                return self.run(words, output)
            case "text" | "ours":
                return step.text.get(self.name, ":")
        raise ValueError(step.kind)

    def run(self, words: str, output: Path | None = None) -> str:
        """Run a program, given as quoted words."""
        return words if output is None else f"{words} > {self.quote(str(output))}"

    def set_variable(self, name: str, value: str) -> str:
        raise NotImplementedError

    def unset_variable(self, name: str) -> str:
        return f"unset {name}"

    def extend(self, name: str, entry: str, at_end: bool) -> str:
        raise NotImplementedError

    def record_status(self, number: int, file: Path) -> str:
        return f"echo {number} {self.status} >> {self.quote(str(file))}"

    def group(self, text: str, file: Path) -> str:
        """Run several commands with their output in one file."""
        return f"{{ {text}; }} > {self.quote(str(file))}"

    def snapshot(self, file: Path) -> str:
        return f"/usr/bin/env -0 > {self.quote(str(file))}"


class PosixLanguage(Language):
    name = "sh"
    suffix = ".sh"

    def quote(self, value: str) -> str:
        return "'" + value.replace("'", "'\\''") + "'"

    def prologue(self, root: Path) -> str:
        return """
__conda_exe() ( "$CONDA_EXE" "$@" )
__conda_hashr() {
    if [ -n "${ZSH_VERSION:+x}" ]; then
        \\rehash
    else
        \\hash -r
    fi
}
__conda_activate() {
    # ksh has no `local`, so that conda's own function fails there; people evaluate the text themselves.
    ! command -v local >/dev/null || \\local ask_conda
    ask_conda="$(PS1="${PS1:-}" __conda_exe shell.posix "$@")" || \\return
    \\eval "$ask_conda"
    command -v local >/dev/null || \\unset ask_conda
    __conda_hashr
}
conda() {
    __conda_activate "$@"
}
"""

    def set_variable(self, name: str, value: str) -> str:
        return f"export {name}={self.quote(value)}"

    def extend(self, name: str, entry: str, at_end: bool) -> str:
        if at_end:
            return f'export {name}="${{{name}:+${name}:}}"{self.quote(entry)}'
        return f'export {name}={self.quote(entry)}"${{{name}:+:${name}}}"'


class FishLanguage(Language):
    name = "fish"
    suffix = ".fish"
    status = "$status"

    def quote(self, value: str) -> str:
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def prologue(self, root: Path) -> str:
        return """
function conda --inherit-variable CONDA_EXE
    eval ($CONDA_EXE shell.fish $argv)
end
"""

    def group(self, text: str, file: Path) -> str:
        return f"begin; {text}; end > {self.quote(str(file))}"

    def set_variable(self, name: str, value: str) -> str:
        return f"set -gx {name} {self.quote(value)}"

    def unset_variable(self, name: str) -> str:
        return f"set -e {name}"

    def extend(self, name: str, entry: str, at_end: bool) -> str:
        words = (f"${name}", self.quote(entry)) if at_end else (self.quote(entry), f"${name}")
        return (f'if test -n "${name}"\nset -gx {name} {" ".join(words)}\n'
                f"else\nset -gx {name} {self.quote(entry)}\nend")


class CshLanguage(Language):
    name = "csh"
    suffix = ".csh"
    status = "$status"

    def quote(self, value: str) -> str:
        return "'" + value.replace("'", "'\\''").replace("!", "\\!") + "'"

    def prologue(self, root: Path) -> str:
        # An alias cannot hold a multi-line body, so conda's is a file that is sourced with arguments.
        command = root / "conda.csh"
        command.write_text("""
set ask_conda="`$CONDA_EXE shell.csh $argv:q`"
if ( $status != 0 ) exit 1
eval "${ask_conda}"
rehash
""", "utf-8")
        return f'alias conda source "{command}"'

    def group(self, text: str, file: Path) -> str:
        return f"{text} > {self.quote(str(file))}"  # csh has no groups; its listings are single commands

    def set_variable(self, name: str, value: str) -> str:
        return f"setenv {name} {self.quote(value)}"

    def unset_variable(self, name: str) -> str:
        return f"unsetenv {name}"

    def extend(self, name: str, entry: str, at_end: bool) -> str:
        joined = f'"${{{name}}}":{self.quote(entry)}' if at_end else f'{self.quote(entry)}:"${{{name}}}"'
        return (f"if (! $?{name}) setenv {name} ''\n"
                f'if ("${name}" == "") then\nsetenv {name} {self.quote(entry)}\n'
                f"else\nsetenv {name} {joined}\nendif")


LANGUAGES: dict[str, Language] = {language.name: language
                                  for language in (PosixLanguage(), FishLanguage(), CshLanguage())}


@dataclass(frozen=True)
class Shell:
    """A real shell: how it starts without any start-up file and how it lists what it holds."""

    name: str
    command: tuple[str, ...]
    language: Language
    listing: str
    """Text that prints everything but variables: functions, aliases, traps, options."""
    names: str
    """Text that prints at least the names of all variables."""

    @property
    def suffix(self) -> str:
        return self.language.suffix

    @property
    def is_posix(self) -> bool:
        return self.language.name == "sh"

    def require(self) -> None:
        """A missing shell is a failure, unless CES_ALLOW_MISSING names it."""
        if shutil.which(self.command[0]):
            return
        if self.name in re.split(r"[ ,]+", os.environ.get("CES_ALLOW_MISSING", "")):
            pytest.skip(f"{self.name} is not installed, and CES_ALLOW_MISSING names it")
        pytest.fail(f"{self.name} is not installed; install it or name it in CES_ALLOW_MISSING")


_SH, _FISH, _CSH = LANGUAGES["sh"], LANGUAGES["fish"], LANGUAGES["csh"]

# dash and busybox cannot list functions; these are the names that conda's own commands would call.
_CALLED_BY_CONDA = ("for __name in hash rehash alias eval export unset; do command -V $__name 2>/dev/null || :; done; "
                    "unset __name")

SHELLS: dict[str, Shell] = {shell.name: shell for shell in (
    Shell("bash", ("bash", "--norc", "--noprofile"), _SH,
          'declare -f; alias; trap -p; set +o; shopt; printf "%s\\n" "$-"', "compgen -v"),
    Shell("dash", ("dash",), _SH, f'{_CALLED_BY_CONDA}; alias; trap; set +o; printf "%s\\n" "$-"', "set"),
    Shell("zsh", ("zsh", "-f"), _SH, "functions; alias -L; trap; set +o", 'print -rl -- "${(@ko)parameters}"'),
    Shell("ksh", ("ksh",), _SH, f"typeset -f; {_CALLED_BY_CONDA}; alias; trap; set +o", "set"),
    Shell("ash", ("busybox", "ash"), _SH, f'{_CALLED_BY_CONDA}; alias; trap; set +o; printf "%s\\n" "$-"', "set"),
    Shell("fish", ("fish", "--no-config"), _FISH, "functions --all --names; functions --handlers; abbr", "set --names"),
    Shell("tcsh", ("tcsh", "-f"), _CSH, "alias", "set"),
)}

_NAME = re.compile(r"^([A-Za-z_]\w*)(?=$|[=\t ])", re.MULTILINE)


@dataclass
class Result:
    """What a scenario left behind, step by step. Step 0 is the shell before the first step."""

    returncode: int
    stdout: bytes
    stderr: bytes
    environments: list[Environment]
    statuses: dict[int, int]
    """By step; changes of a variable have none, as shells disagree about theirs."""

    outputs: dict[int, str]
    listing: str
    names: frozenset[str]
    complete: bool

    def require_quiet_success(self) -> None:
        """Nothing said, nothing failed, no step left out."""
        assert (self.returncode, self.stdout, self.stderr) == (0, b"", b"")
        assert not any(self.statuses.values()), f"statuses by step: {self.statuses}"
        assert self.complete, f"the shell ended after step {len(self.environments) - 1}"


# Shells keep their last command in `_`; ksh exports `_AST_FEATURES` to its children once it has looked something up.
_SHELLS_OWN = {"_", "_AST_FEATURES"}


def parse_environment(content: bytes) -> Environment:
    """The output of `env -0`, without what shells export for themselves."""
    pairs = (os.fsdecode(entry).split("=", 1) for entry in content.split(b"\0") if entry)
    return {name: value for name, value in pairs if name not in _SHELLS_OWN}


def spawn(shell: Shell, script: str, environment: Mapping[str, str], file: Path, cwd: Path) -> tuple[int, bytes, bytes]:
    """Run a script, kept in `file`, in its own process group, and end all of it at the time limit.

    The answer is the status, stdout and stderr.
    """
    shell.require()
    file.write_bytes(os.fsencode(script))
    process = subprocess.Popen([*shell.command, str(file)], env=dict(environment), cwd=cwd,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               start_new_session=True)
    try:
        stdout, stderr = process.communicate(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    return process.returncode, stdout, stderr


# conda run (conda's utils.py): a bash script activates, runs the command, and sources the deactivation hooks itself.
_CONDA_RUN = """
conda activate "$1"
shift
"$@"
status=$?
for hook in "$CONDA_PREFIX"/etc/conda/deactivate.d/*.sh; do
    if [ -r "$hook" ]; then . "$hook"; fi
done
exit $status
"""


@dataclass(frozen=True)
class Run:
    """What a shell's children saw at each snapshot, and how the shell ended."""

    status: int
    stdout: bytes
    stderr: bytes
    environments: list[Environment]

    def require_quiet_success(self) -> None:
        assert (self.status, self.stdout, self.stderr) == (0, b"", b"")


def run_lines(shell: Shell, lines: Sequence[str], environment: Mapping[str, str], folder: Path) -> Run:
    """Run lines with a snapshot before the first and behind each."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"environment.{number}" for number in range(len(lines) + 1)]
    steps = [text for line, file in zip(["", *lines], files, strict=True)
             for text in (line, shell.language.snapshot(file))]
    script = folder / f"script{shell.suffix}"
    status, stdout, stderr = spawn(shell, "\n".join([*steps, ""]), environment, script, folder)
    seen = [parse_environment(file.read_bytes()) for file in files if file.exists()]
    return Run(status, stdout, stderr, seen)


@dataclass(frozen=True)
class CondaRoot:
    """A folder in conda's place, with a `conda` that is the emulator."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> CondaRoot:
        (root / "bin").mkdir(parents=True)
        (root / "condabin").mkdir()
        executable = root / "bin" / "conda"
        # -I and -S: neither the environment under test nor installed packages may change what it prints.
        executable.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "{conda_emulator.__file__}" "{root}" "$@"\n')
        executable.chmod(0o755)
        runner = root / "bin" / "conda-run"
        runner.write_text(f"#!/bin/bash\n{LANGUAGES['sh'].prologue(root)}{_CONDA_RUN}", "utf-8")
        runner.chmod(0o755)
        return cls(root)

    def run_in(self, environment_name: str, *words: str) -> Step:
        """`conda run -n NAME WORDS`."""
        return run_command(str(self.root / "bin" / "conda-run"), environment_name, *words)

    def configure(self, envs_dirs: Sequence[Path], hidden_hooks: Sequence[str] = (), escape: bool = False,
                  engine: str = "conda") -> None:
        """See `conda_emulator`. The emulator reads this at each call; nothing in the shell tells of it."""
        config = {"envs_dirs": [str(folder) for folder in envs_dirs], "hidden_hooks": list(hidden_hooks),
                  "escape": escape, "engine": engine}
        (self.root / "emulator.json").write_text(json.dumps(config), "utf-8")

    def environment(self, home: Path, path: str) -> Environment:
        """A fresh login in which conda's start-up code has run."""
        executable = str(self.root / "bin" / "conda")
        return {"HOME": str(home), "PATH": f"{self.root}/condabin:{path}", "CONDA_SHLVL": "0",
                "CONDA_EXE": executable, "_CONDA_EXE": executable, "_CONDA_ROOT": str(self.root),
                "CONDA_PYTHON_EXE": sys.executable}


def run_scenario(shell: Shell, conda: CondaRoot, steps: Sequence[Step], environment: Mapping[str, str], folder: Path,
                 prologue: str = "") -> Result:
    """Run the steps in one shell; `prologue` comes before everything, for example `set -eu`.

    The files go to `folder`; the shell runs in the folder above it, so that runs beside each other are alike.
    """
    folder.mkdir(parents=True)
    (folder / "statuses").touch()  # zsh's NO_CLOBBER appends to no file that is not there
    script = _script(shell, conda, steps, folder, prologue)
    returncode, stdout, stderr = spawn(shell, script, environment, folder / f"script{shell.suffix}", folder.parent)
    return _collect(len(steps), folder, returncode, stdout, stderr)


def _script(shell: Shell, conda: CondaRoot, steps: Sequence[Step], folder: Path, prologue: str) -> str:
    language = shell.language
    beginning = [prologue, language.prologue(conda.root)]
    lines = [*beginning, language.snapshot(folder / "environment.0")]
    outer: list[list[str]] = []
    for number, step in enumerate(steps, 1):
        if step.kind == "enter":
            outer.append(lines)
            lines = [*beginning]
        elif step.kind == "leave":
            inner = folder / f"inner.{number}{shell.suffix}"
            inner.write_bytes(os.fsencode("\n".join([*lines, ""])))
            lines = [*outer.pop(), language.run(" ".join(map(language.quote, [*shell.command, str(inner)])))]
        else:
            lines.append(language.step(step, folder / f"output.{number}"))
        if step.kind in ("conda", "run"):
            lines.append(language.record_status(number, folder / "statuses"))
        lines.append(language.snapshot(folder / f"environment.{number}"))
    lines += [language.group(shell.listing, folder / "listing"), language.group(shell.names, folder / "names")]
    return "\n".join([*lines, ""])


def _collect(steps: int, folder: Path, returncode: int, stdout: bytes, stderr: bytes) -> Result:
    def read(name: str) -> bytes:
        file = folder / name
        return file.read_bytes() if file.exists() else b""

    files = [folder / f"environment.{number}" for number in range(steps + 1)]
    environments = [parse_environment(file.read_bytes()) for file in files if file.exists()]
    outputs = {number: os.fsdecode(read(f"output.{number}")) for number in range(1, steps + 1)
               if (folder / f"output.{number}").exists()}
    lines = [line.split() for line in read("statuses").splitlines()]
    statuses = {int(number): int(status) for number, status in lines}
    return Result(returncode, stdout, stderr, environments, statuses, outputs, os.fsdecode(read("listing")),
                  frozenset(_NAME.findall(os.fsdecode(read("names")))), complete=len(environments) == steps + 1)
