"""The command compat, as people and programs call it: its object has the schema that docs/compat.md prints."""

import itertools
import json
import os
import subprocess
from pathlib import Path

import jsonschema
import pytest
from documented_schema import schema_in
from verdict_oracle import Oracle, padded

DOCUMENT = Path(__file__).parents[2] / "docs" / "compat.md"


def compat(*arguments):
    program = Path(os.environ["CES_STAGE"]) / "bin" / "cuda-env-resolve"
    return subprocess.run([program, "compat", *arguments], capture_output=True, text=True, timeout=60, check=False,
                          env={"PATH": "/usr/bin:/bin"})


@pytest.fixture(scope="module")
def schema():
    return schema_in(DOCUMENT)


def questions():
    toolkits = [None, "12.4", "12", "8.0", "13.4.2", "14.1"]
    drivers = [None, "535.104.05", "450", "340.108", "620"]
    gpus = [None, "H100", "sm_70", "GeForce RTX 5090", "Jetson Orin"]
    compilers = [(), ("--gcc", "14"), ("--clang", "30")]
    for toolkit, driver, gpu, compiler in itertools.product(toolkits, drivers, gpus, compilers):
        call = [word for option, value in (("--toolkit", toolkit), ("--driver", driver), ("--gpu", gpu)) if value
                for word in (option, value)]
        yield [*call, *compiler]


def test_every_answer_has_the_documented_schema(schema):
    for call in questions():
        done = compat(*call, "--json")
        assert done.returncode == 0, (call, done.stderr)
        assert done.stderr == ""
        try:
            jsonschema.validate(json.loads(done.stdout), schema)
        except jsonschema.ValidationError as error:
            raise AssertionError(f"{call}: {error.json_path}: {error.message}") from error


def test_the_table_is_the_oracles_in_both_directions():
    """For each toolkit the verdict of every branch, and for each branch that of every toolkit."""
    oracle = Oracle()
    for toolkit in oracle.toolkits:
        text = f"{toolkit[0]}.{toolkit[1]}"
        answer = json.loads(compat("--toolkit", text, "--json").stdout)
        assert [row["branch"] for row in answer["drivers"]] == list(oracle.native)
        for row in answer["drivers"]:
            assert row["verdict"] == oracle.verdict(toolkit, str(row["branch"])), (text, row)
            if row["from"]:
                branch = str(row["branch"])
                assert row["from"].startswith(branch)
                before = f"{branch}.0"
                assert oracle.verdict(toolkit, row["from"]) == row["verdict"] != oracle.verdict(toolkit, before)
    for branch in oracle.branches():
        answer = json.loads(compat("--driver", str(branch), "--json").stdout)
        assert len(answer["toolkits"]) == len(oracle.toolkits)
        for row in answer["toolkits"]:
            toolkit = tuple(int(part) for part in row["cuda"].split("."))
            assert row["verdict"] == oracle.verdict(toolkit, str(branch)), (branch, row["cuda"])


def test_the_minimum_of_a_toolkit_is_the_first_published_driver_that_runs_it():
    oracle = Oracle()
    answer = json.loads(compat("--json").stdout)
    assert len(answer["toolkits"]) == len(oracle.toolkits)
    published = sorted(oracle.published, key=padded)
    for row in answer["toolkits"]:
        toolkit = tuple(int(part) for part in row["cuda"].split("."))
        runs = [driver for driver in published if oracle.verdict(toolkit, driver) != "unsupported"]
        assert row["minimum_driver"] == runs[0], row["cuda"]


def test_the_question_of_the_design_is_answered():
    answer = json.loads(compat("--toolkit", "12.4", "--driver", "535.104.05", "--json").stdout)
    assert answer["verdict"] == "minor-version"
    assert [finding["code"] for finding in answer["findings"]] == ["CES102", "CES104"]


@pytest.mark.parametrize(("arguments", "status"), [
    ((), 0),
    (("--toolkit", "13.0", "--driver", "470"), 0),
    (("--toolkit", "12.7"), 1),
    (("--gpu", "no such GPU"), 1),
    (("--driver", "12.4"), 2),
    (("--toolkit",), 2),
    (("--toolkit", ""), 2),
    (("--bogus",), 2),
])
def test_the_exit_status_tells_what_went_wrong(arguments, status):
    done = compat(*arguments)
    assert done.returncode == status, done.stderr
    assert (done.stdout == "") == (status != 0)
    assert (done.stderr == "") == (status == 0)
