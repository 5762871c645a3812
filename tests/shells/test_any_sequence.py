"""Any sequence of steps leaves what would be there without us, and nothing else.

CES_SEQUENCES says how many sequences each shell gets, CES_SEED which ones: the same each time by default,
others by tools/sequences. A failure is shrunk and names its seed.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from ces_testing.emulator_server import served
from ces_testing.prefixes import STATE_VARIABLE, Toolkits, add_layout_a, add_plugin, make_prefix
from ces_testing.scenarios import World, check_environment, explained
from ces_testing.sequences import DISABLE, Choice, Model, play
from ces_testing.shells import SHELLS, CondaRoot, Environment, Shell, run_scenario
from ces_testing.xonsh import XONSH

SEQUENCES = int(os.environ.get("CES_SEQUENCES") or 0)
USUAL = {"xonsh": 20}
"""How many where nothing is said; 200 in the others. xonsh starts slowly, and a bash for each hook."""

SEED = int(os.environ.get("CES_SEED") or 1)

ENVIRONMENTS = ("one", "two", "bare", "stranger")
SCALARS = ("CUDA_HOME", "CUDA_PATH")
VALUES = ("", "/mine", "/it's  $x *")
ENTRIES = ("/u1", "/u 2*", "/dup", "/u3//x/../")

go_to = st.builds(Choice, st.sampled_from(["activate", "activate", "activate", "stack"]), st.sampled_from(ENVIRONMENTS))

choices = st.one_of(
    go_to, go_to, go_to,  # what all the rest happens in between
    st.builds(Choice, st.sampled_from(["deactivate", "deactivate", "reactivate", "switch back", "enter", "leave"])),
    st.builds(Choice, st.sampled_from(["switch", "conda run"]), st.sampled_from(["one", "two"])),
    st.builds(Choice, st.sampled_from(["set", "set", "unset"]), st.sampled_from(SCALARS), st.sampled_from(VALUES)),
    st.builds(Choice, st.sampled_from(["prepend", "append"]), st.sampled_from(["PATH", "LD_LIBRARY_PATH"]),
              st.sampled_from(ENTRIES)),
    st.builds(Choice, st.sampled_from(["set", "unset"]), st.just(DISABLE), st.sampled_from(["1", "0", ""])),
)

befores = st.fixed_dictionaries({}, optional={
    "CUDA_HOME": st.sampled_from(VALUES), "CUDA_PATH": st.sampled_from(VALUES),
    "LD_LIBRARY_PATH": st.sampled_from(["", "/l", "/l::/m:", ":"]),
})
paths = st.sampled_from(["{}:/usr/bin:/bin", "/dup:{}::/usr/bin:/dup:/bin:", "/a//b/:{}:/usr/bin:/bin:/c/../d"])

# Not `typeset -U path`: zsh then takes out the user's own duplicates, too; test_unseen_variables.py has it.
OPTIONS = {
    "xonsh": ["", "$XONSH_SUBPROC_CMD_RAISE_ERROR = True"],
    "bash": ["", "set -eu", "set -T", "set -o posix", "shopt -s extdebug failglob", "set -C; IFS=:/"],
    "zsh": ["", "set -eu", "emulate sh", "setopt posix_traps ksh_arrays", "setopt sh_word_split; IFS=:/"],
    "dash": ["", "set -eu"], "ksh": ["", "set -eu"], "ash": ["", "set -eu"],
}


@pytest.fixture(params=[*SHELLS.values(), XONSH], ids=[*SHELLS, "xonsh"])
def shell(request: pytest.FixtureRequest) -> Shell:
    """Every shell in turn."""
    request.param.require()
    return request.param


@pytest.fixture(scope="module")
def own_world(tmp_path_factory: pytest.TempPathFactory, stage: Path) -> Iterator[World]:
    """A world of this file's own, with the emulator as a server."""
    folder = tmp_path_factory.mktemp("w")
    for name in ("envs", "home", "bin"):
        (folder / name).mkdir()
    world = World(CondaRoot.make(folder / "c"), folder / "envs", folder / "home", folder / "bin")
    for name in ENVIRONMENTS:
        make_prefix(world.envs / name)
        if name != "stranger":
            add_plugin(world.envs / name, stage)
    world.conda.configure([world.envs])
    with served(world.conda):
        yield world


@pytest.fixture(scope="module")
def own_toolkits(own_world: World) -> Toolkits:
    one, two = (add_layout_a(own_world.envs / name, "11.4") for name in ("one", "two"))
    return Toolkits(one, two, one)


def without_shells_own(environment: Environment) -> Environment:
    """Inner shells count themselves, ksh exports what it has computed, and xonsh the name of its script."""
    own = ("SHLVL", "A__z", "OLDPWD", "ARG0", "ARGS", "XONSH_SOURCE")
    return {name: value for name, value in environment.items() if name not in own}


def check(shell: Shell, world: World, toolkits: Toolkits, sequence: list[Choice], login: Environment, options: str,
          folder: Path, listings: dict[str, str]) -> None:
    """`listings` has, by options, what a shell holds in which nothing happened."""
    model = Model(world, shell, {"one": toolkits.one, "two": toolkits.two, "bare": None}, dict(login))
    story = play(sequence, model)
    steps = [after.step for after, _ in story]
    result = run_scenario(shell, world.conda, steps, login, folder / "run", options)
    if options not in listings:
        listings[options] = run_scenario(shell, world.conda, [], login, folder / "nothing", options).listing
    result.require_quiet_success()
    # What the shell exports by itself is none of the model's: it is there before the first step.
    own = {name: value for name, value in result.environments[0].items() if name not in login}
    for number, (after, expected) in enumerate(story, 1):
        with explained(f"after step {number}, {after.step}"):
            check_environment(without_shells_own(result.environments[number]),
                              without_shells_own({**own, **expected}), after)
    assert result.listing == listings[options]
    assert not [name for name in result.names if "cuda_env_switch" in name.lower() and name != DISABLE], STATE_VARIABLE


def test_any_sequence(shell: Shell, own_world: World, own_toolkits: Toolkits, tmp_path: Path) -> None:
    runs = itertools.count()
    listings: dict[str, str] = {}

    @hypothesis.seed(SEED)
    @hypothesis.settings(max_examples=SEQUENCES or USUAL.get(shell.name, 200), deadline=None, database=None,
                         print_blob=True, suppress_health_check=list(hypothesis.HealthCheck))
    @hypothesis.given(st.lists(choices, min_size=4, max_size=14), befores, paths,
                      st.sampled_from(OPTIONS.get(shell.name, [""])))
    def any_sequence(sequence: list[Choice], before: dict[str, str], path: str, options: str) -> None:
        login = {**own_world.login(**before)}
        login["PATH"] = f"{own_world.conda.root}/condabin:{path.format(own_world.system_bin)}"
        if shell.name == "fish":  # writes an empty element of PATH as "." from the start
            login["PATH"] = ":".join(element or "." for element in login["PATH"].split(":"))
        folder = tmp_path / str(next(runs))
        folder.mkdir()
        check(shell, own_world, own_toolkits, sequence, login, options, folder, listings)
        shutil.rmtree(folder)

    try:
        any_sequence()
    except BaseException as error:
        error.add_note(f"CES_SEED={SEED}")
        raise
    print(f"{shell.name}: {next(runs)} sequences, CES_SEED={SEED}")
