"""Every way from one environment to another: after each step the shell holds what it would hold without us."""

from __future__ import annotations

from pathlib import Path

import pytest

from ces_testing.prefixes import STATE_VARIABLE, Toolkits, add_layout_a, add_plugin, make_prefix, program_of
from ces_testing.scenarios import After, World, check_nothing_left, check_scenario, elements, run_both
from ces_testing.shells import (SHELLS, Shell, activate, append, by_hand, deactivate, enter, leave, prepend,
                                reactivate, run_command, set_variable, stack, unset_variable)


def test_activate_twice_and_deactivate_twice(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(activate("one"), toolkits.one),
        After(deactivate()),
        After(deactivate()),
    ], tmp_path)


def test_switch_and_back(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    result = check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(run_command("nvcc"), toolkits.one),
        After(activate("two"), toolkits.two),
        After(run_command("nvcc"), toolkits.two),
        After(activate("split"), toolkits.split),
        After(run_command("nvcc"), toolkits.split),
        After(deactivate(), toolkits.two),
        After(run_command("nvcc"), toolkits.two),
        After(deactivate(), toolkits.one),
        After(deactivate()),
        After(run_command("nvcc")),
    ], tmp_path)
    assert [line.strip() for line in result.outputs.values()] == [
        toolkits.one.banner(), toolkits.two.banner(), toolkits.split.banner(), toolkits.two.banner(),
        "the system nvcc"]


def test_switch_to_and_fro_without_deactivation(shell: Shell, world: World, toolkits: Toolkits,
                                                tmp_path: Path) -> None:
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(activate("two"), toolkits.two),
        After(activate("one"), toolkits.one),
        After(deactivate(), toolkits.two),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)


def test_stack_and_unstack(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(stack("two"), toolkits.two),
        After(deactivate(), toolkits.one),
        After(stack("split"), toolkits.split),
        After(reactivate(), toolkits.split),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)


@pytest.mark.parametrize("upper", ["bare", "stranger"])
def test_stack_an_environment_without_toolkit(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path,
                                              upper: str) -> None:
    """The toolkit below stays in force, with the plugin in the upper environment and without."""
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(stack(upper), toolkits.one, first=False),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)


def test_reactivate(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    check_scenario(shell, world, [
        After(reactivate()),
        After(activate("one"), toolkits.one),
        After(reactivate(), toolkits.one),
        After(reactivate(), toolkits.one),
        After(deactivate()),
        After(activate("split"), toolkits.split),
        After(reactivate(), toolkits.split),
        After(deactivate()),
    ], tmp_path)


def test_switch_to_an_environment_with_the_plugin_and_no_toolkit(shell: Shell, world: World, toolkits: Toolkits,
                                                                 tmp_path: Path) -> None:
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(activate("bare")),
        After(activate("two"), toolkits.two),
        After(deactivate()),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)


def test_switch_to_an_environment_without_the_plugin(shell: Shell, world: World, toolkits: Toolkits,
                                                     tmp_path: Path) -> None:
    """conda puts back the PATH that it computed before our hook ran, and no hook of ours follows."""
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(activate("stranger")),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)


def test_the_next_hook_heals_a_path_that_conda_put_back(shell: Shell, world: World, toolkits: Toolkits,
                                                        tmp_path: Path) -> None:
    """Whatever becomes of the step in between, a later hook leaves the shell as it should be."""
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(activate("stranger"), checked=False),
        After(activate("two"), toolkits.two),
        After(activate("stranger"), checked=False),
        After(activate("bare")),
        After(deactivate(), checked=False),
        After(deactivate(), toolkits.two),
        After(deactivate(), checked=False),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)


