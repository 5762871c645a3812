"""Hooks never fail and never speak: strict shell options, no program, a broken one, switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

from ces_testing.prefixes import (Toolkit, Toolkits, add_layout_a, add_plugin, make_prefix, program_of,
                                  write_script)
from ces_testing.scenarios import (After, World, check_environment, check_nothing_left, check_scenario,
                                   run_both)
from ces_testing.shells import (SHELLS, Shell, activate, deactivate, in_language, reactivate, run_command, set_variable,
                                stack, unset_variable)


@pytest.mark.parametrize("options", ["set -eu", "set -eu; set -f", "set -u; IFS=:/"])
def test_strict_options(posix_shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path, options: str) -> None:
    check_scenario(posix_shell, world, [
        After(activate("one"), toolkits.one),
        After(reactivate(), toolkits.one),
        After(activate("split"), toolkits.split),
        After(stack("two"), toolkits.two),
        After(activate("bare")),
        After(deactivate(), toolkits.two),
        After(deactivate(), toolkits.split),
        After(deactivate(), toolkits.one),
        After(deactivate()),
        After(deactivate()),
    ], tmp_path, prologue=options)


@pytest.fixture
def breakable(world: World, stage: Path, tmp_path: Path) -> Toolkit:
    """The toolkit of an environment `one` of this test's own, whose program may be harmed."""
    prefix = make_prefix(tmp_path / "envs" / "one")
    add_plugin(prefix, stage)
    return add_layout_a(prefix, "11.4")


BROKEN = {
    "absent": None,
    "failing": "echo 'error while loading shared libraries' >&2; exit 127",
    "killed": "kill -KILL $$",
    "silent": "exit 0",
    "without its interpreter": "#!/no/such/interpreter",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_broken_program(shell: Shell, world: World, breakable: Toolkit, tmp_path: Path, text: str | None) -> None:
    program = program_of(breakable.home.parents[1])
    program.unlink()
    if text is not None:
        write_script(program, text)
        if text.startswith("#!"):
            program.write_text(text + "\n", "utf-8")
    check_scenario(shell, world, [After(activate("one")), After(reactivate()), After(deactivate())], tmp_path,
                   envs=tmp_path / "envs", prologue="set -eu" if shell.is_posix else "")


def test_program_not_executable(shell: Shell, world: World, breakable: Toolkit, tmp_path: Path) -> None:
    program_of(breakable.home.parents[1]).chmod(0o644)
    check_scenario(shell, world, [After(activate("one")), After(deactivate())], tmp_path, envs=tmp_path / "envs")


def test_program_disappears_for_a_while(shell: Shell, world: World, breakable: Toolkit, tmp_path: Path) -> None:
    """A deactivation without the program undoes nothing; the next activation knows what was in force."""
    program = program_of(breakable.home.parents[1])
    away = tmp_path / "away"
    check_scenario(shell, world, [
        After(activate("one"), breakable),
        After(run_command("/bin/mv", str(program), str(away)), breakable),
        After(deactivate(), checked=False),
        After(run_command("/bin/mv", str(away), str(program)), checked=False),
        After(activate("one"), breakable),
        After(deactivate()),
    ], tmp_path, envs=tmp_path / "envs")


@pytest.mark.parametrize("name", ["CUDA_ENV_SWITCH_DISABLE", "CONDA_BUILD"])
@pytest.mark.parametrize("value", ["1", "true"])
def test_switched_off_from_the_start(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path, name: str,
                                     value: str) -> None:
    check_scenario(shell, world, [
        After(activate("one")),
        After(activate("split")),
        After(deactivate()),
        After(deactivate()),
    ], tmp_path, world.login(**{name: value}))


@pytest.mark.parametrize("name", ["CUDA_ENV_SWITCH_DISABLE", "CONDA_BUILD"])
def test_switched_off_in_between(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path, name: str) -> None:
    """What is in force is still taken back; empty and 0 mean no."""
    check_scenario(shell, world, [
        After(set_variable(name, "0")),
        After(activate("one"), toolkits.one),
        After(set_variable(name, "1"), toolkits.one),
        After(reactivate()),
        After(set_variable(name, "")),
        After(reactivate(), toolkits.one),
        After(set_variable(name, "1"), toolkits.one),
        After(activate("two")),
        After(unset_variable(name)),
        After(reactivate(), toolkits.two),
        After(set_variable(name, "1"), toolkits.two),
        After(deactivate()),
        After(deactivate()),
    ], tmp_path)


USERS_OWN = in_language(
    sh="hash() { command hash \"$@\"; }; alias rehash='echo mine'; trap 'true' INT",
    fish="function hash; true; end; function mine --on-variable PATH; true; end",
    csh="alias hash 'echo mine'",
)


def test_users_functions_aliases_and_traps_stay(shell: Shell, world: World, toolkits: Toolkits,
                                                tmp_path: Path) -> None:
    check_scenario(shell, world, [
        After(USERS_OWN),
        After(activate("one"), toolkits.one),
        After(reactivate(), toolkits.one),
        After(activate("two"), toolkits.two),
        After(activate("bare")),
        After(deactivate(), toolkits.two),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)


def test_readonly_variable_does_not_end_the_shell(posix_shell: Shell, world: World, toolkits: Toolkits,
                                                  tmp_path: Path) -> None:
    """A variable that the user made readonly stays as it is, and the shell goes on; one line may say so."""
    readonly = in_language(sh="CUDA_HOME=/mine; export CUDA_HOME; readonly CUDA_HOME")
    actual, control = run_both(posix_shell, world, [readonly, activate("one"), deactivate()], world.login(), tmp_path)
    assert actual.complete
    assert actual.stdout == b""
    assert len(actual.stderr.splitlines()) <= 1
    assert actual.environments[2]["CUDA_HOME"] == "/mine"
    assert actual.environments[3] == control.environments[3]


def test_tcsh_leaves_a_variable_with_a_line_end_alone(world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """tcsh could not take its value back, so it stays, and one line says so; everything else is switched."""
    old = "/my\ncuda; touch pwned"
    actual, control = run_both(SHELLS["tcsh"], world, [activate("one"), run_command("nvcc"), deactivate()],
                               world.login(CUDA_HOME=old), tmp_path)
    assert (actual.returncode, actual.stdout, actual.statuses) == (0, b"", control.statuses)
    assert actual.stderr.count(b"[CES301]") == len(actual.stderr.splitlines()) == 1
    check_environment(actual.environments[1], control.environments[1],
                      After(activate("one"), toolkits.one, overridden={"CUDA_HOME": old}))
    assert actual.outputs[2].strip() == toolkits.one.banner()
    assert actual.environments[3] == control.environments[3]
    assert control.environments[3]["CUDA_HOME"] == old
    check_nothing_left(actual, control)
    assert not (tmp_path / "pwned").exists()
