"""What people build with, after activation: each client has to end at the chosen toolkit, and build with it.

The toolkit is CUDA 13.5 in each layout; the user's own PATH, CUDA_HOME and CUDA_PATH lead to another one, 13.0, as a
line in .bashrc or a module does. Where a client cannot work, it is seen to fail, and `status` says why.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ces_testing.prefixes import add_plugin, make_prefix, program_of
from ces_testing.programs import PROGRAM, RUNTIMES, build_and_run, run_in
from ces_testing.scenarios import World
from ces_testing.shells import SHELLS, CondaRoot, Environment, activate, deactivate, in_language, run_scenario
from ces_testing.toolkits import (PYTHON, WHEELS, add_compiler_library, link_as_post_link_does, place, place_split,
                                  place_tree, place_wheels)

CHOSEN = "13.5"
OTHER = "13.0"
GOOD = f"runtime {RUNTIMES[CHOSEN]}, error "

LAYOUTS = ("bare", "linked", "split", "wheels")
"""cudatoolkit-dev without and with the links of its post-link script, split packages, Python wheels."""

CMAKES = {"3.25": "/usr/bin/cmake", "newest": str(Path(sys.executable).with_name("cmake"))}

HOST_PROGRAM = PROGRAM.replace("__global__ void kernel() {}\n", "")
"""The same for a host compiler: it calls the runtime, no kernel."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("clients")
    for name in ("envs", "home", "system"):
        (folder / name).mkdir()
    world = World(CondaRoot.make(folder / "conda"), folder / "envs", folder / "home", folder / "system")
    world.conda.configure([world.envs])
    return world


@pytest.fixture(scope="module")
def roots(world: World, stage: Path) -> dict[str, Path]:
    """The folder that CUDA_HOME has to name, per layout; each is an environment of that name."""
    prefixes = {layout: make_prefix(world.envs / layout) for layout in LAYOUTS}
    for prefix in prefixes.values():
        add_plugin(prefix, stage)
    found = {"bare": place(CHOSEN, prefixes["bare"]), "linked": place(CHOSEN, prefixes["linked"]),
             "split": place_split(CHOSEN, prefixes["split"]), "wheels": place_wheels(CHOSEN, prefixes["wheels"])}
    for layout, root in found.items():
        add_compiler_library(CHOSEN, root / ("targets/x86_64-linux/lib" if layout == "split" else "lib"))
    for library in (prefixes["split"] / "targets" / "x86_64-linux" / "lib").glob("lib*.so*"):
        (prefixes["split"] / "lib").mkdir(exist_ok=True)
        (prefixes["split"] / "lib" / library.name).symlink_to(library)  # as the packages do
    link_as_post_link_does(prefixes["linked"])
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(prefixes["wheels"])], check=True, timeout=60)
    site_packages = Path(sys.prefix) / "lib" / PYTHON / "site-packages"
    # Not its path alone: numba-cuda takes numba's place by a file of its own there that Python reads at its start.
    (found["wheels"].parents[1] / "clients.pth").write_text(f"import site; site.addsitedir({str(site_packages)!r})\n")
    (prefixes["wheels"] / "etc" / "cuda-env-switch").mkdir(parents=True, exist_ok=True)
    (prefixes["wheels"] / "etc" / "cuda-env-switch" / "config.yaml").write_text("wheels: on\n")
    return found


@pytest.fixture(scope="module")
def environments(world: World, roots: dict[str, Path], tmp_path_factory: pytest.TempPathFactory,
                 ) -> dict[str, Environment]:
    """bash after the activation of each layout, and with what old Makefiles need (`split with options`)."""
    other = place_tree(OTHER, world.home.parent / "local" / f"cuda-{OTHER}")
    login = {**world.login(), "CUDA_HOME": str(other), "CUDA_PATH": str(other)}
    login["PATH"] = f"{other}/bin:{login['PATH']}"
    options = in_language(sh="export CUDA_ENV_SWITCH_CPATH=1 CUDA_ENV_SWITCH_LIBRARY_PATH=1 "
                             "CUDA_ENV_SWITCH_LD_LIBRARY_PATH=on")
    steps = [step for layout in LAYOUTS for step in (activate(layout), deactivate())]
    steps += [options, activate("split")]
    result = run_scenario(SHELLS["bash"], world.conda, steps, login, tmp_path_factory.mktemp("run") / "bash")
    result.require_quiet_success()
    found = {layout: result.environments[1 + 2 * number] for number, layout in enumerate(LAYOUTS)}
    found["split with options"] = result.environments[-1]
    return found


