"""The Python package under test: where it is installed, and the environments to try it on.

Import this before `cuda_env_switch`: it puts the package on the path of this process.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ces_testing.prefixes import Toolkit, add_layout_a, add_plugin, make_prefix

REPOSITORY = Path(__file__).resolve().parents[3]
STAGE = Path(os.environ.get("CES_STAGE") or REPOSITORY / "build" / "dev" / "stage").resolve()

PACKAGES = STAGE.parent / "python"
"""Where the preset dev installs the package: beside the stage, which is copied into many prefixes."""

HOSTILE = {
    "plain": "plain", "blanks": "two  blanks", "quotes": "it's \"so\"", "dollar": "a$HOME`x`", "newline": "new\nline",
    "utf8": "ünï-码", "not utf8": os.fsdecode(b"a\xff\xe4b"), "markup": "<img src=x onerror=alert(1)>&amp;",
}
"""Names of folders."""

if not list(PACKAGES.glob("cuda_env_switch/_core*.so")):
    raise RuntimeError(f"no cuda_env_switch in {PACKAGES}: build and install with CES_PYTHON, as the preset dev does")
sys.path.insert(0, str(PACKAGES))


def environment_now() -> dict[str, str]:
    """The process' variables without pytest's own."""
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


def make_environment(prefix: Path, release: str) -> tuple[Path, Toolkit]:
    """An environment with the program, its hooks and a toolkit of a release."""
    add_plugin(make_prefix(prefix), STAGE)
    return prefix, add_layout_a(prefix, release)
