"""The emulator against what conda 26.7 was seen to print."""

from __future__ import annotations

from pathlib import Path

import pytest

from ces_testing.conda_emulator import (DIALECTS, CondaError, Emission, Emulator, LibmambaEmulator, RattlerEmulator,
                                        emulate)


def environment(**variables: str) -> dict[str, str]:
    return {"PATH": "/C/condabin:/usr/bin:/bin", **variables}


def emulator(**variables: str) -> Emulator:
    return Emulator("/C", environment(**variables), ".sh")


@pytest.fixture
def prefixes(tmp_path: Path) -> tuple[str, str]:
    for name in ("P", "Q"):
        (tmp_path / name / "conda-meta").mkdir(parents=True)
    return str(tmp_path / "P"), str(tmp_path / "Q")


def add_hooks(prefix: str, *names: str) -> None:
    for kind in ("activate", "deactivate"):
        folder = Path(prefix, "etc", "conda", f"{kind}.d")
        folder.mkdir(parents=True)
        for name in names:
            (folder / name).touch()


def names(scripts: list[str]) -> list[str]:
    return [Path(script).name for script in scripts]


def test_first_activation_in_posix_is_condas_text(prefixes: tuple[str, str]) -> None:
    prefix, _ = prefixes
    add_hooks(prefix, "p.sh", "p.fish")
    text = emulate("/C", "posix", ["activate", prefix], {"PATH": "/usr/bin:/bin"}, "/C/bin/python")
    assert text.splitlines() == [
        "export _CE_M=''",
        "export _CE_CONDA=''",
        f"export PATH='{prefix}/bin:/C/condabin:/usr/bin:/bin'",
        f"export CONDA_PREFIX='{prefix}'",
        "export CONDA_SHLVL='1'",
        f"export CONDA_DEFAULT_ENV='{prefix}'",
        "export CONDA_PROMPT_MODIFIER=''",
        "export CONDA_EXE='/C/bin/conda'",
        "export _CONDA_EXE='/C/bin/conda'",
        "export CONDA_PYTHON_EXE='/C/bin/python'",
        "export _CONDA_ROOT='/C'",
        f'. "{prefix}/etc/conda/activate.d/p.sh"',
    ]
    assert text.endswith("\n")


def test_csh_and_fish_templates(prefixes: tuple[str, str]) -> None:
    prefix, _ = prefixes
    add_hooks(prefix, "p.csh", "p.fish")
    csh = emulate("/C", "csh", ["activate", prefix], environment(), "/py")
    assert csh.startswith("unsetenv _CE_M;\nunsetenv _CE_CONDA;\n"
                          f'setenv PATH "{prefix}/bin:/C/condabin:/usr/bin:/bin";\n')
    assert csh.endswith(f'source "{prefix}/etc/conda/activate.d/p.csh";\n')
    fish = emulate("/C", "fish", ["activate", prefix], environment(), "/py")
    assert f'set -gx PATH "{prefix}/bin" "/C/condabin" "/usr/bin" "/bin";\n' in fish
    assert fish.startswith("set -e _CE_M || true;\n")


def test_xonsh_template(prefixes: tuple[str, str]) -> None:
    prefix, _ = prefixes
    add_hooks(prefix, "p.sh", "p.xsh")
    text = emulate("/C", "xonsh", ["activate", prefix], environment(), "/py")
    assert text.startswith("try:\n    del $_CE_M\nexcept KeyError:\n    pass\n"
                           "try:\n    del $_CE_CONDA\nexcept KeyError:\n    pass\n"
                           f"$PATH = '{prefix}/bin:/C/condabin:/usr/bin:/bin'\n")
    assert text.endswith(f'source-bash --suppress-skip-message -n "{prefix}/etc/conda/activate.d/p.sh"\n')


@pytest.mark.parametrize(("shell", "line"), [
    ("posix", "export CONDA_PREFIX='/E/it'\\''s $HOME!'"),
    ("csh", "setenv CONDA_PREFIX '/E/it'\\''s $HOME\\!'"),
    ("fish", "set -gx CONDA_PREFIX '/E/it\\'s $HOME!'"),
])
def test_escaping_dialects_quote(shell: str, line: str) -> None:
    emission = Emission(export_vars={"CONDA_PREFIX": "/E/it's $HOME!"})
    dialect = DIALECTS[shell].escaped()
    assert dialect.text(emission) == line + dialect.separator


def test_nothing_active_prints_nothing() -> None:
    for command in ("deactivate", "reactivate"):
        assert emulate("/C", "posix", [command], environment(CONDA_SHLVL="0"), "/py") == ""


