"""The ways in which text reaches each shell, and runs of a shell that evaluates texts which `write-texts` has made.

`write-texts` renders thousands of values by one call, so that a test needs no program for each of them. The shell
reads the text from a file where it would otherwise run the program.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ces_testing.shells import SHELLS

REPOSITORY = Path(__file__).resolve().parents[3]
NU = os.environ.get("CES_NU") or str(REPOSITORY / "build" / "nu" / "nu")
XONSH = os.environ.get("CES_XONSH") or str(REPOSITORY / "build" / "venv" / "bin" / "xonsh")

TIME_LIMIT = 300.0
"""Seconds for one shell, which needs a few; a machine may be busy."""


@dataclass(frozen=True)
class Form:
    """One way in which text reaches one shell."""

    shell: str
    name: str
    command: tuple[str, ...]
    dialect: str
    form: str
    evaluate: str
    """Evaluates the file {}, as a hook or a person does."""

    snapshot: str = "/usr/bin/env -0 > {}"
    evaluate_whole: str = ""
    """Evaluates the file {} with a hook's text, where that is not the same."""

    is_split: bool = False
    """The shell splits the text into words, and may take them for patterns."""

    keeps_environment: bool = True
    """The shell's children see a variable as the shell inherited it, whatever is in it."""

    @property
    def id(self) -> str:
        return f"{self.shell}-{self.name}"

    def require(self) -> None:
        """A missing shell is a failure, unless CES_ALLOW_MISSING names it."""
        if shutil.which(self.command[0]):
            return
        if self.shell in os.environ.get("CES_ALLOW_MISSING", "").replace(",", " ").split():
            pytest.skip(f"{self.shell} is not installed, and CES_ALLOW_MISSING names it")
        pytest.fail(f"{self.command[0]} is not installed; install it or name it in CES_ALLOW_MISSING")


def posix_forms(name: str, hook_dialect: str) -> list[Form]:
    command = SHELLS[name].command
    hook = "{{ text=\"$(/bin/cat {0})\"; }} 2>/dev/null || :\neval \"${{text:-}}\" || :\nunset text"
    quoted = 'eval "$(/bin/cat {})"'
    return [Form(name, "hook", command, hook_dialect, "hook", hook),
            Form(name, "quoted", command, name, "by-hand", quoted),
            Form(name, "unquoted", command, name, "by-hand", "eval $(/bin/cat {})", evaluate_whole=quoted,
                 is_split=True)]


_XONSH = (XONSH, "--no-rc")

FORMS = [
    *posix_forms("bash", "bash"), *posix_forms("dash", "sh"), *posix_forms("zsh", "zsh"), *posix_forms("ksh", "sh"),
    *posix_forms("ash", "sh"),
    Form("fish", "piped", SHELLS["fish"].command, "fish", "hook", "/bin/cat {} | source"),
    Form("tcsh", "backquoted", SHELLS["tcsh"].command, "tcsh", "hook", "eval `/bin/cat {}`", is_split=True),
    Form("xonsh", "hook", _XONSH, "xonsh", "hook",
         "exec(__import__('subprocess').check_output(['/bin/cat', '{}']), {{}})", keeps_environment=False),
    Form("xonsh", "by-hand", _XONSH, "xonsh", "by-hand", "execx($(/bin/cat {}))", keeps_environment=False),
    Form("nu", "json", (NU, "--no-config-file"), "nu", "hook",
         "let c = ^/bin/cat {} | from json; hide-env -i ...$c.unset; load-env $c.set; "
         "$env.PATH = $c.path? | default $env.PATH", "^/usr/bin/env -0 o> {}", keeps_environment=False),
    Form("elvish", "slurped", ("elvish", "-norc"), "elvish", "by-hand", "eval (/bin/cat {} | slurp)"),
]


def environments(gbk: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Those that the runs of a shell get in turn: UTF-8, C, and GBK, whose variables are given."""
    common = {"HOME": "/nonexistent", "PATH": "/usr/bin:/bin"}
    utf8 = {**common, "LANG": "C.UTF-8"}
    return itertools.cycle([utf8, {**common, "LANG": "C"}, {**utf8, **gbk}])


def write_texts(form: Form, folder: Path, fields: Sequence[bytes]) -> list[bytes]:
    """Make the folder anew and let the dialect write its texts there; see write_texts.cpp for the fields."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    program = os.environ.get("CES_WRITE_TEXTS")
    assert program, "set CES_WRITE_TEXTS to the built write-texts"
    done = subprocess.run([program, form.dialect, form.form, str(folder)],
                          input=b"".join(field + b"\0" for field in fields), capture_output=True, check=True)
    return done.stdout.split(b"\0")[:-1]


def run_shell(form: Form, folder: Path, lines: Sequence[str], environment: dict[bytes, bytes],
              cwd: Path) -> tuple[int, bytes, bytes]:
    """Run a script. The answer is the status, stdout and stderr."""
    script = folder / "script"
    script.write_text("\n".join([*lines, ""]))
    done = subprocess.run([*form.command, str(script)], env=environment, cwd=cwd, capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=TIME_LIMIT, check=False)
    return done.returncode, done.stdout, done.stderr


def read_snapshot(file: Path) -> dict[bytes, bytes] | None:
    """What a child of the shell saw; None if it could not be started."""
    if not file.exists() or not file.stat().st_size:
        return None
    entries = (entry.partition(b"=") for entry in file.read_bytes().split(b"\0") if entry)
    return {name: value for name, _, value in entries}


def set_traps(folder: Path, texts: Sequence[Path], most: int = 400) -> None:
    """Make files in the folder that words of the texts match, were they patterns: a `*` stands for an x."""
    folder.mkdir(exist_ok=True)
    words = itertools.chain.from_iterable(text.read_bytes().split() for text in texts)
    plain = bytes.maketrans(b"*?", b"xx")
    for word in itertools.islice((word for word in words if b"\\" in word or b"*" in word), most):
        name = word.replace(b"\\", b"").translate(plain).strip(b"/")
        if 0 < len(name) < 200 and b".." not in name:
            _make(folder / os.fsdecode(name))
    for name in ("export", "*", ";", "x;", "-n", "[ab]", "V0=x", "CUDA_HOME=x", "\\", "a"):
        _make(folder / name)


def _make(path: Path) -> None:
    with contextlib.suppress(NotADirectoryError, FileExistsError):  # another trap lies where this one would
        path.mkdir(parents=True, exist_ok=True)
