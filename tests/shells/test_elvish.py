"""elvish, by hand: no engine has hooks for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ces_testing.prefixes import Toolkit, make_environment, make_prefix, prefix_of, program_of, write_script
from ces_testing.scenarios import After, World, check_environment
from ces_testing.shells import Environment, Language, Run, Shell, run_lines


class ElvishLanguage(Language):
    name = "elvish"
    suffix = ".elv"

    def quote(self, value: str) -> str:
        return "'" + value.replace("'", "''") + "'"


ELVISH = Shell("elvish", ("elvish", "-norc"), ElvishLanguage(), "", "")


def run(lines: list[str], environment: Environment, folder: Path) -> Run:
    return run_lines(ELVISH, lines, environment, folder)



DO = "eval (cuda-env-resolve | slurp)"
UNDO = "eval (cuda-env-resolve deactivate | slurp)"

HOSTILE = {
    "plain": "plain", "blanks": " two  blanks ", "quotes": "it's \"so\"", "dollar": "a$HOME$(touch pwned)$pid",
    "backquote": "a`touch pwned`", "backslash": "back\\slash\\n\\", "newline": "new\nline\n", "tab": "a\ttab",
    "utf8": "ünï-码-\U0001f600", "tilde": "~", "globs": "st*ar wh?t [ab] {a,b} **", "shell": "a;b|c&d>e<f(g)#h!i",
    "option": "-x", "control": "a\x01\x1b[31m\x7f", "return": "a\rb\r", "bytes": os.fsdecode(b"by\xff\xfe't\"e\\s\n"),
    "mixed": os.fsdecode("ü".encode() + b"\xff$x"),
}


@pytest.fixture
def toolkit(stage: Path, tmp_path: Path) -> Toolkit:
    return make_environment(tmp_path / "envs" / "one", stage)


def login(world: World, toolkit: Toolkit, **variables: str) -> Environment:
    """A shell in which the environment was activated by something that runs no hooks."""
    prefix = prefix_of(toolkit)
    return {"HOME": str(world.home), "LANG": "C.UTF-8", "CONDA_PREFIX": str(prefix),
            "PATH": f"{prefix}/bin:{world.system_bin}:/usr/bin:/bin", **variables}


def check(toolkit: Toolkit, environment: Environment, folder: Path) -> None:
    result = run([DO, UNDO], environment, folder)
    result.require_quiet_success()
    before, active, after = result.environments
    check_environment(active, before, After(None, toolkit))
    assert after == before
    assert not (folder / "pwned").exists()


@pytest.mark.parametrize("name", HOSTILE)
def test_prefix(name: str, stage: Path, world: World, tmp_path: Path) -> None:
    toolkit = make_environment(tmp_path / HOSTILE[name] / "env", stage)
    check(toolkit, login(world, toolkit), tmp_path / "run")


@pytest.mark.parametrize("name", [*HOSTILE, "empty"])
def test_variables_from_before(name: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    value = HOSTILE.get(name, "")
    environment = login(world, toolkit, CUDA_HOME=value, CUDA_PATH=f"x{value}",
                        LD_LIBRARY_PATH=f"{value}:/lib/{value}:{value}/x")
    environment["PATH"] += f":{value}:/bin/{value}:"
    check(toolkit, environment, tmp_path / "run")


@pytest.mark.parametrize("value", ["", ":", "::/a::", "~/a:~"])
def test_library_path_from_before(value: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    check(toolkit, login(world, toolkit, LD_LIBRARY_PATH=value), tmp_path / "run")


def test_twice_and_undone_twice(toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    result = run([DO, DO, UNDO, UNDO], login(world, toolkit), tmp_path / "run")
    result.require_quiet_success()
    before, once, twice, undone, again = result.environments
    check_environment(once, before, After(None, toolkit))
    assert twice == once
    assert before == undone == again


def test_elvish_itself_sees_the_new_path(toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    result = run([DO, "put $paths[0] | to-lines; nvcc"], login(world, toolkit), tmp_path / "run")
    assert (result.status, result.stderr) == (0, b"")
    assert result.stdout.decode().splitlines() == [str(toolkit.path_entry), toolkit.banner()]


@pytest.mark.parametrize("prefix", [None, "", "/no/such/environment", "bare"])
def test_failure_is_an_exception_with_a_reason(prefix: str | None, toolkit: Toolkit, world: World,
                                               tmp_path: Path) -> None:
    environment = login(world, toolkit)
    del environment["CONDA_PREFIX"]
    if prefix is not None:
        environment["CONDA_PREFIX"] = str(make_prefix(tmp_path / "bare")) if prefix == "bare" else prefix
    caught = run([f"try {{ {DO}; echo not reached }} catch {{ echo caught }}"], environment, tmp_path / "caught")
    assert (caught.status, caught.stdout) == (0, b"caught\n")
    assert caught.stderr.startswith(b"cuda-env-resolve: ")
    assert len(caught.stderr.splitlines()) == 1
    assert caught.environments[0] == caught.environments[1]
    ended = run([DO], environment, tmp_path / "ended")
    assert ended.status != 0
    assert len(ended.environments) == 1


BROKEN = {
    "absent": None, "failing": "echo 'error while loading' >&2; exit 127", "killed": "kill -KILL $$",
    "rubbish": "echo '<p>it is'", "cut off": "printf \"set-env CUDA_HOME '/x\"",
    "good but failing": "echo \"set-env A 'b'\"; exit 1", "good but killed": "echo \"set-env A 'b'\"; kill -KILL $$",
    "bytes": "printf '\\377\\376'",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_program_is_an_exception(name: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    """Who calls by hand is told, and nothing is half done."""
    program = program_of(prefix_of(toolkit))
    program.unlink()
    if (text := BROKEN[name]) is not None:
        write_script(program, text)
    for number, line in enumerate((DO, UNDO)):
        result = run([f"try {{ {line}; echo not reached }} catch {{ echo caught }}"], login(world, toolkit),
                     tmp_path / str(number))
        assert (result.status, result.stdout) == (0, b"caught\n")
        assert result.environments[0] == result.environments[1]


def test_a_shell_that_is_named(toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    """Called by something that is not elvish, as where elvish is wrapped."""
    line = "eval (sh -c 'cuda-env-resolve --shell elvish; exit' | slurp)"
    result = run([line], login(world, toolkit), tmp_path / "run")
    result.require_quiet_success()
    check_environment(result.environments[1], result.environments[0], After(None, toolkit))
