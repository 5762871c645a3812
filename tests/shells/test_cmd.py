"""cmd.exe: the `.bat` hooks as conda calls them, and the line typed by hand, with the program built by mingw-w64.

It is wine's cmd.exe. Where that differs from Windows', docs/shells.md says what is not proven.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ces_testing.prefixes import PLUGIN, STATE_VARIABLE, nvcc_banner, write_cuda_header
from ces_testing.shells import Environment
from ces_testing.wine import Ran, Wine, build_for_windows, install_for_windows, windows_path

ACTIVATE, DEACTIVATE = (f'@CALL "%CONDA_PREFIX%\\etc\\conda\\{kind}.d\\{PLUGIN}_{kind}.bat"'
                        for kind in ("activate", "deactivate"))
"""As conda's own batch file runs a script."""

PROGRAM = "Library/bin/cuda-env-resolve.exe"
DO, UNDO = (f"@FOR /F \"delims=\" %%i IN ('cuda-env-resolve{words}') DO @SET \"%%i\"" for words in ("", " deactivate"))

FOLDERS = {
    "plain": "plain", "blanks": "two  blanks", "brackets": "Program Files (x86)", "and": "a&b", "caret": "a^b^^c",
    "bang": "a!b!", "quote": "it's", "semicolon in none": "a,b=c", "plus": "a+b@#~{c}[d]",
    "latin": "ünï", "backquote": "a`b`",
}

VALUES = {
    "blanks": "  two  blanks  ", "tab": "\ta\tb\t", "quotes": 'a"b" "', "percent": "a%PATH%b 100%", "bang": "a!b!c",
    "and": "a&b|c<d>e", "caret": "a^b^^c", "brackets": "a(b)c)", "semicolon": ";a;;b;", "equals": "=a=b",
    "single quotes": "it's `so`", "backslash": "C:\\a\\", "globs": "*?[a]", "at": "@a", "colon": ":a::b",
    "control": "a\x01\x1b[31m\x7f", "return inside": "a\rb", "latin": "ünï", "option": "/?",
}

REFUSED = {"newline": "a\nb", "end of text": "a\x1ab", "not in the code page": "a码b"}

LONGEST = 8100
"""Characters of a value: cmd.exe's lines end at 8191."""


@dataclass(frozen=True)
class Windows:
    """Wine, what is installed for Windows, and a program in nvcc's place."""

    wine: Wine
    stage: Path
    nvcc: Path


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    folder = tmp_path_factory.mktemp("windows")
    stage = install_for_windows(folder / "installed")
    source = f'#include <stdio.h>\nint wmain(void) {{ return puts("{nvcc_banner("12.4")}") == EOF; }}\n'
    nvcc = build_for_windows(source, folder / "nvcc.exe")
    wine = Wine.make(folder / "wine")
    yield Windows(wine, stage, nvcc)
    wine.close()


def make_prefix(prefix: Path, windows: Windows) -> Path:
    """An environment with the plugin: links, as a package manager would make them."""
    for file in windows.stage.rglob("*"):
        if file.is_file():
            place = prefix / file.relative_to(windows.stage)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.hardlink_to(file)
    (prefix / "conda-meta").mkdir()
    return prefix


def add_layout_a(prefix: Path, windows: Windows) -> Path:
    home = prefix / "pkgs" / "cuda-toolkit" / "nvcc"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "nvcc.exe").hardlink_to(windows.nvcc)
    write_cuda_header(home / "include", "11.4")
    return home


def add_layout_b(prefix: Path, windows: Windows) -> Path:
    home = prefix / "Library"
    (home / "bin" / "nvcc.exe").hardlink_to(windows.nvcc)
    write_cuda_header(home / "include", "12.4")
    return home


def login(prefix: Path | None, **variables: str) -> Environment:
    return {"CONDA_PREFIX": windows_path(prefix), "CONDA_SHLVL": "1", **variables} if prefix else dict(variables)


