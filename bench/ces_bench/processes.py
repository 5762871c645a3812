"""Whole processes, without a shell around them, as hyperfine times them."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from ces_bench.world import World

RUNS = 1000
WARM_UP = 100


def commands(world: World) -> dict[str, list[str]]:
    """What is timed, by name; the floor first."""
    def ours(prefix: Path, *words: str) -> list[str]:
        return ["env", "-i", f"CONDA_PREFIX={prefix}", "CONDA_SHLVL=1", f"PATH={prefix}/bin:/usr/bin:/bin",
                str(prefix / "bin" / "cuda-env-resolve"), *words]

    activate = ("activate", "--shell", "bash", "--set", ",,,")
    return {
        "a static program that prints three lines": ["env", "-i", str(world.static_exports)],
        "activate, cudatoolkit-dev": ours(world.layout_a, *activate),
        "activate, split packages": ours(world.layout_b, *activate),
        "activate, with a configuration file": ours(world.configured, *activate),
        "activate, dynamically linked": ours(world.dynamic, *activate),
        "status": ours(world.layout_a, "status"),
    }


def measure(world: World) -> dict[str, tuple[float, float]]:
    """The mean and its deviation for each, in microseconds; nothing where hyperfine is not installed."""
    if shutil.which("hyperfine") is None:
        return {}
    timed = commands(world)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.json"
        subprocess.run(["hyperfine", "-N", "--style", "none", "--warmup", str(WARM_UP), "--runs", str(RUNS),
                        "--export-json", str(results), *(" ".join(command) for command in timed.values())],
                       check=True, stdout=subprocess.DEVNULL, timeout=600)
        found = json.loads(results.read_text("utf-8"))["results"]
    return {name: (1e6 * result["median"], 1e6 * result["stddev"])
            for name, result in zip(timed, found, strict=True)}


def table(measured: dict[str, tuple[float, float]]) -> str:
    """The processes as a Markdown table, empty if nothing was measured."""
    if not measured:
        return ""
    floor = next(iter(measured.values()))[0]
    text = "\n| a whole process (hyperfine) | median | ± | × the static program |\n| --- | ---: | ---: | ---: |\n"
    for name, (median, deviation) in measured.items():
        text += f"| {name} | {median:.0f} µs | {deviation:.0f} µs | {median / floor:.2f} |\n"
    return text
