"""Every cell of toolkits, drivers, GPUs and compilers: the C++ rules and the oracle's must agree."""

import os
import subprocess

import pytest
from verdict_oracle import Oracle

QUESTIONS = {
    "verdicts": (Oracle.cells, 40_000),
    "verdicts with GPUs and packages": (Oracle.cells_with_gpus_and_packages, 100_000),
    "verdicts with every package": (Oracle.cells_of_packages, 100_000),
    "targets": (Oracle.cells_of_targets, 900),
    "driving": (Oracle.cells_of_driving, 7_000),
    "compilers": (Oracle.cells_of_compilers, 4_500),
}


@pytest.fixture(scope="module")
def judge_cells():
    path = os.environ.get("CES_JUDGE_CELLS")
    assert path, "set CES_JUDGE_CELLS to the built judge-cells"

    def run(what, questions):
        done = subprocess.run([path, what], input="".join(f"{question}\n" for question in questions),
                              capture_output=True, text=True, timeout=300, check=True)
        return done.stdout.splitlines()

    return run


@pytest.mark.parametrize("what", QUESTIONS)
def test_every_cell_agrees_with_the_oracle(judge_cells, what):
    make_cells, least = QUESTIONS[what]
    cells = list(make_cells(Oracle()))
    assert len(cells) >= least
    judged = judge_cells(what.split()[0], [question for question, _ in cells])
    assert len(judged) == len(cells)
    wrong = [f"{is_}, not {due}" for is_, (question, due) in zip(judged, cells, strict=True)
             if is_ != f"{question} {due}"]
    assert not wrong, f"{len(wrong)} cells differ:\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize("what", QUESTIONS)
def test_the_cells_show_every_answer_that_is_given(what):
    answers = {answer for _, answer in QUESTIONS[what][0](Oracle())}
    assert answers == {
        "verdicts": {"native", "minor-version", "unsupported", "unknown"},
        "verdicts with GPUs and packages": {"native", "minor-version", "forward-compat", "unsupported", "unknown"},
        "verdicts with every package": {"native", "minor-version", "forward-compat", "unsupported"},
        "targets": {"native", "ptx-only", "too-new", "unknown"},
        "driving": {"driven", "dropped", "driver-too-old", "unknown"},
        "compilers": {"fits", "too-new", "too-old", "unknown"},
    }[what]


def test_the_cells_are_those_of_every_release_and_every_branch():
    oracle = Oracle()
    assert (oracle.toolkits[0], oracle.toolkits[-1]) == ((8, 0), (13, 4))
    assert (oracle.branches()[0], oracle.branches()[-1]) == (361, 615)
    questions = {tuple(question.split()[:2]) for question, _ in oracle.cells()}
    missing = [(release, branch) for release in oracle.releases for branch in range(361, 616)
               if (release, f"{branch}.10") not in questions]
    missing += [(toolkit, branch) for toolkit in oracle.toolkits for branch in range(361, 616)
                if (f"{toolkit[0]}.{toolkit[1]}", str(branch)) not in questions]
    assert not missing


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


def test_the_oracle_itself_knows_gpus_and_compilers():
    oracle = Oracle()
    assert oracle.target((13, 0), "7.0") == "too-new"
    assert oracle.target((11, 7), "9.0") == "ptx-only"
    assert oracle.driving(495, "3.5") == "dropped"
    assert oracle.compiler("11.4.0", "gcc", 11) == "too-new"
    assert oracle.compiler("11.4.1", "gcc", 11) == "fits"
    assert oracle.verdict((13, 0), "580.65.06", ("7.0", "data-center")) == "unsupported"
