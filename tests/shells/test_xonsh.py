"""xonsh: the `.xsh` hooks, alone and after the `.sh` ones as some engines run them, and the lines typed by hand.

Both the xonsh of Debian and a current one are run: the first is /usr/bin/xonsh, the other CES_XONSH or that of the
development environment. Nothing of conda takes part: its xonsh runs the `.sh` alone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from ces_testing.prefixes import (STATE_VARIABLE, Toolkit, add_plugin, hook, make_environment, make_prefix,
                                  program_of, write_script)
from ces_testing.scenarios import After, check_environment
from ces_testing.shells import Environment, Shell, parse_environment, spawn
from ces_testing.xonsh import CURRENT, XonshLanguage


class WatchedXonsh(XonshLanguage):
    """xonsh whose snapshots also tell the names that the user's Python code sees."""

    def snapshot(self, file: Path) -> str:
        names = f"__import__('pathlib').Path('{file}.names').write_text(' '.join(sorted(__xonsh__.ctx)))"
        return f"{super().snapshot(file)}\n{names}"


SHELLS = {name: Shell(name, (command, "--no-rc"), WatchedXonsh(), "", "")
          for name, command in (("debian", "/usr/bin/xonsh"), ("current", CURRENT))}

STRICT = {"debian": "$RAISE_SUBPROC_ERROR = True", "current": "$XONSH_SUBPROC_CMD_RAISE_ERROR = True"}
"""A command that fails is an exception. The older name makes the current version warn."""

VALUES = {
    "plain": "plain", "blanks": "two  blanks", "quote": "it's", "double quote": 'a"b', "backquote": "a`touch pwned`",
    "backslash": "back\\slash\\", "newline": "new\nline", "utf8": "ünï-码", "not utf8": os.fsdecode(b"a\xff\xe4b"),
    "glob": "st*a?[r]", "brace": "{a,b}", "comment": "#a", "tilde inside": "a~b", "equals": "a=b", "at": "@(1/0)",
    "unknown": "a$NO_SUCH", "bare braces": "a${HOME}", "dollar alone": "a$-$",
}

EXPANDED = {"dollar": "a$HOME", "braces": "a${'HOME'}", "tilde": "a=~"}
"""Parts of a folder that xonsh would expand in variables whose names end in PATH."""

BY_HAND = "execx($(cuda-env-resolve))"
UNDO_BY_HAND = "execx($(cuda-env-resolve deactivate))"


@pytest.fixture(params=SHELLS.values(), ids=SHELLS.keys())
def xonsh(request: pytest.FixtureRequest) -> Shell:
    """Each version in turn."""
    request.param.require()
    return request.param


def login(folder: Path, prefix: Path | None, **variables: str) -> Environment:
    """A shell in which an engine has activated the prefix and is about to run the hooks."""
    own = {"CONDA_PREFIX": str(prefix), "CONDA_SHLVL": "1"} if prefix else {}
    return {"HOME": str(folder), "LANG": "C.UTF-8", "PATH": f"{prefix}/bin:/usr/bin:/bin", **own, **variables}


def source(file: Path) -> str:
    """A hook as rattler calls it."""
    return f'source{"-bash" if file.suffix == ".sh" else ""} "{file}"'


def run(shell: Shell, folder: Path, environment: Environment, steps: Sequence[str],
        prologue: str = "") -> tuple[list[Environment], bytes]:
    """The environments before the first step and after each, and stderr. Nothing else is said, no name is left."""
    lines = [prologue, "$(/bin/true)"]  # from here on xonsh exports XONSH_CAPTURE_ALWAYS
    for number, text in enumerate(["", *steps]):
        lines += [text, shell.language.snapshot(folder / f"environment.{number}")]
    script = "\n".join([*lines, ""])
    returncode, stdout, stderr = spawn(shell, script, environment, folder / "script.xsh", folder)
    assert (returncode, stdout) == (0, b""), stderr
    files = [folder / f"environment.{number}" for number in range(len(steps) + 1)]
    assert len({Path(f"{file}.names").read_text("utf-8") for file in files}) == 1
    assert not (folder / "pwned").exists()
    return [parse_environment(file.read_bytes()) for file in files], stderr


