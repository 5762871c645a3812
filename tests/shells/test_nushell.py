"""nushell: the hooks as rattler calls them, and by hand. conda itself has no nushell."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from ces_testing.prefixes import Toolkit, hook, make_environment, make_prefix, prefix_of, program_of, write_script
from ces_testing.scenarios import After, World, check_environment
from ces_testing.shells import Environment, Language, Run, Shell, run_lines

REPOSITORY = Path(__file__).resolve().parents[2]


class NuLanguage(Language):
    name = "nu"
    suffix = ".nu"

    def quote(self, value: str) -> str:
        """Plain double quotes expand no `$`."""
        return '"' + re.sub(r'[\x00-\x1f\x7f"\\]', lambda found: f"\\u{{{ord(found[0]):x}}}", value) + '"'

    def snapshot(self, file: Path) -> str:
        return f"^/usr/bin/env -0 o> {self.quote(str(file))}"


NU = Shell("nu", (os.environ.get("CES_NU") or str(REPOSITORY / "build" / "nu" / "nu"), "--no-config-file"),
           NuLanguage(), "", "")

APPLY = "hide-env -i ...$c.unset; load-env $c.set; $env.PATH = $c.path? | default $env.PATH"
DO = f"let c = cuda-env-resolve | from json; {APPLY}"
UNDO = f"let c = cuda-env-resolve deactivate | from json; {APPLY}"
COMMAND = f"def --env cuda-env [...args] {{ let c = cuda-env-resolve ...$args | from json; {APPLY} }}"
"""What docs/shells.md says: a line for once, and a command for config.nu."""

FORMS = {"line": ("", DO, UNDO), "command": (COMMAND, "cuda-env", "cuda-env deactivate")}

HOSTILE = {
    "plain": "plain", "blanks": " two  blanks ", "quotes": "it's \"so\"", "dollar": "a$HOME$(touch pwned)$env.HOME",
    "backquote": "a`touch pwned`", "backslash": "back\\slash\\n\\", "newline": "new\nline\n", "tab": "a\ttab",
    "utf8": "ünï-码-\U0001f600", "tilde": "~", "globs": "st*ar wh?t [ab] {a,b} **", "shell": "a;b|c&d>e<f(g)#h!i",
    "raw": "r#'x'#", "control": "a\x01\x1b[31m\x7f",
}

# nu sets these where a script begins and drops them behind every source-env.
NUS_OWN = ("CURRENT_FILE", "FILE_PWD")


def literal(value: object) -> str:
    return NU.language.quote(str(value))


def run(lines: list[str], environment: Environment, folder: Path) -> Run:
    result = run_lines(NU, lines, environment, folder)
    for one in result.environments:
        for name in NUS_OWN:
            one.pop(name, None)
    return result


def login(world: World, **variables: str) -> Environment:
    return {"HOME": str(world.home), "LANG": "C.UTF-8", "PATH": f"{world.system_bin}:/usr/bin:/bin", **variables}


def engine_activates(prefix: Path, source: str = "source-env") -> str:
    return (f"$env.PATH = ($env.PATH | prepend {literal(prefix / 'bin')}); $env.CONDA_PREFIX = {literal(prefix)}\n"
            f"{source} {literal(hook(prefix, 'activate', '.nu'))}")


def engine_deactivates(prefix: Path, source: str = "source-env") -> str:
    return (f"$env.PATH = ($env.PATH | where $it != {literal(prefix / 'bin')})\n"
            f"{source} {literal(hook(prefix, 'deactivate', '.nu'))}\nhide-env CONDA_PREFIX")


def expected(before: Environment, prefix: Path) -> Environment:
    """What the engine makes of an environment."""
    rest = f":{before['PATH']}" if "PATH" in before else ""
    return {**before, "PATH": f"{prefix}/bin{rest}", "CONDA_PREFIX": str(prefix)}


@pytest.fixture
def toolkit(stage: Path, tmp_path: Path) -> Toolkit:
    return make_environment(tmp_path / "envs" / "one", stage)


def check_hooks(toolkit: Toolkit, environment: Environment, folder: Path, source: str = "source-env") -> None:
    prefix = prefix_of(toolkit)
    result = run([engine_activates(prefix, source), engine_deactivates(prefix, source)], environment, folder)
    result.require_quiet_success()
    before, active, after = result.environments
    check_environment(active, expected(before, prefix), After(None, toolkit))
    assert after == before
    assert not (folder / "pwned").exists()


@pytest.mark.parametrize("source", ["source-env", "source"])
def test_hooks(source: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    check_hooks(toolkit, login(world), tmp_path / "run", source)


def test_path_is_a_list(toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    prefix = prefix_of(toolkit)
    path = "print ($env.PATH | describe) ($env.PATH | first)"
    result = run([engine_activates(prefix), path, engine_deactivates(prefix), path], login(world), tmp_path / "run")
    assert (result.status, result.stderr) == (0, b"")
    assert result.stdout.decode().splitlines() == ["list<string>", str(toolkit.path_entry),
                                                   "list<string>", str(world.system_bin)]


@pytest.mark.parametrize("kind", ["activate", "deactivate"])
def test_no_name_stays(kind: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    file = hook(prefix_of(toolkit), kind, ".nu")
    names = re.findall(r"(?:let|mut|const|def)(?: --env)? (\w+)", file.read_text("utf-8"))
    assert names
    for name in names:
        result = run([f"source {literal(file)}", f"print ${name}"], login(world), tmp_path / name)
        assert result.status != 0
        assert b"not found" in result.stderr.lower()


def test_nobody_is_asked_for_a_missing_program(toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    """nu has a hook for commands that it cannot find, which may say something or install packages."""
    prefix = prefix_of(toolkit)
    define = "$env.config = {hooks: {command_not_found: {|name| print $name}}}"
    program_of(prefix).chmod(0o644)
    run([define, engine_activates(prefix), engine_deactivates(prefix)], login(world),
        tmp_path / "denied").require_quiet_success()
    program_of(prefix).unlink()
    run([define, engine_activates(prefix), engine_deactivates(prefix)], login(world),
        tmp_path / "absent").require_quiet_success()


@pytest.mark.parametrize("name", HOSTILE)
def test_hooks_in_a_prefix(name: str, stage: Path, world: World, tmp_path: Path) -> None:
    check_hooks(make_environment(tmp_path / HOSTILE[name] / "env", stage), login(world), tmp_path / "run")


def variables_from(value: str) -> Environment:
    return {"CUDA_HOME": value, "CUDA_PATH": f"x{value}", "LD_LIBRARY_PATH": f"{value}:/lib/{value}:{value}/x"}


@pytest.mark.parametrize("name", [*HOSTILE, "empty"])
def test_hooks_with_variables_from_before(name: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    value = HOSTILE.get(name, "")
    environment = login(world, **variables_from(value))
    environment["PATH"] += f":{value}:/bin/{value}:"
    check_hooks(toolkit, environment, tmp_path / "run")


@pytest.mark.parametrize("value", ["", ":", "::/a::", "~/a:~"])
def test_hooks_with_lists_from_before(value: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    check_hooks(toolkit, login(world, PATH=value, LD_LIBRARY_PATH=value), tmp_path / "run")


def test_one_environment_after_the_other(toolkit: Toolkit, stage: Path, world: World, tmp_path: Path) -> None:
    """As rattler does it: the old one's hook, its PATH entry away, the new one's hook."""
    two = make_environment(tmp_path / "envs" / "two", stage)
    prefixes = [prefix_of(toolkit), prefix_of(two)]
    result = run([engine_activates(prefixes[0]), engine_deactivates(prefixes[0]) + "\n" + engine_activates(prefixes[1]),
                  engine_deactivates(prefixes[1])], login(world), tmp_path / "run")
    result.require_quiet_success()
    before, _, second, after = result.environments
    check_environment(second, expected(before, prefixes[1]), After(None, two))
    assert after == before


RUBBISH = {
    "absent": None, "not executable": "", "failing": "echo 'error while loading' >&2; exit 127",
    "killed": "kill -KILL $$", "segfault": "kill -SEGV $$", "silent": ":", "no interpreter": "#!/no/such/interpreter",
    "text": "echo rubbish", "html": "echo '<p>it'", "a list": "echo '[1, 2]'", "a number": "echo 1",
    "null": "echo null",
    "a string": "echo '\"set\"'", "cut off": "echo '{\"set\": {\"CUDA_HOME\": \"/x\"'", "empty object": "echo '{}'",
    "other keys": "echo '{\"a\": 1}'", "bytes": "printf '\\377\\376\\0'",
    "set only": "echo '{\"set\": {\"A\": \"b\"}}'",
    "set is text": "echo '{\"set\": \"A\", \"unset\": [\"HOME\"]}'",
    "unset is text": "echo '{\"set\": {\"A\": \"b\"}, \"unset\": \"HOME\"}'",
    "good but failing": "echo '{\"set\": {\"A\": \"b\"}, \"unset\": [\"HOME\"]}'; exit 1",
    "good but killed": "echo '{\"set\": {\"A\": \"b\"}, \"unset\": [\"HOME\"]}'; kill -KILL $$",
}


@pytest.mark.parametrize("source", ["source-env", "source"])
@pytest.mark.parametrize("name", RUBBISH)
def test_broken_program(name: str, source: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    prefix = prefix_of(toolkit)
    program = program_of(prefix)
    program.unlink()
    text = RUBBISH[name]
    if text is not None:
        write_script(program, text)
    if name == "not executable":
        program.chmod(0o644)
    if name == "no interpreter":
        program.write_text(f"{text}\n")
    result = run([engine_activates(prefix, source), engine_deactivates(prefix, source)], login(world),
                 tmp_path / "run")
    result.require_quiet_success()
    before, active, after = result.environments
    assert active == expected(before, prefix)
    assert after == before


@pytest.mark.parametrize("text", ["hide-env -i CONDA_PREFIX", "$env.CONDA_PREFIX = ''", "$env.CONDA_PREFIX = '/no'"])
def test_no_prefix(text: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    """`bin/cuda-env-resolve` of the working directory is none of ours."""
    folder = tmp_path / "run"
    write_script(folder / "bin" / "cuda-env-resolve", "echo '{\"set\": {\"A\": \"b\"}, \"unset\": []}'")
    files = [literal(hook(prefix_of(toolkit), kind, ".nu")) for kind in ("activate", "deactivate")]
    result = run([text, f"source-env {files[0]}", f"source {files[1]}"], login(world), folder)
    result.require_quiet_success()
    assert result.environments[1] == result.environments[2] == result.environments[3]


def test_program_is_a_link(toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    """conda links packages symbolically where it is told to."""
    program = program_of(prefix_of(toolkit))
    program.rename(tmp_path / "elsewhere")
    program.symlink_to(tmp_path / "elsewhere")
    check_hooks(toolkit, login(world), tmp_path / "run")


def test_message(toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    prefix = prefix_of(toolkit)
    write_script(program_of(prefix),
                 "echo noise >&2; echo '{\"set\": {\"A\": \"b\"}, \"unset\": [], \"message\": \"it is $env.HOME *\"}'")
    result = run([engine_activates(prefix)], login(world), tmp_path / "run")
    assert (result.status, result.stdout, result.stderr) == (0, b"", b"it is $env.HOME *\n")
    assert result.environments[1]["A"] == "b"


def test_path_may_be_unset(toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    prefix = prefix_of(toolkit)
    write_script(program_of(prefix), "echo '{\"set\": {}, \"unset\": [\"PATH\", \"NO_SUCH\"]}'")
    result = run([engine_activates(prefix)], login(world), tmp_path / "run")
    result.require_quiet_success()
    assert "PATH" not in result.environments[1]


@pytest.mark.parametrize("name", ["CUDA_ENV_SWITCH_DISABLE", "CONDA_BUILD"])
def test_switched_off(name: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    prefix = prefix_of(toolkit)
    result = run([engine_activates(prefix)], login(world, **{name: "1"}), tmp_path / "run")
    result.require_quiet_success()
    assert result.environments[1] == expected(result.environments[0], prefix)


def by_hand_login(world: World, prefix: Path, **variables: str) -> Environment:
    return login(world, CONDA_PREFIX=str(prefix), **variables) | {
        "PATH": f"{prefix}/bin:{world.system_bin}:/usr/bin:/bin"}


def check_by_hand(form: str, toolkit: Toolkit, environment: Environment, folder: Path) -> None:
    result = run(list(FORMS[form]), environment, folder)
    result.require_quiet_success()
    before, defined, active, after = result.environments
    check_environment(active, before, After(None, toolkit))
    assert before == defined == after
    assert not (folder / "pwned").exists()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", HOSTILE)
def test_by_hand(form: str, name: str, stage: Path, world: World, tmp_path: Path) -> None:
    value = HOSTILE[name]
    toolkit = make_environment(tmp_path / value / "env", stage)
    environment = by_hand_login(world, prefix_of(toolkit), **variables_from(value))
    check_by_hand(form, toolkit, environment, tmp_path / "run")


@pytest.mark.parametrize("form", FORMS)
def test_by_hand_twice_and_undone_twice(form: str, toolkit: Toolkit, world: World, tmp_path: Path) -> None:
    define, do, undo = FORMS[form]
    result = run([define, do, do, undo, undo], by_hand_login(world, prefix_of(toolkit)), tmp_path / "run")
    result.require_quiet_success()
    before, _, once, twice, undone, again = result.environments
    check_environment(once, before, After(None, toolkit))
    assert twice == once
    assert before == undone == again


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("prefix", ["", "/no/such/environment", "bare"])
def test_failure_is_an_error_with_a_reason(form: str, prefix: str, toolkit: Toolkit, world: World,
                                           tmp_path: Path) -> None:
    bare = str(make_prefix(tmp_path / "bare")) if prefix == "bare" else prefix
    environment = by_hand_login(world, prefix_of(toolkit)) | {"CONDA_PREFIX": bare}
    define, do, _ = FORMS[form]
    caught = run([define, f"try {{ {do}; print 'not reached' }} catch {{ print 'caught' }}"], environment,
                 tmp_path / "caught")
    assert (caught.status, caught.stdout) == (0, b"caught\n")
    assert caught.stderr.startswith(b"cuda-env-resolve: ")
    before, _, after = caught.environments
    assert after.pop("LAST_EXIT_CODE") == "1"  # nu's own
    assert after == before
    ended = run([define, do], environment, tmp_path / "ended")
    assert ended.status != 0
    assert len(ended.environments) == 2


def test_bytes_that_are_not_utf8_are_refused(toolkit: Toolkit, world: World) -> None:
    """nu cannot have them, so only the program is asked."""
    environment = login(world, CONDA_PREFIX=str(prefix_of(toolkit)), CUDA_HOME=os.fsdecode(b"/opt/\xff"),
                        LD_LIBRARY_PATH=os.fsdecode(b"/lib/\xff"))
    answer = subprocess.run([program_of(prefix_of(toolkit)), "activate", "--shell", "nu"], env=environment,
                            capture_output=True, timeout=60, check=True)
    edits = json.loads(answer.stdout)
    assert "LD_LIBRARY_PATH" not in edits["set"]
    assert "CES301" in edits["message"]


def test_nu_does_not_start_with_bytes_that_are_not_utf8(world: World, tmp_path: Path) -> None:
    """Should it ever, the test above is no longer enough."""
    result = run([], login(world, OTHER=os.fsdecode(b"\xff")), tmp_path / "run")
    assert result.status != 0
    assert not result.environments