def test_deactivate_first(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """The package was installed into the active environment: our deactivation hook is the first to run."""
    prefix = world.envs / "one"
    login = world.login(CONDA_PREFIX=str(prefix), CONDA_SHLVL="1", CONDA_DEFAULT_ENV="one", CONDA_PROMPT_MODIFIER="",
                        CUDA_HOME="/usr/local/cuda", LD_LIBRARY_PATH="/mine")
    login["PATH"] = f"{prefix}/bin:{login['PATH']}"
    check_scenario(shell, world, [
        After(reactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path / "reactivate", login)
    check_scenario(shell, world, [After(deactivate())], tmp_path / "deactivate", login)


@pytest.mark.parametrize("before", [
    pytest.param({}, id="unset"),
    pytest.param({"CUDA_HOME": "", "CUDA_PATH": "", "CUDA_INC_PATH": "", "LD_LIBRARY_PATH": ""}, id="empty"),
    pytest.param({"CUDA_HOME": "/usr/local/cuda", "CUDA_PATH": "/opt/a  b'c\"$x`y`\\z!*[;ü", "CUDA_INC_PATH": "/a b",
                  "LD_LIBRARY_PATH": "/my libs:/it's"}, id="values"),
    pytest.param({"LD_LIBRARY_PATH": ":/a::/b:/a:"}, id="empty elements and duplicates"),
    pytest.param({"LD_LIBRARY_PATH": ":"}, id="two empty elements"),
])
def test_variables_from_before(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path,
                               before: dict[str, str]) -> None:
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(activate("split"), toolkits.split),
        After(reactivate(), toolkits.split),
        After(activate("two"), toolkits.two),
        After(deactivate(), toolkits.split),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path, world.login(**before))


def test_users_own_path_elements(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """Empty elements, duplicates and foreign toolkits on PATH are the user's and stay."""
    login = world.login()
    login["PATH"] = f"/usr/local/cuda/bin:/dup::{login['PATH']}:/dup:/usr/local/cuda/bin:"
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(reactivate(), toolkits.one),
        After(activate("two"), toolkits.two),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path, login)


def test_users_own_copy_of_our_entry(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """An entry that the user had before is the user's, although it is the same as ours."""
    login = world.login(LD_LIBRARY_PATH=f"/mine:{toolkits.one.library_entry}")
    login["PATH"] = f"{login['PATH']}:{toolkits.one.path_entry}:/usr/bin"
    actual, control = run_both(shell, world, [activate("one"), deactivate()], login, tmp_path)
    actual.require_quiet_success()
    assert elements(actual.environments[1]["PATH"])[0] == str(toolkits.one.path_entry)
    assert actual.environments[-1] == control.environments[-1]
    check_nothing_left(actual, control)


def test_user_edits_lists_meanwhile(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(append("LD_LIBRARY_PATH", "/late"), toolkits.one),
        After(prepend("LD_LIBRARY_PATH", "/early"), toolkits.one, first=False),
        After(append("PATH", "/late/bin"), toolkits.one, first=False),
        After(prepend("PATH", "/early/bin"), toolkits.one, first=False),
        After(reactivate(), toolkits.one),
        After(prepend("PATH", "/earlier/bin"), toolkits.one, first=False),
        After(deactivate()),
    ], tmp_path)


def test_user_sets_a_variable_meanwhile(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """A value that the user set stays when ours are taken back, and is the original of the next activation."""
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(set_variable("CUDA_HOME", "/my cuda"), toolkits.one, overridden={"CUDA_HOME": "/my cuda"}),
        After(deactivate()),
        After(activate("one"), toolkits.one),
        After(deactivate()),
    ], tmp_path, world.login(CUDA_HOME="/usr/local/cuda"))


def test_user_unsets_a_variable_meanwhile(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(unset_variable("CUDA_PATH"), toolkits.one, overridden={"CUDA_PATH": None}),
        After(deactivate()),
    ], tmp_path, world.login(CUDA_PATH="/usr/local/cuda"))


# ---- what an environment without a toolkit does above one with it --------------------------------------


def test_toolkit_below_is_taken_up_again(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """Back in an environment without a toolkit that is stacked on one with it."""
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(stack("bare"), toolkits.one, first=False),
        After(stack("two"), toolkits.two),
        After(deactivate(), toolkits.one),
        After(reactivate(), toolkits.one),
        After(by_hand(program_of(world.envs / "two"), "deactivate")),
        After(reactivate(), toolkits.one),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)


def test_by_hand_to_another_toolkit(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """A switch by hand belongs to the environment that is active: leaving that takes it back."""
    to_two = by_hand(program_of(world.envs / "two"), f"--prefix '{world.envs / 'two'}'")
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(to_two, toolkits.two),
        After(deactivate()),
        After(activate("one"), toolkits.one),
        After(to_two, toolkits.two),
        After(reactivate(), toolkits.one),
        After(to_two, toolkits.two),
        After(activate("stranger")),
        After(deactivate(), toolkits.one),
        After(to_two, toolkits.two),
        After(by_hand(program_of(world.envs / "two"), "deactivate")),
        After(deactivate()),
    ], tmp_path)


