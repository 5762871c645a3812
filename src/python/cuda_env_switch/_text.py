"""Text for people: what a path or a value holds must neither break a line nor act on a page."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence


def printable(text: str) -> str:
    """The text for one line: control characters, and bytes that were not UTF-8, as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def escaped(text: str) -> str:
    """The text for a page: nothing in it is taken for markup."""
    return html.escape(printable(text))


def html_text(text: str) -> str:
    """Lines of plain text, laid out as they are."""
    return f"<pre>{chr(10).join(map(escaped, text.splitlines()))}</pre>"


def html_table(rows: Iterable[Sequence[str]], header: Sequence[str] = ()) -> str:
    """A table of plain text; the first cell of a row is its name."""
    head = "".join(f"<th>{escaped(cell)}</th>" for cell in header)
    body = "".join(f"<tr>{_html_cells(row)}</tr>" for row in rows)
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"


def _html_cells(row: Sequence[str]) -> str:
    name, *others = row
    cells = "".join(f'<td style="text-align: left">{escaped(cell)}</td>' for cell in others)
    return f'<th style="text-align: left">{escaped(name)}</th>{cells}'