def check_switch(seen: Sequence[Environment], toolkit: Toolkit, leaves_word: bool = True) -> None:
    """Three snapshots: before, switched, and as before. A hook leaves word for the next activation."""
    before, applied, undone = seen
    check_environment(applied, before, After(None, toolkit))
    undone = dict(undone)
    assert not leaves_word or undone.pop(STATE_VARIABLE).startswith("1:leaving:")
    assert undone == before


def hooks(folder: Path, *suffixes: str) -> list[str]:
    """Two steps: what an engine runs at activation, and at deactivation."""
    return ["\n".join(source(hook(folder, kind, suffix)) for suffix in suffixes)
            for kind in ("activate", "deactivate")]


@pytest.mark.parametrize("is_strict", [False, True], ids=["lax", "strict"])
@pytest.mark.parametrize("suffixes", [(".xsh",), (".sh", ".xsh")], ids="+".join)
def test_hooks(xonsh: Shell, stage: Path, tmp_path: Path, suffixes: tuple[str, ...], is_strict: bool) -> None:
    toolkit = make_environment(tmp_path / "env", stage)
    environment = login(tmp_path, tmp_path / "env", CUDA_HOME="/usr/local/cuda", LD_LIBRARY_PATH="/a::/b")
    steps = hooks(tmp_path / "env", *suffixes)
    seen, stderr = run(xonsh, tmp_path, environment, [*steps, *steps], STRICT[xonsh.name] if is_strict else "")
    assert stderr == b""
    check_switch(seen[:3], toolkit)
    check_switch([seen[0], *seen[3:]], toolkit)


def test_sh_hook_and_xsh_hook_are_as_one(xonsh: Shell, stage: Path, tmp_path: Path) -> None:
    make_environment(tmp_path / "env", stage)
    environment = login(tmp_path, tmp_path / "env")
    alone, both = tmp_path / "alone", tmp_path / "both"
    alone.mkdir()
    both.mkdir()
    one = run(xonsh, alone, environment, hooks(tmp_path / "env", ".xsh"))[0]
    two = run(xonsh, both, environment, hooks(tmp_path / "env", ".sh", ".xsh"))[0]
    own = {"PWD", "ARG0", "ARGS", "XONSH_SOURCE", "OLDPWD"}
    for first, second in zip(one, two, strict=True):
        assert {k: v for k, v in first.items() if k not in own} == {k: v for k, v in second.items() if k not in own}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_prefixes(xonsh: Shell, stage: Path, tmp_path: Path, value: str) -> None:
    prefix = tmp_path / value / "env"
    toolkit = make_environment(prefix, stage)
    seen, stderr = run(xonsh, tmp_path, login(tmp_path, prefix), [*hooks(stage, ".xsh"), BY_HAND, UNDO_BY_HAND])
    assert stderr == b""
    check_switch(seen[:3], toolkit)
    check_switch([seen[0], *seen[3:]], toolkit, leaves_word=False)


@pytest.mark.parametrize("value", [*VALUES.values(), "", ":a::b:", "~/cuda", "~root:a:~"],
                         ids=[*VALUES.keys(), "empty", "list", "tilde first", "tildes in a list"])
@pytest.mark.parametrize("suffixes", [(".xsh",), (".sh",), (".sh", ".xsh")], ids="+".join)
def test_values_before(xonsh: Shell, stage: Path, tmp_path: Path, suffixes: tuple[str, ...], value: str) -> None:
    """In variables whose names end in PATH, what programs see of it, which xonsh has expanded."""
    toolkit = make_environment(tmp_path / "env", stage)
    environment = login(tmp_path, tmp_path / "env", CUDA_HOME=value, CUDA_PATH=value, LD_LIBRARY_PATH=value)
    if ".sh" in suffixes and value == VALUES["not utf8"]:
        pytest.skip("xonsh's source-bash fails over bytes that are not UTF-8, in any variable")
    seen, stderr = run(xonsh, tmp_path, environment, hooks(stage, *suffixes))
    assert stderr == b""
    assert seen[0]["CUDA_HOME"] == value
    check_switch(seen, toolkit)


