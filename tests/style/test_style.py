"""Formatters and linters: what they say is decided in the repository, and they have to have nothing to say."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LIMIT = 3000.0


def files_of_the_project(*patterns: str) -> list[str]:
    """The files that git tracks, or would track, which match the patterns."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted({name for name in names if (REPOSITORY / name).is_file()})


def check(command: list[str], files: list[str]) -> None:
    assert files, "no file matches: the check would check nothing"
    result = subprocess.run([*command, *files], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True, timeout=LIMIT)
    assert result.returncode == 0, result.stdout


def test_clang_format_has_nothing_to_change() -> None:
    check(["clang-format", "--dry-run", "--Werror"], files_of_the_project("src/**.cpp", "src/**.h", "tests/**.cpp"))


def test_clang_tidy_has_nothing_to_say() -> None:
    """On the sources of the program, with the commands of the build that runs this test."""
    sources = [f"src/{name}" for name in (REPOSITORY / "src" / "sources.txt").read_text().split()]
    sources.append("src/python/core.cpp")
    sources += files_of_the_project("src/bare/*.cpp")
    # As many at a time as there are cores, a file each: clang-tidy 14 tells of unused parameters that are used where
    # it is given several.
    command = ["xargs", "-P", str(os.cpu_count() or 1), "-n", "1",
               "clang-tidy", "--quiet", "-p", os.environ["CES_BUILD"]]
    result = subprocess.run(command, cwd=REPOSITORY, input="\n".join(sources), capture_output=True, text=True,
                            timeout=LIMIT)
    assert result.returncode == 0, result.stdout


def test_shellcheck_has_nothing_to_say_of_the_hooks() -> None:
    check(["shellcheck", "--enable=all", "--shell=sh"], files_of_the_project("activate.d/*.sh", "deactivate.d/*.sh"))


def test_shellcheck_has_nothing_to_say_of_the_tools() -> None:
    check(["shellcheck"], [*files_of_the_project("tools/*"), ".ci/run"])


def test_shellcheck_has_nothing_to_say_of_the_recipe() -> None:
    """With the options of conda-forge's linter."""
    check(["shellcheck", "--enable=all", "--shell=bash", "--exclude=SC2154"], files_of_the_project("recipe/*.sh"))


def test_ruff_has_nothing_to_say_of_the_python() -> None:
    ruff = REPOSITORY / "build" / "venv" / "bin" / "ruff"
    check([str(ruff), "check", "--quiet"], files_of_the_project("*.py"))


def test_the_project_speaks_of_no_machine() -> None:
    """No file holds a path of the folder it is developed in, or of a home."""
    for name in files_of_the_project("."):
        content = (REPOSITORY / name).read_bytes()
        for forbidden in (str(REPOSITORY).encode() + b"/", str(Path.home()).encode() + b"/."):
            assert forbidden not in content, f"{name} holds {forbidden.decode()}"
