"""Both builds, other compilers and options: the program has to come out the same, and whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ces_testing.prefixes import add_layout_a, make_prefix

REPOSITORY = Path(__file__).resolve().parents[2]
LIMIT = 3000.0
HOOK_PROGRAM = "bin/cuda-env-resolve"
WHOLE_PROGRAM = "libexec/cuda-env-switch/cuda-env-resolve"


def run(*command: str | Path, **environment: str) -> str:
    """Run a command in the repository and give its stdout; the test fails with its output if it fails."""
    result = subprocess.run([str(part) for part in command], cwd=REPOSITORY, env={**os.environ, **environment},
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LIMIT)
    assert result.returncode == 0, f"{command}\n{result.stdout}"
    return result.stdout


def installed_files(root: Path) -> dict[str, tuple[int, bytes]]:
    """Mode and content of every file below a folder; of the program, which builds differ in, the version instead."""
    files = {}
    for path in sorted(root.rglob("*")):
        if path.is_dir():
            continue
        is_program = path.parent == root / "bin"
        content = run(path, "--version").encode() if is_program else path.read_bytes()
        files[str(path.relative_to(root))] = (path.stat().st_mode & 0o777, content)
    return files


@pytest.fixture(scope="module")
def release_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What users get by CMake, configured as if neither GoogleTest nor Python were there."""
    build = tmp_path_factory.mktemp("cmake")
    hidden = [f"-DCMAKE_DISABLE_FIND_PACKAGE_{name}=ON" for name in ("GTest", "Python", "Python3")]
    run("cmake", "--preset", "release", "-B", build / "build", "-DBUILD_TESTING=OFF", *hidden)
    run("cmake", "--build", build / "build")
    run("cmake", "--install", build / "build", "--prefix", build / "prefix")
    return build / "prefix"


def test_cmake_and_meson_install_the_same_files(release_build: Path, tmp_path: Path) -> None:
    """Both called as the documents say."""
    run("meson", "setup", tmp_path / "build", REPOSITORY, "--prefix=/", "-Dtests=false")
    run("meson", "install", "-C", tmp_path / "build", "--destdir", tmp_path / "prefix")
    by_cmake = installed_files(release_build)
    assert by_cmake == installed_files(tmp_path / "prefix")
    assert "bin/cuda-env-resolve" in by_cmake and len(by_cmake) == 23


def test_the_installed_files_hold_no_path_of_the_build(release_build: Path) -> None:
    for path in release_build.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert str(REPOSITORY).encode() not in content, path
            assert str(release_build).encode() not in content, path


def test_the_installed_program_needs_no_shared_library(release_build: Path) -> None:
    """On a system that has static libraries, as Debian does, it is linked statically."""
    program = release_build / "bin" / "cuda-env-resolve"
    result = subprocess.run(["ldd", program], capture_output=True, text=True)
    assert "not a dynamic executable" in result.stderr


def libraries_of(program: Path) -> set[str]:
    """The names of the shared libraries that a program loads."""
    result = subprocess.run(["ldd", program], capture_output=True, text=True)
    if "not a dynamic executable" in result.stdout + result.stderr:
        return set()
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    return {Path(line.split()[0]).name.split(".")[0] for line in lines}


@pytest.fixture(scope="module")
def shared_prefix(release_build: Path) -> Path:
    """The same where libraries are shared: the hooks have a program of their own, which becomes the whole one."""
    build, prefix = release_build.parent / "build", release_build.parent / "a prefix"
    run("cmake", "--preset", "release", "-B", build, "-DCES_STATIC=OFF")
    run("cmake", "--build", build)
    run("cmake", "--install", build, "--prefix", prefix)
    return prefix


def test_where_libraries_are_shared_the_hooks_load_none(shared_prefix: Path) -> None:
    assert libraries_of(shared_prefix / HOOK_PROGRAM) == set()
    assert "libyaml-cpp" in libraries_of(shared_prefix / WHOLE_PROGRAM)


