"""Fixtures of the tests of the Python package."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ces_testing.prefixes import Toolkit
from ces_testing.python_package import make_environment


@pytest.fixture
def variables(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The variables of this process: few, as in one that was started without activation. Put back after."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update({"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": "/usr/local/bin::/usr/bin:/bin"})
    yield dict(os.environ)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def one(tmp_path: Path) -> tuple[Path, Toolkit]:
    """An environment with the program, its hooks and a toolkit."""
    return make_environment(tmp_path / "envs" / "one", "11.4")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Toolkit]:
    """Another one."""
    return make_environment(tmp_path / "envs" / "two", "11.8")
