"""Round trip: what a dialect writes for a value comes out of the real shell as the same bytes.

Hundreds of values go into one text, the shell evaluates it as it would the program's, and one child writes what it
sees. The shell stands in a folder whose files have the names that words of the text would match if they were patterns.

`tools/hostile` runs the same for ten minutes per shell.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ces_testing.hostile_values import Values, may_be_refused, shown, shrink
from ces_testing.shells import SHELLS as BASIC_SHELLS

REPOSITORY = Path(__file__).resolve().parents[2]

# tools/hostile asks for more of each.
MOST_VALUES = int(os.environ.get("CES_HOSTILE_VALUES", "1500"))
SECONDS = float(os.environ.get("CES_HOSTILE_SECONDS", "0"))
SEED = int(os.environ.get("CES_HOSTILE_SEED") or random.SystemRandom().randrange(10**9))

BATCH_VALUES = 150
BATCH_BYTES = 300_000
RUN_BATCHES = 5
"""One shell takes as many texts."""

TIME_LIMIT = 300.0
"""Seconds for one shell, which needs about one; a machine may be busy."""

MOST_TRAPS = 400

NAME = re.compile(rb"V\d+(_PATH)?")


@dataclass(frozen=True)
class Form:
    """One way in which text reaches one shell."""

    shell: str
    name: str
    command: tuple[str, ...]
    dialect: str
    form: str
    evaluate: str
    """Evaluates the file {}."""
    snapshot: str = "/usr/bin/env -0 > {}"

    is_split: bool = False
    """The shell splits the text into words, and may take them for patterns."""

    @property
    def id(self) -> str:
        return f"{self.shell}-{self.name}"

    def require(self) -> None:
        if not shutil.which(self.command[0]):
            if self.shell in os.environ.get("CES_ALLOW_MISSING", "").replace(",", " ").split():
                pytest.skip(f"{self.shell} is not installed, and CES_ALLOW_MISSING names it")
            pytest.fail(f"{self.command[0]} is not installed; install it or name it in CES_ALLOW_MISSING")


def posix_forms(name: str) -> list[Form]:
    command = BASIC_SHELLS[name].command
    hook = "{{ text=\"$(/bin/cat {0})\"; }} 2>/dev/null || :\neval \"${{text:-}}\" || :\nunset text"
    return [Form(name, "hook", command, "zsh" if name == "zsh" else "sh", "hook", hook),
            Form(name, "quoted", command, name, "by-hand", 'eval "$(/bin/cat {})"'),
            Form(name, "unquoted", command, name, "by-hand", "eval $(/bin/cat {})", is_split=True)]


NU = os.environ.get("CES_NU") or str(REPOSITORY / "build" / "nu" / "nu")
XONSH = os.environ.get("CES_XONSH") or str(REPOSITORY / "build" / "venv" / "bin" / "xonsh")

FORMS = [
    *itertools.chain.from_iterable(map(posix_forms, ("bash", "dash", "zsh", "ksh", "ash"))),
    Form("fish", "piped", BASIC_SHELLS["fish"].command, "fish", "hook", "/bin/cat {} | source"),
    Form("tcsh", "backquoted", BASIC_SHELLS["tcsh"].command, "tcsh", "hook", "eval `/bin/cat {}`", is_split=True),
    Form("xonsh", "hook", (XONSH, "--no-rc"), "xonsh", "hook",
         "exec(__import__('subprocess').check_output(['/bin/cat', '{}']), {{}})"),
    Form("xonsh", "by-hand", (XONSH, "--no-rc"), "xonsh", "by-hand", "execx($(/bin/cat {}))"),
    Form("nu", "json", (NU, "--no-config-file"), "nu", "hook",
         "let c = ^/bin/cat {} | from json; hide-env -i ...$c.unset; load-env $c.set", "^/usr/bin/env -0 o> {}"),
    Form("elvish", "slurped", ("elvish", "-norc"), "elvish", "by-hand", "eval (/bin/cat {} | slurp)"),
]


@dataclass(frozen=True)
class Text:
    """The values of one text, by the names of their variables, and those that the dialect refused."""

    values: dict[str, bytes]
    refused: set[str]

    @property
    def held(self) -> dict[str, bytes]:
        return {name: value for name, value in self.values.items() if name not in self.refused}


def name_of(number: int) -> str:
    """Every fourth variable is a list, as those are that end in PATH."""
    return f"V{number}_PATH" if number % 4 == 3 else f"V{number}"


def texts_of(values: Iterator[bytes]) -> Iterator[dict[str, bytes]]:
    """Values in texts of a sensible size, by name."""
    batch: dict[str, bytes] = {}
    size = 0
    for value in values:
        batch[name_of(len(batch))] = value
        size += len(value)
        if len(batch) == BATCH_VALUES or size > BATCH_BYTES:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


class Run:
    """One shell that evaluates a few texts, in a folder of its own."""

    def __init__(self, form: Form, folder: Path) -> None:
        self._form = form
        self._folder = folder
        self._trap = folder / "trap"

    def write(self, batches: Sequence[dict[str, bytes]]) -> list[Text]:
        """Let the dialect write the texts. Files: 0.do, 0.undo, 1.do, …"""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._trap.mkdir(parents=True)
        fields: list[bytes] = []
        for batch in batches:
            for name, value in batch.items():
                fields += [b"value", name.encode(), value]
            fields.append(b"end")
        program = os.environ.get("CES_WRITE_TEXTS")
        assert program, "set CES_WRITE_TEXTS to the built write-texts"
        done = subprocess.run([program, self._form.dialect, self._form.form, str(self._folder)],
                              input=b"".join(field + b"\0" for field in fields), capture_output=True, check=True)
        answers = iter(done.stdout.split(b"\0"))
        return [Text(batch, {name for name in batch if next(answers) == b"refused"}) for batch in batches]

    def set_traps(self, texts: int) -> None:
        """Make files that words of the text match as patterns: with a backslash taken for none, `*` for an x."""
        plain = bytes.maketrans(b"*?", b"xx")
        words = itertools.chain.from_iterable((self._folder / f"{number}.do").read_bytes().split()
                                              for number in range(texts))
        for word in itertools.islice((word for word in words if b"\\" in word or b"*" in word), MOST_TRAPS):
            name = word.replace(b"\\", b"").translate(plain).strip(b"/")
            if 0 < len(name) < 200 and b".." not in name:
                self._make(os.fsdecode(name))
        for name in ("export", "*", ";", "x;", "-n", "[ab]", "V0=x", "\\", "a"):
            self._make(name)

    def _make(self, name: str) -> None:
        path = self._trap / name
        try:
            path.mkdir(parents=True, exist_ok=True)
        except (NotADirectoryError, FileExistsError):
            pass  # another trap lies where this one would

    def go(self, texts: int, environment: dict[str, str]) -> tuple[int, bytes, bytes]:
        """Run the shell. Files: 0.seen, 1.seen, …: what a child saw after each text."""
        form = self._form
        lines = []
        for number in range(texts):
            file = f"{self._folder}/{number}"
            lines += [form.evaluate.format(f"{file}.do"), form.snapshot.format(f"{file}.seen"),
                      form.evaluate.format(f"{file}.undo")]
        lines.append(form.snapshot.format(f"{self._folder}/end.seen"))
        script = self._folder / "script"
        script.write_text("\n".join([*lines, ""]))
        done = subprocess.run([*form.command, str(script)], env=environment, cwd=self._trap, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=TIME_LIMIT, check=False)
        return done.returncode, done.stdout, done.stderr

    def seen(self, name: str) -> dict[str, bytes] | None:
        """The test's variables after a text; None if no program could be started any more."""
        file = self._folder / f"{name}.seen"
        if not file.exists() or not file.stat().st_size:
            return None
        entries = (entry.partition(b"=") for entry in file.read_bytes().split(b"\0"))
        return {key.decode(): value for key, _, value in entries if NAME.fullmatch(key)}

    @property
    def was_hit(self) -> bool:
        """Whether a value was executed; a trap of that name is a folder."""
        return (self._trap / "pwned").is_file()


