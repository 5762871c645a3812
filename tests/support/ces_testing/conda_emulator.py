"""What `conda shell.SHELL activate|deactivate|reactivate` prints, without conda.

conda cannot be installed from the package registries, and its text is what our hooks run inside of. This emulator
follows conda 26.7 (with `changeps1: false` and without environment variables kept in the prefix): the order of the
emission, the editing of PATH and the templates, faults included.

The shell under test runs it as a child, so that, as with conda, everything is computed from the live environment.
It imports the standard library only and starts quickly.

The conda root may hold a file `emulator.json`:

    envs_dirs     folders in which `conda activate NAME` looks for NAME
    hidden_hooks  beginnings of hook file names that are left out: a control run of the same steps without a plugin
    escape        quote values properly, for prefixes that conda's own unquoted emission would break
    engine        `conda`, or `libmamba` (micromamba, mamba 2) or `rattler` (pixi) where these differ from it
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True)
class Dialect:
    """The templates of one shell. `{}` stands for the name or the file, then for the value."""

    suffix: str
    export: str
    unset: str
    run: str
    separator: str
    between_paths: str = ":"

    def escaped(self) -> EscapingDialect:
        """The same shell, with values quoted as they should be."""
        return EscapingDialect(self.suffix, self.export.replace('"', "'"), self.unset, self.run.replace('"', "'"),
                               self.separator, self.between_paths.replace('"', "'"))

    def quote(self, value: str) -> str:
        """The value as conda pastes it: unchanged."""
        return value

    def text(self, emission: Emission) -> str:
        """All lines of an emission, in conda's order."""
        lines = [*self._exports(emission.export_path),
                 *(self.run.format(self.quote(script)) for script in emission.deactivate_scripts),
                 *(self.unset.format(name) for name in emission.unset_vars),
                 *self._exports(emission.export_vars),
                 *(self.run.format(self.quote(script)) for script in emission.activate_scripts)]
        return self.separator.join([*lines, ""])

    def _exports(self, variables: Mapping[str, str | list[str]]) -> Iterable[str]:
        for name, value in variables.items():
            elements = value if isinstance(value, list) else [value]
            yield self.export.format(name, self.between_paths.join(map(self.quote, elements)))


@dataclass(frozen=True)
class EscapingDialect(Dialect):
    """A dialect that quotes what it pastes between single quotes."""

    def quote(self, value: str) -> str:
        if self.suffix == ".fish":
            return value.replace("\\", "\\\\").replace("'", "\\'")
        value = value.replace("'", "'\\''")
        return value.replace("!", "\\!") if self.suffix == ".csh" else value


DIALECTS = {
    "posix": Dialect(".sh", "export {}='{}'", "export {}=''", '. "{}"', "\n"),
    "csh": Dialect(".csh", 'setenv {} "{}"', "unsetenv {}", 'source "{}"', ";\n"),
    "fish": Dialect(".fish", 'set -gx {} "{}"', "set -e {} || true", 'source "{}"', ";\n", '" "'),
    "xonsh": Dialect(".sh", "${} = '{}'", "try:\n    del ${}\nexcept KeyError:\n    pass",
                     'source-bash --suppress-skip-message -n "{}"', "\n"),
}


@dataclass
class Emission:
    """The slots that conda fills; empty ones print nothing. PATH is a list, as dialects join it differently."""

    export_path: dict[str, list[str]] = field(default_factory=dict)
    deactivate_scripts: list[str] = field(default_factory=list)
    unset_vars: list[str] = field(default_factory=list)
    export_vars: dict[str, str | list[str]] = field(default_factory=dict)
    activate_scripts: list[str] = field(default_factory=list)


class CondaError(Exception):
    """What conda reports on stderr, with status 1."""


