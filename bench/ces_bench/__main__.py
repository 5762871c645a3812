"""python -m ces_bench: measure, and print the table."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from ces_bench import counts, loop, processes, report, rows, world

BENCH = world.REPOSITORY / "bench"


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description="Measure what an activation costs.")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of every row, interleaved [15]")
    parser.add_argument("--iterations", type=int, help="iterations of a round, instead of each row's own")
    parser.add_argument("--only", default="", help="only the rows whose name holds this, and the floor")
    parser.add_argument("--no-files", action="store_true", help="leave bench/results.* as they are")
    return parser.parse_args(arguments)


def chosen_rows(made: world.World, only: str) -> list[rows.Row]:
    chosen = []
    for row in rows.all_rows(made):
        missing = rows.what_is_missing(row)
        if missing:
            print(f"left out: {row.name}: {missing} is not installed", file=sys.stderr)
        elif only in row.name or row.name == rows.FLOOR:
            chosen.append(row)
    return chosen


def print_counts(made: world.World) -> dict[str, object]:
    """Instructions, system calls, processes and memory of the hot commands."""
    found = {}
    print("\n| one call | instructions | system calls | processes | peak memory |\n| --- | ---: | ---: | ---: | ---: |")
    for name, prefix in (("cudatoolkit-dev", made.layout_a), ("split packages", made.layout_b),
                         ("with a pin", made.pinned), ("with a configuration file", made.configured)):
        result = counts.count(prefix, ["activate", "--shell", "bash", "--set", ",,,"])
        found[name] = asdict(result)
        print(f"| activate, {name} | {result.instructions} | {result.system_calls} | {result.processes} "
              f"| {result.peak_kibibytes} KiB |")
    return found


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    with tempfile.TemporaryDirectory(prefix="ces-bench-") as folder:
        made = world.make_world(Path(folder))
        chosen = chosen_rows(made, options.only)
        if options.iterations:
            chosen = [rows.Row(**{**vars(row), "iterations": options.iterations}) for row in chosen]
        results = loop.measure(chosen, options.rounds, lambda text: print(text, file=sys.stderr))
        lines = report.lines_of(chosen, results)
        print(report.table(lines), end="")
        whole = processes.measure(made)
        print(processes.table(whole), end="")
        counted = print_counts(made)
        if not options.no_files:
            numbers = {"microseconds": results, "processes": whole, "counts": counted}
            (BENCH / "results.json").write_text(json.dumps(numbers, indent=1) + "\n", "utf-8")
            report.picture(lines, BENCH / "results.svg")
    over = [line.row.name for line in lines if line.row.limit and line.ratio > line.row.limit]
    print(f"\nover what is promised: {', '.join(over) or 'nothing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
