"""Round trip: what a dialect writes for a value comes out of the real shell as the same bytes.

Hundreds of values go into one text, the shell evaluates it as it would the program's, and one child writes what it
sees. The shell stands in a folder whose files have the names that words of the text would match if they were patterns.

`tools/hostile` runs the same for ten minutes per shell.
"""

from __future__ import annotations

import itertools
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ces_testing.hostile_values import Values, may_be_refused, shown, shrink
from ces_testing.text_forms import FORMS, Form, environments, read_snapshot, run_shell, set_traps, write_texts

# tools/hostile asks for more of each.
MOST_VALUES = int(os.environ.get("CES_HOSTILE_VALUES", "2250"))
SECONDS = float(os.environ.get("CES_HOSTILE_SECONDS", "0"))
SEED = int(os.environ.get("CES_HOSTILE_SEED") or 1)

BATCH_VALUES = 150
BATCH_BYTES = 300_000
RUN_BATCHES = 5
"""One shell takes as many texts."""

NAME = re.compile(rb"V\d+(_PATH)?")


@dataclass(frozen=True)
class Text:
    """The values of one text, by the names of their variables, and those that the dialect refused."""

    values: dict[str, bytes]
    refused: set[str]

    @property
    def held(self) -> dict[bytes, bytes]:
        return {name.encode(): value for name, value in self.values.items() if name not in self.refused}


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


def write(form: Form, folder: Path, batches: Sequence[dict[str, bytes]]) -> list[Text]:
    """Files: 0.do, 0.undo, 1.do, …"""
    fields: list[bytes] = []
    for batch in batches:
        for name, value in batch.items():
            fields += [b"value", name.encode(), value]
        fields.append(b"end")
    answers = iter(write_texts(form, folder, fields))
    return [Text(batch, {name for name in batch if next(answers) == b"refused"}) for batch in batches]


def script_lines(form: Form, folder: Path, texts: int) -> Iterator[str]:
    """Files: 0.seen, 1.seen, … end.seen: what a child saw after each text, and after all were undone."""
    for number in range(texts):
        yield form.evaluate.format(folder / f"{number}.do")
        yield form.snapshot.format(folder / f"{number}.seen")
        yield form.evaluate.format(folder / f"{number}.undo")
    yield form.snapshot.format(folder / "end.seen")


def seen(folder: Path, name: str) -> dict[bytes, bytes] | None:
    snapshot = read_snapshot(folder / f"{name}.seen")
    return None if snapshot is None else {key: value for key, value in snapshot.items() if NAME.fullmatch(key)}


@dataclass(frozen=True)
class Fault:
    """What went wrong, in words, and with which values."""

    what: str
    values: list[bytes]


def fault_of(form: Form, folder: Path, batches: Sequence[dict[str, bytes]],
             environment: dict[str, str]) -> Fault | None:
    texts = write(form, folder, batches)
    for text in texts:
        for name, value in text.values.items():
            if (name in text.refused) != may_be_refused(form.dialect, form.form, value):
                return Fault(f"{name} is refused" if name in text.refused else f"{name} is not refused", [value])
    trap = folder / "trap"
    set_traps(trap, [folder / f"{number}.do" for number in range(len(texts))] if form.is_split else [])
    ending = run_shell(form, folder, list(script_lines(form, folder, len(texts))), environment, trap)
    for number, text in enumerate(texts):
        what = difference(seen(folder, str(number)), text.held)
        if what:
            return Fault(f"{what}; stderr: {ending[2][-200:]!r}", list(text.held.values()))
    # A trap of that name is a folder.
    was_executed = (trap / "pwned").is_file()
    if seen(folder, "end") != {} or was_executed or ending != (0, b"", b""):
        everything = [value for text in texts for value in text.held.values()]
        return Fault(f"left: {seen(folder, 'end')}, executed: {was_executed}, status, stdout, stderr: {ending}",
                     everything)
    return None


def difference(snapshot: dict[bytes, bytes] | None, held: dict[bytes, bytes]) -> str:
    """In words, empty if there is none."""
    if snapshot is None:
        return "no program starts any more"
    for name in held.keys() | snapshot.keys():
        if name not in snapshot:
            return f"{name!r} is not set"
        if snapshot[name] != held.get(name):
            return f"{name!r} is {shown(snapshot[name])}"
    return ""


def report(form: Form, folder: Path, fault: Fault, environment: dict[str, str]) -> str:
    """The fault, with as few and as short values as still show it."""

    def fault_with(values: list[bytes]) -> Fault | None:
        batch = {name_of(number): value for number, value in enumerate(values)}
        # Twice, since one name is a plain variable and the other a list.
        lists = {name_of(4 * number + 3): value for number, value in enumerate(values)} if len(values) == 1 else {}
        return fault_of(form, folder, [{**batch, **lists}], environment)

    head = f"{form.id}, seed {SEED}, {environment}: {fault.what}"
    if not fault_with(fault.values):
        return f"{head}\nIt does not happen with these values alone."
    values = shrink(fault.values, lambda some: bool(some and fault_with(some)))
    for number in range(len(values)):
        before, behind = values[:number], values[number + 1:]
        values[number] = shrink(values[number],
                                lambda part, before=before, behind=behind:  # type: ignore[misc]
                                bool(fault_with([*before, part, *behind])))
    small = fault_with(values)
    return "\n".join([head, f"shrunk: {small.what if small else 'gone'}", *map(shown, values)])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_values_come_back(form: Form, gbk: dict[str, str], tmp_path: Path) -> None:
    form.require()
    values = iter(Values(SEED))
    end = time.monotonic() + SECONDS
    count = 0
    turns = environments(gbk)
    while count < MOST_VALUES and (not SECONDS or time.monotonic() < end):
        share = itertools.islice(values, min(RUN_BATCHES * BATCH_VALUES, MOST_VALUES - count))
        batches = list(texts_of(share))
        environment = next(turns)
        fault = fault_of(form, tmp_path / "run", batches, environment)
        if fault:
            pytest.fail(report(form, tmp_path / "run", fault, environment), pytrace=False)
        count += sum(map(len, batches))
    print(f"\n{form.id}: {count} values, seed {SEED}")
