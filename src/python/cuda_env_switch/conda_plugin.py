"""The conda plugin: `conda doctor` knows about CUDA, and `conda cuda-env ...` is the program.

conda finds it by the entry point group `conda`, so it works where this package is installed beside conda itself (in
base). Nothing of conda is imported before conda calls.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _core
from .__main__ import main
from .queries import doctor, status
from .reports import Diagnosis, Status

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
    report = _examine(prefix)
    told = [finding for finding in report.findings if verbose or finding.severity != "note"]
    if any(finding.severity != "note" for finding in told):
        print(f"{_BAD} CUDA:\n")
    else:
        print(f"{_GOOD} {_good_news(prefix, report)}\n")
    for finding in told:
        print(f"{finding}\n")


def fix(prefix: str, args: Any, confirm: Confirm) -> int:
    """Fix what has a safe remedy, each after the user's consent. Return the exit status."""
    found = {finding.code for finding in _examine(prefix).findings}
    reinstalled = list(dict.fromkeys(_packages_to_reinstall(prefix, found)))
    if not reinstalled:
        print("No problem of CUDA that can be fixed here.")
        return 0
    print(f"The toolkit is broken; it belongs to: {', '.join(reinstalled)}")
    confirm("Reinstall to restore it?")
    from conda.cli.install import reinstall_packages

    return int(reinstall_packages(args, reinstalled, force_reinstall=True))


def _examine(prefix: str) -> Status | Diagnosis:
    """All findings, by the command that tells the most."""
    return doctor(prefix) if "doctor" in _core.commands else status(prefix)


def _good_news(prefix: str, report: Status | Diagnosis) -> str:
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


def _packages_to_reinstall(prefix: str, found: set[str]) -> Iterator[str]:
    records = _package_records(prefix)
    for broken in _CURED_BY_REINSTALLING:
        if broken.code not in found:
            continue
        owners = [name for name, files in records.items() if broken.file in files]
        yield from owners or ([broken.package] if broken.package in records else [])


def _package_records(prefix: str) -> dict[str, set[str]]:
    """The installed packages, with their files."""
    records: dict[str, set[str]] = {}
    for path in sorted(Path(prefix, "conda-meta").glob("*.json")):
        try:
            record = json.loads(path.read_text("utf-8"))
            records[str(record["name"])] = set(record.get("files", ()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue  # conda itself tells about a record that it cannot read
    return records

