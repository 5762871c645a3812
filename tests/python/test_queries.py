"""status(), resolve(), doctor() and compat(): the same answers as the program's, as objects."""

from __future__ import annotations

import dataclasses
import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ces_testing.prefixes import Toolkit, make_prefix, program_of
from ces_testing.python_package import HOSTILE, PACKAGES, STAGE, environment_now, make_environment

import cuda_env_switch
from cuda_env_switch import CudaEnvError, Diagnosis, Finding, _core
from cuda_env_switch.reports import Compatibility

MACHINES = Path(__file__).resolve().parents[1] / "machines"

CASES = [("h100-r470", "dev117"), ("h100-r535", "split130"), ("h100-r535", "plain"), ("h100-r580", "split130"),
         ("wsl2", "split124"), ("jetson", "split129"), ("container-no-driver", "dev117"), ("broken-proc", "dev117")]


def program(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program itself."""
    return subprocess.run([STAGE / "bin" / "cuda-env-resolve", *words], env=environment, capture_output=True, text=True)


def active(environment: str) -> dict[str, str]:
    """The variables of a process that was started in a shell with an active environment."""
    prefix = f"/opt/conda/envs/{environment}"
    return {"CONDA_PREFIX": prefix, "PATH": f"{prefix}/bin:/usr/bin"}


# ---- status -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("machine", "environment"), CASES)
def test_status_is_what_the_program_says(machine: str, environment: str) -> None:
    root = MACHINES / machine
    report = cuda_env_switch.status(root=root, environment=active(environment))
    words = ("status", "--root", str(root))
    assert str(report) + "\n" == program(*words, **active(environment)).stdout
    found = json.loads(program(*words, "--json", **active(environment)).stdout)
    assert report.as_dict() == found
    assert (report.prefix, report.verdict, report.guess) == (found["prefix"], found["verdict"], found["guess"])
    assert report.switched is found["switched"]
    assert [finding.code for finding in report.findings] == [finding["code"] for finding in found["findings"]]
    assert (report.toolkit.version if report.toolkit else None) == (found["toolkit"] or {}).get("version")
    assert report.driver.version == found["driver"]["version"]


def test_status_is_frozen_and_its_dict_is_a_copy() -> None:
    report = cuda_env_switch.status(root=MACHINES / "laptop", environment=active("split124"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.verdict = "native"  # type: ignore[misc]
    report.as_dict()["driver"]["version"] = "1"
    assert report.as_dict()["driver"]["version"] == "550.90.07"
    assert pickle.loads(pickle.dumps(report)) == report


def test_nothing_is_written(variables: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    print(cuda_env_switch.status(tmp_path).prefix)
    with pytest.raises(CudaEnvError):
        cuda_env_switch.resolve(tmp_path)
    _core.run([b"--no-such-option"], {})
    assert capfd.readouterr() == (f"{tmp_path}\n", "")


def test_a_place_that_is_not_there_is_an_error_that_names_it(variables: dict[str, str]) -> None:
    for wrong in ({"prefix": "/no/env"}, {"root": "/no/root"}):
        with pytest.raises(CudaEnvError, match="/no/"):
            cuda_env_switch.status(**wrong)
    with pytest.raises(CudaEnvError, match="empty"):
        cuda_env_switch.status("")


# ---- which environment --------------------------------------------------------------------------


def test_the_active_environment_is_meant_else_that_of_this_python(
        variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, base, other = (make_prefix(tmp_path / name) for name in ("own", "base", "other"))
    monkeypatch.setattr(sys, "prefix", str(own))
    assert cuda_env_switch.status().prefix == str(own)
    os.environ["CONDA_PREFIX"] = ""
    assert cuda_env_switch.status().prefix == str(own)
    os.environ["CONDA_PREFIX"] = str(base)
    assert cuda_env_switch.status().prefix == str(base)
    assert cuda_env_switch.status(other).prefix == str(other)


def test_a_venv_made_from_a_conda_environment_means_that_environment(
        variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "venv").mkdir()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
    monkeypatch.setattr(sys, "base_prefix", str(make_prefix(tmp_path / "conda")))
    assert cuda_env_switch.status().prefix == str(tmp_path / "conda")


def test_a_kernel_under_the_jupyter_of_another_environment_is_told_of_its_own(
        variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, base = make_prefix(tmp_path / "own"), make_prefix(tmp_path / "base")
    monkeypatch.setattr(sys, "prefix", str(own))
    os.environ["CONDA_PREFIX"] = str(base)
    with pytest.raises(CudaEnvError, match=f"no CUDA toolkit in {base}.*prefix='{own}'"):
        cuda_env_switch.resolve()
    os.environ["CONDA_PREFIX"] = str(own)
    with pytest.raises(CudaEnvError) as error:
        cuda_env_switch.resolve()
    assert "perhaps" not in str(error.value)


def test_of_another_machine_nothing_is_meant_but_what_is_named() -> None:
    assert cuda_env_switch.status(root=MACHINES / "laptop", environment={}).prefix is None


def test_a_home_in_a_path_is_expanded(variables: dict[str, str], tmp_path: Path) -> None:
    assert cuda_env_switch.status("~").prefix == str(tmp_path)


# ---- resolve ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_resolve_is_what_a_shell_gets(name: str, variables: dict[str, str], tmp_path: Path) -> None:
    prefix, toolkit = make_environment(tmp_path / name / "env", "11.4")
    resolution = cuda_env_switch.resolve(prefix)
    # The shell says, as its hook does, that it keeps nothing unexported: a process cannot.
    code = 'eval "$("$1" activate --shell bash --set , --prefix "$2")"; exec env -0'
    shell = subprocess.run(["bash", "-c", code, "bash", program_of(prefix), str(prefix)], capture_output=True,
                           check=True, env=variables).stdout
    entries = [os.fsdecode(entry).split("=", 1) for entry in shell.split(b"\0")[:-1]]
    changed = {key: value for key, value in entries if variables.get(key) != value}
    for own in ("PWD", "SHLVL", "_"):
        changed.pop(own, None)
    assert resolution.exports == changed
    assert (resolution.prefix, resolution.toolkit.path) == (str(prefix), str(toolkit.home))
    # It prints, whatever the bytes are.
    for text in (str(resolution), resolution._repr_html_()):
        text.encode("utf-8")
    assert "onerror" not in tags_of(resolution._repr_html_())


def test_resolve_is_the_same_before_and_after_the_switch(variables: dict[str, str], one: tuple[Path, Toolkit],
                                                         two: tuple[Path, Toolkit]) -> None:
    before = cuda_env_switch.resolve(one[0])
    cuda_env_switch.activate(two[0])
    assert cuda_env_switch.resolve(one[0]) == before
    cuda_env_switch.activate(one[0])
    assert cuda_env_switch.resolve(one[0]) == before
    assert environment_now() == {**variables, **before.exports}


def test_resolve_for_a_child(variables: dict[str, str], one: tuple[Path, Toolkit]) -> None:
    environment = {**os.environ, **cuda_env_switch.resolve(one[0]).exports}
    assert subprocess.check_output(["nvcc"], env=environment, text=True).strip() == one[1].banner()
    assert environment_now() == variables


def test_resolve_tells_the_warning() -> None:
    resolution = cuda_env_switch.resolve(root=MACHINES / "h100-r470", environment=active("split124"))
    assert resolution.warning is not None and "CES101" in resolution.warning
    assert resolution.as_dict()["warning"] == resolution.warning
    assert str(resolution).endswith(resolution.warning)
    assert json.loads(json.dumps(resolution.as_dict())) == resolution.as_dict()


# ---- doctor and compat --------------------------------------------------------------------------


def test_doctor_finds_what_status_finds() -> None:
    place = {"root": MACHINES / "h100-r470", "environment": active("split124")}
    report = cuda_env_switch.doctor(**place)
    assert {finding.code for finding in cuda_env_switch.status(**place).findings} <= {
        finding.code for finding in report.findings}
    assert not report.ok and report.verdict == "unsupported" and "CES101" in str(report)


def test_doctor_of_what_is_not_there_is_an_error() -> None:
    with pytest.raises(CudaEnvError, match="/no/env"):
        cuda_env_switch.doctor("/no/env")


def test_compat_judges() -> None:
    report = cuda_env_switch.compat("13.0", "535.104.05")
    assert report.verdict == "unsupported" and report.reasons and "unsupported" in str(report)
    assert cuda_env_switch.compat("12.2", "535.104.05").verdict == "native"


FOUND = {"schema": 1, "verdict": "unsupported", "reasons": ["too old"], "more": {"x": 1}, "findings": [
    {"code": "CES101", "severity": "error", "title": "t", "what": "a<b>\x1b[31m", "why": None, "remedy": "update",
     "evidence": None},
    {"code": "CES102", "severity": "note", "title": "t", "what": "w", "why": "y", "remedy": None, "evidence": "/f"}]}
"""What a command answers, as design has it: these at least, and perhaps more."""


def test_a_diagnosis_prints_all_and_knows_whether_all_is_well() -> None:
    report = Diagnosis.from_json(FOUND)
    assert not report.ok and report.as_dict() == FOUND
    assert str(report) == ("verdict  unsupported; too old\n\n"
                           "CES101 error\n  what:   a<b>\\x1b[31m\n  cure:   update\n\n"
                           "CES102 note\n  what:   w\n  why:    y")
    assert tags_of(report._repr_html_()) == {"table", "thead", "tbody", "tr", "th", "td", "style"}
    assert Diagnosis.from_json({**FOUND, "findings": FOUND["findings"][1:]}).ok


def test_a_compatibility_without_a_verdict() -> None:
    report = Compatibility.from_json({"schema": 1, "gpu": "H100"}, "H100\n")
    assert "<b>" not in Compatibility.from_json({"schema": 1}, "<b>\n")._repr_html_()
    assert (report.verdict, report.reasons, report.findings, str(report)) == (None, (), (), "H100")
    assert report.as_dict() == {"schema": 1, "gpu": "H100"} and report._repr_html_() == "<pre>H100</pre>"


def test_a_finding_reads_what_is_not_told_as_none() -> None:
    finding = Finding.from_json({"code": "CES1", "severity": "note", "what": "w"})
    assert (finding.why, finding.remedy, finding.evidence) == (None, None, None)


# ---- the module itself --------------------------------------------------------------------------


def test_only_the_variables_that_are_given_are_seen(variables: dict[str, str]) -> None:
    os.environ["CONDA_PREFIX"] = "/no/env"
    assert _core.run([b"status"], {b"CONDA_PREFIX": b"/"})[0] == 0
    assert _core.run([b"status"], {})[0] == 0
    assert _core.run([b"status"], {b"CONDA_PREFIX": b"/no/env"})[0] == 1


@pytest.mark.parametrize(("words", "environment", "error"), [
    (["status"], {}, TypeError), ([b"status"], {"A": b"b"}, TypeError), ([b"status"], {b"A": "b"}, TypeError),
    ([b"sta\0tus"], {}, ValueError), ([b"status"], {b"A": b"b\0"}, ValueError), ([b"status"], {b"": b""}, ValueError),
    ([b"status"], {b"A=B": b""}, ValueError), (b"status", {}, TypeError)])
def test_what_no_program_can_be_given_is_refused(words: object, environment: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        _core.run(words, environment)  # type: ignore[arg-type]


def test_a_variable_without_a_name_is_passed_over(variables: dict[str, str]) -> None:
    """The kernel allows an entry "=x"; Python then has a variable without a name."""
    assert cuda_env_switch.status(environment={"": "x", "CONDA_PREFIX": "/"}).prefix == "/"


def test_calls_from_many_threads_do_not_meet() -> None:
    def ask(number: int) -> bool:
        machine, environment = CASES[number % len(CASES)]
        return cuda_env_switch.status(root=MACHINES / machine, environment=active(environment)) == expected[machine,
                                                                                                         environment]

    expected = {case: cuda_env_switch.status(root=MACHINES / case[0], environment=active(case[1])) for case in CASES}
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(400)))


def test_the_version_is_the_programs() -> None:
    assert f"cuda-env-resolve {cuda_env_switch.__version__}\n" == program("--version").stdout


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["status", "--root", str(MACHINES / "laptop")],
                                   ["--shell", "bash"], ["--perfix"], []])
def test_as_a_module_it_is_the_program(words: list[str]) -> None:
    """Word for word: it finds out by which shell it is called, too."""
    own = subprocess.run([sys.executable, "-m", "cuda_env_switch", *words], capture_output=True, text=True,
                         env={"PYTHONPATH": str(PACKAGES), "PYTHONDONTWRITEBYTECODE": "1"})
    wanted = program(*words)
    assert (own.returncode, own.stdout, own.stderr) == (wanted.returncode, wanted.stdout, wanted.stderr)


# ---- help ---------------------------------------------------------------------------------------


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attrs)}


def tags_of(page: str) -> set[str]:
    """The names of all elements and attributes of a page."""
    parser = _Tags()
    parser.feed(page)
    return parser.seen
