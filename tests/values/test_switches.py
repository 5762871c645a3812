"""Whole switches with hostile prefixes and variables from before, in real shells, against a model of what comes out.

The program's part, the plan and its text, is made by `write-texts`, many switches at once; the shell evaluates it,
takes it back, and a child of the shell writes what it sees at each step. The model says what must be set and which
variables may be refused; it knows docs/shells.md and the limits, and shares no code with the program.
"""

from __future__ import annotations

import itertools
import os
import posixpath
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ces_testing.hostile_values import Values, may_be_refused, shown
from ces_testing.text_forms import FORMS, Form, environments, read_snapshot, run_shell, set_traps, write_texts

MOST_SWITCHES = int(os.environ.get("CES_HOSTILE_SWITCHES", "90"))
SEED = int(os.environ.get("CES_HOSTILE_SEED") or 1)

RUN_SWITCHES = 30
"""One shell makes as many."""

LONGEST = 64 * 1024
"""No exported string is made longer, its name included."""

RECORD = b"CUDA_ENV_SWITCH_STATE"
PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-")
POSIX = ("sh", "bash", "zsh", "dash", "ksh", "ash")
OURS = (b"CUDA_HOME", b"CUDA_PATH", b"CUDA_INC_PATH", b"LD_LIBRARY_PATH", b"PATH")

Variables = dict[bytes, bytes]


@dataclass(frozen=True)
class Switch:
    """What a shell holds, and the prefix whose toolkit it is switched to."""

    prefix: bytes
    layout: str
    variables: Variables

    @property
    def fields(self) -> list[bytes]:
        pairs = itertools.chain.from_iterable(self.variables.items())
        return [b"switch", self.prefix, self.layout.encode(), str(len(self.variables)).encode(), *pairs]

    def __str__(self) -> str:
        variables = "\n".join(f"  {name.decode()}={shown(value)}" for name, value in self.variables.items())
        return f"{self.layout} in {shown(self.prefix)} ({len(self.prefix)} bytes)\n{variables}"


