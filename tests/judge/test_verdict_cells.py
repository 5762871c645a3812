"""Every cell of toolkits and drivers: the C++ rules and the oracle's must agree."""

import os
import subprocess

import pytest
from verdict_oracle import Oracle


@pytest.fixture(scope="module")
def judge_cells():
    path = os.environ.get("CES_JUDGE_CELLS")
    assert path, "set CES_JUDGE_CELLS to the built judge-cells"

    def run(cells):
        text = "".join(f"{toolkit} {driver}\n" for toolkit, driver, _ in cells)
        done = subprocess.run([path], input=text, capture_output=True, text=True, timeout=60, check=True)
        return [tuple(line.split("\t")) for line in done.stdout.splitlines()]

    return run


def test_every_cell_agrees_with_the_oracle(judge_cells):
    cells = list(Oracle().cells())
    assert len(cells) > 20_000
    judged = judge_cells(cells)
    assert len(judged) == len(cells)
    wrong = [f"{is_[0]} on {is_[1]}: {is_[2]}, not {due[2]}" for is_, due in zip(judged, cells, strict=True)
             if is_ != due]
    assert not wrong, f"{len(wrong)} cells differ:\n" + "\n".join(wrong[:20])


def test_the_cells_show_every_verdict_that_is_given():
    verdicts = {verdict for _, _, verdict in Oracle().cells()}
    assert verdicts == {"native", "minor-version", "unsupported", "unknown"}


@pytest.mark.parametrize(
    ("toolkit", "driver", "verdict"),
    [
        ((11, 0), "450.51.05", "native"),
        ((12, 0), "525.53", "native"),
        ((12, 1), "525.53", "unsupported"),
        ((12, 1), "525.60.13", "minor-version"),
        ((10, 2), "440.33", "native"),
        ((10, 2), "440.32", "unsupported"),
        ((13, 5), "620", "minor-version"),
        ((14, 0), "615", "unsupported"),
        ((14, 0), "620", "unknown"),
    ],
)
def test_the_oracle_itself_knows_the_landmarks(toolkit, driver, verdict):
    assert Oracle().verdict(toolkit, driver) == verdict
