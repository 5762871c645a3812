"""A machine whose driver hangs, or has something else in the place of its texts: the program ends, and says so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from machine import Machine

GPU = "/proc/driver/nvidia/gpus/0000:17:00.0"
HANGING_FILE = Path(__file__).parent / "hanging_file.py"


def driver_finding(answer):
    (finding,) = [finding for finding in answer["findings"] if finding["code"] == "CES114"]
    return finding


def machine_with_fifo(folder):
    machine = Machine(folder, env="dev117")
    machine.gpu("0x20b5")
    machine.path(GPU).mkdir(parents=True)
    os.mkfifo(machine.path(f"{GPU}/information"))
    return machine


def test_a_fifo_in_the_place_of_a_text_is_not_waited_for(tmp_path):
    machine = machine_with_fifo(tmp_path)
    answer = machine.doctor()
    assert f"{GPU}/information" in driver_finding(answer)["what"]
    assert [gpu["name"] for gpu in answer["gpus"]] == ["A100 PCIe 80GB"], "the PCI bus knows it all the same"
    done = machine.run("doctor")
    assert done.returncode == 1
    assert "error CES114" in done.stdout
    assert machine.run("check").returncode == 1


@pytest.mark.parametrize("command", ["status", "recommend"])
def test_other_commands_end_too(tmp_path, command):
    assert machine_with_fifo(tmp_path).run(command).stdout


def on_a_machine_that_hangs(*arguments):
    program = Path(os.environ["CES_STAGE"]) / "bin" / "cuda-env-resolve"
    return subprocess.run(
        ["unshare", "--mount", sys.executable, HANGING_FILE, GPU, program, *arguments],
        capture_output=True, text=True, timeout=120, check=False,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})


def hanging_needs():
    """What this machine lacks for a file that hangs, empty if nothing."""
    if os.geteuid() != 0:
        return "only root can mount"
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        return "there is no /dev/fuse"
    probe = subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/proc/driver"],
                           capture_output=True, text=True, check=False)
    return "" if probe.returncode == 0 else f"a container that may not mount: {probe.stderr.strip()}"


@pytest.mark.parametrize("arguments", [["doctor", "--json"], ["status", "--json"]], ids=lambda words: words[0])
def test_a_text_that_hangs_is_left_at_the_deadline(arguments):
    if lack := hanging_needs():
        pytest.skip(lack)
    done = on_a_machine_that_hangs(*arguments)
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert "was not read within" in driver_finding(answer)["what"]
    assert done.returncode == (1 if arguments[0] == "doctor" else 0)


def test_check_tells_it_by_its_status():
    if lack := hanging_needs():
        pytest.skip(lack)
    done = on_a_machine_that_hangs("check")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_deep_on_wsl_runs_nothing_of_another_root(tmp_path):
    machine = Machine(tmp_path, "wsl2")
    machine.gcc("12")
    machine.program("/usr/lib/wsl/lib/nvidia-smi", f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    machine.switch()
    answer = machine.doctor("--deep")
    assert answer["verdict"] == "unknown"
    assert answer["deep"] == [{"step": "nvidia-smi", "good": None, "text": "programs of another root are not run",
                               "evidence": None}]
    assert not (tmp_path / "ran").exists()
    text = machine.run("doctor", "--deep").stdout
    assert "this is WSL" in text
    assert "programs of another root are not run" in text
