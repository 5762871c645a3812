"""What the program cannot see of a variable: that it is readonly, not exported, universal, tied; and what the user
named as our hooks' own words are."""

from __future__ import annotations

from pathlib import Path

import pytest

from ces_testing.prefixes import STATE_VARIABLE, Toolkits, program_of
from ces_testing.scenarios import After, World, check_nothing_left, check_scenario, run_both
from ces_testing.shells import (LANGUAGES, SHELLS, Shell, Step, activate, by_hand, deactivate, enter, in_language,
                                leave, reactivate, run_command)

NAMES = ("CUDA_HOME", "CUDA_PATH", "LD_LIBRARY_PATH")


def write_values(file: Path, names: tuple[str, ...] = NAMES) -> Step:
    """Add what the shell itself holds, exported or not, to a file."""
    sh = "; ".join(f"printf '%s\\n' \"{name}=${{{name}-unset}}\" >> '{file}'" for name in names)
    fish = "; ".join(f"set -q {name}; and echo \"{name}=${name}\" >> '{file}'; or echo {name}=unset >> '{file}'"
                     for name in names)
    return in_language(sh=sh, fish=fish)


def not_exported(values: dict[str, str]) -> Step:
    assign = {"sh": "{}={}", "fish": "set -g {} {}", "csh": "set {}={}"}
    return in_language(**{name: "; ".join(assign[name].format(variable, language.quote(value))
                                          for variable, value in values.items())
                          for name, language in LANGUAGES.items()})


@pytest.mark.parametrize("values", [
    pytest.param({"CUDA_HOME": "/my cuda*", "CUDA_PATH": "", "LD_LIBRARY_PATH": "/a:/b"}, id="values"),
    pytest.param({"CUDA_HOME": "it's $x `y` \"z\" \\"}, id="special characters"),
])
def test_values_that_are_not_exported(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path,
                                      values: dict[str, str]) -> None:
    """They come back as they were, not exported; a nested shell never had them."""
    seen = tmp_path / "seen"
    look = write_values(seen)
    check_scenario(shell, world, [
        After(not_exported(values)),
        After(look),
        After(activate("one"), toolkits.one),
        After(reactivate(), toolkits.one),
        After(activate("two"), toolkits.two),
        After(enter(), toolkits.two),
        After(deactivate(), toolkits.one),
        After(leave(), toolkits.two),
        After(activate("stranger")),
        After(look),
        After(deactivate(), toolkits.two),
        After(deactivate(), toolkits.one),
        After(deactivate()),
        After(look),
    ], tmp_path / "run")
    if shell.name != "tcsh":  # variables of the shell and of the environment are two things there
        lines = seen.read_text().splitlines()
        runs = [lines[i:i + len(NAMES)] for i in range(0, len(lines), len(NAMES))]
        assert len(runs) == 6
        assert all(run == runs[0] for run in runs), runs


def test_user_changes_a_variable_that_was_not_exported(shell: Shell, world: World, toolkits: Toolkits,
                                                       tmp_path: Path) -> None:
    """What was kept aside is given up then."""
    export = in_language(sh="export CUDA_HOME=/new; unset CUDA_PATH",
                         fish="set -gx CUDA_HOME /new; set -e CUDA_PATH",
                         csh="setenv CUDA_HOME /new; unsetenv CUDA_PATH")
    overridden = {"CUDA_HOME": "/new", "CUDA_PATH": None}
    check_scenario(shell, world, [
        After(not_exported({"CUDA_HOME": "/mine", "CUDA_PATH": "/mine"})),
        After(activate("one"), toolkits.one),
        After(export, toolkits.one, overridden=overridden),
        After(deactivate()),
        After(activate("one"), toolkits.one),
        After(deactivate()),
    ], tmp_path)


READONLY = {
    "exported": "export {0}=/mine; readonly {0}",
    "not exported": "readonly {0}=/mine",
    "exported and empty": "export {0}=; readonly {0}",
}


