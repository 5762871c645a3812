"""Files that other programs read: dotenv by its readers, and the files of a GitHub Actions job."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import dotenv
import pytest

from ces_testing.prefixes import add_layout_a, add_plugin, make_prefix, program_of
from ces_testing.shells import Environment, parse_environment

NODE_MODULES = Path(os.environ.get("CES_NODE_MODULES")
                    or Path(__file__).resolve().parents[2] / "build" / "node" / "node_modules")
"""Where npm's dotenv is: `npm install --prefix build/node dotenv@16.4.5`."""

VALUES = {
    "plain": "/opt/cuda-1.2", "empty": "", "blanks": "  two  blanks  ", "tab": "a\tb", "double quote": 'a "b"',
    "quoted": '"a"', "backtick": "`a`b`", "comment": "a #b", "utf8": "ünï-码-😀", "typographic": "\u2018a\u2019\u2028",
    "glob": "*?[a]{b,c}~", "history": "a!b", "separators": "a;b|c&d,e(f)<g>", "equals": "a=b", "option": "-n",
    "percent": "%a%", "control": "a\x0b\x0c\x1bb",
}

AWKWARD = {"newline": "new\nline\n", "quote": "it's", "backslash": "back\\slash\\", "dollar": "$HOME ${x} $(y)"}

UNREADABLE = {"not utf8": "by\udcff\udcfetes", "carriage return": "a\rb"}

FOLDERS = {name: value for name, value in (VALUES | AWKWARD).items() if value and "/" not in value}


@dataclass(frozen=True)
class Called:
    """How a call of the program ended; bytes that are no text as Python keeps them."""

    status: int
    stdout: str
    stderr: str


def call(prefix: Path, environment: Environment, *arguments: str) -> Called:
    done = subprocess.run([program_of(prefix), *arguments], env=environment, capture_output=True,
                          timeout=20, check=False)
    return Called(done.returncode, os.fsdecode(done.stdout), os.fsdecode(done.stderr))


def environment_of(prefix: Path, **variables: str) -> Environment:
    return {"PATH": f"{prefix}/bin:/usr/bin:/bin", "CONDA_PREFIX": str(prefix), **variables}


def expected(prefix: Path, environment: Environment) -> Environment:
    """What is to be set, as the JSON of the same call has it."""
    answer = json.loads(call(prefix, environment, "--json").stdout)
    return {**answer["set"], "PATH": ":".join(answer["path"])}


def prefix_in(folder: Path, stage: Path) -> Path:
    prefix = make_prefix(folder / "env")
    add_plugin(prefix, stage)
    add_layout_a(prefix, "11.4")
    return prefix


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, stage: Path) -> Path:
    return prefix_in(tmp_path_factory.mktemp("files"), stage)


# ---- dotenv -----------------------------------------------------------------------------------------------


def read_by_python(file: Path) -> Environment:
    return {name: value or "" for name, value in dotenv.dotenv_values(file).items()}


def read_by_node(file: Path) -> Environment:
    node = shutil.which("node")
    if node is None or not (NODE_MODULES / "dotenv").is_dir():
        pytest.skip(f"no node or no dotenv in {NODE_MODULES}")
    script = f"const read = require({json.dumps(str(NODE_MODULES / 'dotenv'))}).parse(require('fs')." \
             "readFileSync(process.argv[1])); process.stdout.write(JSON.stringify(read))"
    done = subprocess.run([node, "-e", script, str(file)], capture_output=True, timeout=20, check=True)
    return json.loads(done.stdout)


def read_by_bash(file: Path) -> Environment:
    command = ["env", "-i", "bash", "-c", 'set -a; . "$0"; exec /usr/bin/env -0', str(file)]
    seen = parse_environment(subprocess.run(command, capture_output=True, timeout=20, check=True).stdout)
    return {name: value for name, value in seen.items() if name not in ("PWD", "SHLVL", "_", "OLDPWD")}


