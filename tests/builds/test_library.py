"""The library for other programs: built by both builds, moved, found by CMake and by pkg-config, and used."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
CONSUMER = REPOSITORY / "tests" / "library"
MACHINES = REPOSITORY / "tests" / "machines"
VERSION = (REPOSITORY / "VERSION").read_text().strip()
LIMIT = 1200.0


def run(*command: str | Path, **environment: str) -> str:
    result = subprocess.run([str(part) for part in command], env={**os.environ, **environment},
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LIMIT)
    assert result.returncode == 0, f"{command}\n{result.stdout}"
    return result.stdout


@dataclass(frozen=True)
class Library:
    """An installed library."""

    prefix: Path

    def consumer_by_cmake(self, build: Path) -> Path:
        run("cmake", "-G", "Ninja", "-S", CONSUMER, "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}",
            "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror")
        run("cmake", "--build", build)
        return build / "consumer"

    def consumer_by_pkg_config(self, build: Path) -> Path:
        [folder] = {path.parent for path in self.prefix.rglob("cuda-env-switch.pc")}
        run("meson", "setup", build, CONSUMER, PKG_CONFIG_PATH=str(folder))
        run("meson", "compile", "-C", build)
        return build / "consumer"


@pytest.fixture(scope="module")
def by_cmake(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Installed, then moved to a path with a blank: nothing in it may name where it was."""
    folder = tmp_path_factory.mktemp("cmake")
    run("cmake", "-G", "Ninja", "-S", REPOSITORY, "-B", folder / "build", "-DBUILD_TESTING=OFF", "-DCES_LIBRARY=ON",
        "-DCES_WERROR=ON", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_INSTALL_LIBDIR=lib")
    run("cmake", "--build", folder / "build")
    run("cmake", "--install", folder / "build", "--prefix", folder / "installed")
    return Library((folder / "installed").rename(folder / "moved to here"))


def check(consumer: Path) -> None:
    """The answers for a machine of the tests: a toolkit, none, a driver that is too old, and nonsense."""
    home = "/opt/conda/envs/dev117/pkgs/cuda-toolkit"
    told = run(consumer, MACHINES / "h100-r535", "/opt/conda/envs/dev117", "PATH=/usr/bin:/bin", "CUDA_HOME=/mine")
    lines = told.splitlines()
    assert lines[:2] == [f"version {VERSION}", "activate ok"]
    assert f"set CUDA_HOME {home}" in lines and f"set PATH {home}/bin:/usr/bin:/bin" in lines
    record = next(line.removeprefix("set ").replace(" ", "=", 1) for line in lines
                  if line.startswith("set CUDA_ENV_SWITCH_STATE "))
    status = json.loads(told[told.index("{"):])
    assert (status["schema"], status["toolkit"]["path"]) == (1, home)

    undone = run(consumer, MACHINES / "h100-r535", "/opt/conda/envs/dev117", record, f"CUDA_HOME={home}",
                 f"CUDA_PATH={home}", f"PATH={home}/bin:/usr/bin:/bin", f"LD_LIBRARY_PATH={home}/lib64")
    lines = undone[undone.index("deactivate ok"):undone.index("{")].splitlines()
    assert {"set CUDA_HOME /mine", "unset CUDA_PATH ", "set PATH /usr/bin:/bin", "unset LD_LIBRARY_PATH ",
            "unset CUDA_ENV_SWITCH_STATE "} <= set(lines)

    assert "activate ok\ndeactivate ok\n" in run(consumer, MACHINES / "h100-r535", "/opt/conda/envs/plain", "X=1")
    assert "[CES101]" in run(consumer, MACHINES / "h100-r470", "/opt/conda/envs/split124", "X=1")
    for request in (["/", "relative"], ["relative", "/e"], ["/", "/e", "no-variable"]):
        assert "activate not ok\nmessage " in run(consumer, *request)


def test_a_program_that_uses_cmake(by_cmake: Library, tmp_path: Path) -> None:
    check(by_cmake.consumer_by_cmake(tmp_path / "build"))


def test_a_program_that_uses_pkg_config(by_cmake: Library, tmp_path: Path) -> None:
    check(by_cmake.consumer_by_pkg_config(tmp_path / "build"))


def test_the_library_of_the_meson_build(tmp_path: Path) -> None:
    run("meson", "setup", tmp_path / "build", REPOSITORY, "--prefix", tmp_path / "prefix", "-Dtests=false",
        "-Dlibrary=true", "-Dbuildtype=debug", "-Dwerror=true")
    run("meson", "install", "-C", tmp_path / "build")
    check(Library(tmp_path / "prefix").consumer_by_pkg_config(tmp_path / "consumer"))


def test_another_version_is_not_found(by_cmake: Library, tmp_path: Path) -> None:
    project = tmp_path / "CMakeLists.txt"
    project.write_text("cmake_minimum_required(VERSION 3.22)\nproject(x LANGUAGES CXX)\n"
                       "find_package(cuda-env-switch 99)\nmessage(\"found ${cuda-env-switch_FOUND}\")\n")
    assert "found 0" in run("cmake", "-S", tmp_path, "-B", tmp_path / "build", f"-DCMAKE_PREFIX_PATH={by_cmake.prefix}")


def test_the_header_needs_nothing_but_the_standard_library() -> None:
    includes = [line for line in (REPOSITORY / "include/cuda-env-switch/resolve.h").read_text().splitlines()
                if line.startswith("#include")]
    assert includes == ["#include <optional>", "#include <string>", "#include <vector>"]