def test_hooks_are_listed_in_byte_order_and_backwards_on_deactivation(prefixes: tuple[str, str]) -> None:
    prefix, _ = prefixes
    in_order = ["9.sh", "A.sh", "_b.sh", "c.sh", "~cuda-nvcc_activate.sh", "~~cuda-env-switch_activate.sh"]
    add_hooks(prefix, *reversed(in_order))
    active = emulator(CONDA_PREFIX=prefix, CONDA_SHLVL="1")
    assert names(active.reactivate().activate_scripts) == in_order
    assert names(active.deactivate().deactivate_scripts) == in_order[::-1]
    active.hidden_hooks = ("~~cuda-env-switch",)
    assert names(active.reactivate().activate_scripts) == in_order[:-1]


def test_activating_the_active_prefix_is_a_reactivation(prefixes: tuple[str, str]) -> None:
    prefix, _ = prefixes
    active = emulator(CONDA_PREFIX=prefix, CONDA_SHLVL="1")
    assert active.activate(prefix) == active.reactivate()
    assert "CONDA_PREFIX" not in active.reactivate().export_vars


def test_switch_runs_the_old_hooks_and_exports_a_path_computed_before_them(prefixes: tuple[str, str]) -> None:
    old, new = prefixes
    add_hooks(old, "p.sh")
    add_hooks(new, "q.sh")
    emission = emulator(CONDA_PREFIX=old, CONDA_SHLVL="1", PATH=f"/X:{old}/bin:/bin").activate(new)
    assert names(emission.deactivate_scripts) == ["p.sh"]
    assert names(emission.activate_scripts) == ["q.sh"]
    assert emission.export_path == {}
    assert emission.export_vars["PATH"] == ["/X", f"{new}/bin", "/bin"]
    assert emission.export_vars["CONDA_PREFIX_1"] == old
    assert emission.export_vars["CONDA_SHLVL"] == "2"


def test_stacking_runs_no_deactivation_and_unstacking_activates_again(prefixes: tuple[str, str]) -> None:
    old, new = prefixes
    add_hooks(old, "p.sh")
    add_hooks(new, "q.sh")
    stacked = emulator(CONDA_PREFIX=old, CONDA_SHLVL="1", PATH=f"{old}/bin:/bin").activate(new, stack=True)
    assert stacked.deactivate_scripts == []
    assert stacked.export_vars["CONDA_STACKED_2"] == "true"
    assert stacked.export_vars["PATH"] == [f"{new}/bin", f"{old}/bin", "/bin"]
    unstacked = emulator(CONDA_PREFIX=new, CONDA_SHLVL="2", CONDA_PREFIX_1=old, CONDA_STACKED_2="true",
                         PATH=f"{new}/bin:{old}/bin:/bin").deactivate()
    assert unstacked.export_path == {"PATH": [f"{old}/bin", "/bin"]}
    assert unstacked.unset_vars[:2] == ["CONDA_PREFIX_1", "CONDA_STACKED_2"]
    assert names(unstacked.deactivate_scripts) == ["q.sh"]
    assert names(unstacked.activate_scripts) == ["p.sh"]


def test_dropping_a_level_puts_the_outer_prefix_back_in_place(prefixes: tuple[str, str]) -> None:
    old, new = prefixes
    emission = emulator(CONDA_PREFIX=new, CONDA_SHLVL="2", CONDA_PREFIX_1=old, PATH=f"/X:{new}/bin:/bin").deactivate()
    assert emission.export_path == {"PATH": ["/X", f"{old}/bin", "/bin"]}
    assert emission.export_vars["CONDA_SHLVL"] == "1"


def test_the_last_deactivation_edits_path_before_the_hooks() -> None:
    emission = emulator(CONDA_PREFIX="/E/P", CONDA_SHLVL="1", PATH="/X:/E/P/bin:/bin").deactivate()
    assert emission.export_path == {"PATH": ["/X", "/bin"]}
    assert emission.unset_vars[:3] == ["CONDA_PREFIX", "CONDA_DEFAULT_ENV", "CONDA_PROMPT_MODIFIER"]


def test_path_elements_are_normalised_and_only_the_first_occurrence_goes() -> None:
    path = "/a//b/:/c/../d::/E/P/bin/:/E/P/bin:/bin"
    emission = emulator(CONDA_PREFIX="/E/P", CONDA_SHLVL="1", PATH=path).deactivate()
    assert emission.export_path == {"PATH": ["/a/b", "/d", ".", "/E/P/bin", "/bin"]}


def test_prefix_that_is_not_on_path_is_inserted_first() -> None:
    emission = emulator(CONDA_PREFIX="/E/P", CONDA_SHLVL="1", PATH="/usr/bin:/bin").reactivate()
    assert emission.export_vars["PATH"] == ["/E/P/bin", "/usr/bin", "/bin"]