Reader = Callable[[Path], Environment]


@pytest.fixture(params=[read_by_python, read_by_node, read_by_bash], ids=["python", "node", "bash"])
def reader(request: pytest.FixtureRequest) -> Reader:
    """Every reader of dotenv files in turn."""
    return request.param


def dotenv_file(folder: Path, called: Called) -> Path:
    assert called.status == 0
    file = folder / "vars"
    file.write_bytes(os.fsencode(called.stdout))
    return file


@pytest.mark.parametrize("name", VALUES)
def test_dotenv_values(name: str, reader: Reader, plain: Path, tmp_path: Path) -> None:
    environment = environment_of(plain, LD_LIBRARY_PATH=VALUES[name])
    called = call(plain, environment, "--shell", "dotenv")
    assert called.stderr == ""
    assert reader(dotenv_file(tmp_path, called)) == expected(plain, environment)


@pytest.mark.parametrize("name", [name for name in FOLDERS if name not in AWKWARD])
def test_dotenv_folders(name: str, reader: Reader, stage: Path, tmp_path: Path) -> None:
    prefix = prefix_in(tmp_path / FOLDERS[name], stage)
    environment = environment_of(prefix)
    called = call(prefix, environment, "--shell", "dotenv")
    assert reader(dotenv_file(tmp_path, called)) == expected(prefix, environment)


@pytest.mark.parametrize("name", [*AWKWARD, *UNREADABLE])
def test_dotenv_leaves_out_what_it_cannot_hold(name: str, reader: Reader, plain: Path, tmp_path: Path) -> None:
    """With a finding; and all the rest is there."""
    called = call(plain, environment_of(plain, LD_LIBRARY_PATH=(AWKWARD | UNREADABLE)[name]), "--shell", "dotenv")
    assert "CES301" in called.stderr
    found = reader(dotenv_file(tmp_path, called))
    wanted = expected(plain, environment_of(plain))
    for variables in (found, wanted):
        variables.pop("LD_LIBRARY_PATH", None)
        variables.pop("CUDA_ENV_SWITCH_STATE")
    assert found == wanted
    assert "LD_LIBRARY_PATH=" not in called.stdout


def test_dotenv_of_a_failure_is_empty(plain: Path) -> None:
    called = call(plain, {"PATH": "/usr/bin"}, "--shell", "dotenv")
    assert (called.status, called.stdout) == (1, "")
    assert called.stderr


# ---- GitHub Actions ---------------------------------------------------------------------------------------


def read_variables(text: str) -> Environment:
    """The file of GITHUB_ENV as the runner reads it (FileCommandManager.cs, EnvFileKeyValuePairs)."""
    variables: Environment = {}
    lines = iter(text.split("\n"))
    for line in lines:
        name, arrows, delimiter = line.partition("<<")
        if arrows and "=" not in name:
            value = []
            while (part := next(lines)) != delimiter:  # StopIteration: the delimiter is missing
                value.append(part)
            variables[name] = "\n".join(value)
        elif line:
            name, equals, variables[name] = line.partition("=")
            assert equals, f"neither NAME=value nor NAME<<DELIMITER: {line!r}"
    return variables


class Job:
    """The two files of a job, and what the runner makes of them for the next step."""

    def __init__(self, folder: Path, variables: str = "", folders: str = "") -> None:
        self.variables, self.folders = folder / "set_env", folder / "add_path"
        self.variables.write_text(variables)
        self.folders.write_text(folders)

    def names(self) -> Environment:
        return {"GITHUB_ENV": str(self.variables), "GITHUB_PATH": str(self.folders)}

    def next_step(self, environment: Environment) -> Environment:
        result = {**environment, **read_variables(self.variables.read_bytes().decode())}
        for folder in self.folders.read_bytes().decode().splitlines():
            if folder:
                result["PATH"] = f"{folder}:{result['PATH']}"
        return result


