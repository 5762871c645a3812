"""The packages that the shipped recipe builds: installed beside real toolkits, used, updated and removed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ces_testing.packages import (ENGINE_SHELLS, Package, activation_script, extract_package, files_below,
                                  index_channel, install, package_of, write_package)
from ces_testing.prefixes import STATE_VARIABLE, hook, program_of
from ces_testing.recipe import build_packages
from ces_testing.scenarios import describe_difference, first_on_path
from ces_testing.shells import SHELLS, Environment, Language, Shell, parse_environment, spawn
from ces_testing.standins import write_standins
from ces_testing.toolkit_packages import TARGET, layout_a, layout_b
from ces_testing.xonsh import XONSH, XonshLanguage

REPOSITORY = Path(__file__).resolve().parents[2]
VERSION = (REPOSITORY / "VERSION").read_text().strip()
NAME = "cuda-env-switch"
RELEASE = "13.0"
SYSTEM_PATH = ("/usr/bin", "/bin")

CUDA = """
#include <cstdio>
__global__ void kernel() {}
int main() {
    int version = 0;
    cudaRuntimeGetVersion(&version);
    std::printf("runtime %d\\n", version);
}
"""


class XshLanguage(XonshLanguage):
    """xonsh with the hooks that rattler calls beside the `.sh` ones, which conda's xonsh calls alone."""

    suffix = ".xsh"


class NuLanguage(Language):
    name, suffix = "nu", ".nu"

    def quote(self, value: str) -> str:
        return json.dumps(value)

    def snapshot(self, file: Path) -> str:
        return f"^/usr/bin/env -0 o> {self.quote(str(file))}"


ALL_SHELLS = {
    **{name: SHELLS[name] for name in ("bash", "zsh", "fish")},
    "xonsh": replace(XONSH, language=XshLanguage()),
    "nu": Shell("nu", (os.environ.get("CES_NU") or str(REPOSITORY / "build" / "nu" / "nu"), "--no-config-file"),
                NuLanguage(), "", ""),
}

# xonsh and nu set these for themselves; what of them is left is not ours.
SHELLS_OWN = ("CURRENT_FILE", "FILE_PWD", "LAST_EXIT_CODE", "SHLVL", "OLDPWD", "PWD")

# The engine's, of which there is no deactivation that can be called from here.
ENGINES_OWN = ("CONDA_PREFIX", "CONDA_SHLVL")