def switched(before: Environment, home: Path, *, first_on_path: bool = True) -> Environment:
    """What activation makes of an environment, but for the record."""
    folder = windows_path(home)
    path = f"{folder}\\bin;{before['PATH']}" if first_on_path else before["PATH"]
    return {**before, "CUDA_HOME": folder, "CUDA_PATH": folder, "PATH": path}


def check(ran: Ran, home: Path, *, first_on_path: bool = True) -> None:
    """Three snapshots: before, switched, and as before; nothing is said, and nothing fails."""
    assert (ran.status, ran.stdout, ran.stderr) == (0, "", "")
    before, active, after = (dict(environment) for environment in ran.environments)
    assert active.pop(STATE_VARIABLE).startswith("1:on:")
    assert active == switched(before, home, first_on_path=first_on_path)
    assert after == before


@pytest.mark.parametrize("name", FOLDERS)
def test_hooks(name: str, windows: Windows, tmp_path: Path) -> None:
    prefix = make_prefix(tmp_path / FOLDERS[name] / "env", windows)
    home = add_layout_a(prefix, windows)
    check(windows.wine.cmd([ACTIVATE, DEACTIVATE], tmp_path / "run", **login(prefix)), home)


def test_split_packages(windows: Windows, tmp_path: Path) -> None:
    """They lie in Library, whose bin is conda's to put on PATH."""
    prefix = make_prefix(tmp_path / "env", windows)
    home = add_layout_b(prefix, windows)
    check(windows.wine.cmd([ACTIVATE, DEACTIVATE], tmp_path / "run", **login(prefix)), home, first_on_path=False)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, windows: Windows) -> Path:
    prefix = make_prefix(tmp_path_factory.mktemp("plain") / "env", windows)
    add_layout_a(prefix, windows)
    return prefix


def home_of(prefix: Path) -> Path:
    return prefix / "pkgs" / "cuda-toolkit" / "nvcc"


@pytest.mark.parametrize("name", VALUES)
def test_values_before(name: str, windows: Windows, plain: Path, tmp_path: Path) -> None:
    variables = login(plain, CUDA_HOME=VALUES[name], CUDA_PATH=f"x{VALUES[name]}")
    ran = windows.wine.cmd([ACTIVATE, DEACTIVATE], tmp_path, **variables)
    assert ran.environments[0]["CUDA_HOME"] == VALUES[name]
    check(ran, home_of(plain))


def test_a_long_value(windows: Windows, plain: Path, tmp_path: Path) -> None:
    check(windows.wine.cmd([ACTIVATE, DEACTIVATE], tmp_path, **login(plain, CUDA_HOME="x" * 3000)), home_of(plain))


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1])
def test_the_longest_record(length: int, windows: Windows, plain: Path, tmp_path: Path) -> None:
    """It holds the value before, and has to be a line of cmd.exe's as well; else that variable stays."""
    short = windows.wine.cmd([ACTIVATE], tmp_path / "short", **login(plain, CUDA_PATH="x"))
    rest = len(short.environments[1][STATE_VARIABLE]) - 1
    ran = windows.wine.cmd([ACTIVATE, DEACTIVATE], tmp_path / "long", **login(plain, CUDA_PATH="x" * (length - rest)))
    if length == LONGEST:
        check(ran, home_of(plain))
        assert len(ran.environments[1][STATE_VARIABLE]) == length
        return
    before, active, after = ran.environments
    assert ran.stderr.count("[CES301]") == len(ran.stderr.splitlines()) == 1
    assert active["CUDA_HOME"] == windows_path(home_of(plain))
    assert after == before


@pytest.mark.parametrize("name", REFUSED)
def test_values_that_it_cannot_hold(name: str, windows: Windows, plain: Path, tmp_path: Path) -> None:
    """A PATH that it would have to write stays; one line on stderr says so; all the rest is switched."""
    ran = windows.wine.cmd([ACTIVATE, DEACTIVATE], tmp_path, **login(plain, WINEPATH=f"C:\\{REFUSED[name]}"))
    before, active, after = ran.environments
    assert REFUSED[name] in before["PATH"]
    assert active["PATH"] == before["PATH"]
    assert active["CUDA_HOME"] == windows_path(home_of(plain))
    assert (ran.status, ran.stdout) == (0, "")
    assert ran.stderr.count("[CES301]") == len(ran.stderr.splitlines()) == 1
    assert after == before


