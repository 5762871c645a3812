"""The package as pip and Meson install it: whole, with the program, its entry points found, without any network."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ces_testing.python_package import PACKAGES, REPOSITORY

LIMIT = 1200.0
VERSION = (REPOSITORY / "VERSION").read_text().strip()
FILES = {Path(line).name for line in (REPOSITORY / "src" / "python" / "files.txt").read_text().split()}


def run(*command: str | Path, **environment: str) -> str:
    """Run a command in an empty folder's place; the test fails with its output if it fails."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CUDA", "CONDA"))}
    result = subprocess.run([str(part) for part in command], cwd="/", env={**variables, **environment},
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LIMIT)
    assert result.returncode == 0, f"{command}\n{result.stdout}"
    return result.stdout


def pip(python: Path | str, *words: str | Path) -> str:
    """pip of the development environment, for another Python, offline."""
    return run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, *words)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `pip install .` makes, by the pinned build packages of the development environment."""
    folder = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", "--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir", folder, REPOSITORY)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def venv(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("with blank") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    pip(folder / "bin" / "python", "install", "--no-index", wheel)
    return folder


@pytest.fixture(scope="module")
def wheel_files(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the wheel, unpacked."""
    folder = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def site_packages(venv: Path) -> Path:
    (folder,) = venv.glob("lib/python*/site-packages")
    return folder


def test_the_wheel_has_the_package_and_the_program(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    (core,) = {name for name in names if name.startswith("cuda_env_switch/_core.cpython")}
    assert names == {core, f"cuda_env_switch-{VERSION}.data/scripts/cuda-env-resolve",
                     *(f"cuda_env_switch/{name}" for name in FILES)}
    assert wheel.name.startswith(f"cuda_env_switch-{VERSION}-cp")


def test_the_wheel_has_the_license_and_no_path_of_the_build(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert any(name.endswith("/licenses/LICENSE") for name in archive.namelist())
        for name in archive.namelist():
            assert str(REPOSITORY).encode() not in archive.read(name), name


def test_program_and_module_are_there_and_of_one_version(venv: Path) -> None:
    told = f"cuda-env-resolve {VERSION}\n"
    assert run(venv / "bin" / "cuda-env-resolve", "--version") == told
    assert run(venv / "bin" / "python", "-m", "cuda_env_switch", "--version") == told
    code = "import cuda_env_switch, importlib.metadata as m; print(m.version('cuda-env-switch'))"
    assert run(venv / "bin" / "python", "-c", code) == f"{VERSION}\n"


def test_the_environment_is_the_default_without_conda(venv: Path) -> None:
    code = "import cuda_env_switch; print(cuda_env_switch.status().prefix)"
    assert run(venv / "bin" / "python", "-c", code) == f"{venv}\n"


def test_conda_finds_the_plugin_by_its_entry_point(venv: Path) -> None:
    code = ("import importlib.metadata as m\n"
            "print(*(e.load().__name__ for e in m.entry_points(group='conda')))")
    assert run(venv / "bin" / "python", "-c", code) == "cuda_env_switch.conda_plugin\n"


def test_xonsh_loads_the_xontrib_by_its_entry_point(venv: Path, tmp_path: Path) -> None:
    xonsh = Path(sys.executable).with_name("xonsh")
    code = "import sys; print('cuda_env_switch.xontrib' in sys.modules)"
    alone = tmp_path / "no dist-info"
    shutil.copytree(PACKAGES / "cuda_env_switch", alone / "cuda_env_switch")
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    for packages, found in ((site_packages(venv), "True"), (PACKAGES, "True"), (alone, "False")):
        assert run(xonsh, "-i", "-c", code, PYTHONPATH=str(packages), **home).split()[-1] == found


def test_uninstalling_leaves_nothing(venv: Path) -> None:
    pip(venv / "bin" / "python", "uninstall", "--yes", "cuda-env-switch")
    left = {path.name for path in site_packages(venv).rglob("*") if path.suffix != ".pyc" and path.is_file()}
    assert left == set() and not (venv / "bin" / "cuda-env-resolve").exists()


def test_meson_installs_the_same_package(tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    run("meson", "setup", tmp_path / "build", REPOSITORY, "--prefix", tmp_path / "prefix", "-Dtests=false",
        "-Dpython=true", PATH=path)
    run("meson", "install", "-C", tmp_path / "build", PATH=path)
    (package,) = (tmp_path / "prefix").rglob("cuda_env_switch")
    assert {file.name for file in package.iterdir()} == {file.name for file in
                                                         (PACKAGES / "cuda_env_switch").iterdir()
                                                         if file.name != "__pycache__"}
    code = "import cuda_env_switch; print(cuda_env_switch.__version__)"
    assert run(sys.executable, "-c", code, PYTHONPATH=str(package.parent)) == f"{VERSION}\n"
    assert entry_points(package.parent) == entry_points(PACKAGES)


def entry_points(packages: Path) -> dict[str, dict[str, str]]:
    """What the one distribution in a folder tells conda and xonsh, by its file."""
    (file,) = packages.glob(f"cuda_env_switch-{VERSION}.dist-info/entry_points.txt")
    parsed = configparser.ConfigParser()
    parsed.read_string(file.read_text("utf-8"))
    return {section: dict(parsed[section]) for section in parsed.sections()}


def test_cmake_installs_what_conda_finds_it_by(wheel_files: Path) -> None:
    """The same version and entry points as the wheel has."""
    assert entry_points(PACKAGES) == entry_points(wheel_files)
    code = ("import importlib.metadata as m\n"
            "print(m.version('cuda-env-switch'), *(e.load().__name__ for e in m.entry_points(group='conda')))")
    told = run(sys.executable, "-c", code, PYTHONPATH=str(PACKAGES))
    assert told == f"{VERSION} cuda_env_switch.conda_plugin\n"
