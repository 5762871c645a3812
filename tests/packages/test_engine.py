"""Real packages, installed and activated by the engine of pixi, in the shells whose hooks it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ces_testing.packages import (ENGINE_SHELLS, File, Package, activation_script, files_below, index_channel, install,
                                  write_package)
from ces_testing.prefixes import STATE_VARIABLE, Toolkit, add_layout_a, hook, program_of
from ces_testing.scenarios import After, check_environment, describe_difference
from ces_testing.shells import SHELLS, Environment, Shell, parse_environment, spawn

SYSTEM_PATH = ("/usr/bin", "/bin")


@pytest.fixture(scope="module")
def channel(stage: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A channel with the plugin as it is staged, and with a small toolkit."""
    folder = tmp_path_factory.mktemp("channel")
    drawn = tmp_path_factory.mktemp("drawn")
    add_layout_a(drawn, "11.4")
    toolkit = {**files_below(drawn), "pkgs/cuda-toolkit/lib64/libcudart.so": File(b"")}
    write_package(folder, Package("cuda-env-switch", "1.0", files_below(stage)))
    write_package(folder, Package("small-toolkit", "11.4", toolkit))
    index_channel(folder)
    return folder


@pytest.fixture(scope="module", params=["plain", "with blank"])
def prefix(request: pytest.FixtureRequest, channel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that the engine made."""
    folder = tmp_path_factory.mktemp("engine")
    made = folder / request.param / "env"
    made.mkdir(parents=True)
    install(channel, made, ["cuda-env-switch", "small-toolkit"], folder / "cache")
    return made


def toolkit_of(prefix: Path) -> Toolkit:
    home = prefix / "pkgs" / "cuda-toolkit"
    return Toolkit(home, "11.4", home / "bin", home / "lib64")


def run_lines(shell: Shell, lines: list[str], folder: Path) -> list[Environment]:
    """Run pieces of script in one shell; the environment before the first and after each."""
    script: list[str] = []
    for number, line in enumerate(["", *lines]):
        script += [line, shell.language.snapshot(folder / f"environment.{number}")]
    environment = {"HOME": str(folder), "LANG": "C.UTF-8", "PATH": ":".join(SYSTEM_PATH)}
    returncode, stdout, stderr = spawn(shell, "\n".join([*script, ""]), environment, folder / "script", folder)
    assert (returncode, stdout, stderr) == (0, b"", b"")
    return [parse_environment((folder / f"environment.{number}").read_bytes()) for number in range(len(lines) + 1)]


def source_hook(shell: Shell, prefix: Path, kind: str) -> str:
    return f". {shell.language.quote(str(hook(prefix, kind, shell.suffix)))}"


@pytest.fixture(params=ENGINE_SHELLS)
def shell(request: pytest.FixtureRequest) -> Shell:
    SHELLS[request.param].require()
    return SHELLS[request.param]


def test_the_package_brings_program_and_hooks(prefix: Path) -> None:
    assert program_of(prefix).stat().st_mode & 0o111
    for suffix in (".sh", ".fish", ".csh"):
        assert hook(prefix, "activate", suffix).is_file()
        assert hook(prefix, "deactivate", suffix).is_file()


def test_activation_switches(shell: Shell, prefix: Path, tmp_path: Path) -> None:
    _, active = run_lines(shell, [activation_script(prefix, shell.name, SYSTEM_PATH)], tmp_path)
    toolkit = toolkit_of(prefix)
    assert active["CUDA_HOME"] == active["CUDA_PATH"] == str(toolkit.home)
    assert active["PATH"].split(":") == [str(toolkit.path_entry), str(prefix / "bin"), *SYSTEM_PATH]
    assert active["LD_LIBRARY_PATH"] == str(toolkit.library_entry)


def test_deactivation_by_the_engine_never_edits_path(shell: Shell, prefix: Path, tmp_path: Path) -> None:
    """For us that looks like a switch, of which the second half is still to come. So a record may wait for it."""
    _, active, before, after = run_lines(shell, [activation_script(prefix, shell.name, SYSTEM_PATH), "",
                                                 source_hook(shell, prefix, "deactivate")], tmp_path)
    control = {name: value for name, value in before.items()
               if name not in ("CUDA_HOME", "CUDA_PATH", "LD_LIBRARY_PATH", STATE_VARIABLE)}
    control["PATH"] = ":".join([str(prefix / "bin"), *SYSTEM_PATH])
    check_environment(active, {**control, "CONDA_PREFIX": str(prefix)}, After(None, toolkit_of(prefix)))
    after.pop(STATE_VARIABLE, None)
    assert after == control, describe_difference(after, control)


def test_switch_between_environments(shell: Shell, prefix: Path, channel: Path, tmp_path: Path) -> None:
    """The second environment is activated as pixi's shell-hook does: the first one's hooks run, then PATH is set."""
    other = tmp_path / "other"
    other.mkdir()
    install(channel, other, ["cuda-env-switch", "small-toolkit"], tmp_path / "cache")
    path = [str(toolkit_of(prefix).path_entry), str(prefix / "bin"), *SYSTEM_PATH]
    _, _, active = run_lines(shell, [activation_script(prefix, shell.name, SYSTEM_PATH),
                                     activation_script(other, shell.name, path, current=prefix)], tmp_path)
    toolkit = toolkit_of(other)
    assert active["CUDA_HOME"] == str(toolkit.home)
    assert active["PATH"].split(":") == [str(toolkit.path_entry), str(other / "bin"), *SYSTEM_PATH]
    assert active["LD_LIBRARY_PATH"] == str(toolkit.library_entry)


def test_removal_and_reinstallation(channel: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "env"
    prefix.mkdir()
    for specs in (["cuda-env-switch"], [], ["cuda-env-switch", "small-toolkit"]):
        install(channel, prefix, specs, tmp_path / "cache")
        assert program_of(prefix).exists() == bool(specs)
        assert hook(prefix, "activate", ".sh").exists() == bool(specs)
