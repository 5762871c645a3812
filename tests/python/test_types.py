"""The package says that it is typed: a type checker agrees, and the stub is what the module is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ces_testing.python_package import PACKAGES, REPOSITORY


def mypy(tool: str, *words: str | Path, cwd: Path) -> None:
    """Run the checker; the test fails with what it says."""
    result = subprocess.run([sys.executable, "-m", tool, *map(str, words)], cwd=cwd, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, env={**os.environ, "MYPYPATH": str(PACKAGES)})
    assert result.returncode == 0, result.stdout


def test_the_package_passes_the_strict_checker(tmp_path: Path) -> None:
    mypy("mypy", "--config-file", REPOSITORY / "pyproject.toml", "--cache-dir", tmp_path / "cache",
         REPOSITORY / "src" / "python" / "cuda_env_switch", cwd=tmp_path)


def test_who_uses_it_is_checked(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(
        "import cuda_env_switch\n"
        "release: str | None = cuda_env_switch.status().driver.version\n"
        "with cuda_env_switch.switched('/e') as resolution:\n"
        "    home: str = resolution.exports['CUDA_HOME']\n"
        "cuda_env_switch.activate(1)  # type: ignore[arg-type]\n")
    mypy("mypy", "--strict", "--cache-dir", tmp_path / "cache", tmp_path / "use.py", cwd=tmp_path)


def test_the_stub_is_what_the_module_is(tmp_path: Path) -> None:
    mypy("mypy.stubtest", "cuda_env_switch._core", cwd=PACKAGES)
