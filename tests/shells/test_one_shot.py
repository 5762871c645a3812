"""What cleans up once conda is done, where no hook of ours follows: nothing of it is left, all of the user's is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ces_testing.prefixes import STATE_VARIABLE, Toolkits, program_of, write_script
from ces_testing.scenarios import After, World, check_nothing_left, check_scenario, run_both
from ces_testing.shells import (SHELLS, Shell, activate, append, by_hand, deactivate, in_language, prepend,
                                reactivate, run_command, stack)

OPTIONS = {
    "bash": ("set -eu", "set -o posix", "set -T", "shopt -s extdebug", "set -eu -o posix; shopt -s failglob; IFS=:/",
             "shopt -s nullglob; set -C", "set -a", "set -f; IFS=abcdeh"),
    "zsh": ("set -eu", "emulate sh", "emulate ksh", "setopt posix_traps ksh_arrays", "setopt sh_word_split; IFS=:/",
            "setopt null_glob no_clobber glob_subst", "setopt warn_create_global", "setopt posix_builtins err_return"),
    "dash": ("set -eu", "set -C; IFS=:/", "set -f"),
    "ksh": ("set -eu", "set -C; IFS=:/", "set -o globstar"),
    "ash": ("set -eu", "set -C; IFS=:/", "set -f"),
}

def every_way(toolkits: Toolkits) -> list[After]:
    """To an environment without the plugin from one with it, directly, after others, stacked, and back."""
    return [
        After(activate("one"), toolkits.one),
        After(activate("stranger")),
        After(activate("stranger")),
        After(deactivate(), toolkits.one),
        After(reactivate(), toolkits.one),
        After(activate("two"), toolkits.two),
        After(activate("stranger")),
        After(stack("one"), toolkits.one),
        After(stack("stranger"), toolkits.one, first=False),
        After(deactivate(), toolkits.one),
        After(deactivate()),
        After(deactivate(), toolkits.two),
        After(activate("stranger")),
        After(deactivate(), toolkits.two),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ]


def test_every_way_to_an_environment_without_the_plugin(shell: Shell, world: World, toolkits: Toolkits,
                                                        tmp_path: Path) -> None:
    check_scenario(shell, world, every_way(toolkits), tmp_path)


@pytest.mark.parametrize(("shell", "options"), [
    pytest.param(SHELLS[name], options, id=f"{name}-{options}") for name, all_options in OPTIONS.items()
    for options in all_options])
def test_under_shell_options(shell: Shell, options: str, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    check_scenario(shell, world, every_way(toolkits), tmp_path, prologue=options)


USERS_OWN = {
    "bash": {
        "function": "hash() { builtin hash \"$@\"; }",
        "function, exported and traced": "hash() { builtin hash \"$@\"; }; export -f hash; declare -ft hash",
        "function with a here-document": "hash() { cat <<'END' >/dev/null\nit's $x `y`\nEND\nbuiltin hash \"$@\"; }",
        "alias": "shopt -s expand_aliases; alias hash='echo mine' rehash='echo mine'",
        "function and alias": "shopt -s expand_aliases; hash() { builtin hash \"$@\"; }\nalias hash='hash -t'",
        "function whose words became aliases": "shopt -s expand_aliases; hash() { builtin hash \"$@\"; }\n"
                                               "alias builtin='echo mine'",
        "traps": "trap 'x=1' RETURN; trap 'y=1' DEBUG; trap 'z=1' ERR; trap 'true' EXIT INT; set -T",
    },
    "zsh": {
        "function": "rehash() { builtin rehash \"$@\"; }; hash() { builtin hash \"$@\"; }",
        "alias": "setopt aliases; alias rehash='echo mine'; alias hash='echo mine'",
        "function whose words became aliases": "setopt aliases; rehash() { builtin rehash \"$@\"; : hi }\n"
                                               "alias builtin='echo mine'; alias -g hi=ho",
        "traps": "trap 'true' EXIT INT; TRAPUSR1() { true; }; TRAPEXIT() { x=1; }",
        "traps, POSIX_TRAPS": "setopt posix_traps; trap 'true' EXIT INT",
    },
    "dash": {"alias of another name": "alias rehash='echo mine' set='echo mine' return='echo mine'",
             "traps": "trap 'true' EXIT INT"},
    "ksh": {"function": "function CONDA_PREFIX.set { :; }", "alias": "alias rehash='echo mine'",
            "traps": "trap 'true' EXIT INT; trap 'x=1' DEBUG"},
    "ash": {"alias of another name": "alias rehash='echo mine' set='echo mine' return='echo mine'",
             "traps": "trap 'true' EXIT INT"},
    "fish": {
        "handlers": "function a --on-variable PATH; set -g a 1; end; function b --on-variable CONDA_SHLVL; "
                    "set -g b 1; end",
        "function": "function hash; true; end; function rehash; true; end",
    },
    "tcsh": {"alias": "alias rehash 'set mine=1; : \\!*'",
             "other aliases": "alias hash 'echo mine'; alias cd 'echo \\!*'"},
}


@pytest.mark.parametrize(("shell", "text"), [
    pytest.param(SHELLS[name], text, id=f"{name}-{what}") for name, all_texts in USERS_OWN.items()
    for what, text in all_texts.items() ])
def test_what_is_the_users_stays(shell: Shell, text: str, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    check_scenario(shell, world, every_way(toolkits), tmp_path, prologue=text)


def test_in_a_subshell(posix_shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """What is armed in it is gone with it. ksh arms nothing there, where it would crash."""
    there = in_language(sh="( conda activate stranger; conda activate one; conda activate stranger; conda deactivate )")
    check_scenario(posix_shell, world, [
        After(activate("two"), toolkits.two), After(there, toolkits.two), After(activate("stranger")), After(there),
        After(deactivate(), toolkits.two), After(deactivate()),
    ], tmp_path)


CANNOT_BE_SAVED = {
    "bash": "hash() { builtin hash \"$@\"; }; readonly -f hash",
    "dash": "hash() { command hash \"$@\"; }",
    "ash": "hash() { command hash \"$@\"; }",
    "ksh": "function CONDA_SHLVL.set { :; }",
}


@pytest.mark.parametrize("name", CANNOT_BE_SAVED)
def test_where_the_users_function_cannot_be_saved_the_next_hook_heals(name: str, world: World, toolkits: Toolkits,
                                                                     tmp_path: Path) -> None:
    """It stays as it is; the left toolkit is on PATH until the next hook, or until somebody undoes it by hand."""
    check_scenario(SHELLS[name], world, [
        After(activate("one"), toolkits.one),
        After(activate("stranger"), checked=False),
        After(deactivate(), toolkits.one),
        After(activate("stranger"), checked=False),
        After(by_hand(program_of(world.envs / "two"), "deactivate")),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path, prologue=CANNOT_BE_SAVED[name])


BARE = in_language(
    sh='eval "$("$CONDA_EXE" shell.posix activate stranger)"',
    fish="eval ($CONDA_EXE shell.fish activate stranger)",
    csh='set ask_conda="`$CONDA_EXE shell.csh activate stranger`"\neval "${ask_conda}"\nunset ask_conda',
)
"""conda's text without conda's function, so that nothing calls what was armed; ksh and fish need no call."""


@pytest.mark.parametrize("then", ["hash", "conda", "by hand"])
def test_text_that_was_evaluated_without_condas_function(shell: Shell, world: World, toolkits: Toolkits,
                                                         tmp_path: Path, then: str) -> None:
    call = {"hash": in_language(sh='if [ -n "${ZSH_VERSION-}" ]; then rehash; else hash -r; fi', csh="rehash"),
            "conda": activate("stranger"), "by hand": by_hand(program_of(world.envs / "two"), "deactivate")}[then]
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(BARE, checked=False),
        After(call),
        After(deactivate(), toolkits.one),
        After(BARE, checked=False),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path)


def test_user_has_our_element_himself(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """As often as he had it, it stays."""
    login = world.login()
    entry = toolkits.one.path_entry
    login["PATH"] = f"{login['PATH']}:{entry}:/usr/bin:{entry}:/bin"
    actual, control = run_both(shell, world, [activate("one"), activate("stranger"), deactivate(), deactivate()],
                               login, tmp_path)
    actual.require_quiet_success()
    assert actual.environments[2] == control.environments[2]
    assert actual.environments[4] == control.environments[4]
    check_nothing_left(actual, control)


def test_path_edits_in_between(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    login = world.login()
    login["PATH"] = f":/dup:{login['PATH']}::/dup:"
    check_scenario(shell, world, [
        After(activate("one"), toolkits.one),
        After(prepend("PATH", "/early bin/*"), toolkits.one, first=False),
        After(append("PATH", "/late"), toolkits.one, first=False),
        After(activate("stranger")),
        After(deactivate(), toolkits.one),
        After(deactivate()),
    ], tmp_path, login)


def test_the_program_is_gone_by_then(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path) -> None:
    """The means are gone and nobody says a word; what they were to clean up waits for the next hook."""
    program = toolkits.one.home.parents[1] / "bin" / "cuda-env-resolve"
    away = tmp_path / "away"
    # conda's text runs this between our hook and its end: a deactivation script of another package.
    hook = world.envs / "one" / "etc" / "conda" / "deactivate.d" / f"zz_other{shell.suffix}"
    hook.write_text(f"/bin/sh -c 'test -e \"$0\" && mv \"$0\" \"$1\"' '{program}' '{away}'\n", "utf-8")
    back = run_command("/bin/sh", "-c", f"test ! -e '{away}' || mv '{away}' '{program}'")
    try:
        check_scenario(shell, world, [
            After(activate("one"), toolkits.one),
            After(activate("stranger"), checked=False),
            After(back, checked=False),
            After(activate("bare")),
            After(deactivate(), checked=False),
            After(deactivate(), toolkits.one),
            After(back, toolkits.one),
            After(deactivate()),
        ], tmp_path)
    finally:
        hook.unlink()
        if away.exists():
            away.rename(program)


HALF = {".sh": ("export CUDA_HOME=/half;", "if true; then"), ".fish": ("set -gx CUDA_HOME /half;", "if true"),
        ".csh": ("setenv CUDA_HOME /half;", "if (1) then")}
"""The first two lines of a text, by hook; the second one makes no sense alone."""


@pytest.mark.parametrize("lines", [1, 2])
def test_the_program_is_killed_midway(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path,
                                      lines: int) -> None:
    """All or nothing: the beginning of a text is not evaluated, and the next hook cleans up."""
    program = program_of(toolkits.one.home.parents[1])
    away, broken = tmp_path / "away", tmp_path / "broken"
    half = " ".join(f"'{line}'" for line in HALF[shell.suffix][:lines])
    write_script(broken, f"printf '%s\\n' {half}; kill -KILL $$")
    hook = world.envs / "one" / "etc" / "conda" / "deactivate.d" / f"zz_other{shell.suffix}"
    hook.write_text("/bin/sh -c 'test -e \"$1\" || { mv \"$0\" \"$1\" && cp \"$2\" \"$0\"; }' "
                    f"'{program}' '{away}' '{broken}'\n", "utf-8")
    back = run_command("/bin/sh", "-c", f"test ! -e '{away}' || mv '{away}' '{program}'")
    try:
        actual, control = run_both(shell, world, [activate("one"), activate("stranger"), back, deactivate(),
                                                  back, deactivate()], world.login(), tmp_path)
    finally:
        hook.unlink()
        if away.exists():
            away.rename(program)
    actual.require_quiet_success()
    assert "CUDA_HOME" not in actual.environments[2]
    assert actual.environments[6] == control.environments[6]
    check_nothing_left(actual, control)


EARLY = {".sh": 'if [ -n "${ZSH_VERSION-}" ]; then rehash; else hash -r; fi; export CONDA_SHLVL="$CONDA_SHLVL"',
         ".fish": "set -gx CONDA_SHLVL $CONDA_SHLVL", ".csh": "rehash; setenv CONDA_SHLVL $CONDA_SHLVL"}
"""What a deactivation script of another package may say, while conda has not put PATH back yet."""


@pytest.mark.parametrize("users", [False, True], ids=["", "with the user's own"])
def test_it_is_called_too_early(shell: Shell, world: World, toolkits: Toolkits, tmp_path: Path, users: bool) -> None:
    """It arms itself again, and still keeps what is the user's."""
    own = USERS_OWN[shell.name].get("function", USERS_OWN[shell.name].get("alias", "")) if users else ""
    hook = world.envs / "one" / "etc" / "conda" / "deactivate.d" / f"zz_other{shell.suffix}"
    hook.write_text(f"{EARLY[shell.suffix]}\n" * 2, "utf-8")
    try:
        check_scenario(shell, world, every_way(toolkits), tmp_path, prologue=own)
    finally:
        hook.unlink()


def test_a_nested_shell_in_between_finds_nothing_of_it(shell: Shell, world: World, toolkits: Toolkits,
                                                       tmp_path: Path) -> None:
    """What is armed is not exported: a child that starts between our hook and conda's end sees the record alone."""
    hook = world.envs / "one" / "etc" / "conda" / "deactivate.d" / f"zz_other{shell.suffix}"
    seen = tmp_path / "seen"
    hook.write_text(f"/usr/bin/env > '{seen}'\n", "utf-8")
    try:
        check_scenario(shell, world, [After(activate("one"), toolkits.one), After(activate("stranger")),
                                      After(deactivate(), toolkits.one), After(deactivate())], tmp_path)
    finally:
        hook.unlink()
    lines = seen.read_text().splitlines()
    assert not [line for line in lines if "cuda_env_switch" in line or line.startswith("BASH_FUNC")]
    assert not [line for line in lines if "leaving" in line and not line.startswith(STATE_VARIABLE)]
