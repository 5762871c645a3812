"""The table, and the picture for the README."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ces_bench.rows import FLOOR, Row


@dataclass(frozen=True)
class Line:
    """One row's rounds, in microseconds."""

    row: Row
    median: float
    spread: float
    """Half the distance between the quartiles."""
    ratio: float
    """Of the median to the floor's."""


def lines_of(rows: Sequence[Row], results: dict[str, list[float]]) -> list[Line]:
    """Sum up what was measured, in the order of the rows."""
    floor = statistics.median(results[FLOOR])
    lines = []
    for row in rows:
        rounds = results.get(row.name)
        if rounds:
            median = statistics.median(rounds)
            quartiles = statistics.quantiles(rounds, n=4) if len(rounds) > 1 else [median, median, median]
            lines.append(Line(row, median, (quartiles[2] - quartiles[0]) / 2, median / floor))
    return lines


def table(lines: Sequence[Line]) -> str:
    """The lines as a Markdown table."""
    text = "| in a bash loop | median | ± | × the static program | promised |\n| --- | ---: | ---: | ---: | ---: |\n"
    for line in lines:
        limit = f"≤ {line.row.limit}" if line.row.limit else ""
        mark = " **over**" if line.row.limit and line.ratio > line.row.limit else ""
        name = line.row.name.replace("|", "\\|")
        text += (f"| {name} | {_time(line.median)} | {_time(line.spread)} | {line.ratio:.2f}{mark} | {limit} |\n")
    return text


def _time(microseconds: float) -> str:
    return f"{microseconds / 1000:.2f} ms" if microseconds >= 10 else f"{microseconds:.1f} µs"


def picture(lines: Sequence[Line], path: Path) -> None:
    """Bars of the ratios, on a logarithmic scale, as SVG."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "cuda-env-switch"
    from matplotlib import pyplot

    shown = [line for line in lines if line.row.name != "nothing (:)"][::-1]
    colors = {"ours": "#76b900", "floor": "#888888", "peer": "#4477aa"}
    figure, axes = pyplot.subplots(figsize=(9, 0.32 * len(shown) + 1))
    axes.barh([line.row.name for line in shown], [line.ratio for line in shown],
              color=[colors[line.row.group] for line in shown])
    for number, line in enumerate(shown):
        axes.text(line.ratio * 1.05, number, f"{line.ratio:.2f}×", va="center", fontsize=8)
    axes.set_xscale("log")
    axes.set_xlabel("time, as a multiple of starting a static program that prints three lines")
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.15)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