@pytest.mark.parametrize("value", [*REFUSED.values(), "a\r"], ids=[*REFUSED, "return"])
def test_values_that_it_cannot_put_back(value: str, windows: Windows, plain: Path, tmp_path: Path) -> None:
    """It stays as it is, and one line on stderr says so; the rest is switched, and taken back."""
    ran = windows.wine.cmd([ACTIVATE, DEACTIVATE], tmp_path, **login(plain, CUDA_HOME=value))
    before, active, after = ran.environments
    assert before["CUDA_HOME"] == active["CUDA_HOME"] == value
    assert ran.stderr.count("[CES301]") == len(ran.stderr.splitlines()) == 1
    assert active["CUDA_PATH"] == windows_path(home_of(plain))
    assert active["PATH"].startswith(windows_path(home_of(plain) / "bin"))
    assert after == before


def test_what_was_set_and_empty_is_unset(windows: Windows, plain: Path, tmp_path: Path) -> None:
    """cmd.exe has no way to set a variable to nothing."""
    ran = windows.wine.cmd([ACTIVATE, DEACTIVATE], tmp_path, **login(plain, CUDA_HOME=""))
    before, _, after = ran.environments
    before.pop("CUDA_HOME", None)
    assert after == before


def test_a_switch_and_the_path_that_conda_puts_back(windows: Windows, plain: Path, tmp_path: Path) -> None:
    """The next activation takes the old toolkit off PATH, as the word that deactivation leaves tells it."""
    other = make_prefix(tmp_path / "other", windows)
    home = add_layout_a(other, windows)
    start = '@SET "PATH=%CONDA_PREFIX%;%CONDA_PREFIX%\\bin;%PATH%"'
    put_back = f'@SET "PATH=%MINE%"\n@SET "CONDA_PREFIX={windows_path(other)}"'
    steps = [start, ACTIVATE, '@SET "MINE=%PATH%"', DEACTIVATE, put_back.replace("\n", "\r\n"), ACTIVATE, DEACTIVATE]
    ran = windows.wine.cmd(steps, tmp_path / "run", **login(plain))
    assert (ran.status, ran.stdout, ran.stderr) == (0, "", "")
    assert ran.environments[4][STATE_VARIABLE].startswith("1:leaving:")
    assert ran.environments[6]["PATH"] == f"{windows_path(home)}\\bin;{ran.environments[1]['PATH']}"
    assert ran.environments[7]["PATH"] == ran.environments[1]["PATH"]
    assert STATE_VARIABLE not in ran.environments[7]


@pytest.mark.parametrize("variables", [{}, {"CONDA_PREFIX": "Z:\\no\\such"}], ids=str)
def test_no_prefix(variables: dict[str, str], windows: Windows, plain: Path, tmp_path: Path) -> None:
    calls = [f'@CALL "{windows_path(plain)}\\etc\\conda\\{kind}.d\\{PLUGIN}_{kind}.bat"'
             for kind in ("activate", "deactivate")]
    ran = windows.wine.cmd(calls, tmp_path, **variables)
    assert (ran.status, ran.stdout, ran.stderr) == (0, "", "")
    assert ran.environments[0] == ran.environments[1] == ran.environments[2]


