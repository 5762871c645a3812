"""The conda plugin as pluggy calls it, with the hook specifications and types that conda documents.

conda itself cannot be installed from a package registry. The types are plain tuples with conda's names for the fields
(conda/plugins/types.py in 26.7), the specifications have conda's signatures (conda/plugins/hookspec.py).
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import types
from argparse import Namespace
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pluggy
import pytest

from ces_testing.prefixes import Toolkit, make_prefix
from ces_testing.python_package import PACKAGES, STAGE, make_environment

from cuda_env_switch import conda_plugin

assert importlib.util.find_spec("conda") is None, "with conda at hand these tests should use its own types"

_spec = pluggy.HookspecMarker("conda")


class CondaSpecs:
    """The two hooks."""

    @_spec
    def conda_subcommands(self) -> Iterator[Any]:
        """Register subcommands."""
        yield from ()

    @_spec
    def conda_health_checks(self) -> Iterator[Any]:
        """Register health checks for `conda doctor`."""
        yield from ()


CondaSubcommand = namedtuple("CondaSubcommand", "name summary action aliases configure_parser", defaults=((), None))
CondaHealthCheck = namedtuple("CondaHealthCheck", "name action fixer summary fix", defaults=(None, None, None))


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> pluggy.PluginManager:
    """A plugin manager as conda makes it, with our plugin."""
    module = types.ModuleType("conda.plugins.types")
    module.CondaSubcommand = CondaSubcommand  # type: ignore[attr-defined]
    module.CondaHealthCheck = CondaHealthCheck  # type: ignore[attr-defined]
    for name in ("conda", "conda.plugins"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setitem(sys.modules, "conda.plugins.types", module)
    manager = pluggy.PluginManager("conda")
    manager.add_hookspecs(CondaSpecs)
    manager.register(conda_plugin)
    manager.check_pending()
    return manager


@pytest.fixture
def subcommand(manager: pluggy.PluginManager) -> Any:
    """The one subcommand."""
    (found,) = [one for answers in manager.hook.conda_subcommands() for one in answers]
    return found


@pytest.fixture
def check(manager: pluggy.PluginManager) -> Any:
    """The one health check."""
    (found,) = [one for answers in manager.hook.conda_health_checks() for one in answers]
    return found


def write_record(prefix: Path, name: str, *files: str) -> None:
    """What conda keeps of an installed package."""
    record = {"name": name, "version": "1", "build": "0", "channel": "https://example.org/c/noarch", "files": files}
    (prefix / "conda-meta" / f"{name}-1-0.json").write_text(json.dumps(record), "utf-8")


# ---- the subcommand -----------------------------------------------------------------------------


def test_the_subcommand_passes_everything_on(subcommand: Any, capfd: pytest.CaptureFixture[str],
                                             variables: dict[str, str]) -> None:
    assert (subcommand.name, subcommand.configure_parser) == ("cuda-env", None)
    for words in (("--version",), ("status", "--prefix", "/usr"), ("status", "--prefix", "/no/env"), ("--perfix",)):
        status = subcommand.action(words)
        wanted = subprocess.run([STAGE / "bin" / "cuda-env-resolve", *words], capture_output=True, text=True)
        assert (status, *capfd.readouterr()) == (wanted.returncode, wanted.stdout, wanted.stderr)


# ---- the health check ---------------------------------------------------------------------------


@pytest.fixture
def told(check: Any, capsys: pytest.CaptureFixture[str], variables: dict[str, str]) -> Callable[..., str]:
    """What `conda doctor` prints for an environment, on a machine whose driver supports a CUDA release."""
    def tell(prefix: Path, driver_cuda: str = "", verbose: bool = False) -> str:
        os.environ["CONDA_OVERRIDE_CUDA"] = driver_cuda
        check.action(str(prefix), verbose)
        return capsys.readouterr().out

    return tell


def test_an_environment_without_cuda_is_healthy(told: Callable[..., str], tmp_path: Path) -> None:
    assert told(make_prefix(tmp_path / "env")) == "✅ There is no CUDA toolkit in the environment.\n\n"


def test_a_toolkit_is_told_with_its_verdict(told: Callable[..., str], one: tuple[Path, Toolkit]) -> None:
    prefix, toolkit = one
    text = told(prefix, "12.2")
    assert text.startswith(f"✅ CUDA 11.4.0 in {toolkit.home} (cudatoolkit-dev); ") and "native" in text


def test_a_finding_is_told_with_its_cure(told: Callable[..., str], one: tuple[Path, Toolkit]) -> None:
    text = told(one[0], "10.2")
    assert text.startswith("❌ CUDA:\n\n") and "CES101 error\n" in text and "  cure: " in text


def test_notes_are_told_to_those_who_ask_for_more(told: Callable[..., str], one: tuple[Path, Toolkit]) -> None:
    seen = [told(one[0], "11.0", verbose) for verbose in (False, True)]
    assert all(text.startswith("✅") for text in seen)
    assert ["CES102" in text for text in seen] == [False, True]


# ---- the fixer ----------------------------------------------------------------------------------


class Declined(Exception):
    """What conda's `confirm` raises if the user says no."""