@dataclass
class Emulator:
    """One call of conda: a root, the environment of the calling shell and a dialect's script suffix."""

    root: str
    environment: Mapping[str, str]
    suffix: str
    python: str = "/usr/bin/python3"
    envs_dirs: tuple[str, ...] = ()
    hidden_hooks: tuple[str, ...] = ()
    expand_variables: bool = True

    @property
    def level(self) -> int:
        return int(self.environment.get("CONDA_SHLVL", "").strip() or 0)

    @property
    def active(self) -> str:
        return self.environment.get("CONDA_PREFIX", "")

    def activate(self, name_or_prefix: str, stack: bool = False) -> Emission:
        prefix = self._resolve(name_or_prefix)
        if self.active == prefix and self.level > 0:
            return self.reactivate()
        switching = self.level > 0 and not stack
        path = self._replace(self.active, prefix) if switching else self._add(prefix)
        outer: dict[str, str] = {}
        if self.level > 0:
            outer[f"CONDA_PREFIX_{self.level}"] = self.active
        if self.level > 0 and stack:
            outer[f"CONDA_STACKED_{self.level + 1}"] = "true"
        return Emission(
            deactivate_scripts=self._scripts(self.active, "deactivate") if switching else [],
            unset_vars=["_CE_M", "_CE_CONDA"],
            export_vars={"PATH": path, **self._prefix_vars(prefix, self.level + 1), **outer, **self._meta_vars()},
            activate_scripts=self._scripts(prefix, "activate"),
        )

    def deactivate(self) -> Emission:
        if not self.active or self.level < 1:
            return Emission()
        if self.level == 1:
            return Emission(
                export_path={"PATH": self._replace(self.active, None)},
                deactivate_scripts=self._scripts(self.active, "deactivate"),
                unset_vars=["CONDA_PREFIX", "CONDA_DEFAULT_ENV", "CONDA_PROMPT_MODIFIER", "_CE_M", "_CE_CONDA"],
                export_vars={"CONDA_SHLVL": "0", **self._meta_vars()},
            )
        return self._deactivate_to_outer()

    def _deactivate_to_outer(self) -> Emission:
        outer_name = f"CONDA_PREFIX_{self.level - 1}"
        outer = self.environment.get(outer_name)
        if not outer:
            raise CondaError(f"{outer_name} is not set")
        stacked_name = f"CONDA_STACKED_{self.level}"
        stacked = stacked_name in self.environment
        return Emission(
            export_path={"PATH": self._replace(self.active, None if stacked else outer)},
            deactivate_scripts=self._scripts(self.active, "deactivate"),
            unset_vars=[outer_name, *([stacked_name] if stacked else []), "_CE_M", "_CE_CONDA"],
            export_vars={**self._prefix_vars(outer, self.level - 1), **self._meta_vars()},
            activate_scripts=self._scripts(outer, "activate"),
        )

    def reactivate(self) -> Emission:
        if not self.active or self.level < 1:
            return Emission()
        return Emission(
            deactivate_scripts=self._scripts(self.active, "deactivate"),
            unset_vars=["_CE_M", "_CE_CONDA"],
            export_vars={"PATH": self._replace(self.active, self.active), "CONDA_SHLVL": str(self.level),
                         "CONDA_PROMPT_MODIFIER": "", **self._meta_vars()},
            activate_scripts=self._scripts(self.active, "activate"),
        )

    def _resolve(self, name_or_prefix: str) -> str:
        candidates = [os.path.join(folder, name_or_prefix) for folder in self.envs_dirs]
        if "/" in name_or_prefix:
            expanded = os.path.expandvars(name_or_prefix) if self.expand_variables else name_or_prefix
            candidates = [os.path.abspath(os.path.expanduser(expanded))]
        for prefix in candidates:
            if os.path.isdir(os.path.join(prefix, "conda-meta")):
                return prefix
        raise CondaError(f"EnvironmentLocationNotFound: Not a conda environment: {name_or_prefix}")

    def _prefix_vars(self, prefix: str, level: int) -> dict[str, str]:
        parent, name = os.path.split(prefix)
        return {"CONDA_PREFIX": prefix, "CONDA_SHLVL": str(level),
                "CONDA_DEFAULT_ENV": name if os.path.basename(parent) == "envs" else prefix,
                "CONDA_PROMPT_MODIFIER": ""}

    def _meta_vars(self) -> dict[str, str]:
        executable = f"{self.root}/bin/conda"
        return {"CONDA_EXE": executable, "_CONDA_EXE": executable, "CONDA_PYTHON_EXE": self.python,
                "_CONDA_ROOT": self.root}

    def _scripts(self, prefix: str, kind: str) -> list[str]:
        folder = os.path.join(prefix, "etc", "conda", f"{kind}.d")
        try:
            names = [name for name in os.listdir(folder) if name.endswith(self.suffix)]
        except OSError:
            return []
        shown = [name for name in names if not name.startswith(self.hidden_hooks)]
        return [os.path.join(folder, name) for name in sorted(shown, reverse=kind == "deactivate")]

    def _path(self) -> list[str]:
        return [os.path.normpath(element) for element in self.environment.get("PATH", "/usr/bin").split(":")]

    def _add(self, prefix: str) -> list[str]:
        path = self._path()
        if self.level == 0 and not any(element.endswith("condabin") for element in path):
            path.insert(0, f"{self.root}/condabin")
        return [f"{prefix}/bin", *path]

    def _replace(self, old: str, new: str | None) -> list[str]:
        path = self._path()
        wanted = os.path.abspath(f"{old}/bin")
        index = next((i for i, element in enumerate(path) if os.path.abspath(element) == wanted), None)
        if index is not None:
            if index == len(path) - 1:
                raise CondaError("IndexError: list index out of range")  # conda looks at the entry that follows
            del path[index]
        if new is not None:
            path.insert(index or 0, f"{new}/bin")
        return path