@pytest.mark.parametrize("value", EXPANDED.values(), ids=EXPANDED.keys())
def test_folders_that_xonsh_would_expand(xonsh: Shell, stage: Path, tmp_path: Path, value: str) -> None:
    """xonsh has made another folder of the environment's own on PATH, so no word is left; ours is as it is."""
    prefix = tmp_path / value / "env"
    toolkit = make_environment(prefix, stage)
    environment = login(tmp_path, prefix)
    environment["PATH"] = f"{stage}/bin:{environment['PATH']}"
    seen, stderr = run(xonsh, tmp_path, environment, [*hooks(stage, ".xsh"), BY_HAND, UNDO_BY_HAND])
    assert stderr == b""
    check_switch(seen[:3], toolkit, leaves_word=False)
    check_switch([seen[0], *seen[3:]], toolkit, leaves_word=False)


@pytest.mark.parametrize("value", EXPANDED.values(), ids=EXPANDED.keys())
def test_folders_that_the_sh_hook_refuses(xonsh: Shell, stage: Path, tmp_path: Path, value: str) -> None:
    """xonsh would expand what it takes over from bash. Nobody hears the hook: xonsh drops what it says."""
    prefix = tmp_path / value / "env"
    make_environment(prefix, stage)
    seen, stderr = run(xonsh, tmp_path, login(tmp_path, prefix), hooks(stage, ".sh"))
    assert stderr == b""
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("value", ["a${HOME}", "a$-$", "a~", "a==~"])
def test_folders_that_the_sh_hook_need_not_refuse(xonsh: Shell, stage: Path, tmp_path: Path, value: str) -> None:
    prefix = tmp_path / value / "env"
    toolkit = make_environment(prefix, stage)
    seen, stderr = run(xonsh, tmp_path, login(tmp_path, prefix), hooks(stage, ".sh"))
    assert stderr == b""
    check_switch(seen, toolkit)


def test_what_the_sh_hook_says_where_it_refuses(stage: Path, tmp_path: Path) -> None:
    """In a bash that is called as xonsh calls it."""
    prefix = tmp_path / EXPANDED["dollar"] / "env"
    make_environment(prefix, stage)
    script = f". '{hook(prefix, 'activate', '.sh')}'\necho __XONSH_ENV_BEG__\nenv"
    done = subprocess.run(["bash", "-c", script], env=login(tmp_path, prefix), capture_output=True, timeout=60,
                          check=True)
    assert b"CUDA_HOME" not in done.stdout
    assert done.stderr.count(b"CES301") == len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("value", EXPANDED.values(), ids=EXPANDED.keys())
def test_folders_that_the_xsh_hook_takes_up_after_the_sh_hook(xonsh: Shell, stage: Path, tmp_path: Path,
                                                             value: str) -> None:
    prefix = tmp_path / value / "env"
    toolkit = make_environment(prefix, stage)
    seen, stderr = run(xonsh, tmp_path, login(tmp_path, prefix), hooks(stage, ".sh", ".xsh"))
    assert stderr == b""
    check_switch(seen, toolkit, leaves_word=False)


def test_a_bash_of_the_user_below_xonsh_holds_every_folder(xonsh: Shell, stage: Path, tmp_path: Path) -> None:
    """Only the bash from which xonsh takes over the variables is refused anything."""
    prefix = tmp_path / EXPANDED["dollar"] / "env"
    make_environment(prefix, stage)
    script = tmp_path / "user.sh"
    script.write_text(f". '{hook(prefix, 'activate', '.sh')}'\nprintf '%s' \"$CUDA_PATH\" > '{tmp_path}/seen'\n")
    _, stderr = run(xonsh, tmp_path, login(tmp_path, prefix), [f"/bin/bash {script}"])
    assert stderr == b""
    assert (tmp_path / "seen").read_text("utf-8") == f"{prefix}/pkgs/cuda-toolkit"


