"""activate(), deactivate() and switched(): os.environ as a shell's hooks would have it, and exactly back."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ces_testing.prefixes import STATE_VARIABLE, Toolkit, make_prefix, program_of
from ces_testing.python_package import HOSTILE, environment_now, make_environment
from ces_testing.scenarios import After, check_environment
from ces_testing.shells import in_language

import cuda_env_switch
from cuda_env_switch import CudaEnvError, CudaEnvWarning, activate, deactivate, switched

Environment = tuple[Path, Toolkit]

BASHS_OWN = ("PWD", "SHLVL", "_", "OLDPWD")
"""What bash exports for itself."""


def check_switched(toolkit: Toolkit, before: dict[str, str]) -> None:
    """The variables are those of before and the toolkit's."""
    check_environment(environment_now(), before, After(in_language(), toolkit))


# ---- activate and deactivate --------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_switch_and_back(name: str, variables: dict[str, str], tmp_path: Path) -> None:
    prefix, toolkit = make_environment(tmp_path / name / "env", "11.4")
    assert activate(prefix).exports["CUDA_HOME"] == str(toolkit.home)
    check_switched(toolkit, variables)
    assert cuda_env_switch.status(prefix).switched
    assert deactivate() is True
    assert environment_now() == variables


@pytest.mark.parametrize("value", ["", "/x", "/x::/y:", os.fsdecode(b"/\xff")])
def test_what_was_there_before_comes_back(value: str, variables: dict[str, str], one: Environment) -> None:
    before = {**variables, "CUDA_HOME": value, "LD_LIBRARY_PATH": value}
    os.environ.update(before)
    activate(one[0])
    assert os.environ["CUDA_HOME"] == str(one[1].home)
    deactivate()
    assert environment_now() == before


def test_twice_is_once_and_another_takes_its_place(variables: dict[str, str], one: Environment,
                                                   two: Environment) -> None:
    activate(one[0])
    activate(one[0])
    check_switched(one[1], variables)
    activate(two[0])
    check_switched(two[1], variables)
    assert (deactivate(), deactivate()) == (True, False)
    assert environment_now() == variables


def test_children_find_the_toolkit(variables: dict[str, str], one: Environment) -> None:
    activate(one[0])
    assert subprocess.check_output(["nvcc"], text=True).strip() == one[1].banner()
    assert os.environb[b"CUDA_HOME"] == os.fsencode(one[1].home)


def test_what_was_changed_meanwhile_stays(variables: dict[str, str], one: Environment) -> None:
    activate(one[0])
    os.environ["PATH"] = f"/first:{os.environ['PATH']}:/last"
    os.environ["CUDA_HOME"] = "/mine"
    deactivate()
    assert environment_now() == {**variables, "PATH": f"/first:{variables['PATH']}:/last", "CUDA_HOME": "/mine"}


def test_the_environment_of_this_python_is_the_default(variables: dict[str, str], one: Environment,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(one[0]))
    activate()
    check_switched(one[1], variables)


# ---- together with shells -----------------------------------------------------------------------


def test_a_shells_switch_is_taken_back_here(variables: dict[str, str], one: Environment) -> None:
    code = 'eval "$("$1" --shell bash --prefix "$2")"; exec env -0'
    shell = subprocess.run(["bash", "-c", code, "bash", program_of(one[0]), one[0]], capture_output=True, check=True,
                           env=variables)
    os.environ.update(os.fsdecode(entry).split("=", 1) for entry in shell.stdout.split(b"\0")[:-1])
    assert os.environ["CUDA_HOME"] == str(one[1].home)
    deactivate()
    for own in BASHS_OWN:
        os.environ.pop(own, None)
    assert environment_now() == variables


def test_a_child_shell_takes_back_what_was_switched_here(variables: dict[str, str], one: Environment) -> None:
    activate(one[0])
    code = 'eval "$("$1" deactivate)"; exec /usr/bin/env -0'
    shell = subprocess.run(["bash", "-c", code, "bash", program_of(one[0])], capture_output=True, check=True,
                           env=environment_now())
    left = dict(os.fsdecode(entry).split("=", 1) for entry in shell.stdout.split(b"\0")[:-1])
    assert {name: value for name, value in left.items() if name not in BASHS_OWN} == variables


# ---- what is refused ----------------------------------------------------------------------------


def test_without_a_toolkit_nothing_changes(variables: dict[str, str], tmp_path: Path) -> None:
    bare = make_prefix(tmp_path / "bare")
    for prefix, why in ((bare, "no CUDA toolkit in"), (tmp_path / "gone", "no folder"), ("", "empty")):
        with pytest.raises(CudaEnvError, match=why):
            activate(prefix)
        assert environment_now() == variables


def test_where_it_is_disabled_it_takes_back_and_refuses(variables: dict[str, str], one: Environment) -> None:
    activate(one[0])
    os.environ["CUDA_ENV_SWITCH_DISABLE"] = "1"
    with pytest.raises(CudaEnvError, match="CUDA_ENV_SWITCH_DISABLE"):
        activate(one[0])
    assert environment_now() == {**variables, "CUDA_ENV_SWITCH_DISABLE": "1"}