def test_by_hand_and_then_by_activation(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """The same toolkit has another owner then, so that the record changes and nothing else does."""
    check_scenario(shell, world, [
        After(activate("stranger")),
        After(by_hand(program_of(world.envs / "two"), f"--prefix '{world.envs / 'two'}'"), toolkits.two),
        After(activate("two"), toolkits.two),
        After(activate("stranger")),
        After(by_hand(program_of(world.envs / "two"), f"--prefix '{world.envs / 'two'}'"), toolkits.two),
        After(deactivate(), toolkits.two),
        After(by_hand(program_of(world.envs / "two"), f"--prefix '{world.envs / 'one'}'"), toolkits.one),
        After(deactivate(), checked=False),
        After(deactivate()),
    ], tmp_path)


@pytest.mark.parametrize("on_path", [False, True], ids=["its bin is nowhere", "its bin is on PATH"])
def test_by_hand_in_no_environment(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path,
                                   on_path: bool) -> None:
    """It belongs to no environment that is active, and is taken back by whichever with our hooks is left first."""
    login = world.login()
    if on_path:  # as where the program itself is called without a folder
        login["PATH"] += f":{world.envs / 'one' / 'bin'}:/bin"
    below_bare = [
        After(by_hand(program_of(world.envs / "two"), f"--prefix '{world.envs / 'one'}'"), toolkits.one),
        After(activate("stranger"), toolkits.one, first=False),
        After(stack("bare"), toolkits.one, first=False),
    ]
    check_scenario(shell, world, [
        *below_bare, After(reactivate()), After(deactivate()), After(deactivate()),
        *below_bare, After(activate("stranger")), *[After(deactivate())] * 3,
        *below_bare, After(activate("two"), toolkits.two), *[After(deactivate())] * 3,
        *below_bare, After(deactivate()), After(deactivate()),
    ], tmp_path, login)


def test_conda_has_lost_the_bin(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """After an environment was stacked and left, conda takes the next for stacked too, and puts nothing back."""
    lost = [After(activate("one"), toolkits.one), After(stack("two"), toolkits.two), After(deactivate(), toolkits.one),
            After(activate("two"), toolkits.two), After(deactivate(), toolkits.one)]
    check_scenario(shell, world, [
        *lost, After(activate("bare")), After(deactivate(), toolkits.one), After(deactivate()),
        *lost, After(activate("stranger")), After(deactivate(), toolkits.one), After(deactivate()),
        *lost, After(activate("one"), toolkits.one), *[After(deactivate(), checked=False)] * 2,
    ], tmp_path)


def test_bin_is_on_path_twice(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """conda takes one of them off, and that is a deactivation all the same."""
    login = world.login()
    login["PATH"] += f":{world.envs / 'one' / 'bin'}:/bin"
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(reactivate(), toolkits.one),
        After(activate("stranger")),
        After(deactivate(), toolkits.one),
        After(deactivate()),
        After(activate("one"), toolkits.one),
        After(prepend("PATH", str(world.envs / "one" / "bin")), toolkits.one, first=False),
        After(deactivate()),
    ], tmp_path, login)


# ---- install, update, remove ---------------------------------------------------------------------------


def test_update_with_the_record_of_another_version_in_force(shell: Shell, world: World, toolkits: Toolkits,
                                                            tmp_path: Path) -> None:
    """The new version's deactivation hook undoes what the old one's activation did, as far as it can be read."""
    prefix = world.envs / "one"
    login = world.login(CONDA_PREFIX=str(prefix), CONDA_SHLVL="1", CONDA_DEFAULT_ENV="one", CONDA_PROMPT_MODIFIER="",
                        CUDA_HOME="/mine")
    login["PATH"] = f"{prefix}/bin:{login['PATH']}"
    record = f"2:on:{prefix},more,later:CUDA_HOME,set,v/mine,/old/cuda:CUDACXX,later,u,what:PATH,add,v,/old/bin,0:."
    old = {**login, STATE_VARIABLE: record, "CUDA_HOME": "/old/cuda", "PATH": f"/old/bin:{login['PATH']}"}
    for number, first in enumerate([reactivate(), activate("two"), activate("stranger"), deactivate()]):
        after = {"two": toolkits.two, "stranger": None}.get(first.words[-1], toolkits.one)
        scenario = [After(first, after if first != deactivate() else None)]
        if first != deactivate():
            scenario += [After(activate("stranger")), After(deactivate(), checked=False), After(activate("bare"))]
        check_scenario(shell, world, scenario, tmp_path / str(number), old, control_environment=login)


@pytest.fixture
def removable(world: World, stage: Path, tmp_path: Path) -> Toolkits:
    """Environments of this test's own, as hooks are taken out of one."""
    for name in ("one", "two", "stranger"):
        make_prefix(tmp_path / "envs" / name)
        if name != "stranger":
            add_plugin(tmp_path / "envs" / name, stage)
    one, two = (add_layout_a(tmp_path / "envs" / name, "11.4") for name in ("one", "two"))
    return Toolkits(one, two, one)


@pytest.mark.parametrize("healed", ["next hook", "by hand"])
def test_remove_while_active(shell: Shell, world: World, removable: Toolkits, tmp_path: Path, healed: str) -> None:
    """`conda remove` runs no hook of ours: what is in force stays until the next hook of another environment, or
    until somebody calls another environment's program."""
    prefix = tmp_path / "envs" / "one"
    take = "mv \"$0/etc\" \"$0/bin/cuda-env-resolve\" \"$1\""
    give = "mv \"$1/etc\" \"$0\"; mv \"$1/cuda-env-resolve\" \"$0/bin\""
    away = tmp_path / "away"
    away.mkdir()
    heal = activate("two") if healed == "next hook" else by_hand(program_of(tmp_path / "envs" / "two"), "deactivate")
    check_scenario(shell, world, [
        After(activate("one"), removable.one),
        After(run_command("/bin/sh", "-c", take, str(prefix), str(away)), removable.one),
        After(reactivate(), removable.one, first=False),
        After(activate("stranger"), removable.one, first=False),
        After(heal, removable.two if healed == "next hook" else None),
        After(deactivate(), checked=False),
        After(deactivate(), checked=False),
        After(run_command("/bin/sh", "-c", give, str(prefix), str(away)), checked=False),
        After(deactivate()),
    ], tmp_path, envs=tmp_path / "envs")


# ---- other shells and captures -------------------------------------------------------------------------


def test_nested_shells_inherit_the_record(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(enter(), toolkits.one),
        After(activate("two"), toolkits.two),
        After(activate("stranger")),
        After(enter()),
        After(deactivate(), toolkits.two),
        After(leave()),
        After(deactivate(), toolkits.two),
        After(deactivate(), toolkits.one),
        After(deactivate()),
        After(deactivate()),
        After(leave(), toolkits.one),
        After(enter(), toolkits.one),
        After(deactivate()),
        After(leave(), toolkits.one),
        After(deactivate()),
    ], tmp_path)


