"""`eval $(cuda-env-resolve)` typed by hand, with quotes and without, and how it fails."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from ces_testing.hostile_values import TWO_BYTES
from ces_testing.prefixes import Toolkit, add_layout_a, add_plugin, make_prefix
from ces_testing.scenarios import After, World, check_environment, explained
from ces_testing.shells import SHELLS, Environment, Shell, parse_environment, spawn

FOLDERS = {
    "plain": "plain", "doubled blanks": "two  blanks   here", "tab": "a\ttab", "star": "st*ar", "bracket": "br[ab]c",
    "open bracket": "br[", "semicolon": "semi;colon", "question": "wh?t", "quote": "it's", "double quote": 'a"b',
    "dollar": "a$HOME", "command": "a$(touch pwned)`touch pwned`", "backslash": "back\\slash\\", "history": "bang!x",
    "utf8": "ünï-码", "comment": "#a #b", "tilde": "~root", "and": "a&b|c<d>e(f)", "brace": "{a,b}", "equals": "=a^b%c",
    "newline": "new\nline",
}

FORMS = {
    "sh": {"quoted": 'eval "$(cuda-env-resolve)"', "unquoted": "eval $(cuda-env-resolve)"},
    "fish": {"piped": "cuda-env-resolve | source"},
    "csh": {"backquoted": "eval `cuda-env-resolve`"},
}

UNDO = {
    "sh": 'eval "$(cuda-env-resolve deactivate)"',
    "fish": "cuda-env-resolve deactivate | source",
    "csh": "eval `cuda-env-resolve deactivate`",
}

REFUSED = {"newline": ("backquoted",)}
"""Values that cannot pass."""

SHELL_OPTIONS = {
    "bash": ("shopt -s nullglob", "shopt -s failglob", "shopt -s extglob dotglob globstar", "set -eu"),
    "zsh": ("set -eu", "emulate sh", "setopt shwordsplit globsubst", "setopt extendedglob nullglob globsubst"),
    "dash": ("set -eu",), "ksh": ("set -eu",), "ash": ("set -eu",),
}


@dataclass(frozen=True)
class Case:
    """One prefix, and a folder full of file names that patterns might match."""

    name: str
    prefix: Path
    toolkit: Toolkit
    trap: Path


def make_case(base: Path, number: int, name: str, folder: str, stage: Path) -> Case:
    prefix = make_prefix(base / str(number) / folder / "env")
    add_plugin(prefix, stage)
    toolkit = add_layout_a(prefix, "11.4")
    trap = base / f"trap{number}"
    trap.mkdir()
    for file in ("export", "CUDA_HOME=x", ":x:", "*", "[ab]", "a;b", "-n", "PATH=", "x;"):
        (trap / file).touch()
    for word in ("CUDA_HOME=", "export CUDA_HOME=", "CUDA_PATH="):
        # A word such as CUDA_HOME=/folder/st\*ar/… is a pattern, and this is a file that it would match.
        for end in ("", ";"):
            (trap / f"{word}{toolkit.home}{end}").mkdir(parents=True, exist_ok=True)
    return Case(name, prefix, toolkit, trap)


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory, stage: Path) -> list[Case]:
    base = tmp_path_factory.mktemp("by-hand")
    return [make_case(base, number, name, folder, stage) for number, (name, folder) in enumerate(FOLDERS.items())]


def login(world: World, prefix: Path, **variables: str) -> Environment:
    """A shell in which the environment was activated by something that runs no hooks."""
    return {"HOME": str(world.home), "LANG": "C.UTF-8", "PATH": f"{prefix}/bin:{world.system_bin}:/usr/bin:/bin",
            "CONDA_PREFIX": str(prefix), "CONDA_SHLVL": "1", **variables}


def by_hand(shell: Shell, form: str, environment: Environment, folder: Path, cwd: Path,
            options: str = "") -> tuple[list[Environment], str, bytes, bytes]:
    """Snapshots before, after and after undoing; the status of the form; stdout; stderr."""
    folder.mkdir()
    language = shell.language
    status = folder / "status"
    script = "\n".join([options, language.snapshot(folder / "0"), form,
                        f"echo {language.status} > {language.quote(str(status))}", language.snapshot(folder / "1"),
                        UNDO[language.name], language.snapshot(folder / "2"), ""])
    _, stdout, stderr = spawn(shell, script, environment, folder / "script", cwd)
    files = [folder / name for name in "012"]
    environments = [parse_environment(file.read_bytes()) for file in files if file.exists()]
    return environments, status.read_text().strip() if status.exists() else "none", stdout, stderr


def check_case(shell: Shell, form: str, case: Case, world: World, folder: Path, options: str = "",
               **variables: str) -> None:
    environment = login(world, case.prefix, **variables)
    seen, status, stdout, stderr = by_hand(shell, form, environment, folder, case.trap, options)
    assert (status, stdout, stderr) == ("0", b"", b"")
    before, applied, undone = seen
    check_environment(applied, before, After(None, case.toolkit))
    assert undone == before
    assert not (case.trap / "pwned").exists()


def forms(shells: list[Shell]) -> list[object]:
    """Parameters: every shell with each of its forms."""
    return [pytest.param(shell, name, id=f"{shell.name}-{name}")
            for shell in shells for name in FORMS[shell.language.name]]


@pytest.mark.parametrize(("shell", "form"), forms(list(SHELLS.values())))
@pytest.mark.parametrize("name", FOLDERS)
def test_by_hand(shell: Shell, form: str, name: str, cases: list[Case], world: World, tmp_path: Path) -> None:
    case = next(case for case in cases if case.name == name)
    text = FORMS[shell.language.name][form]
    if form in REFUSED.get(name, ()):
        environment = login(world, case.prefix)
        seen, status, stdout, stderr = by_hand(shell, text, environment, tmp_path / "run", case.trap)
        assert status != "none"
        assert stdout == b""
        assert len(stderr.splitlines()) == 1
        assert seen[0] == seen[1] == seen[2]
    else:
        check_case(shell, text, case, world, tmp_path / "run")


@pytest.mark.parametrize(("shell", "form"), forms(list(SHELLS.values())))
@pytest.mark.parametrize("variables", [
    {"LD_LIBRARY_PATH": "", "CUDA_HOME": "", "CUDA_PATH": ""},
    {"LD_LIBRARY_PATH": ":/a  b::/it's*:", "CUDA_HOME": "/opt/*  [x];y", "CUDA_PATH": "a'b\"c$HOME`d`\\"},
    {"CUDA_HOME": "-opt/cuda (x86)", "CUDA_PATH": "-n*"},
], ids=["empty", "values", "like options"])
def test_by_hand_with_variables_from_before(shell: Shell, form: str, variables: dict[str, str], cases: list[Case],
                                            world: World, tmp_path: Path) -> None:
    check_case(shell, FORMS[shell.language.name][form], cases[0], world, tmp_path / "run", **variables)


@pytest.mark.parametrize(("shell", "options"), [
    pytest.param(SHELLS[name], options, id=f"{name}-{options}")
    for name, all_options in SHELL_OPTIONS.items() for options in all_options])
@pytest.mark.parametrize("form", FORMS["sh"])
def test_by_hand_under_shell_options(shell: Shell, options: str, form: str, cases: list[Case], world: World,
                                     tmp_path: Path) -> None:
    for number, case in enumerate(cases):
        if form not in REFUSED.get(case.name, ()):
            with explained(f"in the folder named {case.prefix.parent.name!r}"):
                check_case(shell, FORMS["sh"][form], case, world, tmp_path / str(number), options)


@pytest.mark.parametrize(("shell", "form"), forms(list(SHELLS.values())))
def test_by_hand_twice(shell: Shell, form: str, cases: list[Case], world: World, tmp_path: Path) -> None:
    text = FORMS[shell.language.name][form]
    check_case(shell, f"{text}\n{text}", cases[0], world, tmp_path / "run")


@pytest.mark.parametrize(("shell", "form"), forms(list(SHELLS.values())))
@pytest.mark.parametrize("prefix", [None, "", "/no/such/environment", "bare"])
def test_failure_has_a_status_and_a_reason(shell: Shell, form: str, prefix: str | None, cases: list[Case],
                                           world: World, tmp_path: Path) -> None:
    """No environment, one that does not exist, one without a toolkit."""
    environment = login(world, cases[0].prefix)
    del environment["CONDA_PREFIX"]
    if prefix is not None:
        bare = make_prefix(tmp_path / "bare") if prefix == "bare" else prefix
        environment["CONDA_PREFIX"] = str(bare)
    text = FORMS[shell.language.name][form]
    seen, status, stdout, stderr = by_hand(shell, text, environment, tmp_path / "run", cases[0].trap)
    assert status not in ("0", "none")
    assert stdout == b""
    assert stderr.strip()
    if not prefix:
        assert b"CONDA_PREFIX" in stderr or b"environment" in stderr
    assert seen[1] == seen[0] == seen[2]


@pytest.mark.parametrize("form", FORMS["sh"])
def test_a_line_end_at_the_end_comes_back(posix_shell: Shell, form: str, cases: list[Case], world: World,
                                          tmp_path: Path) -> None:
    """Backquotes would drop it, with which the text makes line ends."""
    case = cases[0]
    environment = login(world, case.prefix, CUDA_HOME="/old\n", CUDA_PATH="/new\nline", LD_LIBRARY_PATH="/l\n\n")
    seen, status, stdout, stderr = by_hand(posix_shell, FORMS["sh"][form], environment, tmp_path / "run", case.trap)
    assert (status, stdout, stderr) == ("0", b"", b"")
    before, applied, undone = seen
    assert applied["CUDA_HOME"] == applied["CUDA_PATH"] == str(case.toolkit.home)
    for name in ("CUDA_HOME", "CUDA_PATH", "LD_LIBRARY_PATH"):
        assert undone[name] == before[name] == environment[name]


@pytest.mark.parametrize("form", FORMS["sh"])
def test_a_line_end_behind_a_character_with_a_backslash(posix_shell: Shell, form: str, cases: list[Case], world: World,
                                                        gbk: dict[str, str], tmp_path: Path) -> None:
    """bash's "${NAME%.}" would make nonsense of it."""
    value = os.fsdecode(b"\x98\\\n")
    environment = login(world, cases[0].prefix, **gbk, CUDA_HOME=value, CUDA_PATH=f"\n/opt/{value}\n")
    seen, status, stdout, stderr = by_hand(posix_shell, FORMS["sh"][form], environment, tmp_path / "run",
                                           cases[0].trap)
    assert (status, stdout, stderr) == ("0", b"", b"")
    assert seen[1]["CUDA_HOME"] == str(cases[0].toolkit.home)
    assert seen[2] == seen[0]


