"""One environment, two real compilers: `use` decides which one compiles, links and is started with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from ces_testing.prefixes import add_plugin, make_prefix, program_of
from ces_testing.programs import RUNTIMES, build_and_run
from ces_testing.scenarios import World, first_on_path
from ces_testing.shells import (SHELLS, CondaRoot, Environment, activate, deactivate, in_language, run_command,
                                run_scenario)
from ces_testing.toolkits import PYTHON, WHEELS, place, place_tree, place_wheels


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("switching")
    for name in ("envs", "home", "system"):
        (folder / name).mkdir()
    world = World(CondaRoot.make(folder / "conda"), folder / "envs", folder / "home", folder / "system")
    world.conda.configure([world.envs])
    return world


@pytest.fixture(scope="module")
def prefix(world: World, stage: Path) -> Path:
    """An environment with 13.0 of its own (layout A) and the wheels of 13.5."""
    prefix = make_prefix(world.envs / "mine")
    add_plugin(prefix, stage)
    place("13.0", prefix)
    place_wheels("13.5", prefix)
    return prefix


@pytest.fixture(scope="module")
def machine(world: World) -> dict[str, Path]:
    """Both releases as the machine's own."""
    return {release: place_tree(release, world.home.parent / "local" / f"cuda-{release}") for release in WHEELS}


def login(world: World, machine: dict[str, Path]) -> Environment:
    """The user's .bashrc names the machine's 13.5, and puts its nvcc on PATH."""
    environment = world.login()
    home = machine["13.5"]
    return {**environment, "CUDA_HOME": str(home), "PATH": f"{home}/bin:{environment['PATH']}"}


def test_use_switches_between_two_compilers(world: World, prefix: Path, machine: dict[str, Path],
                                            tmp_path: Path) -> None:
    def use(spec: str):  # noqa: ANN202
        return in_language(sh=f'eval "$(cuda-env-resolve use -q {spec})"')

    version = run_command("nvcc", "--version")
    steps = [activate("mine"), version, use("13.5"), version, use("13.0"), version, use("wheels"), version,
             use(str(machine["13.0"])), version, use("--auto"), version, use("13.5"), deactivate(), version,
             activate("mine"), version, deactivate()]
    result = run_scenario(SHELLS["bash"], world.conda, steps, login(world, machine), tmp_path / "run")
    result.require_quiet_success()
    answers = [next(release for release, wheels in WHEELS.items() if wheels.nvcc_version in output)
               for output in result.outputs.values() if "nvcc: NVIDIA" in output]
    assert answers == ["13.0", "13.5", "13.0", "13.5", "13.0", "13.0", "13.5", "13.5"]
    assert result.environments[-1] == result.environments[14]
    seen = {"13.0": (6, prefix / "pkgs" / "cuda-toolkit"), "13.5": (4, None)}
    for release, (step, home) in seen.items():
        environment = result.environments[step]
        if home is not None:
            assert environment["CUDA_HOME"] == str(home)
        assert environment["CUDA_HOME"] == environment["CUDA_PATH"]
        assert first_on_path(environment, "nvcc") == Path(environment["CUDA_HOME"]) / "bin" / "nvcc"
        (tmp_path / release).mkdir()
        assert build_and_run(environment, tmp_path / release).startswith(f"runtime {RUNTIMES[release]}, error ")


def test_exec_compiles_with_the_release_of_the_pin(world: World, prefix: Path, machine: dict[str, Path],
                                                   tmp_path: Path) -> None:
    environment = {"HOME": str(world.home), "PATH": "/usr/bin:/bin"}
    for release in WHEELS:
        environment["CUDA_ENV_SWITCH_TOOLKIT"] = str(machine[release])
        seen = subprocess.run([program_of(prefix), "exec", "--prefix", str(prefix), "--", "nvcc", "--version"],
                              env=environment, capture_output=True, text=True, timeout=60, check=True, cwd=tmp_path)
        assert WHEELS[release].nvcc_version in seen.stdout
        assert seen.stderr == ""


def test_list_is_right_with_five_toolkits(world: World, prefix: Path, machine: dict[str, Path], stage: Path) -> None:
    """The environment's own, its wheels, two of the machine's, and another environment's."""
    (prefix / "etc" / "cuda-env-switch" / "pin").unlink(missing_ok=True)  # of a test before
    other = make_prefix(world.envs / "other")
    place("13.0", other)
    environment = {"HOME": str(world.home), "CONDA_PREFIX": str(prefix), "CUDA_HOME": str(machine["13.5"]),
                   "CUDA_ROOT": str(machine["13.0"]), "PATH": f"{prefix}/bin:/usr/bin:/bin"}
    answer = subprocess.run([program_of(prefix), "list", "--json"], env=environment, capture_output=True, text=True,
                            timeout=60, check=True)
    listed = {toolkit["path"]: toolkit for toolkit in json.loads(answer.stdout)["toolkits"]}
    expected = {
        prefix / "pkgs" / "cuda-toolkit": ("environment", "cudatoolkit-dev", "13.0"),
        prefix / "lib" / PYTHON / "site-packages" / "nvidia" / "cu13": ("wheels", "wheels", "13.5"),
        machine["13.5"]: ("system", "complete", "13.5"),
        machine["13.0"]: ("system", "complete", "13.0"),
        other / "pkgs" / "cuda-toolkit": ("other-environment", "cudatoolkit-dev", "13.0"),
    }
    assert set(listed) >= {str(path) for path in expected}
    for path, (origin, layout, release) in expected.items():
        toolkit = listed[str(path)]
        assert (toolkit["origin"], toolkit["layout"]) == (origin, layout)
        assert toolkit["version"] == release
        assert toolkit["nvcc_version"] == WHEELS[release].nvcc_version.removeprefix("V")
        assert toolkit["headers_version"] == release
        assert toolkit["targets"] == ["x86_64-linux"]
    assert [path for path, toolkit in listed.items() if toolkit["chosen"]] == [str(prefix / "pkgs" / "cuda-toolkit")]
