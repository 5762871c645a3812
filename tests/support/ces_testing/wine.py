"""The program built for Windows, and cmd.exe to run it in: wine's, which is not Windows' own."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from ces_testing.shells import Environment

REPOSITORY = Path(__file__).resolve().parents[3]
TARGET = "x86_64-w64-mingw32"
TIME_LIMIT = 240.0
"""Seconds for one run; it needs about three, but the first one makes a Windows folder."""

HEADER_ONLY = {"fmt": ("fmt::fmt-header-only", "fmt"), "CLI11": ("CLI11::CLI11", "CLI"),
               "nlohmann_json": ("nlohmann_json::nlohmann_json", "nlohmann")}
"""Packages that are headers alone, their targets and folders: what is installed for Linux serves as well."""

SNAPSHOT = r"""
#include <stdio.h>
#include <windows.h>

int wmain(int count, wchar_t** words) {
  FILE* file = count == 2 ? _wfopen(words[1], L"wb") : NULL;
  const wchar_t* entry = GetEnvironmentStringsW();
  static char bytes[200000];
  for (; file != NULL && *entry != L'\0'; entry += wcslen(entry) + 1) {
    fwrite(bytes, 1, WideCharToMultiByte(CP_UTF8, 0, entry, -1, bytes, sizeof bytes, NULL, NULL), file);
  }
  return file == NULL || fclose(file) != 0;
}
"""
"""A program that writes its environment into a file, in UTF-8 with a NUL behind each variable."""


def require(*programs: str) -> str:
    """The first of the programs that is there."""
    found = next(filter(shutil.which, programs), None)
    if found is None:
        pytest.fail(f"{' or '.join(programs)} is not installed; tools/setup test installs or names it")
    return found


def compiler(language: str) -> str:
    """mingw-w64's g++ or gcc. Where a distribution has two kinds of threads, those of POSIX: the others lack much."""
    return require(f"{TARGET}-{language}-posix", f"{TARGET}-{language}")


def run(*command: str | Path) -> None:
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=1200, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}"


def _write_packages(folder: Path) -> list[str]:
    """Configuration files for the header-only packages; cmake's arguments that make it find them.

    The folder of all of Linux's headers must not come before mingw's own.
    """
    roots = [Path(os.environ.get("CONDA_PREFIX") or "/usr"), Path("/usr/local"), Path("/usr")]
    (folder / "include").mkdir(parents=True, exist_ok=True)
    for package, (target, headers) in HEADER_ONLY.items():
        found = next(root / "include" / headers for root in roots if (root / "include" / headers).is_dir())
        if not (folder / "include" / headers).exists():
            (folder / "include" / headers).symlink_to(found)
        (folder / f"{package}Config.cmake").write_text(
            f"add_library({target} INTERFACE IMPORTED)\n"
            f'set_target_properties({target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "{folder}/include"\n'
            "  INTERFACE_COMPILE_DEFINITIONS FMT_HEADER_ONLY=1)\n")
    return [f"-D{package}_DIR={folder}" for package in HEADER_ONLY]


def install_for_windows(folder: Path) -> Path:
    """Build with mingw-w64 and install into `folder`, where the files lie that a package would have.

    The build stays below build/, so that the next run builds what has changed.
    """
    build = REPOSITORY / "build" / "windows"
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    run("cmake", "-S", REPOSITORY, "-B", build, "-G", "Ninja", "-DCMAKE_SYSTEM_NAME=Windows",
        f"-DCMAKE_CXX_COMPILER={compiler('g++')}", "-DCMAKE_BUILD_TYPE=Release", "-DCES_WERROR=ON",
        "-DBUILD_TESTING=OFF", *launcher, *_write_packages(build / "packages"))
    run("cmake", "--build", build)
    run("cmake", "--install", build, "--prefix", folder)
    return folder


def build_for_windows(source: str, program: Path) -> Path:
    """A small C program; its source may call main() or wmain()."""
    file = program.with_suffix(".c")
    file.write_text(source, "utf-8")
    run(compiler("gcc"), "-municode", "-static", "-O1", "-o", program, file)
    return program


def windows_path(path: Path | str) -> str:
    """The name under which wine shows a file of this machine."""
    return "Z:" + str(path).replace("/", "\\")


@dataclass(frozen=True)
class Ran:
    """How cmd.exe ended, what it said, and the variables at each snapshot."""

    status: int
    stdout: str
    stderr: str
    environments: list[Environment]


@dataclass
class Wine:
    """A Windows folder of its own, with a server that stays until it is closed."""

    folder: Path
    snapshot: Path

    @classmethod
    def make(cls, folder: Path) -> Wine:
        require("wine")
        (folder / "windows").mkdir(parents=True)
        wine = cls(folder, build_for_windows(SNAPSHOT, folder / "snapshot.exe"))
        subprocess.run(["wineserver", "-p"], env=wine.environment(), check=True, timeout=TIME_LIMIT)
        # The first program starts others that stay, and would keep a pipe open.
        subprocess.run(["wine", "cmd", "/d", "/c", "exit"], env=wine.environment(), stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=TIME_LIMIT)
        return wine

    def close(self) -> None:
        subprocess.run(["wineserver", "-k"], env=self.environment(), check=False, timeout=TIME_LIMIT)

    def environment(self, **variables: str) -> Environment:
        """What wine needs, without a display, and what the shell is to start with."""
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8", "WINEDEBUG": "-all",
                "WINEPREFIX": str(self.folder / "windows"), "WINEDLLOVERRIDES": "mscoree,mshtml=", **variables}

    def cmd(self, steps: list[str], folder: Path, **variables: str) -> Ran:
        """Run lines of a batch file, with a snapshot before the first and behind each."""
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"environment.{number}" for number in range(len(steps) + 1)]
        snapshots = [f'@"{windows_path(self.snapshot)}" "{windows_path(file)}"' for file in files]
        lines = [snapshots[0], *(line for step, snapshot in zip(steps, snapshots[1:], strict=True)
                                 for line in (step, snapshot)), ""]
        script = folder / "script.bat"
        script.write_bytes("\r\n".join(lines).encode())
        done = subprocess.run(["wine", "cmd", "/d", "/c", windows_path(script)], stdin=subprocess.DEVNULL,
                              env=self.environment(**variables), capture_output=True, timeout=TIME_LIMIT,
                              check=False)
        return Ran(done.returncode, done.stdout.decode("cp1252"), done.stderr.decode("cp1252"),
                   [_parse(file.read_bytes()) for file in files if file.exists()])


def _parse(content: bytes) -> Environment:
    """Names in capitals, as Windows does not tell them apart; without the folders that cmd.exe keeps in `=C:`."""
    entries = (entry.decode("utf-8").partition("=") for entry in content.split(b"\0") if entry[:1] not in (b"", b"="))
    return {name.upper(): value for name, _, value in entries}