ENVIRONMENTS = [{"HOME": "/nonexistent", "PATH": "/usr/bin:/bin", "LANG": locale} for locale in ("C.UTF-8", "C")]


@dataclass(frozen=True)
class Fault:
    """What went wrong, in words, and with which values."""

    what: str
    values: list[bytes]


def fault_of(form: Form, folder: Path, batches: Sequence[dict[str, bytes]],
             environment: dict[str, str]) -> Fault | None:
    run = Run(form, folder)
    texts = run.write(batches)
    for text in texts:
        for name, value in text.values.items():
            if (name in text.refused) != may_be_refused(form.dialect, form.form, value):
                return Fault(f"{name} is refused" if name in text.refused else f"{name} is not refused", [value])
    if form.is_split:
        run.set_traps(len(texts))
    ending = run.go(len(texts), environment)
    for number, text in enumerate(texts):
        what = difference(run.seen(str(number)), text.held)
        if what:
            return Fault(f"{what}; stderr: {ending[2][-200:]!r}", list(text.held.values()))
    if run.seen("end") != {} or run.was_hit or ending != (0, b"", b""):
        everything = [value for text in texts for value in text.held.values()]
        return Fault(f"left: {run.seen('end')}, executed: {run.was_hit}, status, stdout, stderr: {ending}", everything)
    return None