def test_what_the_user_adds_to_a_list_is_expanded_as_ever(xonsh: Shell, stage: Path, tmp_path: Path) -> None:
    """The list with our folder in it, which xonsh would expand, treats all other elements as xonsh does."""
    prefix = tmp_path / EXPANDED["dollar"] / "env"
    toolkit = make_environment(prefix, stage)
    activate, deactivate = hooks(stage, ".xsh")
    add = "$PATH.append('~/mine')\n$PATH.insert(0, '$HOME/first')"
    steps = [activate, add, f"nvcc > {tmp_path}/banner", deactivate]
    seen, stderr = run(xonsh, tmp_path, login(tmp_path, prefix), steps)
    assert stderr == b""
    assert (tmp_path / "banner").read_text("utf-8").strip() == toolkit.banner()
    assert seen[2]["PATH"] == f"{tmp_path}/first:{seen[1]['PATH']}:{tmp_path}/mine"
    assert seen[4]["PATH"] == f"{tmp_path}/first:{seen[0]['PATH']}:{tmp_path}/mine"


BROKEN = {
    "absent": None,
    "failing": "echo 'error while loading shared libraries' >&2; exit 127",
    "failing with text": "echo \"__xonsh__.env['LEFT'] = 'x'\"; exit 1",
    "killed": "kill -KILL $$",
    "silent": "exit 0",
    "rubbish": "echo 'error: (no python'",
    "rubbish bytes": "printf '\\377\\000\\n'",
    "raising": "echo 'x = 1; 1 / 0'",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_broken_program(xonsh: Shell, stage: Path, tmp_path: Path, text: str | None) -> None:
    make_environment(tmp_path / "env", stage)
    program = program_of(tmp_path / "env")
    program.unlink()
    if text is not None:
        write_script(program, text)
    environment = login(tmp_path, tmp_path / "env")
    seen, stderr = run(xonsh, tmp_path, environment, hooks(stage, ".xsh"), STRICT[xonsh.name])
    assert stderr == b""
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("variables", [{}, {"CONDA_PREFIX": ""}, {"CONDA_PREFIX": "/no/such"}], ids=str)
def test_no_prefix(xonsh: Shell, stage: Path, tmp_path: Path, variables: dict[str, str]) -> None:
    seen, stderr = run(xonsh, tmp_path, login(tmp_path, None, **variables), hooks(stage, ".xsh"))
    assert stderr == b""
    assert seen[0] == seen[1] == seen[2]


def test_hook_starts_one_process_with_the_environment_of_xonsh(xonsh: Shell, stage: Path, tmp_path: Path) -> None:
    make_environment(tmp_path / "env", stage)
    write_script(program_of(tmp_path / "env"), f'echo "$* $MINE" >> "{tmp_path}/calls"')
    run(xonsh, tmp_path, login(tmp_path, tmp_path / "env"), hooks(stage, ".xsh"), "$MINE = 'set in xonsh'")
    assert (tmp_path / "calls").read_text("utf-8").splitlines() == [
        "activate --shell xonsh set in xonsh", "deactivate --shell xonsh set in xonsh"]


def test_finding_reaches_stderr(xonsh: Shell, stage: Path, tmp_path: Path) -> None:
    make_environment(tmp_path / "env", stage)
    text = 'print(__import__("os").fsdecode(b"t\\xc3\\xb6ld"), file=__import__("sys").stderr)'
    write_script(program_of(tmp_path / "env"), f"echo '{text}'")
    _, stderr = run(xonsh, tmp_path, login(tmp_path, tmp_path / "env"), hooks(stage, ".xsh")[:1])
    assert stderr == "töld\n".encode()


def test_by_hand_without_toolkit(xonsh: Shell, stage: Path, tmp_path: Path) -> None:
    """It stops what follows, and stderr says why; taking back nothing is no failure."""
    add_plugin(make_prefix(tmp_path / "env"), stage)
    environment = login(tmp_path, tmp_path / "env")
    seen, stderr = run(xonsh, tmp_path, environment, [UNDO_BY_HAND])
    assert (stderr, seen[0]) == (b"", seen[1])
    script = f"{BY_HAND}\n/usr/bin/touch after\n"
    returncode, stdout, stderr = spawn(xonsh, script, environment, tmp_path / "script.xsh", tmp_path)
    assert returncode != 0
    assert stdout == b""
    assert stderr.startswith(b"cuda-env-resolve: there is no CUDA toolkit in ")
    assert not (tmp_path / "after").exists()