def check_job(prefix: Path, job: Job, environment: Environment) -> None:
    before = {**environment, **job.names()}
    assert call(prefix, before, "--shell", "github") == Called(0, "", "")
    assert job.next_step(environment) == {**environment, **expected(prefix, environment)}


@pytest.mark.parametrize("name", VALUES | AWKWARD)
def test_github_values(name: str, plain: Path, tmp_path: Path) -> None:
    check_job(plain, Job(tmp_path), environment_of(plain, LD_LIBRARY_PATH=(VALUES | AWKWARD)[name]))


@pytest.mark.parametrize("name", [name for name in FOLDERS if name != "typographic" and name != "control"])
def test_github_folders(name: str, stage: Path, tmp_path: Path) -> None:
    prefix = prefix_in(tmp_path / FOLDERS[name], stage)
    check_job(prefix, Job(tmp_path), environment_of(prefix))


def test_github_path_file_has_the_folder_only(plain: Path, tmp_path: Path) -> None:
    job = Job(tmp_path)
    check_job(plain, job, environment_of(plain))
    assert job.folders.read_text() == f"{plain}/pkgs/cuda-toolkit/bin\n"
    assert "PATH" not in read_variables(job.variables.read_text())


def test_github_value_with_the_delimiter(plain: Path, tmp_path: Path) -> None:
    value = "a\ncuda-env-switch\ncuda-env-switch-\nPWNED=1"
    check_job(plain, Job(tmp_path), environment_of(plain, LD_LIBRARY_PATH=value))


def test_github_files_that_hold_something(plain: Path, tmp_path: Path) -> None:
    """It stays, even if its last line is not ended."""
    job = Job(tmp_path, "MINE=1", "/mine")
    environment = environment_of(plain)
    assert call(plain, {**environment, **job.names()}, "--shell", "github") == Called(0, "", "")
    wanted = expected(plain, environment)
    home = plain / "pkgs" / "cuda-toolkit"
    assert job.next_step(environment) == {**environment, **wanted, "MINE": "1",
                                          "PATH": f"{home}/bin:/mine:{environment['PATH']}"}


@pytest.mark.parametrize("name", UNREADABLE)
def test_github_leaves_out_what_it_cannot_hold(name: str, plain: Path, tmp_path: Path) -> None:
    job = Job(tmp_path)
    called = call(plain, environment_of(plain, LD_LIBRARY_PATH=UNREADABLE[name], **job.names()), "--shell", "github")
    assert (called.status, called.stdout) == (0, "")
    assert "CES301" in called.stderr
    variables = read_variables(job.variables.read_text())
    assert "LD_LIBRARY_PATH" not in variables
    assert variables["CUDA_HOME"] == f"{plain}/pkgs/cuda-toolkit"


def test_github_sets_to_nothing_what_it_cannot_unset(stage: Path, plain: Path, tmp_path: Path) -> None:
    """The step was switched to an environment that exports more."""
    job = Job(tmp_path)
    other = prefix_in(tmp_path / "other", stage)
    environment = environment_of(plain, CUDACXX="x")
    state = expected(other, environment_of(other))["CUDA_ENV_SWITCH_STATE"]
    assert ":CUDA_HOME,set,u," in state
    environment["CUDA_ENV_SWITCH_STATE"] = state[:-1] + "CUDACXX,set,u,x:."
    answer = json.loads(call(plain, environment, "--json").stdout)
    assert answer["unset"] == ["CUDACXX"]
    assert call(plain, {**environment, **job.names()}, "--shell", "github") == Called(0, "", "")
    assert read_variables(job.variables.read_text())["CUDACXX"] == ""


@pytest.mark.parametrize("missing", ["GITHUB_ENV", "GITHUB_PATH"])
@pytest.mark.parametrize("state", ["unset", "empty", "no file", "folder", "fifo", "fifo with a reader", "device",
                                   "read only"])
