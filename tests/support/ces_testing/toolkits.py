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
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
DOWNLOAD_LIMIT = 1800.0


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
    """The folder of a toolkit in the cache, downloaded if it is not there.

    The folder appears by a rename, so that it is complete whenever it exists; who comes second keeps the first one.
    """
    wanted = cache_folder() / WHEELS[release].package_version
    if wanted.is_dir():
        return wanted
    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="partial-", dir=cache_folder()) as staging:
        made = _download(WHEELS[release].package_version, Path(staging))
        try:
            made.rename(wanted)
        except OSError:
            if not wanted.is_dir():
                raise
    return wanted


def _download(package_version: str, staging: Path) -> Path:
    """Install the packages into a folder of their own, in one call: a second one into the same folder skips files."""
    packages = f"cuda-toolkit[nvcc,nvvm,crt,cudart,cccl]=={package_version}"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
                    "--target", str(staging), packages], check=True, timeout=DOWNLOAD_LIMIT)
    toolkit = staging / "nvidia" / "cu13"
    if not (toolkit / "bin" / "nvcc").is_file():
        raise RuntimeError(f"{packages} did not bring bin/nvcc")
    # The packages have `lib` only, and 13.0's nvcc.profile says lib64.
    (toolkit / "lib64").symlink_to("lib")
    return toolkit


def place(release: str, prefix: Path) -> Path:
    """Put a toolkit into a prefix as layout A and give its folder; hard links where the file system allows them."""
    source = cached_toolkit(release)
    home = prefix / "pkgs" / "cuda-toolkit"
    home.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copytree(source, home, symlinks=True, copy_function=os.link)
    except (OSError, shutil.Error):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(source, home, symlinks=True)
    return home


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m ces_testing.toolkits", description="Place a real CUDA toolkit.")
    parser.add_argument("release", choices=WHEELS)
    parser.add_argument("destination", type=Path)
    options = parser.parse_args(arguments)
    print(place(options.release, options.destination))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
