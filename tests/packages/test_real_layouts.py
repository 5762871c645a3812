"""Broken toolkits told from whole ones: what status says of a tree is what the real nvcc then does in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ces_testing.prefixes import make_prefix, program_of, add_plugin
from ces_testing.toolkits import cached_toolkit, place

KERNEL = "__global__ void kernel() {}\nint main() { kernel<<<1, 1>>>(); return 0; }\n"

# The folder of the target, as conda-forge's packages name it in nvcc.profile.
SPLIT_PROFILE = """
TOP              = $(_HERE_)/../targets/x86_64-linux
CICC_PATH        = $(_HERE_)/../nvvm/bin
NVVMIR_LIBRARY_DIR = $(_HERE_)/../nvvm/libdevice
PATH            += $(CICC_PATH):$(_HERE_):
INCLUDES        +=  "-I$(TOP)/include" $(_SPACE_)
SYSTEM_INCLUDES +=  "-isystem" "$(TOP)/include/cccl" $(_SPACE_)
LIBRARIES        =+ $(_SPACE_) "-L$(TOP)/lib/stubs" "-L$(TOP)/lib"
"""


@pytest.fixture
def prefix(tmp_path: Path, stage: Path) -> Path:
    made = make_prefix(tmp_path / "env")
    add_plugin(made, stage)
    return made


def codes(prefix: Path) -> set[str]:
    """The findings of status about the toolkit itself."""
    words = [str(program_of(prefix)), "status", "--json"]
    environment = {"PATH": "/usr/bin:/bin", "CONDA_PREFIX": str(prefix), "CONDA_OVERRIDE_CUDA": "13.9"}
    output = subprocess.run(words, env=environment, check=True, capture_output=True, timeout=60).stdout
    return {finding["code"] for finding in json.loads(output)["findings"] if finding["code"].startswith("CES2")}


def compiles(nvcc: Path, folder: Path, *, link: bool = True) -> bool:
    (folder / "kernel.cu").write_text(KERNEL)
    words = [str(nvcc), "-arch=sm_90", "kernel.cu", "-o", "kernel", *([] if link else ["-c"])]
    return subprocess.run(words, cwd=folder, env={"PATH": "/usr/bin:/bin"}, capture_output=True,
                          timeout=300).returncode == 0


def answers(nvcc: Path) -> bool:
    return subprocess.run([str(nvcc), "-V"], capture_output=True, timeout=60).returncode == 0


def replace(path: Path, text: str) -> None:
    """Write a file anew: the placed tree shares its files with the cache."""
    path.unlink()
    path.write_text(text)


def test_whole(prefix: Path, tmp_path: Path) -> None:
    home = place("13.0", prefix)
    assert codes(prefix) == set()
    assert compiles(home / "bin" / "nvcc", tmp_path)


def test_whole_split_packages(prefix: Path, tmp_path: Path) -> None:
    home = place("13.0", prefix)
    target = prefix / "targets" / "x86_64-linux"
    target.mkdir(parents=True)
    shutil.copytree(home / "bin", prefix / "bin", dirs_exist_ok=True, copy_function=os.link)
    (home / "nvvm").rename(prefix / "nvvm")
    (home / "include").rename(target / "include")
    (home / "lib").rename(target / "lib")
    shutil.rmtree(prefix / "pkgs")
    replace(prefix / "bin" / "nvcc.profile", SPLIT_PROFILE)
    assert codes(prefix) == set()
    assert compiles(prefix / "bin" / "nvcc", tmp_path)


def test_lone_link(prefix: Path, tmp_path: Path) -> None:
    (prefix / "bin" / "nvcc").symlink_to(cached_toolkit("13.0") / "bin" / "nvcc")
    assert codes(prefix) == {"CES206"}
    assert answers(prefix / "bin" / "nvcc")
    assert not compiles(prefix / "bin" / "nvcc", tmp_path, link=False)


@pytest.mark.parametrize(("part", "code"), [("nvvm/bin/cicc", "CES207"), ("bin/ptxas", "CES207"),
                                            ("include/cuda_runtime.h", "CES208"),
                                            ("include/crt/host_config.h", "CES208")])
def test_part_missing(part: str, code: str, prefix: Path, tmp_path: Path) -> None:
    home = place("13.0", prefix)
    (home / part).unlink()
    if part == "include/cuda_runtime.h":
        (home / "include" / "cuda.h").unlink()
    assert codes(prefix) == {code}
    assert answers(home / "bin" / "nvcc")
    assert not compiles(home / "bin" / "nvcc", tmp_path, link=False)


def test_library_folder_missing(prefix: Path, tmp_path: Path) -> None:
    """The wheels as they are: the profile of 13.0 names lib64."""
    home = place("13.0", prefix)
    (home / "lib64").unlink()
    assert codes(prefix) == {"CES209"}
    assert compiles(home / "bin" / "nvcc", tmp_path, link=False)
    assert not compiles(home / "bin" / "nvcc", tmp_path)


def test_programs_of_two_releases(prefix: Path, tmp_path: Path) -> None:
    home = place("13.0", prefix)
    cicc = home / "nvvm" / "bin" / "cicc"
    cicc.unlink()
    shutil.copy2(cached_toolkit("13.5") / "nvvm" / "bin" / "cicc", cicc)
    assert codes(prefix) == {"CES210"}
    assert answers(home / "bin" / "nvcc")
    assert not compiles(home / "bin" / "nvcc", tmp_path, link=False)
