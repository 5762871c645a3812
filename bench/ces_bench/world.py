"""The environments that are measured: small, in a folder that is gone afterwards."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from ces_testing import prefixes, toolkits
from ces_testing.prefixes import program_of

REPOSITORY = Path(__file__).resolve().parents[2]
MANY_PACKAGES = 5_000
FEW_PACKAGES = 5
STATIC_EXPORTS = REPOSITORY / "build" / "bench-static" / "static-exports"


@dataclass(frozen=True)
class World:
    """Folders by name; every environment has the plugin."""

    folder: Path
    layout_a: Path
    layout_b: Path
    no_version_file: Path
    """Layout A with a real nvcc and nothing else that tells the release: nvcc's own file is read."""
    pinned: Path
    configured: Path
    few_packages: Path
    many_packages: Path
    dynamic: Path
    """As `layout_a`, with the program linked dynamically."""
    from_disk: Path
    """As `layout_a`, with the program mapped from the disk, as after a reboot: in smaller pieces."""
    real_nvcc: Path
    direnv: Path
    modules: Path

    @property
    def static_exports(self) -> Path:
        return STATIC_EXPORTS


def stage(kind: str) -> Path:
    """Where bench/run installed the program that is linked `static` or `dynamic`."""
    return REPOSITORY / "build" / f"bench-{kind}" / "stage"


def make_world(folder: Path) -> World:
    """Make everything that the rows need."""
    nvcc = prefixes.build_nvcc(folder / "built", "12.4")
    real = _environment(folder / "real")
    toolkits.place("13.0", real)
    bare = _environment(folder / "no-version-file")
    toolkits.place("13.0", bare)
    pinned, configured = _layout_a(folder / "pinned"), _layout_a(folder / "configured")
    own = "etc/cuda-env-switch"
    _write(pinned / own / "pin", "11.7\n")
    _write(configured / own / "config.yaml", "ld_library_path: true\nsilence: [CES102]\n")
    few, many = _layout_a(folder / "few"), _layout_a(folder / "many")
    _add_packages(few, FEW_PACKAGES)
    _add_packages(many, MANY_PACKAGES)
    dynamic = _layout_a(folder / "dynamic", "dynamic")
    from_disk = _layout_a(folder / "from-disk")
    _read_from_disk(program_of(from_disk))
    _write_in_one_go(STATIC_EXPORTS)
    layout_b = _environment(folder / "layout-b")
    prefixes.add_layout_b(layout_b, "12.4", nvcc)
    return World(folder, _layout_a(folder / "layout-a"), layout_b, bare, pinned, configured, few, many, dynamic,
                 from_disk, real, _direnv(folder / "direnv", real),
                 _modules(folder / "modules", real))


def _environment(prefix: Path, kind: str = "static") -> Path:
    prefixes.make_prefix(prefix)
    prefixes.add_plugin(prefix, stage(kind))
    _write_in_one_go(program_of(prefix))
    return prefix


def _write_in_one_go(program: Path) -> None:
    """Write a program anew, as an installer does. A linker writes here and there, and how a file came into memory
    decides in how large pieces the kernel maps it."""
    content, mode = program.read_bytes(), program.stat().st_mode
    program.unlink()
    program.write_bytes(content)
    program.chmod(mode)


def _read_from_disk(program: Path) -> None:
    """Have a program read from the disk when it is called next, as after a reboot."""
    with program.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _layout_a(prefix: Path, kind: str = "static") -> Path:
    _environment(prefix, kind)
    prefixes.add_layout_a(prefix, "11.7")
    return prefix


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _add_packages(prefix: Path, count: int) -> None:
    for number in range(count):
        _write(prefix / "conda-meta" / f"package{number}-1.0-0.json", f'{{"name": "package{number}"}}\n')


def _direnv(folder: Path, prefix: Path) -> Path:
    home = prefix / "pkgs" / "cuda-toolkit"
    _write(folder / ".envrc", f'export CUDA_HOME="{home}"\nPATH_add "{home}/bin"\n'
                              f'path_add LD_LIBRARY_PATH "{home}/lib64"\n')
    return folder


def _modules(folder: Path, prefix: Path) -> Path:
    home = prefix / "pkgs" / "cuda-toolkit"
    _write(folder / "bench-cuda", f"#%Module1.0\nsetenv CUDA_HOME {home}\nprepend-path PATH {home}/bin\n"
                                  f"prepend-path LD_LIBRARY_PATH {home}/lib64\n")
    return folder


def remove(world: World) -> None:
    shutil.rmtree(world.folder, ignore_errors=True)