def test_a_driver_too_old_is_warned_of_where_the_call_stands(variables: dict[str, str], one: Environment) -> None:
    os.environ["CONDA_OVERRIDE_CUDA"] = "10.2"
    with pytest.warns(CudaEnvWarning, match="CES101") as told:
        activate(one[0])
    assert [warning.filename for warning in told] == [__file__]
    check_switched(one[1], {**variables, "CONDA_OVERRIDE_CUDA": "10.2"})


def test_a_broken_record_is_cleared_away_with_a_warning(variables: dict[str, str]) -> None:
    os.environ[STATE_VARIABLE] = "1:on:/cut"
    with pytest.warns(CudaEnvWarning, match="CES302"):
        deactivate()
    assert environment_now() == variables


# ---- switched -----------------------------------------------------------------------------------


def test_switched_is_for_the_block(variables: dict[str, str], one: Environment) -> None:
    with switched(one[0]) as resolution:
        check_switched(one[1], variables)
        assert resolution.toolkit.version == "11.4.0"
    assert environment_now() == variables


def test_switched_ends_with_an_exception_too(variables: dict[str, str], one: Environment) -> None:
    with pytest.raises(KeyError), switched(one[0]):
        raise KeyError
    assert environment_now() == variables


def test_switched_decorates_a_function(variables: dict[str, str], one: Environment) -> None:
    @switched(one[0])
    def home() -> str:
        return os.environ["CUDA_HOME"]

    assert (home(), home()) == (str(one[1].home),) * 2
    assert environment_now() == variables


def test_switched_begins_nothing_where_it_cannot(variables: dict[str, str], one: Environment, tmp_path: Path) -> None:
    activate(one[0])
    inside = environment_now()
    with pytest.raises(CudaEnvError), switched(tmp_path / "gone"):
        pytest.fail("the block was run")
    assert environment_now() == inside


def test_a_switch_around_the_block_comes_back(variables: dict[str, str], one: Environment, two: Environment) -> None:
    activate(one[0])
    # Not where a new activation would put it: what comes back is what was there.
    os.environ["PATH"] = f"/mine:{os.environ['PATH']}"
    around = environment_now()
    with switched(two[0]):
        assert os.environ["CUDA_HOME"] == str(two[1].home)
        with switched(one[0]):
            assert os.environ["CUDA_HOME"] == str(one[1].home)
        assert os.environ["CUDA_HOME"] == str(two[1].home)
    assert environment_now() == around
    deactivate()
    assert environment_now() == {**variables, "PATH": f"/mine:{variables['PATH']}"}


def test_what_the_block_changes_stays(variables: dict[str, str], one: Environment) -> None:
    with switched(one[0]):
        os.environ["PATH"] += ":/new"
        os.environ["OTHER"] = "x"
    assert environment_now() == {**variables, "PATH": variables["PATH"] + ":/new", "OTHER": "x"}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_the_block_changes_stays_under_a_switch_around_it(name: str, variables: dict[str, str], tmp_path: Path,
                                                               two: Environment) -> None:
    prefix, toolkit = make_environment(tmp_path / name / "env", "11.4")
    activate(prefix)
    with switched(two[0]):
        os.environ["PATH"] += ":/new"
    check_switched(toolkit, {**variables, "PATH": variables["PATH"] + ":/new"})


def test_a_switch_around_the_block_comes_back_whatever_became_of_its_environment(
        variables: dict[str, str], one: Environment, two: Environment) -> None:
    os.environ["LD_LIBRARY_PATH"] = "/own"
    activate(one[0])
    with switched(two[0]):
        os.environ["LD_LIBRARY_PATH"] += ":/new"
        os.environ["CUDA_PATH"] = "/mine"
        one[0].rename(one[0].with_name("gone"))
    check_environment(environment_now(), {**variables, "LD_LIBRARY_PATH": "/own:/new"},
                      After(in_language(), one[1], overridden={"CUDA_PATH": "/mine"}))
    deactivate()
    assert environment_now() == {**variables, "LD_LIBRARY_PATH": "/own:/new", "CUDA_PATH": "/mine"}


# ---- threads ------------------------------------------------------------------------------------


def test_calls_from_threads_are_whole(variables: dict[str, str], one: Environment, two: Environment) -> None:
    """Whatever comes last, it is one switch or the other, and it can be taken back."""
    def switch(prefix: Path) -> None:
        for _ in range(30):
            activate(prefix)
            deactivate()
            activate(prefix)

    threads = [threading.Thread(target=switch, args=(prefix,)) for prefix in (one[0], two[0]) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    toolkit = one[1] if os.environ["CUDA_HOME"] == str(one[1].home) else two[1]
    check_switched(toolkit, variables)
    deactivate()
    assert environment_now() == variables


def test_libraries_of_this_process_are_found_as_before(variables: dict[str, str], one: Environment) -> None:
    """LD_LIBRARY_PATH counts for children alone, as documented: a child sees it, this process does not."""
    library = one[1].home / "lib64" / "libces_test.so"
    subprocess.run(["cc", "-shared", "-o", library, "-x", "c", "/dev/null"], check=True)
    activate(one[0])
    load = "import ctypes; ctypes.CDLL('libces_test.so')"
    with pytest.raises(OSError, match="libces_test"):
        exec(load, {})
    subprocess.run([sys.executable, "-c", load], check=True)
