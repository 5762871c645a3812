"""Real conda packages: written by hand, indexed, solved, installed and activated by py-rattler, pixi's engine."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import os
import stat
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import rattler
from backports import zstd
from rattler.index import index_fs
from rattler.shell import ActivationVariables, PathModificationBehavior, activate
from rattler.shell import Shell as EngineShell

SUBDIR: Final = "linux-64"
BUILD = "h0_0"
TIMESTAMP = 1_700_000_000
"""One moment for all files, so that the same content gives the same package."""


@dataclass(frozen=True)
class File:
    """A file of a package: its bytes and mode, or the target of a link."""

    content: bytes = b""
    mode: int = 0o644
    target: str | None = None


@dataclass(frozen=True)
class Package:
    """What is needed to write a package."""

    name: str
    version: str
    files: Mapping[str, File]
    depends: Sequence[str] = field(default_factory=tuple)
    run_exports: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What a package that was built with this one depends on."""

    build: str = BUILD
    build_number: int = 0

    @property
    def stem(self) -> str:
        return f"{self.name}-{self.version}-{self.build}"


def files_below(folder: Path) -> dict[str, File]:
    """All files and links of a tree; empty folders are not kept, as packages have none."""
    found: dict[str, File] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = File(target=os.readlink(path))
        elif path.is_file():
            found[name] = File(path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
    return found


def write_package(channel: Path, package: Package) -> Path:
    """Write a `.conda` file: a zip with one compressed archive of the files and one of what is known about them."""
    folder = channel / SUBDIR
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / f"{package.stem}.conda"
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("metadata.json", json.dumps({"conda_pkg_format_version": 2}))
        archive.writestr(f"pkg-{package.stem}.tar.zst", zstd.compress(_tar(package.files), level=1))
        archive.writestr(f"info-{package.stem}.tar.zst", zstd.compress(_tar(_info(package))))
    return written


def _tar(files: Mapping[str, File]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, file in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.mtime, entry.mode = TIMESTAMP, file.mode
            if file.target is not None:
                entry.type, entry.linkname = tarfile.SYMTYPE, file.target
                archive.addfile(entry)
                continue
            entry.size = len(file.content)
            archive.addfile(entry, io.BytesIO(file.content))
    return buffer.getvalue()


def _info(package: Package) -> dict[str, File]:
    platform, architecture = "linux", "x86_64"
    index = {"name": package.name, "version": package.version, "build": package.build,
             "build_number": package.build_number, "depends": list(package.depends), "subdir": SUBDIR,
             "platform": platform, "arch": architecture, "license": "MIT", "timestamp": TIMESTAMP * 1000}
    paths = {"paths": [_path_entry(name, file) for name, file in sorted(package.files.items())], "paths_version": 1}
    texts = {"index.json": json.dumps(index), "paths.json": json.dumps(paths), "about.json": "{}",
             "files": "".join(f"{name}\n" for name in sorted(package.files))}
    if package.run_exports:
        texts["run_exports.json"] = json.dumps(package.run_exports)
    return {f"info/{name}": File(text.encode()) for name, text in texts.items()}


def _path_entry(name: str, file: File) -> dict[str, object]:
    return {"_path": name, "path_type": "hardlink" if file.target is None else "softlink",
            "sha256": hashlib.sha256(file.content).hexdigest(), "size_in_bytes": len(file.content)}


def extract_package(package: Path, folder: Path) -> Path:
    """Unpack the files of a `.conda` file, and below `info` what is known about them, and give the folder."""
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            if name.endswith(".tar.zst"):
                with tarfile.open(fileobj=io.BytesIO(zstd.decompress(archive.read(name)))) as files:
                    files.extractall(folder, filter="tar")
    return folder


def package_of(folder: Path) -> Package:
    """The package that was unpacked into a folder, to be written again with changes."""
    index = json.loads((folder / "info" / "index.json").read_text())
    files = {name: file for name, file in files_below(folder).items() if not name.startswith("info/")}
    return Package(index["name"], index["version"], files, index["depends"], build=index["build"],
                   build_number=index["build_number"])


def index_channel(channel: Path) -> None:
    """Write the channel's index, in a process of its own: the interpreter sometimes aborts at its end after this."""
    subprocess.run([sys.executable, __file__, str(channel)], check=True, timeout=120)


async def _index(channel: Path) -> None:
    # Without force the old hash of a file that was overwritten under the same name stays.
    await index_fs(channel, write_zst=False, write_shards=False, force=True)


def install(channel: Path | Sequence[Path], prefix: Path, specs: Sequence[str], cache: Path) -> None:
    """Make the prefix hold exactly what the specs ask for; no specs empty it. The first channel comes first."""
    asyncio.run(_install([channel] if isinstance(channel, Path) else channel, prefix, specs, cache))


async def _install(channels: Sequence[Path], prefix: Path, specs: Sequence[str], cache: Path) -> None:
    records = []
    if specs:
        records = await rattler.solve(sources=[channel.as_uri() for channel in channels], specs=list(specs),
                                      platforms=[SUBDIR, "noarch"], virtual_packages=rattler.VirtualPackage.detect())
    await rattler.install(records, target_prefix=str(prefix), cache_dir=cache, show_progress=False)


ENGINE_SHELLS = {"bash": EngineShell.bash, "zsh": EngineShell.zsh, "fish": EngineShell.fish}


def activation_script(prefix: Path, shell: str, path: Sequence[str], current: Path | None = None) -> str:
    """The text that pixi's engine would have the shell evaluate, from a given PATH and active prefix."""
    variables = ActivationVariables(current, list(path), PathModificationBehavior.Replace)
    return activate(prefix, variables, ENGINE_SHELLS[shell], SUBDIR).script


if __name__ == "__main__":
    asyncio.run(_index(Path(sys.argv[1])))
    sys.stdout.flush()
    os._exit(0)
