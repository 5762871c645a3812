"""Fixtures that all Python tests share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(Path(__file__).resolve().parent / "support"))

pytest.register_assert_rewrite("ces_testing.scenarios", "ces_testing.shells")


@pytest.fixture(scope="session")
def stage() -> Path:
    """The installed tree under test: CES_STAGE, or what the development build installs."""
    folder = Path(os.environ.get("CES_STAGE") or REPOSITORY / "build" / "dev" / "stage").resolve()
    if not (folder / "bin" / "cuda-env-resolve").exists():
        pytest.fail(f"no bin/cuda-env-resolve in {folder}: build and install first, or set CES_STAGE")
    return folder


@pytest.fixture(scope="session")
def gbk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables of a locale in whose characters the second byte may be a backslash, a backquote or a `|`."""
    folder = tmp_path_factory.mktemp("locale")
    subprocess.run(["localedef", "--no-archive", "-i", "zh_CN", "-f", "GBK", folder / "zh_CN.GBK"], check=True)
    return {"LOCPATH": str(folder), "LC_ALL": "zh_CN.GBK"}
