"""Byte strings that a path or a variable can be and that shells dislike, made from a seed; and what may be refused."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TypeVar

SPECIAL = [bytes([byte]) for byte in b" \t\n\r\"'`$\\!*?[]{}()~#;:%&|<>^=,@+-./"]

WORDS = [
    b"a", b"bc", b"/opt/x", b"$HOME", b"${HOME}", b"$(touch pwned)", b"`touch pwned`", b"~", b"~root", b":~", b"=~/x",
    b"!!", b"!$", b"!echo", b"{a,b}", b"{1..3}", b"[a-z]*", b"*", b"**/", b"?", b"\\", b"\\\\", b"\\n", b"\\n\\",
    b"\\'",
    b"'\\''", b"''", b'""', b"'''", b'"""', b"$'\\n'", b"%PATH%", b"%s", b"%n", b"%", b"%%", b"-n", b"-e", b"--", b"-x",
    b"; touch pwned", b"&& touch pwned", b"| touch pwned", b"#", b" #", b"#!", b"//", b"/../", b"/./", b".", b"..",
    b"::",
    b"@(1/0)", b"r#'x'#", b"(ls)", b"<(ls)", b"$((1))", b"$[1]", b"^a^b", b"EOF\n", b"\r\n", b"\n\n", b"\n;", b";\n",
    b"  ", b" \t ", b"\\ ", b"\\\n", b"\x01", b"\x07", b"\x08", b"\x1b[31m", b"\x1c", b"\x7f", b"\xc2\x85", b"\xc2\xa0",
    "ü".encode(), "码".encode(), "\U0001f600".encode(), "e\u0301".encode(), "\u2018\u2019".encode(), "\u202e".encode(),
    "\ufeff".encode(), "\uffff".encode(), b"\xff", b"\xfe\xff", b"\xc3", b"\xe7\xa0", b"\xed\xa0\x80", b"\xc0\x80",
    b"\x80",
    b"\xf4\x90\x80\x80", b"\x98", b"\x83", b"\x9b",
]

FOUND = [b"=-", b"=1", b"=0/x", b"=ls"]
"""What a shell takes for something else, and random values hardly ever are: tcsh's stack of folders, zsh's commands."""

TWO_BYTES = {
    "pipe": b"/opt/\xb0|touch pwned", "backslash": b"/opt/\xd5\\/x", "backslash at the end": b"/opt/\xd5\\",
    "backquote": b"/opt/\xd5`touch pwned`", "lead byte at the end": b"/opt/\xb0", "four bytes": b"/opt/\x810\x810\\ x",
    "UTF-8 and a semicolon": "/opt/码;touch pwned".encode(), "UTF-8 and a blank": "/opt/码 x".encode(),
    "UTF-8 and a quote": "/opt/软件's".encode(), "UTF-8 and a dollar": "/opt/码$(touch pwned)\"".encode(),
}
"""What takes a special character for the second byte of one that is none, or a part of one for special."""

KIB = 1024
LARGE = (4 * KIB, 32 * KIB, 64 * KIB, 100 * KIB, 127 * KIB)


class Values:
    """An endless stream of values; the same for the same seed. None holds NUL, which no variable can."""

    def __init__(self, seed: int, large_share: float = 0.004) -> None:
        self._random = random.Random(seed)
        self._large_share = large_share

    def __iter__(self) -> Iterator[bytes]:
        yield from FOUND
        while True:
            yield self.value()

    def value(self) -> bytes:
        choice = self._random.random()
        if choice < self._large_share:
            return self._large()
        if choice < 0.25:
            return self._bytes(self._random.randint(0, 24))
        if choice < 0.35:
            return self._random.choice(SPECIAL) * self._random.randint(1, 5)
        return self._words(self._random.randint(0, 8))

    def _bytes(self, count: int) -> bytes:
        return bytes(self._random.randint(1, 255) for _ in range(count))

    def _words(self, count: int) -> bytes:
        return b"".join(self._random.choice(self._random.choice((SPECIAL, WORDS))) for _ in range(count))

    def _large(self) -> bytes:
        size = self._random.choice(LARGE) + self._random.randint(-2, 2)
        unit = (self._words(self._random.randint(1, 8)) or b"x") + b"/folder" * self._random.choice((0, 1, 20))
        return (unit * (size // len(unit) + 1))[:size]


def is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def may_be_refused(dialect: str, form: str, value: bytes) -> bool:
    """Whether docs/shells.md lists the value as one that the shell cannot hold."""
    match dialect:
        case "tcsh":
            return b"\n" in value
        case "nu":
            return not is_utf8(value)
        case "sh" | "bash" | "zsh" | "dash" | "ksh" | "ash" | "fish" | "xonsh" | "elvish":
            return False
    raise ValueError(dialect)


Sliceable = TypeVar("Sliceable", bytes, list[bytes])


def shrink(value: Sliceable, fails: Callable[[Sliceable], bool]) -> Sliceable:
    """A small part of a value, or of several, that still fails: pieces are taken out as long as that is so."""
    step = max(len(value) // 2, 1)
    while step > 0:
        start = 0
        while start < len(value):
            shorter = value[:start] + value[start + step:]
            if fails(shorter):
                value = shorter
            else:
                start += step
        step //= 2
    return value


def shown(value: bytes) -> str:
    """A value in an error message."""
    return repr(value) if len(value) < 200 else f"{value[:80]!r}… ({len(value)} bytes)"