@pytest.mark.parametrize("form", FORMS["sh"])
def test_conda_build_is_ignored_by_hand(form: str, cases: list[Case], world: World, tmp_path: Path) -> None:
    check_case(SHELLS["bash"], FORMS["sh"][form], cases[0], world, tmp_path / "run", CONDA_BUILD="1")


def test_bytes_that_are_not_utf8(posix_shell: Shell, stage: Path, world: World, tmp_path: Path) -> None:
    case = make_case(tmp_path, 0, "bytes", os.fsdecode(b"by\xff\xfetes"), stage)
    for form in FORMS["sh"]:
        check_case(posix_shell, FORMS["sh"][form], case, world, tmp_path / form)


OWN_PATH = {
    "sh": ('eval "$("{0}" --prefix "{1}" --shell {2})"', 'eval "$("{0}" deactivate)"', 'echo "$PATH"'),
    "fish": ("{0} --prefix {1} --shell {2} | source", "{0} deactivate | source", 'echo "$PATH"'),
    "csh": ("eval `{0} --prefix {1} --shell {2}`", "eval `{0} deactivate`", "echo $path | /usr/bin/tr ' ' :"),
}


def test_a_path_that_the_shell_has_of_its_own(shell: Shell, cases: list[Case], world: World, tmp_path: Path) -> None:
    """As in a service, or behind `env -i`: no PATH is in the environment, and the shell still finds its programs."""
    case = cases[0]
    apply, undo, show = OWN_PATH[shell.language.name]
    program = case.prefix / "bin" / "cuda-env-resolve"
    prologue = "set -gu PATH /usr/bin /bin\n" if shell.name == "fish" else ""  # fish exports its own
    script = "\n".join([f"{prologue}{show}", apply.format(program, case.prefix, shell.name), show,
                        "ls / >/dev/null", undo.format(program), show, "ls / >/dev/null", ""])
    status, stdout, stderr = spawn(shell, script, {"HOME": str(world.home)}, tmp_path / "script", tmp_path)
    before, applied, undone = stdout.decode().splitlines()
    if shell.name == "ksh":  # has none that anybody could see, but finds programs without
        assert (status, before, applied, undone) == (0, "", str(case.toolkit.path_entry), "")
    else:
        assert (status, applied, undone, stderr) == (0, f"{case.toolkit.path_entry}:{before}", before, b"")


