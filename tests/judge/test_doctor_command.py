"""The command doctor on a dozen machines, as people and programs call it. The texts in doctor/ are what it says there:
read them as somebody would whose CUDA is broken, before you keep new ones (CES_KEEP=1 writes them)."""

import os
import re
from pathlib import Path

import jsonschema
import pytest
from documented_schema import schema_in
from machine import ENVS, Machine

DOCUMENT = Path(__file__).parents[2] / "docs" / "doctor.md"
TEXTS = Path(__file__).parent / "doctor"
SPLIT = f"{ENVS}/split124"


def well(folder):
    """A workstation where all goes together."""
    machine = Machine(folder, env="dev117")
    machine.gpu("0x20b5", "NVIDIA A100 80GB PCIe")
    machine.gcc("9")
    return machine.switch()


def old_driver(folder):
    """A server whose driver nobody updated, and an environment of a newer CUDA major."""
    machine = Machine(folder, "h100-r470")
    machine.gpu("0x2330", "NVIDIA H100 80GB HBM3")
    machine.gpu("0x2330", "NVIDIA H100 80GB HBM3", "0000:ab:00.0")
    machine.gcc("11")
    return machine.switch()


def same_major(folder):
    """torch of one CUDA 12, nvcc of a newer one, and a driver of the oldest."""
    machine = Machine(folder)
    machine.driver("535.104.05")
    machine.gpu("0x2684", "NVIDIA GeForce RTX 4090")
    machine.gcc("12")
    machine.file(f"{SPLIT}/lib/python3.11/site-packages/torch/version.py",
                 "__version__ = '2.4.0+cu121'\ncuda: Optional[str] = '12.1'\n")
    return machine.switch()


def after_an_update(folder):
    """A laptop after a night of unattended upgrades: new libraries, the old module, a new gcc."""
    machine = Machine(folder)
    machine.gpu("0x2860", "NVIDIA GeForce RTX 4070 Laptop GPU")
    machine.file("/usr/lib/x86_64-linux-gnu/libcuda.so.560.35.03")
    machine.link("/usr/lib/x86_64-linux-gnu/libcuda.so.1", "libcuda.so.560.35.03")
    machine.gcc("14")
    return machine.switch()


def new_gpu(folder):
    """A card that came out after driver and toolkit, in an environment that mamba made."""
    machine = Machine(folder)
    machine.file(f"{SPLIT}/conda-meta/history",
                 "==> 2026-01-01 00:00:00 <==\n# cmd: /opt/conda/bin/mamba create -n split124\n")
    machine.gpu("0x2b85", "NVIDIA GeForce RTX 5090")
    machine.gcc("12")
    return machine.switch()


def old_gpu(folder):
    """A Tesla V100 and a toolkit that has dropped it."""
    machine = Machine(folder, "h100-r580", "split130")
    machine.gpu("0x1db4", "Tesla V100-PCIE-16GB")
    machine.gcc("13")
    return machine.switch()


def bashrc(folder):
    """Ten years of exports in ~/.bashrc, and an environment without the hook."""
    machine = Machine(folder)
    machine.gpu("0x2684", "NVIDIA GeForce RTX 4090")
    machine.gcc("12")
    machine.file("/usr/local/cuda-12.4/lib64/stubs/libcuda.so")
    machine.variables |= {
        "CUDA_HOME": "/usr/local/cuda-11.8", "CUDA_PATH": "/usr/local/cuda",
        "PATH": "/usr/local/cuda-11.8/bin:" + machine.variables["PATH"],
        "LD_LIBRARY_PATH": "/usr/local/cuda-10.2/lib64:/usr/local/cuda-12.4/lib64/stubs:"}
    return machine


def wsl(folder):
    """WSL, where Windows' driver serves."""
    machine = Machine(folder, "wsl2")
    machine.gcc("12")
    return machine.switch()


def jetson(folder):
    """A Jetson, whose GPU is on no PCI bus, and a toolkit newer than its JetPack."""
    machine = Machine(folder, "jetson", "split129")
    machine.gcc("11")
    return machine.switch()


def container(folder):
    """A container that was started without the GPU."""
    machine = Machine(folder, "container-no-driver", "dev117")
    machine.file("/.dockerenv")
    machine.gpu("0x20b5")
    return machine.switch()


def broken_pixi(folder):
    """pixi ran no post-link script, so cudatoolkit-dev has no toolkit."""
    machine = Machine(folder, env="dev117")
    prefix = f"{ENVS}/dev117"
    machine.remove(f"{prefix}/pkgs/cuda-toolkit")
    for name in ("nvcc", "nvcc.profile", "ptxas"):
        machine.remove(f"{prefix}/bin/{name}")
    machine.file(f"{prefix}/conda-meta/pixi", "{}")
    machine.gpu("0x2684", "NVIDIA GeForce RTX 4090")
    return machine


