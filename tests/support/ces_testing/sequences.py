"""Sequences of steps, and a plain model of them: what the environment would be without us, and which toolkit is in
force.

The model is a second reading of the rules, in Python, of which the program knows nothing: conda's own part comes from
the emulator, applied to a dictionary, and of our hooks it knows only which environments have them; and that in xonsh
what conda puts back on PATH is there until the next of them (docs/shells.md).
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ces_testing.conda_emulator import Emission, Emulator
from ces_testing.prefixes import Toolkit, program_of
from ces_testing.scenarios import After, World, elements
from ces_testing.shells import (Environment, Shell, Step, activate, append, by_hand, deactivate, enter, leave, prepend,
                                reactivate, set_variable, stack, unset_variable)

DISABLE = "CUDA_ENV_SWITCH_DISABLE"
LISTS = ("PATH", "LD_LIBRARY_PATH")


@dataclass
class Model:
    """One shell: its variables without us, and what of ours is in force."""

    world: World
    shell: Shell
    toolkits: Mapping[str, Toolkit | None]
    """By environment with the plugin."""

    environment: Environment
    in_force: Toolkit | None = None
    owner: str = ""
    overridden: dict[str, str | None] = field(default_factory=dict)
    put_back: Path | None = None
    """The element of a left toolkit that conda has put back on PATH and nothing has taken off yet."""

    def copy(self) -> Model:
        return dataclasses.replace(self, environment=dict(self.environment), overridden=dict(self.overridden))

    # ---- what the user does ----

    def do(self, step: Step) -> None:
        match step.kind:
            case "conda":
                self._conda(step.words)
            case "set":
                self._change(step.name, step.value)
            case "unset":
                self._change(step.name, None)
            case "prepend" | "append":
                self._extend(step)
            case "ours":
                self._by_hand(step.text["sh"])

    def _change(self, name: str, value: str | None) -> None:
        self.environment.pop(name, None)
        if value is not None:
            self.environment[name] = value
        if self.in_force and name != DISABLE:
            self.overridden[name] = value

    def _extend(self, step: Step) -> None:
        old = elements(self.environment.get(step.name))
        value = [step.value, *old] if step.kind == "prepend" else [*old, step.value]
        self.environment[step.name] = ":".join(value)

    def _by_hand(self, call: str) -> None:
        if "deactivate" in call:
            self._leave()
        else:
            name = next(name for name in self.toolkits if f"--prefix '{self.world.envs / name}'" in call)
            self._take(self.toolkits[name], self.active or str(self.world.envs / name))

    # ---- what conda does ----

    @property
    def active(self) -> str:
        return self.environment.get("CONDA_PREFIX", "")

    def _conda(self, words: Sequence[str]) -> None:
        emission = self._emission(words)
        self._export(emission.export_path)
        left = self.in_force
        for script in emission.deactivate_scripts:
            self._deactivation_hook(_prefix_of(script))
        if self.shell.name == "xonsh" and left and not self.in_force and "PATH" in emission.export_vars:
            self.put_back = left.path_entry
        for name in emission.unset_vars:
            if self.shell.is_posix:
                self.environment[name] = ""
            else:
                self.environment.pop(name, None)
        self._export(emission.export_vars)
        for script in emission.activate_scripts:
            self._activation_hook(_prefix_of(script))

    def _emission(self, words: Sequence[str]) -> Emission:
        emulator = Emulator(str(self.world.conda.root), self.environment, self.shell.suffix,
                            self.environment["CONDA_PYTHON_EXE"], (str(self.world.envs),))
        command, *arguments = words
        if command == "activate":
            return emulator.activate(arguments[-1], "--stack" in arguments)
        return emulator.deactivate() if command == "deactivate" else emulator.reactivate()

    def _export(self, variables: Mapping[str, str | list[str]]) -> None:
        for name, value in variables.items():
            self.environment[name] = ":".join(value) if isinstance(value, list) else value

    # ---- what our hooks do ----

    def _deactivation_hook(self, prefix: str) -> None:
        levels = [value for name, value in self.environment.items() if name.startswith("CONDA_PREFIX")]
        if self.owner == prefix or self.owner not in levels:
            self._leave()

    def _activation_hook(self, prefix: str) -> None:
        own = self.toolkits[os.path.basename(prefix)]
        if self.environment.get(DISABLE, "") not in ("", "0"):
            self._leave()
        elif own:
            self._take(own, prefix)
        elif self.in_force:
            if self.owner == prefix or not self._is_stacked_on(self.owner):
                self._leave()
        else:
            self._take(self._toolkit_below(), prefix)

    def _is_stacked_on(self, owner: str) -> bool:
        level = self.environment.get("CONDA_SHLVL", "")
        return bool(self.environment.get(f"CONDA_STACKED_{level}")) or f"{owner}/bin" in elements(
            self.environment.get("PATH"))

    def _toolkit_below(self) -> Toolkit | None:
        level = int(self.environment.get("CONDA_SHLVL") or 0)
        while self.environment.get(f"CONDA_STACKED_{level}"):
            level -= 1
            name = os.path.basename(self.environment.get(f"CONDA_PREFIX_{level}", ""))
            if self.toolkits.get(name):
                return self.toolkits[name]
        return None

    def _take(self, toolkit: Toolkit | None, owner: str) -> None:
        self.in_force, self.owner, self.overridden = toolkit, owner if toolkit else "", {}
        self.put_back = None

    def _leave(self) -> None:
        self._take(None, "")

    def after(self, step: Step) -> After:
        """What has to be so now, for the check."""
        overridden = {name: value for name, value in self.overridden.items() if name not in LISTS}
        return After(step, self.in_force, first=False, overridden=overridden, put_back=self.put_back)


def _prefix_of(script: str) -> str:
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(script))))


@dataclass(frozen=True)
class Choice:
    """One drawn step; it is done where it can be, else passed over."""

    kind: str
    name: str = ""
    value: str = ""


def steps_of(choice: Choice, model: Model, depth: int) -> list[Step]:
    """The steps of a choice in the shell as it is; none where nobody could do it."""
    envs = model.world.envs
    level = int(model.environment.get("CONDA_SHLVL") or 0)
    match choice.kind:
        case "activate":
            return [activate(choice.name)] if level < 6 else []
        case "stack":
            return [stack(choice.name)] if level < 6 else []
        case "deactivate":
            return [deactivate()]
        case "reactivate":
            return [reactivate()]
        case "set":
            return [set_variable(choice.name, choice.value)]
        case "unset":
            return [unset_variable(choice.name)]
        case "prepend":
            return [prepend(choice.name, choice.value)]
        case "append":
            return [append(choice.name, choice.value)]
        case "switch back":
            return [by_hand(program_of(envs / "two"), "deactivate")]
        case "switch":
            can = model.toolkits.get(choice.name) and model.environment.get(DISABLE, "") in ("", "0")
            return [by_hand(program_of(envs / "two"), f"--prefix '{envs / choice.name}'")] if can else []
        case "conda run":
            return [model.world.conda.run_in(choice.name, "/bin/true")]
        case "enter":
            return [enter()] if depth < 2 else []
        case "leave":
            return [leave()] if depth > 0 else []
    raise ValueError(choice.kind)


def play(choices: Sequence[Choice], model: Model) -> list[tuple[After, Environment]]:
    """The steps of the choices, then of leaving everything; with each what has to be so, and what without us would."""
    story: list[tuple[After, Environment]] = []
    outer: list[Model] = []

    def do(step: Step) -> None:
        nonlocal model
        if step.kind == "enter":
            outer.append(model.copy())
        elif step.kind == "leave":
            model = outer.pop()
        else:
            model.do(step)
        story.append((model.after(step), dict(model.environment)))

    for choice in choices:
        for step in steps_of(choice, model, len(outer)):
            do(step)
    while outer:
        do(leave())
    while int(model.environment.get("CONDA_SHLVL") or 0) > 0:
        do(deactivate())
    do(by_hand(program_of(model.world.envs / "two"), "deactivate"))
    return story