def test_without_a_start_of_their_own_the_hooks_load_the_c_library_alone(release_build: Path,
                                                                         shared_prefix: Path, tmp_path: Path) -> None:
    """As on other processors than x86-64."""
    prefix = make_prefix(tmp_path / "env")
    add_layout_a(prefix, "11.4")
    build = release_build.parent / "build"
    run("cmake", "--preset", "release", "-B", build, "-DCES_STATIC=OFF", "-DCES_BARE_START=OFF")
    run("cmake", "--build", build, "--target", "cuda-env-resolve-hooks")
    program = build / "hooks" / "cuda-env-resolve"
    assert libraries_of(program) == {"linux-vdso", "libc", "ld-linux-x86-64"}
    activate = ("activate", "--shell", "bash", "--prefix", prefix)
    text = run(program, *activate)
    assert "export CUDA_HOME=" in text and text == run(shared_prefix / HOOK_PROGRAM, *activate)


def test_the_hooks_program_becomes_the_whole_one_where_it_must(shared_prefix: Path, tmp_path: Path) -> None:
    prefix = make_prefix(tmp_path / "env")
    add_layout_a(prefix, "11.4")
    program = shared_prefix / HOOK_PROGRAM
    activate = (program, "activate", "--shell", "sh", "--prefix", prefix)
    assert "export CUDA_HOME=" in run(*activate)
    (prefix / "etc" / "cuda-env-switch").mkdir(parents=True)
    (prefix / "etc" / "cuda-env-switch" / "config.yaml").write_text("disable: true\n")
    assert "export CUDA_HOME=" not in run(*activate)
    assert json.loads(run(program, "status", "--json", "--prefix", prefix))["toolkit"]["version"] == "11.4.0"


def test_the_hooks_program_says_where_the_whole_one_should_be(shared_prefix: Path, tmp_path: Path) -> None:
    alone = shutil.copy(shared_prefix / HOOK_PROGRAM, tmp_path)
    result = subprocess.run([alone, "status"], capture_output=True, text=True)
    assert result.returncode == 126
    assert WHOLE_PROGRAM in result.stderr and "install cuda-env-switch again" in result.stderr


def test_install_copies_both_programs(shared_prefix: Path, tmp_path: Path) -> None:
    prefix = make_prefix(tmp_path / "env")
    run(shared_prefix / HOOK_PROGRAM, "install", "--prefix", prefix)
    for name in (HOOK_PROGRAM, WHOLE_PROGRAM):
        assert (prefix / name).read_bytes() == (shared_prefix / name).read_bytes()
    assert run(prefix / HOOK_PROGRAM, "--version").startswith("cuda-env-resolve ")
    run(prefix / HOOK_PROGRAM, "uninstall", "--prefix", prefix)
    assert not (prefix / "libexec").exists()


def test_the_version_is_the_one_of_the_version_file(release_build: Path) -> None:
    version = (REPOSITORY / "VERSION").read_text().strip()
    assert run(release_build / "bin" / "cuda-env-resolve", "--version") == f"cuda-env-resolve {version}\n"


def test_the_unit_tests_pass_under_meson(tmp_path: Path) -> None:
    run("meson", "setup", tmp_path / "build", REPOSITORY, "-Dbuildtype=debug", "-Dwerror=true")
    run("meson", "test", "-C", tmp_path / "build", "--print-errorlogs")


def test_the_unit_tests_pass_under_sanitizers(tmp_path: Path) -> None:
    run("cmake", "--preset", "sanitizers", "-B", tmp_path)
    run("cmake", "--build", tmp_path, "--target", "unit-tests", "cuda-env-resolve")
    run(tmp_path / "tests" / "unit-tests", "--gtest_brief=1")


def test_clang_compiles_everything_without_a_warning(tmp_path: Path) -> None:
    run("cmake", "--preset", "dev", "-B", tmp_path, "-DCMAKE_BUILD_TYPE=Debug", CXX="clang++")
    run("cmake", "--build", tmp_path)
    run(tmp_path / "tests" / "unit-tests", "--gtest_brief=1")