def opted_in(folder):
    """An old driver, and the cuda-compat package that the user has asked for."""
    machine = Machine(folder)
    machine.driver("470.57.02")
    machine.gpu("0x20b5", "NVIDIA A100 80GB PCIe")
    machine.gcc("12")
    machine.compat_package(f"{SPLIT}/cuda-compat", "550.54.15",
                           {"format": 1, "CUDA version": "12.4", "driver": [470, 535], "device": [2, 14]})
    machine.file(f"{SPLIT}/etc/cuda-env-switch/config.yaml", "compat: auto\n")
    return machine.switch()


MACHINES = [well, old_driver, same_major, after_an_update, new_gpu, old_gpu, bashrc, wsl, jetson, container,
            broken_pixi, opted_in]
# A path, a command to paste or a schema's word is not broken.
LONGEST_WORD = 60


@pytest.mark.parametrize("make", MACHINES, ids=lambda make: make.__name__)
def test_the_doctor_says_what_is_kept_of_it(make, tmp_path):
    done = make(tmp_path).run("doctor")
    kept = TEXTS / f"{make.__name__}.txt"
    if os.environ.get("CES_KEEP") == "1":
        kept.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == kept.read_text(encoding="utf-8")
    assert done.stderr == ""
    assert done.returncode == (1 if re.search(r"^error CES", done.stdout, re.MULTILINE) else 0)


@pytest.mark.parametrize("make", MACHINES, ids=lambda make: make.__name__)
def test_its_text_fits_the_screen(make, tmp_path):
    for line in make(tmp_path).run("doctor", "--verbose").stdout.splitlines():
        assert len(line) <= 80 or max(map(len, line.split())) > LONGEST_WORD, line
        assert line == line.rstrip(), line


@pytest.mark.parametrize("make", MACHINES, ids=lambda make: make.__name__)
def test_its_object_has_the_documented_schema(make, tmp_path):
    answer = make(tmp_path).doctor("--deep")
    jsonschema.validate(answer, schema_in(DOCUMENT))


@pytest.mark.parametrize("make", MACHINES, ids=lambda make: make.__name__)
def test_status_has_the_same_verdict_and_points_to_the_doctor(make, tmp_path):
    machine = make(tmp_path)
    verdict = machine.doctor()["verdict"]
    status = machine.run("status").stdout
    assert re.search(rf"^verdict +{verdict}", status, re.MULTILINE), status
    assert "cuda-env-resolve doctor" in status


def test_a_jetsons_gpu_is_told_by_its_chip_and_not_judged_by_the_table_of_branches(tmp_path):
    machine = jetson(tmp_path)
    answer = machine.doctor()
    assert answer["gpus"] == [{"name": "NVIDIA Jetson AGX Orin Developer Kit", "capability": "8.7", "kind": "tegra",
                               "address": "tegra234",
                               "evidence": "/proc/device-tree/compatible, /proc/device-tree/model"}]
    assert not {finding["code"] for finding in answer["findings"]} & {"CES108", "CES109", "CES115"}
    # What nvcc makes no code for any more is told here as well.
    machine.file("/proc/device-tree/compatible", "nvidia,tegra194\0")
    machine.file(f"{ENVS}/split129/targets/aarch64-linux/include/cuda.h", "#define CUDA_VERSION 13000\n")
    machine.program(f"{ENVS}/split129/bin/nvcc",
                    "#!/bin/sh\necho 'Cuda compilation tools, release 13.0, V13.0.88'\n")
    (finding,) = [finding for finding in machine.doctor()["findings"] if finding["code"] == "CES106"]
    assert "sm_72" in finding["what"]


def test_color_is_for_terminals_or_on_request(tmp_path):
    machine = old_driver(tmp_path)
    assert "\x1b[" not in machine.run("doctor").stdout
    assert "\x1b[1;31merror\x1b[0m CES101" in machine.run("doctor", "--color", "always").stdout


def test_quiet_leaves_notes_and_the_head_out(tmp_path):
    machine = bashrc(tmp_path)
    text = machine.run("doctor", "-q").stdout
    assert text.startswith("error CES112")
    assert not re.search(r"^note", text, re.MULTILINE)


def test_an_environment_that_does_not_exist_is_said(tmp_path):
    machine = well(tmp_path)
    done = machine.run("doctor", "--prefix", "/gone")
    assert (done.returncode, done.stdout) == (1, "")
    assert "/gone" in done.stderr
    checked = machine.run("check", "--prefix", "/gone")
    assert (checked.returncode, checked.stdout, checked.stderr) == (1, "", "")


def test_of_another_environment_the_shell_is_not_blamed_on_it(tmp_path):
    machine = bashrc(tmp_path)
    codes = {finding["code"] for finding in machine.doctor("--prefix", f"{ENVS}/dev117")["findings"]}
    assert not codes & {"CES205", "CES304", "CES501", "CES503", "CES521", "CES522"}


def test_a_command_names_the_environment_that_is_not_active(tmp_path):
    machine = old_driver(tmp_path)
    machine.variables["CONDA_PREFIX"] = f"{ENVS}/other"
    (finding,) = [one for one in machine.doctor("--prefix", SPLIT)["findings"] if one["code"] == "CES101"]
    assert f"conda install -p {SPLIT} -c conda-forge" in finding["remedy"]
