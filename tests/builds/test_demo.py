"""The command that the README shows first, in each shell it knows."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
LIMIT = 1200.0


@pytest.mark.parametrize("shell", ["bash", "zsh", "dash", "ksh", "fish", "tcsh"])
def test_the_demo_shows_the_switch_and_the_verdict(shell: str) -> None:
    result = subprocess.run(["tools/demo", shell], cwd=REPOSITORY, capture_output=True, text=True, timeout=LIMIT)
    assert result.returncode == 0, result.stdout + result.stderr
    shown = result.stdout
    assert f"the main job, in {shell}" in shown
    assert "/envs/cuda-13.0/pkgs/cuda-toolkit/bin/nvcc\n" in shown
    assert "Cuda compilation tools, release 13.0, V13.0.88" in shown
    assert "hello from CUDA 13.0" in shown
    assert "switched     yes" in shown
    assert "no difference" in shown
    assert "verdict      unsupported" in shown
    # One line on stderr names both versions and the remedy.
    told = [line for line in result.stderr.splitlines() if line.startswith("cuda-env-switch:")]
    assert len(told) == 1
    for part in ("CUDA 13.0", "580.65.06", "535.104.05", "cuda-version=12.2", "CES101"):
        assert part in told[0]


def test_the_demo_knows_which_shells_it_knows() -> None:
    result = subprocess.run(["tools/demo", "powershell"], cwd=REPOSITORY, capture_output=True, text=True)
    assert result.returncode == 2
    assert "bash" in result.stderr
