"""A channel of stand-ins for the conda-forge packages that the recipe asks for.

The compilers and tools are wrappers that run the system's, with the activation scripts and run_exports that
conda-forge's have; the libraries are the system's own files, where the system has them. So a recipe is solved, built
and tested as on conda-forge, but from what this machine has. CMake is told, as conda-forge's compilers tell it, to
find libraries in the host environment alone: a library that the recipe does not ask for is not found. The
compilers are told to optimize less, last, as that takes most of the time.
"""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ces_testing.packages import File, Package, files_below, write_package

TRIPLE = "x86_64-conda-linux-gnu"
USR = Path("/usr")

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
SITE_PACKAGES = f"lib/python{PYTHON}/site-packages"

VARIANTS: Mapping[str, list[str]] = {
    "python": [f"{PYTHON}.* *_cpython"],
    "c_stdlib": ["sysroot"], "c_stdlib_version": ["2.17"],
    "cxx_compiler": ["gxx"], "cxx_compiler_version": ["14"],
}
"""What conda-forge pins globally and gives to each recipe."""

ACTIVATE_COMPILER = f"""
_prefix="${{PREFIX:-$CONDA_PREFIX}}"
export CC="${{CONDA_PREFIX}}/bin/{TRIPLE}-gcc" CXX="${{CONDA_PREFIX}}/bin/{TRIPLE}-g++"
export CFLAGS="-O2 -isystem ${{_prefix}}/include" CXXFLAGS="-O2 -isystem ${{_prefix}}/include"
export LDFLAGS="-Wl,-rpath,${{_prefix}}/lib -L${{_prefix}}/lib"
export CMAKE_ARGS="-DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=${{_prefix}} -DCMAKE_INSTALL_LIBDIR=lib \
-DCMAKE_FIND_ROOT_PATH=${{_prefix}} -DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY \
-DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY \
-DCMAKE_FIND_ROOT_PATH_MODE_PROGRAM=NEVER"
unset _prefix
"""
DEACTIVATE_COMPILER = "unset CC CXX CFLAGS CXXFLAGS LDFLAGS CMAKE_ARGS\n"


@dataclass(frozen=True)
class Library:
    """A library of the system, by the patterns of its files below /usr."""

    name: str
    version: str
    patterns: Sequence[str]
    weak_exports: Sequence[str] = field(default_factory=tuple)


LIBRARIES = (
    Library("cli11", "2.1.2", ("include/CLI", "share/cmake/CLI11")),
    Library("nlohmann_json", "3.11.2", ("include/nlohmann", "share/cmake/nlohmann_json")),
    Library("yaml-cpp", "0.7.0", ("include/yaml-cpp", "lib/*/cmake/yaml-cpp", "lib/*/libyaml-cpp.so*"),
            ("yaml-cpp >=0.7.0,<0.8.0a0",)),
    Library("yaml-cpp-static", "0.7.0", ("lib/*/libyaml-cpp.a",)),
    Library("fmt", "9.1.0", ("include/fmt", "lib/*/cmake/fmt", "lib/*/libfmt.so*"), ("fmt >=9.1.0,<9.2.0a0",)),
)


def system_program(name: str) -> Path:
    found = shutil.which(name, path="/usr/local/bin:/usr/bin:/bin")
    assert found, f"{name} is not installed"
    return Path(found)


def wrapper(program: str, *last: str) -> File:
    """A program that runs the system's, with arguments added at the end."""
    words = " ".join((f'exec {system_program(program)} "$@"', *last))
    return File(f"#!/bin/sh\n{words}\n".encode(), 0o755)


def compiler() -> Package:
    """gxx_linux-64: the compilers under conda's names, and what its activation exports."""
    files = {f"bin/{TRIPLE}-{name}": wrapper(name, "-O1") for name in ("gcc", "g++")}
    files.update({f"bin/{TRIPLE}-{name}": wrapper(name) for name in ("ar", "ranlib", "ld")})
    for kind, text in (("activate", ACTIVATE_COMPILER), ("deactivate", DEACTIVATE_COMPILER)):
        files[f"etc/conda/{kind}.d/{kind}-gxx_linux-64.sh"] = File(text.encode())
    return Package("gxx_linux-64", "14.3.0", files, ("sysroot_linux-64",),
                   {"strong": ["libgcc >=14", "libstdcxx >=14"]})


def library(described: Library) -> Package:
    files: dict[str, File] = {}
    for pattern in described.patterns:
        matches = sorted(USR.glob(pattern))
        assert matches, f"{USR / pattern} is not there; tools/setup installs it"
        for match in matches:
            folder = match.relative_to(USR)
            if match.is_dir():
                files.update({f"{folder}/{name}": file for name, file in files_below(match).items()})
            else:
                files[str(folder)] = File(match.read_bytes(), 0o755)
    return Package(described.name, described.version, files,
                   run_exports={"weak": list(described.weak_exports)} if described.weak_exports else {})


def note(name: str, version: str, **more: object) -> Package:
    """A package that stands for something the system has."""
    return Package(name, version, {f"share/{name}/README": File(b"This machine's own is used.\n")}, **more)


def tool(name: str, *programs: str) -> Package:
    return Package(name, "1.0", {f"bin/{program}": wrapper(program) for program in programs or (name,)})


def python() -> Package:
    """The interpreter that runs this, as a link; a `pyvenv.cfg` gives it the environment's own site-packages."""
    interpreter = Path(sys._base_executable).resolve()  # type: ignore[attr-defined]
    version = ".".join(map(str, sys.version_info[:3]))
    configuration = f"home = {interpreter.parent}\ninclude-system-site-packages = false\nversion = {version}\n"
    files = {f"bin/python{PYTHON}": File(target=str(interpreter)), "bin/python": File(target=f"python{PYTHON}"),
             "bin/python3": File(target=f"python{PYTHON}"), "pyvenv.cfg": File(configuration.encode()),
             f"{SITE_PACKAGES}/README.txt": File(b"For packages of the environment.\n")}
    abi = f"python_abi {PYTHON}.* *_cp{PYTHON.replace('.', '')}"
    return Package("python", version, files, run_exports={"weak": [abi], "noarch": ["python"]}, build="h0_0_cpython")


def python_package(name: str, depends: Sequence[str] = ()) -> Package:
    """A package of the Python that runs this, without the programs whose first line names that Python."""
    distribution = importlib.metadata.distribution(name)
    files = {f"{SITE_PACKAGES}/{path}": File(Path(distribution.locate_file(path)).read_bytes())
             for path in distribution.files or () if ".." not in path.parts and path.suffix != ".pyc"}
    return Package(name, distribution.version, files, ("python", *depends))


def standins() -> Iterator[Package]:
    yield compiler()
    yield note("sysroot_linux-64", "2.17", run_exports={"strong": ["__glibc >=2.17,<3.0.a0"]})
    yield note("libgcc", "14.3.0")
    yield note("libstdcxx", "14.3.0")
    yield tool("cmake", "cmake", "ctest", "cpack")
    yield tool("ninja")
    yield tool("zsh")
    yield tool("fish")
    yield from map(library, LIBRARIES)
    yield python()
    yield note("python_abi", PYTHON, build=f"1_cp{PYTHON.replace('.', '')}")
    for name in ("pip", "pybind11", "packaging", "pathspec"):
        yield python_package(name)
    yield python_package("scikit-build-core", ("packaging", "pathspec"))


def write_standins(channel: Path) -> None:
    """Write them all; the channel still has to be indexed."""
    for package in standins():
        write_package(channel, package)
