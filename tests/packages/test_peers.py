"""Peers beside ours: cuda-pathfinder finds what we name.

It is installed once, by pip, into an environment of its own (tests/packages/peers.txt), and run on the same folders and
variables as ours.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ces_testing.prefixes import make_prefix
from ces_testing.toolkits import add_compiler_library, place, place_split

REPOSITORY = Path(__file__).resolve().parents[2]
DEMANDS = Path(__file__).with_name("peers.txt")
INSTALL_LIMIT = 600.0
RUN_LIMIT = 60.0


@pytest.fixture(scope="session")
def peers() -> Path:
    """The folder of the peers' programs; installed into build/peers, once for each set of versions."""
    folder = REPOSITORY / "build" / "peers"
    stamp = folder / "peers.txt"
    if not stamp.is_file() or stamp.read_text() != DEMANDS.read_text():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=INSTALL_LIMIT)
        done = subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-input",
                               "--disable-pip-version-check", "-r", str(DEMANDS)],
                              capture_output=True, text=True, timeout=INSTALL_LIMIT, check=False)
        if done.returncode != 0:
            pytest.skip(f"the peers cannot be installed here: {done.stderr.strip().splitlines()[-1:]}")
        stamp.write_text(DEMANDS.read_text())
    return folder / "bin"


# ---- a machine that all of them look at ------------------------------------------------------------------------------


@dataclass
class Machine:
    """Folders and variables that stand for one machine."""

    folder: Path
    prefix: Path
    stage: Path
    peers: Path
    variables: dict[str, str] = field(default_factory=dict)
    path: list[Path] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        elements = [*self.path, self.prefix / "bin", Path("/usr/bin"), Path("/bin")]
        return {"HOME": str(self.folder), "CONDA_PREFIX": str(self.prefix), **self.variables,
                "PATH": ":".join(map(str, elements))}

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=RUN_LIMIT,
                              check=False, cwd=self.folder)


@pytest.fixture
def machine(tmp_path: Path, stage: Path, peers: Path) -> Machine:
    return Machine(tmp_path, make_prefix(tmp_path / "env"), stage, peers)


# ---- cuda-pathfinder -------------------------------------------------------------------------------------------------

FIND = """
import json
from cuda.pathfinder import find_nvidia_binary_utility, find_nvidia_header_directory, load_nvidia_dynamic_lib
found = {"nvcc": find_nvidia_binary_utility("nvcc"), "headers": find_nvidia_header_directory("cudart")}
for name in ("cudart", "nvvm", "nvrtc"):
    try:
        found[name] = load_nvidia_dynamic_lib(name).abs_path
    except Exception as error:
        found[name] = type(error).__name__
print(json.dumps(found))
"""


def make_bare(prefix: Path) -> Path:
    home = place("13.5", prefix)
    add_compiler_library("13.5", home / "lib")
    return home


def make_split(prefix: Path) -> Path:
    home = place_split("13.5", prefix)
    libraries = home / "targets" / "x86_64-linux" / "lib"
    add_compiler_library("13.5", libraries)
    for library in [*libraries.glob("lib*.so*"), *(home / "nvvm" / "lib64").glob("lib*.so*")]:
        (prefix / "lib").mkdir(exist_ok=True)
        (prefix / "lib" / library.name).symlink_to(library)  # as the packages do
    return home


@pytest.mark.parametrize("make", [make_bare, make_split])
def test_cuda_pathfinder_finds_what_we_name(make: Callable[[Path], Path], machine: Machine) -> None:
    """In an environment that is active, with what activation exports."""
    home = make(machine.prefix)
    program = str(machine.stage / "bin" / "cuda-env-resolve")
    status = json.loads(machine.run([program, "status", "--json"]).stdout)
    assert status["toolkit"]["path"] == str(home)
    exports = json.loads(machine.run([program, "--json"]).stdout)["set"]
    machine.variables |= {name: value for name, value in exports.items() if name in ("CUDA_HOME", "CUDA_PATH")}
    machine.path = [home / "bin"]
    done = machine.run([str(machine.peers / "python"), "-W", "error::UserWarning", "-c", FIND])
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert Path(found["nvcc"]).samefile(home / "bin" / "nvcc")
    headers = status["toolkit"]["evidence"]["headers_version"]
    assert Path(headers).resolve() == (Path(found["headers"]) / "cuda.h").resolve()
    # The loader of this process knows nothing of LD_LIBRARY_PATH, since a shell sets that before Python starts.
    for name in ("cudart", "nvrtc"):
        assert Path(found[name]).resolve().is_relative_to(home.resolve()) or "cache" in found[name] \
            or Path(found[name]).resolve().is_relative_to((REPOSITORY / "build" / "toolkits").resolve()), found


def test_without_our_exports_cuda_pathfinder_misses_the_toolkit_of_the_environment(machine: Machine) -> None:
    """cudatoolkit-dev's folder is none of those it knows. That is why we name it in CUDA_HOME and CUDA_PATH."""
    make_bare(machine.prefix)
    found = json.loads(machine.run([str(machine.peers / "python"), "-c", FIND]).stdout)
    assert found["nvcc"] is None
    assert found["headers"] is None