@pytest.mark.parametrize(("shell", "form"), forms(list(SHELLS.values())))
@pytest.mark.parametrize("name", TWO_BYTES)
def test_by_hand_where_a_character_has_an_ascii_byte(shell: Shell, form: str, name: str, cases: list[Case],
                                                     world: World, gbk: dict[str, str], tmp_path: Path) -> None:
    value = os.fsdecode(TWO_BYTES[name])
    check_case(shell, FORMS[shell.language.name][form], cases[0], world, tmp_path / "run", **gbk, CUDA_HOME=value,
               CUDA_PATH=f"{value}:{value}", LD_LIBRARY_PATH=f"{value}:/l:{value}")


@pytest.mark.parametrize(("shell", "form"), forms(list(SHELLS.values())))
@pytest.mark.parametrize("name", TWO_BYTES)
def test_by_hand_in_a_folder_whose_characters_have_an_ascii_byte(
        shell: Shell, form: str, name: str, stage: Path, world: World, gbk: dict[str, str], tmp_path: Path) -> None:
    case = make_case(tmp_path, 0, name, os.fsdecode(TWO_BYTES[name]).lstrip("/"), stage)
    check_case(shell, FORMS[shell.language.name][form], case, world, tmp_path / "run", **gbk)


@pytest.mark.parametrize("form", FORMS["sh"])
def test_a_readonly_variable_stays_and_the_shell_goes_on(posix_shell: Shell, form: str, cases: list[Case],
                                                         world: World, tmp_path: Path) -> None:
    case = cases[0]
    environment = {**login(world, case.prefix), "CUDA_HOME": "/mine"}
    script = f"readonly CUDA_HOME\n{FORMS['sh'][form]} || :\n{UNDO['sh']} || :\necho alive $CUDA_HOME\n"
    status, stdout, _ = spawn(posix_shell, script, environment, tmp_path / "script", case.trap)
    assert (status, stdout) == (0, b"alive /mine\n")
