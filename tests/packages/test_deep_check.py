"""doctor --deep with NVIDIA's real nvcc: whole, it compiles, assembles and links; broken, it is told where."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ces_testing.prefixes import make_prefix
from ces_testing.toolkits import place

STEPS = ["nvcc", "compile", "assemble", "host", "link"]


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    prefix = make_prefix(tmp_path / "env")
    place("13.0", prefix)
    return prefix


def doctor(prefix: Path, stage: Path, **environment: str) -> tuple[int, dict]:
    folder = prefix.parent / "tmp"
    folder.mkdir(exist_ok=True)
    done = subprocess.run([stage / "bin" / "cuda-env-resolve", "doctor", "--deep", "--json"],
                          env={"PATH": "/usr/bin:/bin", "CONDA_PREFIX": str(prefix), "HOME": str(prefix.parent),
                               "TMPDIR": str(folder), **environment},
                          capture_output=True, text=True, timeout=300, check=False)
    assert done.stderr == ""
    assert list(folder.iterdir()) == [], "something was left behind"
    return done.returncode, json.loads(done.stdout)


def steps_of(answer: dict) -> dict[str, bool]:
    return {step["step"]: step["good"] for step in answer["deep"] if step["step"] != "nvidia-smi"}


def findings_of(answer: dict) -> dict[str, dict]:
    return {finding["code"]: finding for finding in answer["findings"] if finding["code"].startswith("CES7")}


def test_a_whole_toolkit_takes_every_step(prefix: Path, stage: Path) -> None:
    _, answer = doctor(prefix, stage)
    steps = steps_of(answer)
    assert list(steps)[:5] == STEPS
    assert all(steps[step] for step in STEPS), answer["deep"]
    # Without a GPU nothing is run; with one the program has to run.
    assert steps.get("run") in (None, True)
    assert findings_of(answer) == {}


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def without_cicc(home: Path) -> None:
    remove(home / "nvvm" / "bin" / "cicc")


def without_headers(home: Path) -> None:
    remove(home / "include" / "cuda_runtime.h")


def with_ptxas_that_may_not_run(home: Path) -> None:
    text = (home / "bin" / "ptxas").read_bytes()[:64]
    (home / "bin" / "ptxas").unlink()  # a link into the cache of toolkits must not be changed
    (home / "bin" / "ptxas").write_bytes(text)


def with_a_cicc_that_dies(home: Path) -> None:
    remove(home / "nvvm" / "bin" / "cicc")
    (home / "nvvm" / "bin" / "cicc").write_text("#!/bin/sh\nkill -SEGV $$\n")
    (home / "nvvm" / "bin" / "cicc").chmod(0o755)


def without_runtime_library(home: Path) -> None:
    for library in (home / "lib").glob("libcudart*"):
        library.unlink()


BREAKS = [
    (without_cicc, "compile", "CES702", "cicc"),
    (without_headers, "compile", "CES702", "cuda_runtime.h"),
    (with_a_cicc_that_dies, "compile", "CES702", "Segmentation fault"),
    (with_ptxas_that_may_not_run, "assemble", "CES703", "ptxas"),
    (without_runtime_library, "link", "CES705", "cudart"),
]


@pytest.mark.parametrize(("break_it", "step", "code", "word"), BREAKS, ids=[row[0].__name__ for row in BREAKS])
def test_a_broken_toolkit_is_told_where(break_it, step: str, code: str, word: str, prefix: Path, stage: Path) -> None:
    break_it(prefix / "pkgs" / "cuda-toolkit")
    status, answer = doctor(prefix, stage)
    assert status == 1
    steps = steps_of(answer)
    assert list(steps)[-1] == step or steps[step] is False, steps
    assert steps[step] is False
    assert all(steps[before] for before in STEPS[:STEPS.index(step)])
    found = findings_of(answer)
    assert list(found) == [code]
    assert word in found[code]["what"], found[code]["what"]
    assert found[code]["remedy"]


def test_a_host_compiler_that_is_not_taken_is_told(prefix: Path, stage: Path, tmp_path: Path) -> None:
    """A gcc of version 99, as nvcc's header sees it."""
    compiler = tmp_path / "gcc-99"
    compiler.write_text('#!/bin/sh\nexec /usr/bin/gcc -U__GNUC__ -D__GNUC__=99 "$@"\n')
    compiler.chmod(0o755)
    status, answer = doctor(prefix, stage, NVCC_PREPEND_FLAGS=f"-ccbin {compiler}")
    assert status == 1
    (finding,) = findings_of(answer).values()
    assert "unsupported GNU version" in finding["what"], finding
    assert "NVCC_CCBIN" in finding["remedy"]


def test_a_temporary_folder_that_cannot_be_written_is_told(prefix: Path, stage: Path) -> None:
    done = subprocess.run([stage / "bin" / "cuda-env-resolve", "doctor", "--deep", "--json"],
                          env={"PATH": "/usr/bin:/bin", "CONDA_PREFIX": str(prefix),
                               "TMPDIR": str(prefix / "conda-meta" / "history" / "no-folder")},
                          capture_output=True, text=True, timeout=120, check=False)
    assert "CES707" in findings_of(json.loads(done.stdout))


def test_without_deep_nothing_is_compiled(prefix: Path, stage: Path) -> None:
    without_cicc(prefix / "pkgs" / "cuda-toolkit")
    done = subprocess.run([stage / "bin" / "cuda-env-resolve", "doctor", "--json"],
                          env={"PATH": "/usr/bin:/bin", "CONDA_PREFIX": str(prefix), "HOME": os.devnull},
                          capture_output=True, text=True, timeout=120, check=False)
    answer = json.loads(done.stdout)
    assert answer["deep"] is None
    assert findings_of(answer) == {}
