"""Conda prefixes to test with: empty ones, ones with a small fake toolkit, with and without the plugin."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PLUGIN = "~~cuda-env-switch"
"""How the plugin's hook files begin."""

STATE_VARIABLE = "CUDA_ENV_SWITCH_STATE"


@dataclass(frozen=True)
class Toolkit:
    """What activation has to export for a toolkit; None for what must stay as it is."""

    home: Path
    release: str
    path_entry: Path | None = None
    library_entry: Path | None = None
    include: Path | None = None

    @property
    def nvcc(self) -> Path:
        return self.home / "bin" / "nvcc"

    def banner(self) -> str:
        """What the toolkit's nvcc prints."""
        return nvcc_banner(self.release)


@dataclass(frozen=True)
class Toolkits:
    """The toolkits of the environments `one`, `two` and `split`; `bare` and `stranger` have none."""

    one: Toolkit
    two: Toolkit
    split: Toolkit


def nvcc_banner(release: str) -> str:
    """The line by which a release is known, in the program and in what it prints."""
    return f"Cuda compilation tools, release {release}, V{release}.131"


def make_prefix(prefix: Path) -> Path:
    """An environment without packages: conda asks for nothing but the folder `conda-meta`."""
    (prefix / "bin").mkdir(parents=True)
    (prefix / "conda-meta").mkdir()
    (prefix / "conda-meta" / "history").touch()
    return prefix


def write_script(path: Path, text: str) -> None:
    """An executable shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


def write_cuda_header(folder: Path, release: str) -> None:
    """`cuda.h` with the one line that tells the version."""
    folder.mkdir(parents=True, exist_ok=True)
    major, minor = release.split(".")
    (folder / "cuda.h").write_text(f"#define CUDA_VERSION {int(major) * 1000 + int(minor) * 10}\n", "utf-8")


def add_layout_a(prefix: Path, release: str) -> Toolkit:
    """A complete toolkit of its own below `pkgs/cuda-toolkit`, as conda-forge's cudatoolkit-dev makes it."""
    home = prefix / "pkgs" / "cuda-toolkit"
    toolkit = Toolkit(home, release, home / "bin", home / "lib64")
    write_script(toolkit.nvcc, f'echo "{toolkit.banner()}"')
    write_cuda_header(toolkit.home / "include", release)
    (toolkit.home / "lib64").mkdir()
    version = {"cuda": {"name": "CUDA SDK", "version": f"{release}.0"}}
    (toolkit.home / "version.json").write_text(json.dumps(version), "utf-8")
    return toolkit


def add_layout_b(prefix: Path, release: str, nvcc: Path) -> Toolkit:
    """Split packages: nvcc in the prefix's own bin, headers and libraries below `targets`."""
    target = prefix / "targets" / "x86_64-linux"
    write_cuda_header(target / "include", release)
    (target / "lib").mkdir()
    shutil.copy2(nvcc, prefix / "bin" / "nvcc")
    profile = "TOP = $(_HERE_)/../targets/x86_64-linux\nINCLUDES += -I$(TOP)/include\n"
    (prefix / "bin" / "nvcc.profile").write_text(profile, "utf-8")
    return Toolkit(prefix, release, include=target / "include")


def build_nvcc(folder: Path, release: str) -> Path:
    """A small real program in nvcc's place, as a script in layout B would be another layout.

    It carries the release where nvcc does, among its read-only data, and prints it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "nvcc.c"
    source.write_text(f'#include <stdio.h>\nint main(void) {{ return puts("{nvcc_banner(release)}") == EOF; }}\n')
    program = folder / f"nvcc-{release}"
    subprocess.run(["cc", "-o", str(program), str(source)], check=True, timeout=60)
    return program


def add_plugin(prefix: Path, stage: Path) -> None:
    """Copy the installed tree into a prefix, as an installed package would lie there."""
    shutil.copytree(stage, prefix, symlinks=True, dirs_exist_ok=True)


def make_environment(prefix: Path, stage: Path) -> Toolkit:
    """A prefix with the plugin and a toolkit of its own (layout A)."""
    add_plugin(make_prefix(prefix), stage)
    return add_layout_a(prefix, "11.4")


def prefix_of(toolkit: Toolkit) -> Path:
    """The environment of a toolkit that add_layout_a() made."""
    return toolkit.home.parents[1]


@dataclass(frozen=True)
class Called:
    """How a call of the program ended; bytes that are no text as Python keeps them."""

    status: int
    stdout: str
    stderr: str


def call(prefix: Path, environment: Mapping[str, str], *arguments: str) -> Called:
    """Run the program of a prefix."""
    done = subprocess.run([program_of(prefix), *arguments], env=dict(environment), capture_output=True, timeout=60,
                          check=False)
    return Called(done.returncode, os.fsdecode(done.stdout), os.fsdecode(done.stderr))


def environment_of(prefix: Path, **variables: str) -> dict[str, str]:
    """What a program sees while the prefix is active, and little else."""
    return {"PATH": f"{prefix}/bin:/usr/bin:/bin", "CONDA_PREFIX": str(prefix), **variables}


def program_of(prefix: Path) -> Path:
    """The plugin's program inside a prefix."""
    return prefix / "bin" / "cuda-env-resolve"


def hook(prefix: Path, kind: str, suffix: str) -> Path:
    """The plugin's hook for `activate` or `deactivate` and a script suffix such as `.sh`."""
    return prefix / "etc" / "conda" / f"{kind}.d" / f"{PLUGIN}_{kind}{suffix}"


def is_executable_file(path: Path) -> bool:
    """True for a regular file with an execute bit, links followed."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and bool(mode & 0o111)
