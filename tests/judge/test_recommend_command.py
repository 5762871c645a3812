"""The command recommend: what it recommends is what compat calls fitting, and it is refused only where nothing is."""

import itertools
import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
from documented_schema import schema_in
from test_compat_command import compat
from verdict_oracle import Oracle

DOCUMENT = Path(__file__).parents[2] / "docs" / "recommend.md"
MACHINES = Path(__file__).parents[1] / "machines"
IN_CHANNELS = {(9, 2), (10, 0), (10, 1), *((11, minor) for minor in range(9))}
"""Below 12, for x86_64."""
LAST_SEEN = (13, 3)
"""Newer ones are assumed to be in conda-forge, and come last."""


def recommend(*arguments, root=None, **environment):
    program = Path(os.environ["CES_STAGE"]) / "bin" / "cuda-env-resolve"
    of_root = ["--root", str(root)] if root else []
    return subprocess.run([program, "recommend", *of_root, *arguments], capture_output=True, text=True, timeout=60,
                          check=False, env={"PATH": "/usr/bin:/bin", **environment})


@pytest.fixture(scope="module")
def schema():
    return schema_in(DOCUMENT)


def answers(schema, *arguments, **where):
    done = recommend(*arguments, "--json", **where)
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema)
    assert (done.returncode == 0) == (answer["cuda"] is not None)
    return answer


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="what channels have is spelt out here for x86_64")
def test_the_answer_is_the_oracles(schema, tmp_path):
    """On an empty machine, for drivers, GPUs and compilers that are named: by a second reading of the rules."""
    oracle = Oracle()
    packaged = [toolkit for toolkit in oracle.toolkits if toolkit in IN_CHANNELS or toolkit >= (12, 0)]
    drivers = [None, "340.108", "384.81", "396.26", "450.80.02", "470.57.02", "535.104.05", "580.65.06", "590.44.01"]
    for driver, capability, gcc in itertools.product(drivers, [None, "3.7", "7.0", "9.0", "12.0"], [None, 7, 12, 15]):
        fitting = [toolkit for toolkit in packaged
                   if (driver is None or oracle.verdict(toolkit, driver) != "unsupported")
                   and (capability is None or oracle.target(toolkit, capability) == "native")
                   and (gcc is None or oracle.compiler(f"{toolkit[0]}.{toolkit[1]}", "gcc", gcc) == "fits")]
        if driver and capability and oracle.driving(int(driver.split(".")[0]), capability) != "driven":
            fitting = []
        native = [toolkit for toolkit in fitting if driver is None or oracle.verdict(toolkit, driver) == "native"]
        call = [word for option, value in (("--driver", driver), ("--gpu", capability), ("--gcc", gcc)) if value
                for word in (option, str(value))]
        answer = answers(schema, *call, root=tmp_path)
        best = max(native or fitting, key=lambda toolkit: (toolkit <= LAST_SEEN, toolkit), default=None)
        assert answer["cuda"] == (f"{best[0]}.{best[1]}" if best else None), call
        assert bool(answer["in_the_way"]) == (best is None)


MACHINES_WITH_ANSWERS = [
    ("h100-r470", "split124", "11.4"),
    ("h100-r535", "plain", "12.2"),
    ("h100-r580", "split130", "13.0"),
    ("laptop", "split124", "12.4"),
    ("wsl2", "split124", None),
    ("container-no-driver", "dev117", None),
    ("workstation", "plain", "12.4"),
]


@pytest.mark.parametrize(("machine", "environment", "cuda"), MACHINES_WITH_ANSWERS)
def test_a_machine_is_looked_at(schema, machine, environment, cuda):
    answer = answers(schema, "--prefix", f"/opt/conda/envs/{environment}", root=MACHINES / machine)
    if cuda:
        assert answer["cuda"] == cuda
    else:
        assert any(reason["name"] == "driver not known" for reason in answer["reasons"])
    assert f"-p /opt/conda/envs/{environment}" in answer["command"]
    # What is not there leaves no evidence.
    assert all(reason["evidence"] for reason in answer["reasons"] if re.match(r"driver \d", reason["name"]))


def test_another_processors_packages_are_its_own(schema):
    answer = answers(schema, "--prefix", "/opt/conda/envs/split120", root=MACHINES / "power9")
    assert answer["platform"] == "linux-ppc64le"
    assert "gxx_linux-ppc64le" in answer["command"]


def test_packages_that_are_assumed_are_so_called(schema, tmp_path):
    site_packages = tmp_path / "e" / "lib" / "python3.13" / "site-packages" / "torch"
    site_packages.mkdir(parents=True)
    (site_packages / "version.py").write_text("__version__ = '2.20.0'\ncuda = '13.4'\n")
    (tmp_path / "e" / "conda-meta").mkdir()
    answer = answers(schema, "--driver", "615.31", "--prefix", "/e", root=tmp_path)
    assert answer["cuda"] == "13.4"
    (packages,) = [reason["text"] for reason in answer["reasons"] if reason["name"] == "packages"]
    assert "is assumed" in packages
    assert "conda search -c conda-forge cuda-version=13.4" in packages


def test_what_is_recommended_fits_by_compat():
    answer = json.loads(recommend("--driver", "535.104.05", "--gpu", "H100", "--json").stdout)
    verdict = json.loads(compat("--toolkit", answer["cuda"], "--driver", "535.104.05", "--gpu", "H100",
                                "--json").stdout)
    assert verdict["verdict"] == answer["verdict"] == "native"


@pytest.mark.parametrize(("arguments", "status"), [
    (("--driver", "535"), 0),
    (("--driver", "340"), 1),
    (("--gpu", "no such GPU"), 1),
    (("--prefix", "/no/such/environment"), 1),
    (("--driver", "12.4"), 2),
    (("--gpu",), 2),
    (("--toolkit", "12.4"), 2),
])
def test_the_exit_status_tells_what_went_wrong(arguments, status):
    done = recommend(*arguments)
    assert done.returncode == status, done.stderr + done.stdout
    assert (done.stdout == "") != (status == 0 or arguments[1:] == ("340",))


def test_people_read_the_command_and_why():
    text = recommend("--driver", "535.104.05", "--gpu", "H100").stdout
    lines = text.splitlines()
    assert lines[0].startswith("CUDA 12.2")
    assert "cuda-nvcc cuda-version=12.2 gxx_linux-" in lines[2]
    assert "Why" in lines
    assert all(len(line) <= 80 for line in lines if "cuda-nvcc" not in line and "/" not in line), text
    text = recommend("--driver", "340.108").stdout
    assert text.startswith("No toolkit fits.")