def test_prefix_last_on_path_is_condas_index_error() -> None:
    with pytest.raises(CondaError, match="IndexError"):
        emulator(CONDA_PREFIX="/E/P", CONDA_SHLVL="1", PATH="/bin:/E/P/bin").deactivate()


def test_an_unknown_environment_and_a_missing_level_are_errors() -> None:
    with pytest.raises(CondaError, match="Not a conda environment"):
        emulator().activate("nowhere")
    with pytest.raises(CondaError, match="CONDA_PREFIX_1"):
        emulator(CONDA_PREFIX="/E/P", CONDA_SHLVL="2").deactivate()


# ---- libmamba and rattler, where they differ -----------------------------------------------------------


def test_libmamba_takes_every_occurrence_and_puts_the_new_folder_first() -> None:
    path = "/X:/E/P/bin:/x//y/:/E/P/bin:/bin:/bin"
    active = LibmambaEmulator("/C", environment(CONDA_PREFIX="/E/P", CONDA_SHLVL="1", PATH=path), ".sh")
    assert active.reactivate().export_vars["PATH"] == ["/E/P/bin", "/X", "/x//y/", "/bin"]
    assert active.deactivate().export_path == {"PATH": ["/X", "/x//y/", "/bin"]}
    last = LibmambaEmulator("/C", environment(CONDA_PREFIX="/E/P", CONDA_SHLVL="1", PATH="/bin:/E/P/bin"), ".sh")
    assert last.deactivate().export_path == {"PATH": ["/bin"]}


def test_libmamba_leaves_our_entry_behind_the_new_folder(prefixes: tuple[str, str]) -> None:
    old, new = prefixes
    path = f"{old}/toolkit/bin:{old}/bin:/bin"
    active = LibmambaEmulator("/C", environment(CONDA_PREFIX=old, CONDA_SHLVL="1", PATH=path), ".sh")
    assert active.activate(new).export_vars["PATH"] == [f"{new}/bin", f"{old}/toolkit/bin", "/bin"]


def test_libmamba_takes_the_environment_below_for_a_deactivation(prefixes: tuple[str, str]) -> None:
    old, new = prefixes
    variables = environment(CONDA_PREFIX=new, CONDA_SHLVL="2", CONDA_PREFIX_1=old, PATH=f"{new}/bin:/bin")
    assert LibmambaEmulator("/C", variables, ".sh").activate(old).export_vars["CONDA_SHLVL"] == "1"
    assert Emulator("/C", variables, ".sh").activate(old).export_vars["CONDA_SHLVL"] == "3"


def test_libmamba_really_unsets(tmp_path: Path) -> None:
    (tmp_path / "emulator.json").write_text('{"engine": "libmamba"}')
    text = emulate(str(tmp_path), "posix", ["deactivate"], environment(CONDA_PREFIX="/E/P", CONDA_SHLVL="1"), "/py")
    assert "unset CONDA_PREFIX\n" in text


def test_rattler_runs_all_hooks_in_ascending_order(prefixes: tuple[str, str]) -> None:
    old, new = prefixes
    add_hooks(old, "a.sh", "b.sh")
    add_hooks(new, "c.sh")
    path = f"/X:{old}/bin:/bin"
    active = RattlerEmulator("/C", environment(CONDA_PREFIX=old, CONDA_SHLVL="1", PATH=path), ".sh")
    emission = active.activate(new)
    assert names(emission.deactivate_scripts) == ["a.sh", "b.sh"]
    assert names(emission.activate_scripts) == ["c.sh"]
    assert list(emission.export_vars.items()) == [
        ("PATH", [f"{new}/bin", "/X", "/bin"]), ("CONDA_SHLVL", "2"), ("CONDA_ENV_SHLVL_2_CONDA_PREFIX", old),
        ("CONDA_PREFIX", new)]


def test_rattler_gives_condas_variables_back_before_it_runs_deactivation_hooks(prefixes: tuple[str, str]) -> None:
    old, new = prefixes
    add_hooks(new, "c.sh")
    variables = environment(CONDA_PREFIX=new, CONDA_SHLVL="2", CONDA_ENV_SHLVL_2_CONDA_PREFIX=old)
    nested = RattlerEmulator("/C", variables, ".sh").deactivate()
    assert nested.export_vars == {"CONDA_PREFIX": old, "CONDA_SHLVL": "1"}
    assert (nested.deactivate_scripts, names(nested.activate_scripts)) == ([], ["c.sh"])
    outermost = RattlerEmulator("/C", environment(CONDA_PREFIX=new, CONDA_SHLVL="1"), ".sh").deactivate()
    assert outermost.unset_vars == ["CONDA_PREFIX"]