@pytest.mark.parametrize("how", READONLY)
@pytest.mark.parametrize("name", [*NAMES, STATE_VARIABLE])
def test_readonly_from_before(posix_shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path, name: str,
                              how: str) -> None:
    """It stays as it is, exported or not, nobody says a word, and the rest is switched; but nothing is if there can
    be no record of it."""
    make = in_language(sh=READONLY[how].format(name))
    steps = [make, activate("one"), reactivate(), activate("two"), activate("stranger"), deactivate(), deactivate(),
             deactivate()]
    actual, control = run_both(posix_shell, world, steps, world.login(), tmp_path)
    # A record that somebody else wrote is told of, once a hook.
    if name != STATE_VARIABLE or how != "exported":
        actual.require_quiet_success()
    assert actual.complete
    for number in range(1, len(steps) + 1):
        assert actual.environments[number].get(name) == control.environments[number].get(name)
    if name == STATE_VARIABLE:
        assert actual.environments == control.environments
    else:
        assert actual.environments[2][STATE_VARIABLE]
        assert actual.environments[-1] == control.environments[-1]
        check_nothing_left(actual, control)


def test_readonly_path(posix_shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """conda's own text cannot set it either; sourced alone, the hooks switch all else, and take it back."""
    prefix = world.envs / "one"
    hooks = [str(prefix / "etc" / "conda" / f"{kind}.d" / f"~~cuda-env-switch_{kind}.sh")
             for kind in ("activate", "deactivate")]
    steps = [in_language(sh="readonly PATH"), *(Step("ours", text={"sh": f"\\. '{hook}'"}) for hook in hooks)]
    actual, control = run_both(posix_shell, world, steps, world.login(CONDA_PREFIX=str(prefix), CONDA_SHLVL="1"),
                               tmp_path)
    actual.require_quiet_success()
    assert actual.environments[2]["PATH"] == control.environments[2]["PATH"]
    assert actual.environments[2]["CUDA_HOME"] == str(toolkits.one.home)
    left = {name: value for name, value in actual.environments[3].items() if name != STATE_VARIABLE}
    assert left == control.environments[3]


def test_readonly_by_hand_without_a_record(posix_shell: Shell, world: World, toolkits: Toolkits,
                                           tmp_path: Path) -> None:
    make = in_language(sh=f"readonly {STATE_VARIABLE}=")
    program = program_of(world.envs / "two")
    steps = [make, by_hand(program, f"--prefix '{world.envs / 'two'}'"), in_language(sh=":")]
    actual, control = run_both(posix_shell, world, steps, world.login(), tmp_path)
    assert actual.complete
    # bash and zsh export the readonly variable before they refuse to set it.
    actual.environments[2].pop(STATE_VARIABLE, None)
    assert actual.environments[2] == control.environments[2]


def test_kept_value_of_a_variable_that_became_readonly(posix_shell: Shell, world: World, toolkits: Toolkits,
                                                       tmp_path: Path) -> None:
    """It stays as it is; the rest is taken back, and nothing stays aside."""
    seen = tmp_path / "seen"
    actual, _ = run_both(posix_shell, world, [
        not_exported({"CUDA_HOME": "/mine", "CUDA_PATH": "/mine too"}), activate("one"),
        in_language(sh="readonly CUDA_HOME"), deactivate(), write_values(seen, ("CUDA_PATH", "LD_LIBRARY_PATH")),
    ], world.login(), tmp_path / "run")
    actual.require_quiet_success()
    assert seen.read_text("utf-8") == 2 * "CUDA_PATH=/mine too\nLD_LIBRARY_PATH=unset\n"
    assert STATE_VARIABLE not in actual.environments[-1]
    assert not [name for name in actual.names if "cuda_env_switch" in name]


def test_record_that_became_readonly(posix_shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """What is in force is undone all the same, and nothing is applied any more."""
    make = in_language(sh=f"readonly {STATE_VARIABLE}")
    actual, control = run_both(posix_shell, world, [activate("one"), make, deactivate(), activate("two"),
                                                    deactivate()], world.login(), tmp_path)
    actual.require_quiet_success()
    for number in (3, 4, 5):
        actual.environments[number].pop(STATE_VARIABLE)
        assert actual.environments[number] == control.environments[number]


# ---- zsh's and fish's own ways with variables ----------------------------------------------------------


@pytest.mark.parametrize("prologue", [
    "typeset -U path", "typeset -U PATH path", "typeset -xT LD_LIBRARY_PATH ld_library_path; ld_library_path=(/a /b)",
    "typeset -xU PATH path cdpath fpath",
])
def test_zsh_unique_and_tied(world: World, toolkits: Toolkits, tmp_path: Path, prologue: str) -> None:
    check_scenario(SHELLS["zsh"], world, [
        After(activate("one"), toolkits.one),
        After(reactivate(), toolkits.one),
        After(activate("two"), toolkits.two),
        After(activate("stranger")),
        After(deactivate(), toolkits.two),
        After(deactivate(), toolkits.one),
        After(deactivate()),
        After(in_language(sh="typeset -T LD_LIBRARY_PATH ld_library_path; ld_library_path+=/still_tied; "
                             "export LD_LIBRARY_PATH")),
    ], tmp_path, prologue=prologue)


def test_zsh_keeps_an_array_tied_whose_variable_is_not_exported(world: World, toolkits: Toolkits,
                                                                tmp_path: Path) -> None:
    extend = in_language(sh="ld_library_path+=/more; export LD_LIBRARY_PATH")
    check_scenario(SHELLS["zsh"], world, [
        After(activate("one"), toolkits.one), After(activate("stranger")), After(deactivate(), toolkits.one),
        After(deactivate()), After(extend),
    ], tmp_path, prologue="typeset -T LD_LIBRARY_PATH ld_library_path; ld_library_path=(/a /b)")


@pytest.mark.parametrize("scope", ["-Ux", "-U", "-gx", "-g"])
def test_fish_scopes(world: World, toolkits: Toolkits, tmp_path: Path, scope: str) -> None:
    """A universal variable is shadowed, not copied: what the user makes of it later is seen afterwards."""
    look = tmp_path / "seen"
    show = in_language(fish=f"for n in CUDA_HOME CUDA_PATH LD_LIBRARY_PATH; set --show $n; end >> {look}")
    make = in_language(fish=f"set {scope} CUDA_HOME /u; set {scope} CUDA_PATH '/u v'; "
                            f"set {scope} LD_LIBRARY_PATH /a /b")
    clear = in_language(fish="set -e CUDA_HOME; set -e CUDA_PATH; set -e LD_LIBRARY_PATH")
    login = world.login(XDG_CONFIG_HOME=str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    check_scenario(SHELLS["fish"], world, [
        After(make), After(show), After(activate("one"), toolkits.one), After(activate("stranger")), After(show),
        After(deactivate(), toolkits.one), After(reactivate(), toolkits.one), After(deactivate()), After(show),
        After(clear),
    ], tmp_path / "run", login)
    shown = look.read_text().split("$CUDA_HOME: ")
    assert len(shown) == 7
    # fish does not show the scope of what came in from outside, and exports lists in global scope alike.
    assert all(text == shown[1] for text in shown[1:]), shown


@pytest.mark.parametrize("before", ["", "set -gx LD_LIBRARY_PATH /global", "set -Ux LD_LIBRARY_PATH /universal"])
def test_fish_list_that_is_local_to_a_function(world: World, toolkits: Toolkits, tmp_path: Path, before: str) -> None:
    build = ("function build; set -lx LD_LIBRARY_PATH /local; conda activate one; conda deactivate; end; build; "
             "functions -e build")
    enter = "function enter; set -lx LD_LIBRARY_PATH /local; conda activate one; end; enter; functions -e enter"
    (tmp_path / "config").mkdir()
    actual, control = run_both(SHELLS["fish"], world, [
        in_language(fish=build), activate("two"), deactivate(), in_language(fish=enter), deactivate(),
        in_language(fish="set -e LD_LIBRARY_PATH"),
    ], world.login(XDG_CONFIG_HOME=str(tmp_path / "config")), tmp_path / "run", prologue=before)
    actual.require_quiet_success()
    for number in (1, 3, 5, 6):
        assert actual.environments[number] == control.environments[number]
    check_nothing_left(actual, control)


@pytest.mark.parametrize("before", ["", "set -gx CUDA_PATH /global"])
def test_fish_variable_that_is_local_to_a_function(world: World, toolkits: Toolkits, tmp_path: Path,
                                                   before: str) -> None:
    """It hides ours while the function runs; what is behind it is the user's and stays."""
    build = ("function build; set -lx CUDA_HOME /local; set -lx CUDA_PATH /local; conda activate one; "
             "conda deactivate; end; build; functions -e build")
    actual, control = run_both(SHELLS["fish"], world, [in_language(fish=build), activate("two"), deactivate()],
                               world.login(), tmp_path, prologue=before)
    actual.require_quiet_success()
    assert actual.environments[1] == control.environments[1]
    assert actual.environments[3] == control.environments[3]
    check_nothing_left(actual, control)


# ---- names of the user's that hooks use ----------------------------------------------------------------

ALIASES = ("alias command='echo alias'; alias eval='echo alias'; alias unset='echo alias'; alias export='echo alias'; "
           "alias test='echo alias'; alias printf='echo alias'; alias builtin='echo alias'; alias typeset='echo alias'")

OWN_NAMES = {
    "bash": (f"shopt -s expand_aliases; {ALIASES}; alias declare='echo alias'",
             "export() { echo mine; }; printf() { echo mine; }; command() { echo mine; }; declare() { echo mine; }",
             "test() { echo mine; }; cd() { echo mine; }; typeset() { echo mine; }"),
    "zsh": (f"setopt aliases; {ALIASES}", "printf() { echo mine; }; command() { echo mine; }; export() { echo mine; }",
            "typeset() { echo mine; }; functions() { echo mine; }"),
    "dash": (ALIASES, "printf() { echo mine; }; test() { echo mine; }"),
    "ksh": (ALIASES, "printf() { echo mine; }; test() { echo mine; }"),
    "ash": (ALIASES, "printf() { echo mine; }; test() { echo mine; }"),
}


@pytest.mark.parametrize(("shell", "text"), [
    pytest.param(SHELLS[name], text, id=f"{name}-{number}") for name, texts in OWN_NAMES.items()
    for number, text in enumerate(texts)])
def test_names_that_hooks_use(shell: Shell, text: str, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """Made after conda's functions, as in a start-up file; conda's text itself says `export`, so one step undoes that
    where it would be hurt."""
    program = str(program_of(world.envs / "one"))
    hooks = [str(world.envs / "one" / "etc" / "conda" / f"{kind}.d" / f"~~cuda-env-switch_{kind}.sh")
             for kind in ("activate", "deactivate")]
    prefix = str(world.envs / "one")
    login = world.login(CONDA_PREFIX=prefix, CONDA_SHLVL="1")
    source = [Step("ours", text={"sh": f"\\. '{hook}'"}) for hook in hooks]
    assert Path(program).is_file()
    check_scenario(shell, world, [
        After(in_language(sh=text)), After(source[0], toolkits.one), After(run_command("/bin/true"), toolkits.one),
        After(source[1]), After(in_language(sh="\\unalias -a")),
    ], tmp_path, login)


def test_tcsh_where_the_percent_sign_is_history(world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """The limit that docs/shells.md names: nothing is switched, tcsh says why in its way, and the shell goes on."""
    actual, control = run_both(SHELLS["tcsh"], world, [activate("one"), activate("two"), deactivate(), deactivate()],
                               world.login(), tmp_path, prologue='set histchars="%^"')
    assert (actual.returncode, actual.stdout, actual.complete) == (0, b"", True)
    assert set(actual.stderr.splitlines()) == {b"s: Event not found."}
    assert actual.environments == control.environments
    check_nothing_left(actual, control)