class Switches:
    """An endless stream of them; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._values = Values(seed + 1, large_share=0.02)

    def __iter__(self) -> Iterator[Switch]:
        while True:
            prefix = posixpath.normpath(b"/" + self._values.value())
            layout = self._random.choice(("dev", "dev", "split"))
            if self._random.random() < 0.1:
                prefix = self._at_the_edge(layout)
            variables = {b"PATH": b":".join([prefix + b"/bin", *self._elements(), b"/usr/bin", b"/bin"])}
            self._maybe_set(variables, b"CUDA_HOME", self._values.value())
            self._maybe_set(variables, b"CUDA_PATH", self._values.value())
            self._maybe_set(variables, b"LD_LIBRARY_PATH", b":".join(self._elements()))
            if layout == "split":
                self._maybe_set(variables, b"CUDA_INC_PATH", self._values.value())
            # What is longer starts no program at all.
            if all(len(name) + len(value) < 128 * 1024 - 2 for name, value in variables.items()):
                yield Switch(prefix, layout, variables)

    def _maybe_set(self, variables: Variables, name: bytes, value: bytes) -> None:
        match self._random.randrange(10):
            case 0 | 1 | 2:
                pass
            case 3:
                variables[name] = b""
            case 4:
                variables[name] = self._sized(LONGEST - len(name) - 1 + self._random.randint(-3, 3))
            case _:
                variables[name] = value

    def _elements(self) -> list[bytes]:
        return [self._values.value() for _ in range(self._random.randint(0, 4))]

    def _at_the_edge(self, layout: str) -> bytes:
        """A prefix with which a variable is as long as may be, or one byte longer, or where the record is."""
        share = self._random.choice((1, 2, 3, 4, 6))
        behind = {"dev": b"CUDA_HOME=/pkgs/cuda-toolkit", "split": b"CUDA_HOME="}[layout]
        return b"/" + self._sized(LONGEST // share - len(behind) - 1 + self._random.randint(-2, 2))

    def _sized(self, size: int) -> bytes:
        unit = self._random.choice((b"x", b"x", b"folder/", b"\xff", b" ", "ü".encode()))
        return ((unit * (size // len(unit) + 1))[:size]).rstrip(b"/") + b"x" * (unit == b"folder/")


def encoded(value: bytes) -> bytes:
    """As the record has it, whose length counts."""
    return b"".join(bytes([byte]) if byte in PLAIN else b"+%02x" % byte for byte in value)


def elements(value: bytes) -> list[bytes]:
    return value.split(b":") if value else []


def count_of(value: bytes, element: bytes) -> int:
    wanted = posixpath.normpath(element)
    return sum(other != b"" and posixpath.normpath(other) == wanted for other in elements(value))


def is_referred_to(form: Form, now: bytes | None, is_list: bool) -> bool:
    """Whether the text says "what is there", rather than the value that is there."""
    return is_list and bool(now) and form.form == "by-hand" and form.dialect in POSIX


def exports(switch: Switch) -> list[tuple[bytes, bytes, bool]]:
    """Name, value, and whether the value goes in front of a list."""
    if switch.layout == "split":
        include = posixpath.join(switch.prefix, b"targets/x86_64-linux/include")
        return [(b"CUDA_HOME", switch.prefix, False), (b"CUDA_PATH", switch.prefix, False),
                (b"CUDA_INC_PATH", include, False)]
    root = posixpath.join(switch.prefix, b"pkgs/cuda-toolkit")
    return [(b"CUDA_HOME", root, False), (b"CUDA_PATH", root, False), (b"PATH", root + b"/bin", True),
            (b"LD_LIBRARY_PATH", root + b"/lib64", True)]


def expected(form: Form, switch: Switch) -> tuple[Variables, list[bytes]]:
    """What the shell holds once it is switched, but for the record, and the names of what was refused."""
    after = dict(switch.variables)
    refused: list[bytes] = []
    owner = encoded(switch.prefix)
    bins = count_of(switch.variables[b"PATH"], posixpath.join(switch.prefix, b"bin"))
    record = b"1:on:" + owner + (b"" if bins == 1 else b",%d" % bins)
    for name, wanted, is_list in exports(switch):
        now = switch.variables.get(name)
        if is_list and elements(now or b"")[:1] == [wanted]:
            continue
        value = wanted + b":" + now if is_list and now else wanted
        before = b"u" if now is None else b"e" if not now else b"v" + (b"" if is_list else encoded(now))
        item = b":" + b",".join([name, b"add" if is_list else b"set", before, encoded(wanted)])
        if is_list:
            item += b",%d" % count_of(now or b"", wanted)
        written = [wanted] if is_referred_to(form, now, is_list) else [value, now or b""]
        if (is_list and b":" in wanted
                or any(may_be_refused(form.dialect, form.form, part) for part in written)
                or len(name) + 1 + len(value) > LONGEST
                or len(RECORD) + 1 + len(record + item + b":.") > LONGEST):
            refused.append(name)
        else:
            record += item
            after[name] = value
    return after, refused


def ours(snapshot: Variables | None) -> Variables:
    assert snapshot is not None, "no program starts any more"
    return {name: snapshot[name] for name in OURS if name in snapshot}


def check(form: Form, folder: Path, number: int, switch: Switch, refused: list[bytes]) -> None:
    before = ours(read_snapshot(folder / f"{number}.before"))
    assert before == switch.variables, "the shell did not come to hold the variables"
    after, due = expected(form, switch)
    assert refused == due
    snapshot = read_snapshot(folder / f"{number}.after")
    assert ours(snapshot) == after
    assert (RECORD in (snapshot or {})) == (len(due) < len(exports(switch)))
    undone = read_snapshot(folder / f"{number}.undone")
    assert ours(undone) == before
    assert RECORD not in (undone or {})


def run(form: Form, folder: Path, switches: Sequence[Switch], environment: dict[str, str],
        does_inherit: bool) -> str:
    """What is wrong, empty if nothing is. With `does_inherit` the first switch's variables are there from the start."""
    answers = write_texts(form, folder, [field for switch in switches for field in switch.fields])
    lines = []
    for number in range(len(switches)):
        if number > 0 or not does_inherit:
            lines.append((form.evaluate_whole or form.evaluate).format(folder / f"{number}.setup"))
        lines += [form.snapshot.format(folder / f"{number}.before"), form.evaluate.format(folder / f"{number}.do"),
                  form.snapshot.format(folder / f"{number}.after"), form.evaluate.format(folder / f"{number}.undo"),
                  form.snapshot.format(folder / f"{number}.undone")]
    trap = folder / "trap"
    set_traps(trap, [folder / f"{number}.do" for number in range(len(switches))] if form.is_split else [])
    start = {os.fsencode(name): value.encode() for name, value in environment.items()}
    ending = run_shell(form, folder, lines, {**start, **(switches[0].variables if does_inherit else {})}, trap)
    for number, switch in enumerate(switches):
        try:
            check(form, folder, number, switch, answers[number].split())
        except AssertionError as error:
            return f"{form.id}, seed {SEED}, {environment}, inherited: {does_inherit and number == 0}\n" \
                   f"{switch}\n{error}\nstderr: {ending[2][-300:]!r}"
    if ending != (0, b"", b"") or (trap / "pwned").is_file():
        return f"{form.id}, seed {SEED}: status, stdout, stderr: {ending}; executed: {(trap / 'pwned').is_file()}"
    return ""


def keeps_path(form: Form, switch: Switch) -> bool:
    """Whether the shell's children see PATH as it is: fish makes an empty element ".", nu expands a leading "~"."""
    path = elements(switch.variables[b"PATH"])
    return not (form.shell == "fish" and b"" in path or
                form.shell == "nu" and any(element.startswith(b"~") for element in path))


def inherits(form: Form, switch: Switch, environment: dict[str, str]) -> bool:
    """Whether a child of the shell sees the variables as the shell got them. In the locale C fish takes a PATH for
    Latin-1, and then goes over to UTF-8."""
    is_fish_in_c = form.shell == "fish" and environment["LANG"] == "C"
    return form.keeps_environment and (not is_fish_in_c or all(map(bytes.isascii, switch.variables.values())))


def can_be_set_up(form: Form, switch: Switch) -> bool:
    return not any(may_be_refused(form.dialect, "hook", value) for value in switch.variables.values())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_switches_come_and_go(form: Form, gbk: dict[str, str], tmp_path: Path) -> None:
    form.require()
    stream = filter(lambda switch: keeps_path(form, switch), Switches(SEED))
    turns = environments(gbk)
    for _ in range(0, MOST_SWITCHES, RUN_SWITCHES):
        candidates = (switch for switch in stream if can_be_set_up(form, switch))
        switches = list(itertools.islice(candidates, RUN_SWITCHES))
        environment = next(turns)
        candidate = next(stream)
        can_inherit = inherits(form, candidate, environment)
        if can_inherit:
            switches[0] = candidate  # one that need not be set up
        wrong = run(form, tmp_path / "run", switches, environment, can_inherit)
        if wrong:
            pytest.fail(wrong, pytrace=False)
    print(f"\n{form.id}: {MOST_SWITCHES} switches, seed {SEED}")
