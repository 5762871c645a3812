"""The conda plugin: `conda doctor` knows about CUDA, and `conda cuda-env ...` is the program.

conda finds it by the entry point group `conda`, so it works where this package is installed beside conda itself (in
base). Nothing of conda is imported before conda calls.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .__main__ import main
from .queries import doctor, status
from .reports import Diagnosis

try:
    from pluggy import HookimplMarker
except ImportError:  # without conda there is nobody to mark them for
    def hookimpl(function: Any) -> Any:
        """Leave the function as it is."""
        return function
else:
    hookimpl = HookimplMarker("conda")

_GOOD, _BAD = "✅", "❌"
"""conda's own marks (conda.base.constants)."""

Confirm = Callable[[str], None]
"""conda's: it returns, or raises if the user declines or it is a dry run."""


@hookimpl
def conda_subcommands() -> Iterable[Any]:
    """`conda cuda-env ...`, which passes everything on to the program."""
    from conda.plugins.types import CondaSubcommand

    yield CondaSubcommand(name="cuda-env", summary="The CUDA toolkit of an environment (cuda-env-resolve).",
                          action=pass_through)


@hookimpl
def conda_health_checks() -> Iterable[Any]:
    """`conda doctor` and `conda doctor --fix`."""
    from conda.plugins.types import CondaHealthCheck

    yield CondaHealthCheck(name="cuda", action=check, fixer=fix,
                           summary="Check the CUDA toolkit of the environment, and whether it fits the NVIDIA driver",
                           fix="Reinstall the package of a broken toolkit")


def pass_through(arguments: Sequence[str]) -> int:
    """Call the program with the arguments of `conda cuda-env`."""
    return main(arguments)


def check(prefix: str, verbose: bool) -> None:
    """Print what is wrong with the environment's CUDA; notes only if asked for more."""
    report = doctor(prefix)
    told = [finding for finding in report.findings if verbose or finding.severity != "note"]
    if any(finding.severity != "note" for finding in told):
        print(f"{_BAD} CUDA:\n")
    else:
        print(f"{_GOOD} {_good_news(prefix, report)}\n")
    for finding in told:
        print(f"{finding}\n")


def fix(prefix: str, args: Any, confirm: Confirm) -> int:
    """Fix what has a safe remedy, each after the user's consent. Return the exit status."""
    found = {finding.code for finding in doctor(prefix).findings}
    packages = list(dict.fromkeys(_packages_to_reinstall(prefix, found)))
    if not packages:
        print("No problem of CUDA that can be fixed here.")
        return 0
    print(f"The toolkit is broken; it belongs to: {', '.join(package.name for package in packages)}")
    confirm("Reinstall to restore it?")
    return max(_reinstall(prefix, package) for package in packages)


def _reinstall(prefix: str, package: _Package) -> int:
    """Install the same package again, from where it came.

    By the command line, which is conda's stable door; its own `reinstall_packages` does nothing where all requested
    packages are there (26.7), since what it sets is read from somewhere else.
    """
    sys.stdout.flush()  # what was said before comes before what conda says
    channel = ["--channel", package.channel] if package.channel else []
    return subprocess.call([sys.executable, "-m", "conda", "install", "--yes", "--prefix", prefix, "--force-reinstall",
                            "--freeze-installed", *channel, package.spec])


def _good_news(prefix: str, report: Diagnosis) -> str:
    toolkit = status(prefix).toolkit
    if toolkit is None:
        return "There is no CUDA toolkit in the environment."
    return f"{toolkit}; with the driver of this machine: {report.verdict}."


@dataclass(frozen=True)
class _Broken:
    """A finding that a new installation of a package cures."""

    code: str
    file: str
    """Which file of the environment is broken."""
    package: str
    """Which package it belongs to if no record of a package names it, as what its scripts make."""


_CURED_BY_REINSTALLING = (
    _Broken("CES201", "pkgs/cuda-toolkit", "cudatoolkit-dev"),
    _Broken("CES202", "bin/nvcc", "cudatoolkit-dev"),
    _Broken("CES203", "bin/nvcc", "cudatoolkit-dev"),
)


@dataclass(frozen=True)
class _Package:
    """An installed package, as conda's record has it."""

    name: str
    version: str
    build: str
    channel: str | None
    files: frozenset[str]

    @property
    def spec(self) -> str:
        return f"{self.name}={self.version}={self.build}"


def _packages_to_reinstall(prefix: str, found: set[str]) -> Iterator[_Package]:
    installed = list(_installed_packages(prefix))
    for broken in _CURED_BY_REINSTALLING:
        if broken.code in found:
            owners = [package for package in installed if broken.file in package.files]
            yield from owners or (package for package in installed if package.name == broken.package)


def _installed_packages(prefix: str) -> Iterator[_Package]:
    for path in sorted(Path(prefix, "conda-meta").glob("*.json")):
        # conda itself tells about a record that it cannot read.
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            record = json.loads(path.read_text("utf-8"))
            yield _Package(record["name"], record["version"], record["build"], record.get("channel"),
                           frozenset(record.get("files", ())))