def test_github_file_that_cannot_be_written(missing: str, state: str, plain: Path, tmp_path: Path) -> None:
    """One line says why; nothing is printed, and the other file stays as it is."""
    job = Job(tmp_path, "MINE=1\n", "/mine\n")
    environment = environment_of(plain, **job.names())
    bad = tmp_path / "bad"
    environment[missing] = str(bad)
    keep = None
    if state == "unset":
        del environment[missing]
    elif state == "empty":
        environment[missing] = ""
    elif state == "folder":
        bad.mkdir()
    elif state.startswith("fifo"):
        os.mkfifo(bad)
        if state.endswith("reader"):
            keep = os.open(bad, os.O_RDONLY | os.O_NONBLOCK)
    elif state == "device":
        environment[missing] = "/dev/full"
    elif state == "read only":
        bad.touch(0o400)
        if os.access(bad, os.W_OK):
            pytest.skip("root writes everything")
    called = call(plain, environment, "--shell", "github")
    if keep is not None:
        assert os.read(keep, 1) == b""
        os.close(keep)
    assert (called.status, called.stdout) == (1, "")
    assert len(called.stderr.splitlines()) == 1
    assert (missing if state in ("unset", "empty") else environment[missing]) in called.stderr
    assert (job.variables.read_text(), job.folders.read_text()) == ("MINE=1\n", "/mine\n")


def test_github_of_a_failure_writes_nothing(plain: Path, tmp_path: Path) -> None:
    job = Job(tmp_path)
    called = call(plain, {"PATH": "/usr/bin", **job.names()}, "--shell", "github")
    assert (called.status, called.stdout) == (1, "")
    assert called.stderr
    assert (job.variables.read_text(), job.folders.read_text()) == ("", "")


@pytest.mark.parametrize("command", ["activate", "deactivate"])
def test_github_goes_without_a_command(command: str, plain: Path, tmp_path: Path) -> None:
    """Its text is for files, and a hook evaluates what is printed."""
    job = Job(tmp_path)
    called = call(plain, environment_of(plain, **job.names()), command, "--shell", "github")
    assert (called.status, called.stdout) == (2, "")
    assert called.stderr
    assert (job.variables.read_text(), job.folders.read_text()) == ("", "")


def test_github_prints_nothing_where_the_switch_is_refused(plain: Path, tmp_path: Path) -> None:
    job = Job(tmp_path)
    first = environment_of(plain, **job.names())
    assert call(plain, first, "--shell", "github").status == 0
    disabled = {**job.next_step(first), "CUDA_ENV_SWITCH_DISABLE": "1"}
    called = call(plain, disabled, "--shell", "github")
    assert (called.status, called.stdout) == (1, "")
    assert "CUDA_ENV_SWITCH_DISABLE" in called.stderr


# ---- env0 -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", (FOLDERS | UNREADABLE).values(), ids=(FOLDERS | UNREADABLE).keys())
def test_entries_that_end_in_nul_hold_every_name(name: str, stage: Path, tmp_path: Path) -> None:
    """A program applies them, and those that take them back, as a shell would have."""
    prefix = prefix_in(tmp_path / name, stage)
    before = environment_of(prefix, LD_LIBRARY_PATH="by\udcfftes:")
    switched = apply_entries(before, call(prefix, before, "--shell", "env0"))
    toolkit = prefix / "pkgs" / "cuda-toolkit"
    assert (switched["CUDA_HOME"], switched["PATH"]) == (str(toolkit), f"{toolkit}/bin:{before['PATH']}")
    assert apply_entries(switched, call(prefix, switched, "deactivate", "--shell", "env0")) == before


def apply_entries(environment: Environment, called: Called) -> Environment:
    assert (called.status, called.stderr) == (0, "")
    changed = dict(environment)
    for entry in called.stdout.split("\0")[:-1]:
        variable, equals, value = entry.partition("=")
        changed.pop(variable, None)
        if equals:
            changed[variable] = value
    return changed
