"""The source tarball of a release: the same each time, and it builds by itself, with both builds and the tests."""

from __future__ import annotations

import os
import subprocess
import tarfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
VERSION = (REPOSITORY / "VERSION").read_text().strip()
LIMIT = 1200.0


def run(*command: str | Path, cwd: Path = REPOSITORY, **environment: str) -> str:
    result = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **environment},
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LIMIT)
    assert result.returncode == 0, f"{command}\n{result.stdout}"
    return result.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's last commit, so that what is not committed yet decides nothing."""
    folder = tmp_path_factory.mktemp("clone") / "repository"
    run("git", "clone", "--quiet", "--no-hardlinks", REPOSITORY, folder)
    return folder


@pytest.fixture(scope="module")
def tree(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked tarball; there is no git there."""
    printed = run("tools/release", cwd=clone)
    tarball = clone / "build" / "release" / f"cuda-env-switch-{VERSION}.tar.gz"
    assert str(tarball.relative_to(clone)) in printed
    first = tarball.read_bytes()
    assert run("sha256sum", tarball).split()[0] in printed
    run("tools/release", cwd=clone)
    assert tarball.read_bytes() == first
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(tarball) as archive:
        archive.extractall(folder, filter="data")
    return folder / f"cuda-env-switch-{VERSION}"


def test_it_builds_with_cmake_and_its_unit_tests_pass(tree: Path, tmp_path: Path) -> None:
    # As the build that runs this test, so that ccache, if there is one, has the objects.
    build = tree / "build" / "dev"
    run("cmake", "--preset", "dev", f"-DPython_EXECUTABLE={REPOSITORY}/build/venv/bin/python", cwd=tree)
    run("cmake", "--build", build, CCACHE_BASEDIR=str(tree))
    run(build / "tests" / "unit-tests", "--gtest_brief=1")
    run("cmake", "--install", build, "--prefix", tmp_path / "prefix")
    program = tmp_path / "prefix" / "bin" / "cuda-env-resolve"
    assert run(program, "--version") == f"cuda-env-resolve {VERSION}\n"


def test_it_installs_with_meson(tree: Path, tmp_path: Path) -> None:
    run("meson", "setup", tmp_path / "build", tree, "--prefix", tmp_path / "prefix", "-Dtests=false",
        "-Dbuildtype=debug")
    run("meson", "install", "-C", tmp_path / "build")
    assert run(tmp_path / "prefix" / "bin" / "cuda-env-resolve", "--version") == f"cuda-env-resolve {VERSION}\n"


def test_a_release_needs_one_version_everywhere(clone: Path) -> None:
    """Each place that names it is looked at."""
    (clone / "VERSION").write_text("99.0.0\n")
    result = subprocess.run(["tools/release", "--check"], cwd=clone, capture_output=True, text=True)
    run("git", "checkout", "VERSION", cwd=clone)
    assert result.returncode == 1
    for part in ("recipe/recipe.yaml", "CHANGELOG.md", "not committed"):
        assert part in result.stderr