class LibmambaEmulator(Emulator):
    """What differs in micromamba and mamba 2 (libmamba 2.8, activation.cpp). Its csh has faults of its own."""

    def activate(self, name_or_prefix: str, stack: bool = False) -> Emission:
        prefix = self._resolve(name_or_prefix)
        going_back = self.level > 1 and prefix == self.environment.get(f"CONDA_PREFIX_{self.level - 1}")
        return self.deactivate() if going_back and not stack else super().activate(prefix, stack)

    def _path(self) -> list[str]:
        return self.environment.get("PATH", "").split(":")

    def _replace(self, old: str, new: str | None) -> list[str]:
        """Every occurrence of the old folder goes, the new one comes first, neighbours that are alike become one."""
        path = [element for element in self._path() if element != f"{old}/bin"]
        path = [f"{new}/bin", *path] if new else path
        return [element for i, element in enumerate(path) if i == 0 or element != path[i - 1]]


class RattlerEmulator(Emulator):
    """rattler's script, as pixi's shell-hook has it: no stack, and deactivation hooks in ascending order."""

    def activate(self, name_or_prefix: str, stack: bool = False) -> Emission:
        prefix = self._resolve(name_or_prefix)
        path = [element for element in self._path() if element != f"{self.active}/bin"]
        outer = {f"CONDA_ENV_SHLVL_{self.level + 1}_CONDA_PREFIX": self.active} if self.active else {}
        return Emission(
            deactivate_scripts=self._scripts(self.active, "deactivate") if self.active else [],
            export_vars={"PATH": [f"{prefix}/bin", *path], "CONDA_SHLVL": str(self.level + 1), **outer,
                         "CONDA_PREFIX": prefix},
            activate_scripts=self._scripts(prefix, "activate"),
        )

    def deactivate(self) -> Emission:
        """CONDA_PREFIX is the outer one's, or unset, before the hooks run; PATH is not touched."""
        backup = f"CONDA_ENV_SHLVL_{self.level}_CONDA_PREFIX"
        outer = self.environment.get(backup)
        if not self.active:
            return Emission()
        return Emission(
            unset_vars=[backup] if outer else ["CONDA_PREFIX"],
            export_vars={**({"CONDA_PREFIX": outer} if outer else {}), "CONDA_SHLVL": str(self.level - 1)},
            activate_scripts=self._scripts(self.active, "deactivate"),
        )

    def reactivate(self) -> Emission:
        """pixi evaluates its shell-hook again after it installed or removed something."""
        if not self.active:
            return Emission()
        path = [element for element in self._path() if element != f"{self.active}/bin"]
        return Emission(
            deactivate_scripts=self._scripts(self.active, "deactivate"),
            export_vars={"PATH": [f"{self.active}/bin", *path], "CONDA_SHLVL": str(self.level),
                         "CONDA_PREFIX": self.active},
            activate_scripts=self._scripts(self.active, "activate"),
        )

    def _path(self) -> list[str]:
        return self.environment.get("PATH", "").split(":")

    def _scripts(self, prefix: str, kind: str) -> list[str]:
        return sorted(super()._scripts(prefix, kind))


ENGINES = {"conda": Emulator, "libmamba": LibmambaEmulator, "rattler": RattlerEmulator}


def emulate(root: str, shell: str, words: list[str], environment: Mapping[str, str], python: str) -> str:
    """The text for one command line, for example shell `posix` and words `activate --stack /opt/env`."""
    config_file = Path(root, "emulator.json")
    config = json.loads(config_file.read_text("utf-8")) if config_file.exists() else {}
    escape = config.get("escape", False)
    engine = config.get("engine", "conda")
    dialect = DIALECTS[shell].escaped() if escape else DIALECTS[shell]
    if engine != "conda" and shell == "posix":
        dialect = replace(dialect, unset="unset {}")
    emulator = ENGINES[engine](root, environment, dialect.suffix, python, tuple(config.get("envs_dirs", ())),
                        tuple(config.get("hidden_hooks", ())), expand_variables=not escape)
    command, *arguments = words
    if command == "activate":
        stack = "--stack" in arguments
        names = [argument for argument in arguments if argument and argument != "--stack"]
        return dialect.text(emulator.activate(names[0], stack))
    return dialect.text({"deactivate": emulator.deactivate, "reactivate": emulator.reactivate}[command]())


def main(arguments: list[str]) -> int:
    """`conda_emulator.py ROOT shell.SHELL COMMAND …`"""
    root, shell, *words = arguments
    try:
        text = emulate(root, shell.removeprefix("shell."), words, os.environ, sys.executable)
    except CondaError as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(os.fsencode(text))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