def decline(asked: list[str]) -> Callable[[str], None]:
    """conda's `confirm` where the user says no."""
    def confirm(message: str) -> None:
        asked.append(message)
        raise Declined

    return confirm


def test_a_healthy_environment_has_nothing_to_fix(check: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                                  variables: dict[str, str]) -> None:
    prefix, _ = make_environment(tmp_path / "env", "11.4")
    asked: list[str] = []
    assert check.fixer(str(prefix), Namespace(), decline(asked)) == 0
    assert asked == [] and "can be fixed" in capsys.readouterr().out


def test_a_toolkit_that_is_gone_is_reinstalled_once_the_user_agrees(
        check: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], variables: dict[str, str],
        monkeypatch: pytest.MonkeyPatch) -> None:
    prefix = make_prefix(tmp_path / "env")
    write_record(prefix, "cudatoolkit-dev")
    asked: list[str] = []
    with pytest.raises(Declined):
        check.fixer(str(prefix), Namespace(), decline(asked))
    assert asked == ["Reinstall to restore it?"] and "cudatoolkit-dev" in capsys.readouterr().out

    # In conda's place, a module that keeps what it is called with.
    (tmp_path / "conda.py").write_text("import pathlib, sys; pathlib.Path(__file__ + '.call').write_text("
                                       "' '.join(sys.argv[1:])); sys.exit(3)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert check.fixer(str(prefix), Namespace(), lambda message: None) == 3
    assert (tmp_path / "conda.py.call").read_text() == (
        f"install --yes --prefix {prefix} --force-reinstall --freeze-installed "
        "--channel https://example.org/c/noarch cudatoolkit-dev=1=0")


def test_the_package_that_brings_a_broken_nvcc_is_the_one(check: Any, tmp_path: Path, variables: dict[str, str],
                                                          capsys: pytest.CaptureFixture[str]) -> None:
    prefix = make_prefix(tmp_path / "env")
    (prefix / "bin" / "nvcc").symlink_to("gone")
    write_record(prefix, "cuda-nvcc-tools", "bin/nvcc", "bin/ptxas")
    write_record(prefix, "zlib", "lib/libz.so")
    (prefix / "conda-meta" / "broken.json").write_text("{")
    with pytest.raises(Declined):
        check.fixer(str(prefix), Namespace(), decline([]))
    assert capsys.readouterr().out == "The toolkit is broken; it belongs to: cuda-nvcc-tools\n"


# ---- without conda ------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["conda", "pluggy"])
def test_the_module_can_be_imported_without_conda(hidden: str) -> None:
    code = f"import sys; sys.modules[{hidden!r}] = None; import cuda_env_switch.conda_plugin as p; p.conda_subcommands"
    subprocess.run([sys.executable, "-c", code], check=True,
                   env={"PYTHONPATH": str(PACKAGES), "PYTHONDONTWRITEBYTECODE": "1"})
