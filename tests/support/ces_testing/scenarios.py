"""Scenarios with expectations, compared with a control run of the same steps without the plugin.

conda itself changes the environment at each step, and not always neatly. So nothing here says what conda does: the
same script runs a second time with the plugin's hooks left out, and after every step the two runs may differ by what
the toolkit in force exports and by nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ces_testing.prefixes import PLUGIN, STATE_VARIABLE, Toolkit, is_executable_file
from ces_testing.shells import CondaRoot, Environment, Result, Shell, Step, run_scenario


LEAVING = "1:leaving:"
"""How a record begins whose toolkit is left and of which an element is on PATH still."""


@dataclass(frozen=True)
class After:
    """A step and what is in force once it is done."""

    step: Step
    toolkit: Toolkit | None = None
    first: bool = True
    """Whether the toolkit's entries come first; an entry that the user or conda puts before them is none of ours."""

    overridden: Mapping[str, str | None] = field(default_factory=dict)
    """Variables that the user changed since the activation, with their values; None for unset."""

    put_back: Path | None = None
    """A left toolkit's element that conda has put back on PATH, where the shell gives no way to take it off at once."""

    checked: bool = True
    """False where the state in between is not promised, only that the shell goes on quietly."""


@dataclass(frozen=True)
class World:
    """A conda root, the folder of its environments and a user's login environment."""

    conda: CondaRoot
    envs: Path
    home: Path
    system_bin: Path

    def login(self, **variables: str) -> Environment:
        """The user's environment before the first step; there is a system nvcc on PATH."""
        path = f"{self.system_bin}:/usr/bin:/bin"
        return {**self.conda.environment(self.home, path), "LANG": "C.UTF-8", **variables}


def elements(value: str | None) -> list[str]:
    """A list's entries; unset and empty both have none."""
    return value.split(":") if value else []


def without_one(entries: Sequence[str], entry: str) -> list[str]:
    """The list without one occurrence of an entry that it must hold."""
    remaining = list(entries)
    assert entry in remaining, f"{entry} is not in {entries}"
    remaining.remove(entry)
    return remaining


def first_on_path(environment: Mapping[str, str], program: str) -> Path | None:
    """The file that the program's name stands for."""
    candidates = (Path(folder or ".", program) for folder in elements(environment.get("PATH")))
    return next(filter(is_executable_file, candidates), None)


def check_environment(actual: Environment, control: Environment, after: After) -> None:
    """The actual environment is the control's plus the toolkit's exports, byte for byte."""
    toolkit = after.toolkit
    actual, expected = dict(actual), dict(control)
    state = actual.pop(STATE_VARIABLE, None)
    if toolkit is None and after.put_back:
        assert (state or "").startswith(LEAVING), f"no word of {after.put_back}: {state!r}"
        _take_entry(actual, expected, "PATH", after.put_back, first=False)
    elif toolkit is None:
        assert state is None, f"a record is left: {state!r}"
    else:
        assert state, "no record of what is in force"
        scalars: dict[str, str | None] = {"CUDA_HOME": str(toolkit.home), "CUDA_PATH": str(toolkit.home)}
        if toolkit.include:
            scalars["CUDA_INC_PATH"] = str(toolkit.include)
        for name, value in {**scalars, **after.overridden}.items():
            expected.pop(name, None)
            if value is not None:
                expected[name] = value
        _take_entry(actual, expected, "PATH", toolkit.path_entry, after.first)
        _take_entry(actual, expected, "LD_LIBRARY_PATH", toolkit.library_entry, after.first)
    assert actual == expected, describe_difference(actual, expected)


def _take_entry(actual: Environment, expected: Environment, name: str, entry: Path | None, first: bool) -> None:
    """Compare one list but for the toolkit's entry, then take it out of the comparison."""
    if entry is None:
        return
    held = elements(actual.pop(name, None))
    assert not first or held[:1] == [str(entry)], f"{entry} is not first on {name}: {held}"
    wanted = elements(expected.pop(name, None))
    assert without_one(held, str(entry)) == wanted, f"{name} is {held}; without the toolkit it would be {wanted}"


def describe_difference(actual: Environment, expected: Environment) -> str:
    """One line per variable that differs."""
    names = sorted(name for name in {*actual, *expected} if actual.get(name) != expected.get(name))
    return "\n".join(f"{name}: {actual.get(name)!r}, should be {expected.get(name)!r}" for name in names)


def run_both(shell: Shell, world: World, steps: Sequence[Step], environment: Environment, folder: Path,
             *, prologue: str = "", escape: bool = False, envs: Path | None = None,
             engine: str = "conda", control_environment: Environment | None = None) -> tuple[Result, Result]:
    """The steps with the plugin, and the control run without it."""
    envs_dirs = [envs or world.envs]
    world.conda.configure(envs_dirs, escape=escape, engine=engine)
    actual = run_scenario(shell, world.conda, steps, environment, folder / "with", prologue)
    world.conda.configure(envs_dirs, hidden_hooks=[PLUGIN], escape=escape, engine=engine)
    others = [Step("text") if step.kind == "ours" else step for step in steps]
    control = run_scenario(shell, world.conda, others, control_environment or environment, folder / "without", prologue)
    control.require_quiet_success()
    return actual, control


def check_scenario(shell: Shell, world: World, scenario: Sequence[After], folder: Path,
                   environment: Environment | None = None, *, prologue: str = "", escape: bool = False,
                   envs: Path | None = None, engine: str = "conda",
                   control_environment: Environment | None = None) -> Result:
    """Run a scenario and check every step, silence, and, as it ends with nothing in force, that nothing is left."""
    steps = [after.step for after in scenario]
    actual, control = run_both(shell, world, steps, environment or world.login(), folder,
                               prologue=prologue, escape=escape, envs=envs, engine=engine,
                               control_environment=control_environment)
    actual.require_quiet_success()
    for number, after in enumerate(scenario, 1):
        if after.checked:
            with explained(f"after step {number}, {after.step}"):
                check_environment(actual.environments[number], control.environments[number], after)
    assert scenario[-1].toolkit is None
    check_nothing_left(actual, control)
    return actual


def check_nothing_left(actual: Result, control: Result) -> None:
    """No function, alias, trap, option or variable more or less than without the plugin."""
    assert actual.names == control.names, f"variables differ: {sorted(actual.names ^ control.names)}"
    assert actual.listing == control.listing


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Say at which step an assertion failed."""
    try:
        yield
    except AssertionError as error:
        error.add_note(where)
        raise