BROKEN = {
    "absent": None,
    "failing": "return 1;",
    "rubbish": 'puts("PATH\\nno equals sign\\n<p>& echo pwned\\n\\377\\376"); return 3;',
    "noise": 'fputs("", stderr); return 127;',
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_program(name: str, windows: Windows, tmp_path: Path) -> None:
    prefix = make_prefix(tmp_path / "env", windows)
    add_layout_a(prefix, windows)
    (prefix / PROGRAM).unlink()
    if (body := BROKEN[name]) is not None:
        build_for_windows(f"#include <stdio.h>\nint wmain(void) {{ {body} }}\n", prefix / PROGRAM)
    ran = windows.wine.cmd([ACTIVATE, DEACTIVATE], tmp_path / "run", **login(prefix))
    assert (ran.status, ran.stdout, ran.stderr) == (0, "", "")
    assert ran.environments[0] == ran.environments[1] == ran.environments[2]


def test_hooks_leave_errorlevel_0_and_no_echo(windows: Windows, plain: Path, tmp_path: Path) -> None:
    """Also where something failed before, and where ECHO is on."""
    report = "@ECHO %ERRORLEVEL%"
    ran = windows.wine.cmd([f"@ECHO ON\r\n@cmd /c exit 7\r\n{call}\r\n{report}" for call in (ACTIVATE, DEACTIVATE)],
                           tmp_path, **login(plain))
    assert (ran.status, ran.stdout.split(), ran.stderr) == (0, ["0", "0"], "")
    assert ran.environments[1]["CUDA_HOME"]


def test_by_hand(windows: Windows, plain: Path, tmp_path: Path) -> None:
    """The shell is found out: what FOR starts is cmd.exe too."""
    on_path = windows_path(plain / PROGRAM).rpartition("\\")[0]
    check(windows.wine.cmd([DO, UNDO], tmp_path, **login(plain, WINEPATH=on_path)), home_of(plain))


def test_by_hand_without_toolkit(windows: Windows, tmp_path: Path) -> None:
    """SET fails, and stderr says why."""
    prefix = make_prefix(tmp_path / "env", windows)
    on_path = windows_path(prefix / PROGRAM).rpartition("\\")[0]
    ran = windows.wine.cmd([f"{DO} & @IF ERRORLEVEL 1 @ECHO failed"], tmp_path / "run",
                           **login(prefix, WINEPATH=on_path))
    assert "failed" in ran.stdout
    assert ran.stderr.startswith("cuda-env-resolve: there is no CUDA toolkit in Z:\\")
    assert ran.environments[0] == ran.environments[1]


def test_status(windows: Windows, tmp_path: Path) -> None:
    """nvcc's version stands in nvcc's own file; Windows' driver is not looked up, and is not said to be missing."""
    prefix = make_prefix(tmp_path / "env", windows)
    home = add_layout_b(prefix, windows)
    program = windows_path(prefix / PROGRAM)
    library = "@ECHO x>%SystemRoot%\\System32\\nvcuda.dll"
    steps = [f'@"{program}" status --json', ACTIVATE, f'{library}\r\n@"{program}" status --json\r\n'
             "@DEL %SystemRoot%\\System32\\nvcuda.dll"]
    ran = windows.wine.cmd(steps, tmp_path / "run", **login(prefix))
    decoder = json.JSONDecoder()
    first, end = decoder.raw_decode(ran.stdout)
    second, _ = decoder.raw_decode(ran.stdout[end:].lstrip())
    assert first["toolkit"]["path"] == windows_path(home)
    assert first["toolkit"]["nvcc_version"] == "12.4.131"
    assert first["toolkit"]["headers_version"] == "12.4"
    assert (first["switched"], second["switched"]) == (False, True)
    assert "this is Windows" in " ".join(second["reasons"])


def test_only_what_windows_runs_is_installed(windows: Windows) -> None:
    licenses = windows.stage / "share" / "licenses"
    files = sorted(str(path.relative_to(windows.stage)) for path in windows.stage.rglob("*")
                   if path.is_file() and not path.is_relative_to(licenses))
    assert files == ["Library/bin/cuda-env-resolve.exe",
                     *(f"etc/conda/{kind}.d/{PLUGIN}_{kind}{suffix}"
                       for kind in ("activate", "deactivate") for suffix in (".bat", ".ps1"))]
