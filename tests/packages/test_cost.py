"""What an activation may cost, as counts: they do not depend on how busy the machine is. Times are bench/run's."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ces_testing.prefixes import add_layout_a, add_layout_b, add_plugin, build_nvcc, make_prefix, program_of

MOST_SYSTEM_CALLS = 60
MOST_MEMORY_KIB = 4096
MOST_INSTRUCTIONS = 400_000
DRIVER = "535.104.05"


@pytest.fixture
def prefix(tmp_path: Path, stage: Path) -> Path:
    """An environment with the plugin and a toolkit of its own."""
    made = make_prefix(tmp_path / "env")
    add_plugin(made, stage)
    add_layout_a(made, "11.7")
    return made


def environment_of(prefix: Path, path: str = "/usr/bin:/bin") -> dict[str, str]:
    return {"PATH": f"{prefix}/bin:{path}", "CONDA_PREFIX": str(prefix), "CONDA_SHLVL": "1", "HOME": "/nonexistent"}


def trace(prefix: Path, folder: Path, *words: str, environment: dict[str, str] | None = None) -> list[str]:
    """The system calls of one activation between exec and exit; it must be one process alone."""
    folder.mkdir()
    strace = shutil.which("strace")
    assert strace, "strace is not installed; tools/setup test installs it"
    command = [strace, "-ff", "-o", str(folder / "trace"), str(program_of(prefix)), "activate", "--shell", "sh"]
    done = subprocess.run([*command, *words], env=environment or environment_of(prefix), capture_output=True, text=True,
                          timeout=60, check=True)
    assert "export CUDA_HOME=" in done.stdout
    [only] = folder.iterdir()
    calls = [line for line in only.read_text("utf-8", "replace").splitlines() if re.match(r"\w+\(", line)]
    return calls[1:]


def without_memory_and_writes(calls: list[str]) -> list[str]:
    return [call for call in calls if not re.match(r"(mmap|munmap|mremap|brk|write)\(", call)]


def with_driver(prefix: Path, root: Path) -> list[str]:
    """Put the environment and the driver's texts below a root, and the words that look there."""
    (root / "sys/module/nvidia").mkdir(parents=True)
    (root / "sys/module/nvidia/version").write_text(DRIVER + "\n", "ascii")
    shutil.copytree(prefix, root / "env", symlinks=True)
    return ["--root", str(root), "--prefix", "/env"]


def test_an_activation_is_few_system_calls_and_no_child(prefix: Path, tmp_path: Path) -> None:
    calls = trace(prefix, tmp_path / "trace")
    assert len(calls) <= MOST_SYSTEM_CALLS, "\n".join(calls)
    assert not [call for call in calls if re.match(r"(clone|fork|vfork|execve)", call)]


def has_own_start() -> bool:
    """Whether the build was to have one; that it has is for the tests to see."""
    cache = Path(os.environ["CES_BUILD"], "CMakeCache.txt").read_text("utf-8")
    return platform.machine() == "x86_64" and "CES_BARE_START:BOOL=ON" in cache


NO_OWN_START = "this build has no start of its own: it takes x86-64 Linux (cmake/bare_start.cmake)"


def is_handed_over(calls: list[str]) -> bool:
    """The C library's start sets up its thread, and that of src/bare does not."""
    return any(call.startswith("set_tid_address") for call in calls)


def test_a_hook_is_answered_before_the_c_library_starts(prefix: Path, tmp_path: Path, stage: Path) -> None:
    if not has_own_start():
        pytest.skip(NO_OWN_START)
    assert not is_handed_over(trace(prefix, tmp_path / "bare"))
    (prefix / "etc/cuda-env-switch").mkdir()
    (prefix / "etc/cuda-env-switch/pin").write_text("11\n", "ascii")
    assert not is_handed_over(trace(prefix, tmp_path / "pin"))
    split = make_prefix(tmp_path / "split")
    add_plugin(split, stage)
    add_layout_b(split, "12.4", build_nvcc(tmp_path / "built", "12.4"))
    assert not is_handed_over(trace(split, tmp_path / "split packages"))


def test_what_needs_more_is_handed_over_to_the_c_library(prefix: Path, tmp_path: Path) -> None:
    if not has_own_start():
        pytest.skip(NO_OWN_START)
    (prefix / "etc/cuda-env-switch").mkdir()
    (prefix / "etc/cuda-env-switch/config.yaml").write_text("quiet: true\n", "ascii")
    calls = trace(prefix, tmp_path / "yaml")
    assert is_handed_over(calls)
    assert len(calls) <= MOST_SYSTEM_CALLS, "\n".join(calls)