def difference(seen: dict[str, bytes] | None, held: dict[str, bytes]) -> str:
    """In words, empty if there is none."""
    if seen is None:
        return "no program starts any more"
    for name in held.keys() | seen.keys():
        if name not in seen:
            return f"{name} is not set"
        if seen[name] != held.get(name):
            return f"{name} is {shown(seen[name])}"
    return ""


def report(form: Form, folder: Path, fault: Fault, environment: dict[str, str]) -> str:
    """The fault, with as few and as short values as still show it."""

    def fault_with(values: list[bytes]) -> Fault | None:
        batch = {name_of(number): value for number, value in enumerate(values)}
        # Twice, since one name is a plain variable and the other a list.
        lists = {name_of(4 * number + 3): value for number, value in enumerate(values)} if len(values) == 1 else {}
        return fault_of(form, folder, [{**batch, **lists}], environment)

    head = f"{form.id}, seed {SEED}, LANG={environment['LANG']}: {fault.what}"
    if not fault_with(fault.values):
        return f"{head}\nIt does not happen with these values alone."
    values = shrink(fault.values, lambda some: bool(some and fault_with(some)))
    for number in range(len(values)):
        values[number] = shrink(values[number],
                                lambda part: bool(fault_with([*values[:number], part, *values[number + 1:]])))
    small = fault_with(values)
    return "\n".join([head, f"shrunk: {small.what if small else 'gone'}", *map(shown, values)])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_values_come_back(form: Form, tmp_path: Path) -> None:
    form.require()
    values = iter(Values(SEED))
    end = time.monotonic() + SECONDS
    count = 0
    environments = itertools.cycle(ENVIRONMENTS)
    while count < MOST_VALUES and (not SECONDS or time.monotonic() < end):
        share = itertools.islice(values, min(RUN_BATCHES * BATCH_VALUES, MOST_VALUES - count))
        batches = list(texts_of(share))
        environment = next(environments)
        fault = fault_of(form, tmp_path / "run", batches, environment)
        if fault:
            pytest.fail(report(form, tmp_path / "run", fault, environment), pytrace=False)
        count += sum(map(len, batches))
    print(f"\n{form.id}: {count} values, seed {SEED}")