def test_conda_run(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """The command has the toolkit of its environment, and its output is its own."""
    result = check_scenario(shell, world, [
        After(world.conda.run_in("two", "nvcc")),
        After(activate("one"), toolkits.one),
        After(world.conda.run_in("two", "nvcc"), toolkits.one),
        After(world.conda.run_in("one", "nvcc"), toolkits.one),
        After(world.conda.run_in("stranger", "nvcc"), toolkits.one),
        After(activate("stranger")),
        After(world.conda.run_in("one", "nvcc")),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)
    banners = [toolkits.two.banner(), toolkits.two.banner(), toolkits.one.banner(), "the system nvcc",
               toolkits.one.banner()]
    assert [output.strip() for output in result.outputs.values()] == banners


def test_the_same_facts_give_the_same_text(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """pixi keeps what a capture of the environment before and after the hooks differs in."""
    text = run_command(str(program_of(world.envs / "two")), "activate", "--shell", shell.language.name)
    result = check_scenario(shell, world, [
        After(text),
        After(activate("one"), toolkits.one), After(text, toolkits.one), After(text, toolkits.one),
        After(deactivate()), After(activate("one"), toolkits.one), After(text, toolkits.one), After(deactivate()),
    ], tmp_path)
    assert result.outputs[3] == result.outputs[4] == result.outputs[7] == ""


def test_captured_variables_are_the_same_each_time(world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    steps = [activate("one"), enter(), activate("two"), leave(), enter(), activate("two"), leave(), deactivate()]
    actual, _ = run_both(SHELLS["bash"], world, steps, world.login(), tmp_path)
    actual.require_quiet_success()
    assert actual.environments[3] == actual.environments[6]