def test_the_own_start_calls_nothing_of_the_c_library() -> None:
    """It would be called before it is set up. Only the usual start is, by a jump."""
    if not has_own_start():
        pytest.skip(NO_OWN_START)
    objects = list(Path(os.environ["CES_BUILD"]).glob("ces_bare*.o"))
    assert objects
    for object_ in objects:
        symbols = subprocess.run(["nm", "--undefined-only", "--format=just-symbols", object_], capture_output=True,
                                 text=True, timeout=60, check=True).stdout.split()
        assert set(symbols) <= {"_start", "_GLOBAL_OFFSET_TABLE_"}, object_.name


def test_split_packages_cost_no_more(tmp_path: Path, stage: Path) -> None:
    made = make_prefix(tmp_path / "env")
    add_plugin(made, stage)
    add_layout_b(made, "12.4", build_nvcc(tmp_path / "built", "12.4"))
    assert len(trace(made, tmp_path / "trace")) <= MOST_SYSTEM_CALLS


def test_of_the_driver_only_static_texts_are_read(prefix: Path, tmp_path: Path) -> None:
    calls = trace(prefix, tmp_path / "trace", *with_driver(prefix, tmp_path / "root"))
    touched = [call for call in calls if re.search(r"nvidia(?!/version)|/dev/|libcuda|nvidia-smi", call)]
    assert not [call for call in touched if "module/nvidia" not in call], "\n".join(touched)
    assert any("module/nvidia/version" in call for call in calls)


def test_the_work_does_not_grow_with_the_packages(prefix: Path, tmp_path: Path) -> None:
    few = trace(prefix, tmp_path / "few")
    for number in range(5_000):
        (prefix / "conda-meta" / f"package{number}-1.0-0.json").write_text("{}", "ascii")
    assert len(trace(prefix, tmp_path / "many")) == len(few)


def test_the_work_does_not_grow_with_path(prefix: Path, tmp_path: Path) -> None:
    few = trace(prefix, tmp_path / "few")
    long_path = ":".join(f"/p{number}" for number in range(5_000))
    many = trace(prefix, tmp_path / "many", environment=environment_of(prefix, long_path))
    # A longer text takes more room and more writes, and that is all.
    assert len(without_memory_and_writes(many)) == len(without_memory_and_writes(few))


def test_memory_is_small(prefix: Path) -> None:
    """Linux counts a child's beginning as a copy of its parent, so a small program, GNU time, starts it."""
    done = subprocess.run(["/usr/bin/time", "-f", "%M", str(program_of(prefix)), "activate", "--shell", "sh"],
                          env=environment_of(prefix), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                          timeout=60, check=True)
    assert int(done.stderr.split()[-1]) < MOST_MEMORY_KIB


def instructions(prefix: Path, *words: str) -> int:
    """What callgrind counts for one call of the prefix's program."""
    valgrind = shutil.which("valgrind")
    assert valgrind, "valgrind is not installed; tools/setup test installs it"
    done = subprocess.run([valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", str(program_of(prefix)),
                           *words, "--shell", "sh"], env=environment_of(prefix), capture_output=True, text=True,
                          timeout=120, check=True)
    found = re.search(r"Collected\s*:\s*(\d+)", done.stderr)
    assert found, done.stderr
    return int(found[1])


def test_instructions_are_counted_and_few(prefix: Path) -> None:
    """The counts end the output of tools/test, so that what a change costs is seen there."""
    counts = {"activate": instructions(prefix, "activate"), "deactivate": instructions(prefix, "deactivate")}
    lines = [f"{words:12} {count:9,} instructions\n" for words, count in counts.items()]
    Path(os.environ["CES_BUILD"], "costs.txt").write_text("".join(lines), "utf-8")
    assert max(counts.values()) <= MOST_INSTRUCTIONS, counts


def test_nothing_a_hook_runs_needs_a_constructor() -> None:
    """A static program answers a hook before constructors run: see src/main.cpp."""
    objects = list(Path(os.environ["CES_BUILD"], "CMakeFiles/ces_hooks.dir").rglob("*.o"))
    assert len(objects) > 50
    nm = shutil.which("nm")
    assert nm, "nm is not installed; it comes with the compiler"
    symbols = subprocess.run([nm, "-A", *objects], capture_output=True, text=True, timeout=60, check=True).stdout
    assert not [line for line in symbols.splitlines() if "_GLOBAL__sub_I" in line]