@dataclass(frozen=True)
class Built:
    """The channels with everything that can be installed, and the package that is tested."""

    channels: list[Path]
    folder: Path
    """The package, unpacked."""

    log: str

    def info(self, name: str) -> dict[str, object]:
        return json.loads((self.folder / "info" / name).read_text())

    def package(self) -> Package:
        return package_of(self.folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped recipe, built; beside the package the toolkits."""
    folder = tmp_path_factory.mktemp("recipe")
    write_standins(folder / "standins")
    index_channel(folder / "standins")
    output = folder / "output"
    packages = build_packages(REPOSITORY / "recipe" / "recipe.yaml", folder / "standins", output)
    for toolkit in (layout_a(RELEASE), layout_b(RELEASE)):
        write_package(output, toolkit)
    index_channel(output)
    unpacked = extract_package(packages[NAME], folder / "unpacked")
    return Built([output, folder / "standins"], unpacked, (output / "log").read_text())


@dataclass(frozen=True)
class Installed:
    """An environment that the engine made, and what its toolkit has to export."""

    prefix: Path
    home: Path
    exports: Environment
    path_entries: Sequence[str]

    @property
    def path(self) -> list[str]:
        return [*self.path_entries, str(self.prefix / "bin"), *SYSTEM_PATH]


def installed(built: Built, prefix: Path, layout: str) -> Installed:
    prefix.mkdir(parents=True)
    install(built.channels, prefix, [NAME, f"toolkit-in-layout-{layout}"], built.channels[0].parent / "cache")
    home = prefix / "pkgs" / "cuda-toolkit" if layout == "a" else prefix
    exports = {"CUDA_HOME": str(home), "CUDA_PATH": str(home)}
    if layout == "a":
        return Installed(prefix, home, {**exports, "LD_LIBRARY_PATH": f"{home}/lib64"}, [f"{home}/bin"])
    return Installed(prefix, home, {**exports, "CUDA_INC_PATH": f"{prefix}/{TARGET}/include"}, [])


PLACES = {"layout a": ("a", "env"), "layout b": ("b", "env"), "layout a, blank": ("a", "an env"),
          "layout b, blank": ("b", "an env")}


@pytest.fixture(scope="module", params=PLACES)
def environment(request: pytest.FixtureRequest, built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    layout, name = PLACES[request.param]
    return installed(built, tmp_path_factory.mktemp("place") / name, layout)


@pytest.fixture(params=ALL_SHELLS)
def shell(request: pytest.FixtureRequest) -> Shell:
    ALL_SHELLS[request.param].require()
    return ALL_SHELLS[request.param]


def source_hook(shell: Shell, prefix: Path, kind: str) -> str:
    """A hook as engines source it; xonsh gets the `.sh` first, as from rattler."""
    file = shell.language.quote(str(hook(prefix, kind, shell.suffix)))
    if shell.name == "xonsh":
        return f"source-bash {shell.language.quote(str(hook(prefix, kind, '.sh')))}\nsource {file}"
    return f"source-env {file}" if shell.name == "nu" else f". {file}"


def activate(shell: Shell, prefix: Path) -> str:
    """By the engine where it knows the shell; else what the engine does, from outside (see `login`)."""
    if shell.name in ENGINE_SHELLS:
        return activation_script(prefix, shell.name, SYSTEM_PATH)
    return source_hook(shell, prefix, "activate")


def login(shell: Shell, prefix: Path, home: Path) -> Environment:
    """A fresh shell; where no engine activates, one in which PATH and CONDA_PREFIX are set already."""
    path = SYSTEM_PATH if shell.name in ENGINE_SHELLS else (str(prefix / "bin"), *SYSTEM_PATH)
    more = {} if shell.name in ENGINE_SHELLS else {"CONDA_PREFIX": str(prefix)}
    return {"HOME": str(home), "LANG": "C.UTF-8", "PATH": ":".join(path), **more}


def run_lines(shell: Shell, lines: Sequence[str], start: Environment, folder: Path) -> list[Environment]:
    """Run pieces of script in one shell; what its children see before the first and after each."""
    files = [folder / f"environment.{number}" for number in range(len(lines) + 1)]
    script = [shell.language.snapshot(files[0])]
    for line, file in zip(lines, files[1:], strict=True):
        script += [line, shell.language.snapshot(file)]
    status, stdout, stderr = spawn(shell, "\n".join([*script, ""]), start, folder / "script", folder)
    assert (status, stdout, stderr) == (0, b"", b"")
    seen = [parse_environment(file.read_bytes()) for file in files]
    return [{name: value for name, value in one.items() if name not in SHELLS_OWN} for one in seen]


def check_active(active: Environment, environment: Installed) -> None:
    assert {name: active.get(name) for name in environment.exports} == environment.exports
    assert active["PATH"].split(":") == environment.path
    assert first_on_path(active, "nvcc") == environment.home / "bin" / "nvcc"


def check_left(left: Environment, before: Environment, prefix: Path) -> None:
    """What was there before, and of the record at most that it may wait for the engine to put PATH back."""
    ours = {name: value for name, value in left.items() if name not in (*ENGINES_OWN, STATE_VARIABLE)}
    expected = {name: value for name, value in before.items() if name not in ENGINES_OWN}
    expected["PATH"] = ":".join([str(prefix / "bin"), *SYSTEM_PATH])
    assert ours == expected, describe_difference(ours, expected)


# ---- the package -------------------------------------------------------------------------------------------------


def test_the_recipe_ran_its_own_tests(built: Built) -> None:
    """Both kinds: what the package holds, and the script in three shells."""
    assert built.log.count("all tests passed") >= 2, built.log[-3000:]
    for shell in ("bash", "zsh", "fish"):
        assert f"\n{shell}\n" in built.log


def test_the_package_needs_no_cuda_and_no_library(built: Built) -> None:
    index = built.info("index.json")
    assert (index["name"], index["version"], index["build_number"]) == (NAME, VERSION, 0)
    assert {spec.split()[0] for spec in index["depends"]} <= {"__glibc", "libgcc", "libstdcxx"}
    program = program_of(built.folder)
    assert "not a dynamic executable" in subprocess.run(["ldd", program], capture_output=True, text=True).stderr


def test_the_package_has_every_licence(built: Built) -> None:
    licences = {path.name for path in (built.folder / "info" / "licenses").rglob("*") if path.is_file()}
    assert licences == {"LICENSE", *(path.name for path in (REPOSITORY / "licenses").iterdir())}


def test_the_recipe_has_the_version_of_the_version_file() -> None:
    assert f'\n  version: "{VERSION}"\n' in (REPOSITORY / "recipe" / "recipe.yaml").read_text()


def test_the_package_holds_no_path_of_the_build(built: Built) -> None:
    """So nothing in it is patched when it is installed, and it is the same file in every environment."""
    paths = built.info("paths.json")["paths"]
    assert len(paths) > 20
    assert not [path for path in paths if "prefix_placeholder" in path]


# ---- used --------------------------------------------------------------------------------------------------------


def test_activation_and_deactivation(shell: Shell, environment: Installed, tmp_path: Path) -> None:
    prefix = environment.prefix
    before, active, left = run_lines(shell, [activate(shell, prefix), source_hook(shell, prefix, "deactivate")],
                                     login(shell, prefix, tmp_path), tmp_path)
    check_active(active, environment)
    check_left(left, before, prefix)


def test_its_nvcc_compiles(environment: Installed, tmp_path: Path) -> None:
    shell = SHELLS["bash"]
    _, active = run_lines(shell, [activate(shell, environment.prefix)],
                          login(shell, environment.prefix, tmp_path), tmp_path)
    (tmp_path / "program.cu").write_text(CUDA)
    for command in (["nvcc", "-arch=sm_90", "program.cu", "-o", "program"], ["./program"]):
        program = str(first_on_path(active, command[0]) or command[0])
        result = subprocess.run([program, *command[1:]], env=active, cwd=tmp_path, capture_output=True, text=True,
                                timeout=300)
        assert result.returncode == 0, result
    assert result.stdout == "runtime 13000\n"


# ---- updated and removed -----------------------------------------------------------------------------------------


def newer_build(built: Built, channel: Path) -> None:
    """The same package with the next build number, and with a hook that differs."""
    package = built.package()
    name = "etc/conda/activate.d/~~cuda-env-switch_activate.sh"
    changed = replace(package.files[name], content=package.files[name].content + b"# build 1\n")
    write_package(channel, replace(package, files={**package.files, name: changed}, build="h0_1", build_number=1))
    index_channel(channel)


ENGINE = """
import os
import sys
from pathlib import Path
from ces_testing.packages import install
install([Path(channel) for channel in sys.argv[3].split("|")], Path(sys.argv[1]), sys.argv[4:], Path(sys.argv[2]))
os._exit(0)  # the interpreter sometimes aborts at its end after this
"""


def engine_call(shell: Shell, channels: Sequence[Path], prefix: Path, cache: Path, specs: Sequence[str]) -> str:
    """A line that has the engine change an environment from inside the shell."""
    words = ["/usr/bin/env", f"PYTHONPATH={REPOSITORY / 'tests' / 'support'}", sys.executable, "-c", ENGINE,
             str(prefix), str(cache), "|".join(map(str, channels)), *specs]
    if shell.name == "xonsh":
        return f"__import__('subprocess').run({words!r}, check=True, env=__xonsh__.env.detype())"
    return ("^" if shell.name == "nu" else "") + " ".join(map(shell.language.quote, words))


@pytest.mark.parametrize("place", PLACES)
def test_update_while_active_then_removal(shell: Shell, place: str, built: Built, tmp_path: Path) -> None:
    """Nothing of the update shows in the shell, and what the new build finds in force it takes back."""
    layout, name = PLACES[place]
    toolkit = f"toolkit-in-layout-{layout}"
    environment = installed(built, tmp_path / "place" / name, layout)
    prefix = environment.prefix
    newer = tmp_path / "newer"
    newer_build(built, newer)
    update = engine_call(shell, [newer, *built.channels], prefix, tmp_path / "cache", [NAME, toolkit])
    before, active, updated, again, left = run_lines(
        shell, [activate(shell, prefix), update, source_hook(shell, prefix, "activate"),
                source_hook(shell, prefix, "deactivate")], login(shell, prefix, tmp_path), tmp_path)
    assert b"# build 1\n" in hook(prefix, "activate", ".sh").read_bytes()
    check_active(active, environment)
    assert active == updated == again
    check_left(left, before, prefix)

    install(built.channels, prefix, [toolkit], tmp_path / "cache")
    assert not program_of(prefix).exists()
    remaining = [path for path in files_below(prefix) if NAME in path]
    assert remaining == []
    _, active = run_lines(shell, [activation_script(prefix, shell.name, SYSTEM_PATH)
                                  if shell.name in ENGINE_SHELLS else ""], login(shell, prefix, tmp_path), tmp_path)
    assert not {name for name in active if "CUDA" in name}
