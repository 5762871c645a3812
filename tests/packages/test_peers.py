"""Peers beside ours: cuda-pathfinder finds what we name; what cuda-doctor and env-doctor report, we report as well.

They are installed once, by pip, into an environment of their own (tests/packages/peers.txt). They are run on the same
folders and variables as ours. env-doctor asks the network when it starts, which is not let through to it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ces_testing.prefixes import make_prefix, write_script
from ces_testing.toolkits import add_compiler_library, place, place_split, place_tree

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


def without_network(command: list[str]) -> list[str]:
    """The command where no network is, if this user may make such a place; else as it is."""
    alone = ["unshare", "--map-root-user", "--net", "--"]
    may = subprocess.run([*alone, "true"], capture_output=True, timeout=RUN_LIMIT, check=False)
    return [*alone, *command] if may.returncode == 0 else command


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
        return {"HOME": str(self.folder), "CONDA_PREFIX": str(self.prefix), "CUDA_ENV_SWITCH_SILENCE": "CES304",
                **self.variables, "PATH": ":".join(map(str, elements))}

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=RUN_LIMIT,
                              check=False, cwd=self.folder)

    def ours(self) -> set[str]:
        """The codes of our findings."""
        done = self.run([str(self.stage / "bin" / "cuda-env-resolve"), "doctor", "--json"])
        assert done.stderr == ""
        findings = json.loads(done.stdout)["findings"]
        # The exit status means something: 1 where there is an error, else 0.
        assert done.returncode == (1 if any(finding["severity"] == "error" for finding in findings) else 0)
        return {finding["code"] for finding in findings}

    def cuda_doctor(self) -> dict[str, str]:
        """Its codes and titles; without remarks ("INFO"), which it says are no faults."""
        done = self.run([str(self.peers / "cuda-doctor"), "diagnose", "--format", "json"])
        issues = json.loads(done.stdout)["issues"]
        return {issue["code"]: issue["title"] for issue in issues if issue["severity"] != "INFO"}

    def env_doctor(self) -> list[str]:
        """Its issues with the toolkit, the driver and the variables."""
        done = self.run(without_network([str(self.peers / "env-doctor"), "check", "--json"]))
        checks = json.loads(done.stdout[done.stdout.index("{"):])["checks"]
        return [issue for name in ("driver", "cuda") for issue in checks[name]["issues"]]


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


# ---- cuda-doctor and env-doctor --------------------------------------------------------------------------------------


def dangling_home(machine: Machine) -> None:
    machine.variables["CUDA_HOME"] = str(machine.folder / "cuda-11.0")


def other_home(machine: Machine) -> None:
    machine.path = [place_tree("13.5", machine.folder / "cuda-13.5") / "bin"]
    machine.variables["CUDA_HOME"] = str(place_tree("13.0", machine.folder / "cuda-13.0"))


def two_on_path(machine: Machine) -> None:
    machine.path = [place_tree(release, machine.folder / f"cuda-{release}") / "bin" for release in ("13.0", "13.5")]


def stale_library_folder(machine: Machine) -> None:
    machine.variables["LD_LIBRARY_PATH"] = str(machine.folder / "cuda-11.0" / "lib64")


def compiler_too_new(machine: Machine) -> None:
    place("13.0", machine.prefix)
    machine.path = [machine.folder / "compilers", machine.prefix / "pkgs" / "cuda-toolkit" / "bin"]
    for name in ("gcc", "g++"):
        write_script(machine.folder / "compilers" / name, f'echo "{name} (GCC) 19.1.0"\necho Free Software Foundation')


def no_compiler(machine: Machine) -> None:
    place("13.0", machine.prefix)
    tools = machine.folder / "tools"
    tools.mkdir()
    for name in ("sh", "env"):
        (tools / name).symlink_to(str(shutil.which(name)))
    machine.path = [tools, machine.prefix / "pkgs" / "cuda-toolkit" / "bin"]


# What the peers' words mean in ours. No nvidia-smi is here (GPU001): ours tells that in the verdict, since a machine
# without a driver is no fault. No nvcc on PATH (CUDA001) is no fault of an environment without CUDA either.
SAME = {
    "CUDA003": {"CES214", "CES525"},
    "CUDA005": {"CES522"},
    "CUDA006": {"CES521"},
    "CMP001": {"CES503"},
    "CMP002": {"CES501"},
    "ENV001": {"CES523"},
    "ENV003": {"CES526"},
}
NO_FAULT = {"GPU001", "CUDA001"}

CASES = [
    (dangling_home, "CUDA003"),
    (other_home, "CUDA006"),
    (two_on_path, "CUDA005"),
    (stale_library_folder, "ENV001"),
    (compiler_too_new, "CMP002"),
]


@pytest.mark.parametrize(("make", "theirs"), CASES, ids=[case[0].__name__ for case in CASES])
def test_what_cuda_doctor_reports_we_report(make: Callable[[Machine], None], theirs: str, machine: Machine) -> None:
    make(machine)
    reported = machine.cuda_doctor()
    ours = machine.ours()
    if theirs not in reported:
        pytest.fail(f"cuda-doctor does not report {theirs} any more: {reported}")
    for code, title in reported.items():
        if code not in NO_FAULT:
            assert SAME[code] & ours, f"cuda-doctor: {code} {title}; ours: {sorted(ours)}"
    for issue in machine.env_doctor():
        assert ours, f"env-doctor: {issue}; ours: nothing"


# ---- what they miss --------------------------------------------------------------------------------------------------


def own_toolkit(machine: Machine) -> None:
    """The environment's own toolkit, while another one is on PATH."""
    place("13.0", machine.prefix)
    machine.path = [place_tree("13.5", machine.folder / "other") / "bin"]
    machine.variables["CUDA_ENV_SWITCH_SILENCE"] = ""