@pytest.fixture(params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> str:
    return request.param


def findings_of(environment: Environment) -> dict[str, str]:
    """The findings of `status`: their codes, and what they say to do."""
    program = program_of(Path(environment["CONDA_PREFIX"]))
    answer = subprocess.run([program, "status", "--json"], env=environment, capture_output=True, text=True,
                            timeout=60, check=True)
    return {finding["code"]: finding["remedy"] for finding in json.loads(answer.stdout)["findings"]}


def test_the_toolkit_is_the_chosen_one(layout: str, environments: dict[str, Environment], roots: dict[str, Path],
                                       ) -> None:
    environment = environments[layout]
    assert environment["CUDA_HOME"] == environment["CUDA_PATH"] == str(roots[layout])
    version = run_in(environment, roots[layout], "nvcc", "--version")
    assert WHEELS[CHOSEN].nvcc_version in version


def test_nvcc(layout: str, environments: dict[str, Environment], tmp_path: Path) -> None:
    assert build_and_run(environments[layout], tmp_path).startswith(GOOD)


@pytest.mark.parametrize("cmake", CMAKES)
def test_cmake_language(cmake: str, layout: str, environments: dict[str, Environment], roots: dict[str, Path],
                        tmp_path: Path) -> None:
    (tmp_path / "program.cu").write_text(PROGRAM)
    (tmp_path / "CMakeLists.txt").write_text("""
cmake_minimum_required(VERSION 3.20)
project(client LANGUAGES CXX)
set(CMAKE_CUDA_ARCHITECTURES 90)
enable_language(CUDA)
message(STATUS "compiler=${CMAKE_CUDA_COMPILER}")
add_executable(program program.cu)
""")
    said = run_in(environments[layout], tmp_path, CMAKES[cmake], "-B", "build")
    compiler = next(line.split("=")[1] for line in said.splitlines() if "compiler=" in line)
    assert Path(compiler) == roots[layout] / "bin" / "nvcc"
    run_in(environments[layout], tmp_path, CMAKES[cmake], "--build", "build")
    assert run_in(environments[layout], tmp_path, "build/program").startswith(GOOD)


@pytest.mark.parametrize("cmake", CMAKES)
def test_cmake_find_package(cmake: str, layout: str, environments: dict[str, Environment], roots: dict[str, Path],
                            tmp_path: Path) -> None:
    (tmp_path / "program.cpp").write_text(HOST_PROGRAM)
    (tmp_path / "CMakeLists.txt").write_text("""
cmake_minimum_required(VERSION 3.20)
project(client LANGUAGES CXX)
find_package(CUDAToolkit REQUIRED)
message(STATUS "version=${CUDAToolkit_VERSION}")
message(STATUS "bin=${CUDAToolkit_BIN_DIR}")
add_executable(program program.cpp)
target_link_libraries(program PRIVATE CUDA::cudart)
""")
    environment = environments[layout]
    if layout == "wheels":
        # There is no libcudart.so to link with, and no variable cures that.
        with pytest.raises(AssertionError, match="CUDA_CUDART"):
            run_in(environment, tmp_path, CMAKES[cmake], "-B", "build")
        assert "libcudart.so" in findings_of(environment)["CES216"]
        return
    said = run_in(environment, tmp_path, CMAKES[cmake], "-B", "build")
    assert f"version={WHEELS[CHOSEN].nvcc_version.removeprefix('V')}" in said
    assert Path(next(line.split("=")[1] for line in said.splitlines() if "bin=" in line)).is_relative_to(roots[layout])
    run_in(environment, tmp_path, CMAKES[cmake], "--build", "build")
    assert run_in(environment, tmp_path, "build/program").startswith(GOOD)


MAKEFILE = """
program: program.cpp
\tg++ -I$(CUDA_HOME)/include $< -o $@ -L$(CUDA_HOME)/lib64 -lcudart
"""


def test_makefile(layout: str, environments: dict[str, Environment], tmp_path: Path) -> None:
    (tmp_path / "program.cpp").write_text(HOST_PROGRAM)
    (tmp_path / "Makefile").write_text(MAKEFILE)
    environment = environments[layout]
    if layout in ("bare", "linked"):
        run_in(environment, tmp_path, "make")
        assert run_in(environment, tmp_path, "./program").startswith(GOOD)
        return
    with pytest.raises(AssertionError, match="cuda_runtime.h: No such file|cannot find -lcudart"):
        run_in(environment, tmp_path, "make")
    if layout == "wheels":
        assert "libcudart.so" in findings_of(environment)["CES216"]
        return
    assert "cpath" in findings_of(environment)["CES407"]
    cured = environments["split with options"]
    run_in(cured, tmp_path, "make")
    assert run_in(cured, tmp_path, "./program").startswith(GOOD)
    assert "CES407" not in findings_of(cured)


def test_what_the_finding_says_cures_the_wheels(environments: dict[str, Environment], world: World, stage: Path,
                                                tmp_path: Path) -> None:
    environment = environments["wheels"]
    root = Path(environment["CUDA_HOME"])
    command = findings_of(environment)["CES216"].split(": ", 1)[1]
    assert command == f"ln -s libcudart.so.13 {root}/lib/libcudart.so"
    subprocess.run(command, shell=True, check=True, timeout=60)
    try:
        assert "CES216" not in findings_of(environment)
        (tmp_path / "program.cpp").write_text(HOST_PROGRAM)
        run_in(environment, tmp_path, "g++", f"-I{root}/include", "program.cpp", "-o", "program", f"-L{root}/lib",
               f"-Wl,-rpath,{root}/lib", "-lcudart")
        assert run_in(environment, tmp_path, "./program").startswith(GOOD)
    finally:
        (root / "lib" / "libcudart.so").unlink()


def test_meson(layout: str, environments: dict[str, Environment], tmp_path: Path) -> None:
    (tmp_path / "program.cu").write_text(PROGRAM)
    (tmp_path / "meson.build").write_text("""
project('client', 'cuda')
executable('program', 'program.cu')
""")
    said = run_in(environments[layout], tmp_path, str(shutil.which("meson")), "setup", "build")
    assert WHEELS[CHOSEN].nvcc_version.removeprefix("V") in said
    run_in(environments[layout], tmp_path, "ninja", "-C", "build")
    assert run_in(environments[layout], tmp_path, "build/program").startswith(GOOD)


def python(environment: Environment, folder: Path, text: str) -> str:
    """Run a piece of Python with the clients of tests/requirements.txt; a warning is an error.

    Wheels belong to the environment's own Python. The other layouts are looked for from any.
    """
    own = Path(environment["CONDA_PREFIX"]) / "bin" / "python"
    program = own if own.exists() else sys.executable
    return run_in(environment, folder, str(program), "-W", "error::UserWarning", "-c", text)


def test_cuda_pathfinder(layout: str, environments: dict[str, Environment], roots: dict[str, Path],
                         tmp_path: Path) -> None:
    text = """
from cuda.pathfinder import find_nvidia_header_directory, load_nvidia_dynamic_lib
print(find_nvidia_header_directory("cudart"))
print(load_nvidia_dynamic_lib("nvvm").abs_path)
"""
    for line in python(environments[layout], tmp_path, text).splitlines():
        assert Path(line).resolve().is_relative_to(roots[layout])


def test_numba_cuda(layout: str, environments: dict[str, Environment], tmp_path: Path) -> None:
    """Without a GPU it compiles a kernel to PTX, by the toolkit's own NVVM."""
    text = """
from numba import cuda, float32
text, _ = cuda.compile_ptx(lambda x: x + x, (float32,), device=True, cc=(9, 0))
print(text)
"""
    said = python(environments[layout], tmp_path, text)
    assert f"Cuda compilation tools, release {CHOSEN}" in said
