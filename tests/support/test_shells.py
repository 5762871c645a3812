"""The shell driver, shown with hooks of its own: the leak that naive hooks have under conda, in every shell."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ces_testing.prefixes import make_prefix
from ces_testing.scenarios import World
from ces_testing.shells import (SHELLS, CondaRoot, Shell, activate, append, deactivate, in_language, prepend,
                                reactivate, run_command, run_scenario, set_variable, stack, unset_variable)

# What each hook does: the activation puts X first on PATH, the deactivation removes all X.
NAIVE = {
    ".sh": ("PATH=/X:$PATH",
            'p=:$PATH:; while :; do case $p in *:/X:*) p=${p%%:/X:*}:${p#*:/X:};; *) break;; esac; done\n'
            "p=${p#:}; PATH=${p%:}; unset p"),
    ".fish": ("set -gx PATH /X $PATH", "set -gx PATH (string match -v /X $PATH)"),
    ".csh": ("setenv PATH /X:${PATH}", "setenv PATH `echo $PATH | tr ':' '\\n' | grep -vx /X | paste -sd: -`"),
}

SEEN = 'echo "{} $CONDA_PREFIX $CONDA_SHLVL" >> "$HOME/seen"'
"""One line that every shell understands."""


@pytest.fixture(params=SHELLS.values(), ids=SHELLS.keys())
def shell(request: pytest.FixtureRequest) -> Shell:
    request.param.require()
    return request.param


@pytest.fixture
def world(tmp_path: Path) -> World:
    for name in ("envs", "home"):
        (tmp_path / name).mkdir()
    made = World(CondaRoot.make(tmp_path / "conda"), tmp_path / "envs", tmp_path / "home", tmp_path / "system")
    made.conda.configure([made.envs])
    return made


def add_hooks(prefix: Path, texts: dict[str, tuple[str, str]]) -> None:
    for index, kind in enumerate(("activate", "deactivate")):
        folder = prefix / "etc" / "conda" / f"{kind}.d"
        folder.mkdir(parents=True)
        for suffix, pair in texts.items():
            (folder / f"p{suffix}").write_text(pair[index] + "\n")


def test_naive_hooks_leak(shell: Shell, world: World, tmp_path: Path) -> None:
    leaking, plain = make_prefix(world.envs / "P"), make_prefix(world.envs / "N")
    add_hooks(leaking, NAIVE)
    steps = [activate("P"), reactivate(), activate("N"), deactivate(), deactivate()]
    result = run_scenario(shell, world.conda, steps, world.login(), tmp_path / "run")
    result.require_quiet_success()
    rest = world.login()["PATH"]
    assert [environment["PATH"] for environment in result.environments] == [
        rest,
        f"/X:{leaking}/bin:{rest}",
        f"/X:/X:{leaking}/bin:{rest}",
        f"/X:/X:{plain}/bin:{rest}",
        f"/X:/X:/X:{leaking}/bin:{rest}",
        rest,
    ]


def test_hooks_see_the_state_that_conda_shows_them(shell: Shell, world: World, tmp_path: Path) -> None:
    prefix = {name: make_prefix(world.envs / name) for name in ("A", "B")}
    for folder in prefix.values():
        add_hooks(folder, {suffix: (SEEN.format("activate"), SEEN.format("deactivate")) for suffix in NAIVE})
    steps = [activate("A"), reactivate(), activate("B"), deactivate(), stack("B"), deactivate(), deactivate()]
    run_scenario(shell, world.conda, steps, world.login(), tmp_path / "run").require_quiet_success()
    seen = (world.home / "seen").read_text().replace(str(world.envs) + "/", "").splitlines()
    assert seen == ["activate A 1",
                    "deactivate A 1", "activate A 1",
                    "deactivate A 1", "activate B 2",
                    "deactivate B 2", "activate A 1",
                    "activate B 2",
                    "deactivate B 2", "activate A 1",
                    "deactivate A 1"]


def test_a_scenario_reports_exact_bytes(shell: Shell, world: World, tmp_path: Path) -> None:
    hostile = "a  b'c\"d$HOME`e`\\f!*[;ü~#%\udcff"
    steps = [set_variable("ODD", hostile), unset_variable("ODD"), set_variable("LIST_PATH", ""),
             prepend("LIST_PATH", "/one two"), append("LIST_PATH", "/it's"), run_command("/bin/echo", hostile)]
    result = run_scenario(shell, world.conda, steps, world.login(), tmp_path / "run")
    result.require_quiet_success()
    before, odd, unset, empty, one, two, _ = result.environments
    assert odd == {**before, "ODD": hostile}
    assert unset == before
    assert empty["LIST_PATH"] == ""
    assert one["LIST_PATH"] == "/one two"
    assert two["LIST_PATH"] == "/one two:/it's"
    assert result.outputs[6] == hostile + "\n"


def test_leftovers_and_noise_are_seen(shell: Shell, world: World, tmp_path: Path) -> None:
    leave = in_language(sh="leftover=1; alias left=ls; hash() { :; }; echo out; echo err >&2",
                        fish="set -g leftover 1; function left; end; echo out; echo err >&2",
                        csh="set leftover=1; alias left ls; echo out; sh -c 'echo err >&2'")
    clean = run_scenario(shell, world.conda, [in_language()], world.login(), tmp_path / "clean")
    dirty = run_scenario(shell, world.conda, [leave], world.login(), tmp_path / "dirty")
    assert (dirty.stdout, dirty.stderr) == (b"out\n", b"err\n")
    assert "leftover" in dirty.names - clean.names
    assert dirty.listing != clean.listing
    with pytest.raises(AssertionError):
        dirty.require_quiet_success()


def test_a_hanging_shell_is_ended(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ces_testing.shells.TIME_LIMIT", 0.5)
    with pytest.raises(subprocess.TimeoutExpired):
        run_scenario(SHELLS["dash"], world.conda, [run_command("sleep", "60")], world.login(), tmp_path / "run")


def test_a_missing_shell_fails_unless_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Shell("nosuch", ("no-such-shell",), SHELLS["dash"].language, "", "")
    monkeypatch.setenv("CES_ALLOW_MISSING", "other, nosuch")
    with pytest.raises(pytest.skip.Exception):
        missing.require()
    monkeypatch.setenv("CES_ALLOW_MISSING", "other")
    with pytest.raises(pytest.fail.Exception):
        missing.require()
