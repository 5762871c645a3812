"""Conda packages with a real nvcc, laid out as conda-forge's: made from NVIDIA's packages on PyPI."""

from __future__ import annotations

import re
from pathlib import Path

from ces_testing.packages import File, Package, files_below
from ces_testing.toolkits import cached_toolkit

TARGET = "targets/x86_64-linux"


def layout_a(release: str) -> Package:
    """As cudatoolkit-dev: the whole toolkit below pkgs/cuda-toolkit."""
    files = {f"pkgs/cuda-toolkit/{name}": file for name, file in files_below(cached_toolkit(release)).items()}
    return Package("toolkit-in-layout-a", release, files)


def layout_b(release: str) -> Package:
    """As cuda-nvcc and its like: programs in bin, headers and libraries below targets, a profile that says so."""
    toolkit = cached_toolkit(release)
    files: dict[str, File] = {}
    for name, file in files_below(toolkit).items():
        top, _, rest = name.partition("/")
        if top == "bin" or top == "nvvm":
            files[name] = file
        elif top in ("include", "lib") and rest:
            files[f"{TARGET}/{name}"] = file
    files["bin/nvcc.profile"] = File(_profile(toolkit).encode())
    return Package("toolkit-in-layout-b", release, files)


def _profile(toolkit: Path) -> str:
    """nvcc.profile as conda-forge patches it: what is compiled for lies below targets, what compiles beside bin."""
    text = (toolkit / "bin" / "nvcc.profile").read_text()
    text = text.replace("$(TOP)/nvvm", "$(_HERE_)/../nvvm")
    text = re.sub(r"^TOP .*$", f"TOP = $(_HERE_)/../{TARGET}", text, flags=re.MULTILINE)
    return text.replace("$(TOP)/$(_TARGET_DIR_)/", "$(TOP)/").replace("lib$(_TARGET_SIZE_)", "lib")
