"""Real CUDA toolkits with a working nvcc, from NVIDIA's packages on PyPI.

    python -m ces_testing.toolkits 13.0 DEST        makes DEST/pkgs/cuda-toolkit

Only CUDA 13 has a compiler there. The packages are downloaded once into a cache, CES_TOOLKIT_CACHE or
`build/toolkits` in the repository, and linked from it, as each is several hundred megabytes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
DOWNLOAD_LIMIT = 1800.0
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
"""The folder of this Python below `lib`."""


@dataclass(frozen=True)
class Wheels:
    """One published set of packages and what its nvcc says of itself."""

    package_version: str
    nvcc_version: str


WHEELS = {"13.0": Wheels("13.0.2", "V13.0.88"), "13.5": Wheels("13.5.0", "V13.5.37")}


def cache_folder() -> Path:
    """Where downloaded toolkits stay."""
    return Path(os.environ.get("CES_TOOLKIT_CACHE") or REPOSITORY / "build" / "toolkits")


def cached_toolkit(release: str) -> Path:
    """The folder of a toolkit in the cache, downloaded if it is not there."""
    version = WHEELS[release].package_version
    return _cached(version, lambda staging: _download(version, staging))


def cached_compiler_library(release: str) -> Path:
    """The folder with NVRTC, which compiles at run time and which only some clients need, in the cache."""
    version = WHEELS[release].package_version

    def download(staging: Path) -> Path:
        _install(f"cuda-toolkit[nvrtc]=={version}", staging)
        return staging / "nvidia" / "cu13" / "lib"

    return _cached(f"{version}-nvrtc", download)


def _cached(name: str, make: Callable[[Path], Path]) -> Path:
    """A folder in the cache, made if it is not there.

    It appears by a rename, so that it is complete whenever it exists; who comes second keeps the first one.
    """
    wanted = cache_folder() / name
    if wanted.is_dir():
        return wanted
    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="partial-", dir=cache_folder()) as staging:
        made = make(Path(staging))
        try:
            made.rename(wanted)
        except OSError:
            if not wanted.is_dir():
                raise
    return wanted


def _install(packages: str, folder: Path) -> None:
    """Install Python packages into a folder of their own."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
                    "--target", str(folder), packages], check=True, timeout=DOWNLOAD_LIMIT)


def _download(package_version: str, staging: Path) -> Path:
    """Install the packages into a folder of their own, in one call: a second one into the same folder skips files."""
    packages = f"cuda-toolkit[nvcc,nvvm,crt,cudart,cccl]=={package_version}"
    _install(packages, staging)
    toolkit = staging / "nvidia" / "cu13"
    if not (toolkit / "bin" / "nvcc").is_file():
        raise RuntimeError(f"{packages} did not bring bin/nvcc")
    # The packages have `lib` only, and 13.0's nvcc.profile says lib64.
    (toolkit / "lib64").symlink_to("lib")
    return toolkit


def _copy(source: Path, destination: Path) -> None:
    """Copy a folder; hard links where the file system allows them."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copytree(source, destination, symlinks=True, copy_function=os.link)
    except (OSError, shutil.Error):
        shutil.rmtree(destination, ignore_errors=True)
        shutil.copytree(source, destination, symlinks=True)


def place_tree(release: str, home: Path) -> Path:
    """Put a complete toolkit where NVIDIA's installer would put it, for example `usr/local/cuda-13.0`."""
    _copy(cached_toolkit(release), home)
    library = home / "lib" / "libcudart.so"
    if not library.exists():
        library.symlink_to("libcudart.so.13")  # the installer brings the name to link with, the wheels do not
    return home


def place(release: str, prefix: Path) -> Path:
    """Put a toolkit into a prefix as layout A and give its folder."""
    return place_tree(release, prefix / "pkgs" / "cuda-toolkit")


def link_as_post_link_does(prefix: Path) -> None:
    """Make the links of cudatoolkit-dev's post-link script: programs, headers and libraries into the prefix."""
    home = prefix / "pkgs" / "cuda-toolkit"
    for source, target in (("bin", "bin"), ("nvvm/bin", "bin"), ("lib64", "lib"), ("include", "include")):
        (prefix / target).mkdir(exist_ok=True)
        for file in (home / source).iterdir():
            link = prefix / target / file.name
            if not link.exists():
                link.symlink_to(file)
    (prefix / "nvvm").symlink_to(home / "nvvm")
    (prefix / "lib64").symlink_to("lib")


def place_wheels(release: str, prefix: Path) -> Path:
    """Put a toolkit into a prefix as pip does, layout G: no lib64, no libcudart.so to link with."""
    home = prefix / "lib" / PYTHON / "site-packages" / "nvidia" / "cu13"
    _copy(cached_toolkit(release), home)
    (home / "lib64").unlink()
    return home


def place_split(release: str, prefix: Path) -> Path:
    """Put a toolkit into a prefix as conda-forge's split packages do, layout B, and give the prefix."""
    source, target = cached_toolkit(release), prefix / "targets" / "x86_64-linux"
    for folder, destination in (("include", target / "include"), ("lib", target / "lib"), ("nvvm", prefix / "nvvm")):
        _copy(source / folder, destination)
    (target / "lib" / "libcudart.so").symlink_to("libcudart.so.13")
    (target / "lib" / "stubs").mkdir()
    for file in (source / "bin").iterdir():
        if file.is_dir():
            _copy(file, prefix / "bin" / file.name)
        else:
            shutil.copy2(file, prefix / "bin" / file.name)
    (target / "nvvm").symlink_to("../../nvvm")
    (prefix / "nvvm" / "lib64").mkdir()
    (target / "lib" / "libnvvm.so.4").rename(prefix / "nvvm" / "lib64" / "libnvvm.so.4")
    (target / "bin").mkdir()
    (target / "bin" / "nvcc").symlink_to("../../../bin/nvcc")
    # The packages' own patch of it: cuda-nvcc-impl, recipe/build.sh.
    (prefix / "bin" / "nvcc.profile").unlink()
    (prefix / "bin" / "nvcc.profile").write_text("""
TOP = $(_HERE_)/../targets/x86_64-linux
NVVMIR_LIBRARY_DIR = $(TOP)/nvvm/libdevice
LD_LIBRARY_PATH += $(TOP)/lib:
PATH += $(TOP)/nvvm/bin:$(_HERE_):
INCLUDES += "-I$(TOP)/include" "-I$(TOP)/include/cccl" $(_SPACE_)
SYSTEM_INCLUDES += $(_SPACE_)
LIBRARIES =+ $(_SPACE_) "-L$(TOP)/lib/stubs" "-L$(TOP)/lib"
CUDAFE_FLAGS +=
PTXAS_FLAGS +=
""".lstrip())
    return prefix


def add_compiler_library(release: str, folder: Path) -> None:
    """Put NVRTC beside the other libraries of a toolkit."""
    for file in cached_compiler_library(release).iterdir():
        if not (folder / file.name).exists():
            (folder / file.name).symlink_to(file)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m ces_testing.toolkits", description="Place a real CUDA toolkit.")
    parser.add_argument("release", choices=WHEELS)
    parser.add_argument("destination", type=Path)
    options = parser.parse_args(arguments)
    print(place(options.release, options.destination))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