def mixed_releases(machine: Machine) -> None:
    home = place("13.0", machine.prefix)
    (home / "bin" / "ptxas").unlink()
    (home / "bin" / "ptxas").symlink_to(place_tree("13.5", machine.folder / "other") / "bin" / "ptxas")
    machine.path = [home / "bin"]


def lone_link(machine: Machine) -> None:
    home = place_tree("13.0", machine.folder / "local")
    (machine.prefix / "bin" / "nvcc").symlink_to(home / "bin" / "nvcc")


def compiler_too_new_for_13(machine: Machine) -> None:
    """gcc 17 is too new for CUDA 13.5, by that toolkit's own header; no table has it yet."""
    home = place("13.5", machine.prefix)
    machine.path = [machine.folder / "compilers", home / "bin"]
    for name in ("gcc", "g++"):
        write_script(machine.folder / "compilers" / name, f'echo "{name} (GCC) 19.1.0"\necho Free Software Foundation')


MISSED = [
    (own_toolkit, {"CES304", "CES205", "CES215"}),
    (mixed_releases, {"CES210"}),
    (lone_link, {"CES206"}),
    (compiler_too_new_for_13, {"CES501"}),
]


@pytest.mark.parametrize(("make", "codes"), MISSED, ids=[case[0].__name__ for case in MISSED])
def test_what_the_peers_miss_we_report(make: Callable[[Machine], None], codes: set[str], machine: Machine) -> None:
    make(machine)
    assert codes & machine.ours()
    faults = {code: title for code, title in machine.cuda_doctor().items() if code not in NO_FAULT}
    assert not faults, f"cuda-doctor has learnt it: {faults}"
    # Of every machine whose nvcc is in no folder named cuda it says that PATH may lack one.
    assert not [issue for issue in machine.env_doctor() if "not in PATH or incorrect" not in issue]


def test_ours_asks_no_network(machine: Machine) -> None:
    """Every system call that could reach one is seen by strace: there is none."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    place("13.0", machine.prefix)
    log = machine.folder / "calls"
    done = machine.run(["strace", "-f", "-e", "trace=socket,connect", "-o", str(log),
                        str(machine.stage / "bin" / "cuda-env-resolve"), "doctor", "--json"])
    if not log.exists() or "ptrace" in done.stderr:
        pytest.skip(f"strace cannot trace here: {done.stderr.strip()}")
    assert "socket(" not in log.read_text(), log.read_text()
    assert os.path.getsize(log) > 0
