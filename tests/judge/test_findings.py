"""Every finding of the catalogue: a machine without it, and the change that brings it about."""

import json
import os
import re
from pathlib import Path

import pytest
from machine import ENVS, Machine, elf_with_note

DOCUMENT = Path(__file__).parents[2] / "docs" / "findings.md"
SPLIT = f"{ENVS}/split124"
DEV_TREE = f"{ENVS}/dev117/pkgs/cuda-toolkit"
NVCC = f"{SPLIT}/bin/nvcc"

# What follows: code -> the fixture environment of the machine, and what makes the finding come up there.
CASES = {}


def case(code, env="split124", base="workstation"):
    def note(change):
        assert code not in CASES, code
        CASES[code] = (base, env, change)
        return change
    return note


def banner(release):
    return f"#!/bin/sh\necho 'Cuda compilation tools, release {release}, V{release}.131'\n"


# ---- CES1xx: verdict, driver, GPU ----------------------------------------------------------------------------------

@case("CES101")
def driver_too_old(machine):
    machine.driver("470.57.02")


@case("CES102")
def driver_of_an_older_minor(machine):
    machine.driver("535.104.05")


@case("CES103")
def driver_of_no_known_kind(machine):
    machine.file("/sys/module/nvidia/version", "no number\n")


@case("CES104")
def data_center_gpu_with_an_old_driver(machine):
    machine.gpu("0x20b5", "NVIDIA A100 80GB PCIe")
    machine.driver("470.57.02")


@case("CES105")
def compat_package_that_fits(machine):
    machine.gpu("0x20b5", "NVIDIA A100 80GB PCIe")
    machine.driver("470.57.02")
    machine.compat_package(f"{SPLIT}/cuda-compat", "550.54.15", {"CUDA version": "12.4", "driver": [470, 535]})


@case("CES106", env="split130", base="h100-r580")
def gpu_that_the_toolkit_dropped(machine):
    machine.gpu("0x1db4", "Tesla V100-PCIE-16GB")


@case("CES107")
def gpu_newer_than_the_toolkit(machine):
    machine.gpu("0x2b85", "NVIDIA GeForce RTX 5090")


@case("CES108")
def gpu_that_the_driver_dropped(machine):
    machine.gpu("0x102d", "Tesla K80")


@case("CES109")
def gpu_newer_than_the_driver(machine):
    machine.gpu("0x2b85", "NVIDIA GeForce RTX 5090")


@case("CES110")
def libcuda_of_another_driver(machine):
    machine.file("/usr/lib/x86_64-linux-gnu/libcuda.so.560.35.03")
    machine.link("/usr/lib/x86_64-linux-gnu/libcuda.so.1", "libcuda.so.560.35.03")


@case("CES111")
def compat_package_for_another_gpu_on_the_path(machine):
    machine.gpu("0x2684", "NVIDIA GeForce RTX 4090")
    machine.compat_package("/usr/local/cuda-12.9/compat", "575.57.08", {"CUDA version": "12.9", "driver": [550]})
    machine.variables["LD_LIBRARY_PATH"] = "/usr/local/cuda-12.9/compat"


@case("CES112")
def stubs_on_the_path(machine):
    machine.file("/usr/local/cuda-12.4/lib64/stubs/libcuda.so")
    machine.variables["LD_LIBRARY_PATH"] = "/usr/local/cuda-12.4/lib64/stubs"


@case("CES113")
def tables_that_are_not_there(machine):
    machine.variables["CUDA_ENV_SWITCH_COMPAT_TABLES"] = "/gone.yaml"


@case("CES115", base="container-no-driver", env="dev117")
def gpu_without_driver(machine):
    machine.gpu("0x2684")


@case("CES116")
def virtual_gpu(machine):
    machine.gpu("0x25b6", "NVIDIA A16-8Q")


# ---- CES2xx: the toolkit on disk -----------------------------------------------------------------------------------

@case("CES201", env="dev117")
def tree_that_was_not_fetched(machine):
    machine.remove(DEV_TREE)
    for name in ("nvcc", "nvcc.profile", "ptxas"):
        machine.remove(f"{ENVS}/dev117/bin/{name}")


@case("CES202")
def nvcc_that_leads_nowhere(machine):
    machine.remove(NVCC)
    machine.link(NVCC, "/gone/bin/nvcc")


@case("CES203")
def nvcc_that_may_not_be_run(machine):
    machine.path(NVCC).chmod(0o644)


@case("CES204")
def headers_of_another_release(machine):
    machine.file(f"{SPLIT}/targets/x86_64-linux/include/cuda.h", "#define CUDA_VERSION 12060\n")


@case("CES205")
def another_nvcc_first(machine):
    machine.variables["PATH"] = "/usr/local/cuda-11.8/bin:" + machine.variables["PATH"]


@case("CES206")
def nvcc_behind_a_lone_link(machine):
    machine.program("/opt/other/bin/nvcc", elf_with_note("{}"))  # of a script nothing can be told
    machine.remove(NVCC)
    machine.remove(f"{SPLIT}/bin/nvcc.profile")
    machine.link(NVCC, "/opt/other/bin/nvcc")


@case("CES207")
def missing_cicc(machine):
    machine.remove(f"{SPLIT}/nvvm/bin/cicc")


@case("CES208")
def missing_headers(machine):
    machine.remove(f"{SPLIT}/targets/x86_64-linux/include/crt")


@case("CES209")
def missing_library_folder(machine):
    machine.remove(f"{SPLIT}/targets/x86_64-linux/lib")


@case("CES210")
def ptxas_of_another_release(machine):
    machine.program(f"{SPLIT}/bin/ptxas", banner("12.6"))


@case("CES211")
def headers_of_two_layouts(machine):
    machine.file(f"{SPLIT}/include/cuda.h", "#define CUDA_VERSION 12040\n")


@case("CES212")
def wrapper_alone(machine):
    machine.activate(f"{ENVS}/wrapper118")


@case("CES213")
def runtime_alone(machine):
    machine.activate(f"{ENVS}/runtime118")


@case("CES214")
def folder_without_nvcc(machine):
    machine.file("/opt/nothing/readme")
    machine.variables["CUDA_ENV_SWITCH_TOOLKIT"] = "/opt/nothing"


@case("CES215")
def toolkit_of_another_environment(machine):
    machine.activate(f"{ENVS}/plain")
    machine.variables["CUDA_ENV_SWITCH_TOOLKIT"] = SPLIT


@case("CES216")
def wheels_without_the_name_to_link(machine):
    machine.activate(f"{ENVS}/wheels13")
    machine.variables["CUDA_ENV_SWITCH_TOOLKIT"] = "wheels"


@case("CES217")
def packages_of_two_channels(machine):
    machine.package("cuda-cudart", "12.4.127", channel="https://conda.anaconda.org/nvidia/linux-64")
    machine.package("cuda-nvcc", "12.4.131", channel="https://conda.anaconda.org/conda-forge/linux-64")


@case("CES220")
def toolkit_that_anybody_may_change(machine):
    if os.geteuid() != 0:
        pytest.skip("only root can give a file to another user")
    os.chown(machine.path(NVCC), 12345, 12345)
    machine.path(NVCC).chmod(0o777)


# ---- CES3xx: shell and record --------------------------------------------------------------------------------------

@case("CES301")
def folder_that_a_list_cannot_hold(machine):
    machine.path(f"{ENVS}/dev117").rename(machine.path(f"{ENVS}/dev:117"))
    machine.activate(f"{ENVS}/dev:117")


@case("CES302")
def record_that_was_cut(machine):
    machine.variables["CUDA_ENV_SWITCH_STATE"] = "1:on:"


@case("CES303")
def value_that_the_user_changed(machine):
    machine.switch()
    machine.variables["CUDA_HOME"] = "/mine"


@case("CES304")
def hook_that_did_not_run(machine):
    for name in ("CUDA_HOME", "CUDA_PATH", "CUDA_INC_PATH", "CUDA_ENV_SWITCH_STATE"):
        machine.variables.pop(name, None)


# ---- CES4xx: configuration and choice ------------------------------------------------------------------------------

CONFIG = "/etc/cuda-env-switch/config.yaml"


@case("CES401")
def configuration_that_is_no_yaml(machine):
    machine.file(CONFIG, "quiet: [\n")


@case("CES402")
def key_that_does_not_exist(machine):
    machine.file(CONFIG, "quite: on\n")


@case("CES403")
def value_that_cannot_be(machine):
    machine.file(CONFIG, "quiet: loud\n")


@case("CES404")
def pin_that_cannot_be_read(machine):
    machine.file(f"{SPLIT}/etc/cuda-env-switch/pin", "12.4\n11.8\n")


@case("CES405")
def pin_that_nothing_fits(machine):
    machine.file(f"{SPLIT}/etc/cuda-env-switch/pin", "9.9\n")


@case("CES406")
def two_toolkits(machine):
    for name in ("bin", "nvvm", "targets", "conda-meta"):
        source, target = machine.path(f"{SPLIT}/{name}"), machine.path(f"{ENVS}/both/{name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
    target = machine.path(f"{ENVS}/both/pkgs/cuda-toolkit")
    target.parent.mkdir(parents=True)
    machine.path(DEV_TREE).rename(target)
    machine.activate(f"{ENVS}/both")


@case("CES407", env="dev117")
def layout_that_makefiles_do_not_know(machine):
    machine.activate(SPLIT)


# ---- CES5xx: compilers, frameworks, variables ----------------------------------------------------------------------

@case("CES501")
def gcc_that_is_too_new(machine):
    machine.remove("/usr/bin/gcc")
    machine.gcc("15")


@case("CES502")
def gcc_that_is_too_old(machine):
    machine.file(f"{SPLIT}/targets/x86_64-linux/include/crt/host_config.h",
                 "#if __GNUC__ > 13\n#error -- unsupported GNU version! too new\n#endif\n"
                 "#if __GNUC__ < 6\n#error -- unsupported GNU version! too old\n#endif\n")
    machine.remove("/usr/bin/gcc")
    machine.gcc("4.8")


@case("CES503")
def no_gcc(machine):
    machine.remove("/usr/bin/gcc")


@case("CES504", env="plain")
def gcc_that_is_known_to_fail(machine):
    machine.remove("/usr/bin/gcc")
    machine.gcc("11")
    tree = f"{ENVS}/plain/pkgs/cuda-toolkit"
    machine.path(tree).parent.mkdir(parents=True)
    machine.path(DEV_TREE).rename(machine.path(tree))
    machine.program(f"{tree}/bin/nvcc", banner("11.5"))
    machine.file(f"{tree}/version.json", '{"cuda": {"version": "11.5.0"}}')


@case("CES510")
def torch_of_another_major(machine):
    machine.file(f"{SPLIT}/lib/python3.11/site-packages/torch/version.py",
                 "__version__ = '2.7.1+cu118'\ncuda: Optional[str] = '11.8'\n")


@case("CES511")
def torch_of_another_minor(machine):
    machine.file(f"{SPLIT}/lib/python3.11/site-packages/torch/version.py",
                 "__version__ = '2.4.0+cu121'\ncuda: Optional[str] = '12.1'\n")


@case("CES520")
def home_and_path_of_two_toolkits(machine):
    machine.variables |= {"CUDA_HOME": "/usr/local/cuda-11.8", "CUDA_PATH": "/usr/local/cuda-12.4"}


@case("CES521")
def home_of_another_toolkit_than_path(machine):
    machine.variables["CUDA_HOME"] = machine.variables["CUDA_PATH"] = "/usr/local/cuda-11.8"


@case("CES522")
def two_nvcc_on_path(machine):
    machine.variables["PATH"] += ":/usr/local/cuda-11.8/bin"


@case("CES523")
def folder_that_is_gone(machine):
    machine.variables["LD_LIBRARY_PATH"] = "/usr/local/cuda-10.2/lib64"


@case("CES524")
def empty_element(machine):
    machine.variables["LD_LIBRARY_PATH"] = "/usr/lib:"


@case("CES525")
def home_that_is_gone(machine):
    machine.variables["CUDA_HOME"] = machine.variables["CUDA_PATH"] = "/usr/local/cuda-10.2"


@case("CES526")
def libraries_of_two_releases(machine):
    for folder, release in (("/opt/a", "11.8.89"), ("/opt/b", "12.4.127")):
        machine.file(f"{folder}/libcudart.so.{release}")
    machine.variables["LD_LIBRARY_PATH"] = "/opt/a:/opt/b"


@case("CES527")
def program_folder_that_is_gone(machine):
    machine.variables["PATH"] += ":/usr/local/cuda-10.2/bin:/home/user/bin"


@case("CES528")
def program_folder_twice(machine):
    machine.variables["PATH"] += ":/usr/local/cuda-11.8/bin:/usr/bin:/usr/local/cuda-11.8/bin/"


# ---- the table is the catalogue ------------------------------------------------------------------------------------

# Told by other commands, or on this machine alone; each has its test below or where it says.
ELSEWHERE = {
    "CES114": "test_a_driver_that_does_not_answer",
    "CES601": "tests/unit/run/install_test.cpp",
    "CES602": "tests/unit/run/install_test.cpp",
    "CES603": "tests/unit/run/install_test.cpp",
    **dict.fromkeys(("CES701", "CES702", "CES703", "CES704", "CES705", "CES706", "CES707"),
                    "tests/unit/run/deep_check_test.cpp"),
}


# What every finding has, so that somebody can act on it.
PARTS = ("title", "what", "evidence", "why", "impact", "remedy", "verify")


def documented():
    return re.findall(r"^## (CES\d{3})$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_code_of_the_catalogue_is_in_the_table():
    assert sorted([*CASES, *ELSEWHERE]) == documented()


def test_those_of_other_commands_have_their_tests_there():
    for code, place in ELSEWHERE.items():
        if place.startswith("tests/"):
            text = (Path(__file__).parents[2] / place).read_text(encoding="utf-8")
            assert code in text, code
            assert "is_whole" in text, f"{place} looks at every part of its findings, as PARTS here"


def calm_machine(folder, base, env):
    """A machine where all is well: a compiler that fits, and the toolkit in force."""
    machine = Machine(folder, base, env)
    if machine.path("/usr/bin/gcc").exists():
        machine.remove("/usr/bin/gcc")
    machine.gcc("9" if env.startswith("dev") else "12")
    return machine.switch()


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_finding_comes_up_where_it_should_and_not_elsewhere(code, tmp_path):
    base, env, change = CASES[code]
    machine = calm_machine(tmp_path, base, env)
    before = machine.codes()
    assert code not in before
    change(machine)
    answer = machine.doctor()
    found = [finding for finding in answer["findings"] if finding["code"] == code]
    assert found, [finding["code"] for finding in answer["findings"]]
    for finding in found:
        for part in PARTS:
            assert finding[part], (part, finding)
    # An error is told by the exit status, also in silence.
    has_error = any(finding["severity"] == "error" for finding in answer["findings"])
    checked = machine.run("check")
    assert (checked.returncode, checked.stdout, checked.stderr) == (1 if has_error else 0, "", "")
    # By its code it is silenced.
    machine.variables["CUDA_ENV_SWITCH_SILENCE"] = code
    assert code not in machine.codes()


def test_a_compiler_that_is_named_and_not_there_is_to_be_named_anew(tmp_path):
    machine = calm_machine(tmp_path, "workstation", "split124")
    machine.variables["NVCC_CCBIN"] = "g++-99"
    finding = next(finding for finding in machine.doctor()["findings"] if finding["code"] == "CES503")
    assert finding["remedy"].startswith("let NVCC_CCBIN name a compiler that is there, or drop it")


def test_a_machine_where_all_is_well_has_nothing_to_tell(tmp_path):
    machine = calm_machine(tmp_path, "workstation", "dev117")
    machine.gpu("0x20b5", "NVIDIA A100 80GB PCIe")
    assert machine.doctor()["findings"] == []
    done = machine.run("doctor")
    assert done.returncode == 0
    assert "Nothing was found that would be in the way." in done.stdout
    assert machine.run("doctor", "--quiet").stdout == ""


def test_what_the_switch_itself_puts_on_path_again_is_not_told(tmp_path):
    machine = Machine(tmp_path, env="plain")
    machine.variables["PATH"] = "/usr/bin:/usr/local/cuda-11.8/bin"
    machine.variables["CUDA_ENV_SWITCH_TOOLKIT"] = "/usr/local/cuda-11.8"
    path = json.loads(machine.run("--json").stdout)["path"]
    assert path.count("/usr/local/cuda-11.8/bin") == 2
    machine.switch()
    machine.variables["PATH"] = ":".join(path)
    assert "CES528" not in machine.codes()


@pytest.mark.parametrize("prefix", [f"{ENVS}/dev117", None])
def test_advice_about_another_environment_names_it(tmp_path, prefix):
    machine = Machine(tmp_path)
    machine.activate(f"{ENVS}/plain" if prefix is None else prefix)
    findings = machine.doctor("--prefix", SPLIT)["findings"]
    for finding in findings:
        for part in ("remedy", "verify"):
            assert "$CONDA_PREFIX" not in finding[part], finding
            if "cuda-env-resolve status" in finding[part]:
                assert f"--prefix {SPLIT}" in finding[part], finding
    assert {"CES407"} <= {finding["code"] for finding in findings}


# ---- the driver itself ---------------------------------------------------------------------------------------------

def with_nvidia_smi(tmp_path, script):
    machine = Machine(tmp_path / "machine", env=None)
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "nvidia-smi"
    program.write_text("#!/bin/sh\n" + script)
    program.chmod(0o755)
    machine.variables["PATH"] = f"{folder}:/usr/bin:/bin"
    return machine


ANSWER = "echo '| NVIDIA-SMI 535.104.05    Driver Version: 535.104.05    CUDA Version: 12.2  |'\n"


def test_a_driver_that_does_not_answer(tmp_path):
    machine = with_nvidia_smi(tmp_path, "echo 'Unable to determine the device handle for GPU0'; exit 9\n")
    assert "CES114" not in machine.codes(root="/")
    answer = machine.doctor("--deep", root="/")
    (finding,) = [finding for finding in answer["findings"] if finding["code"] == "CES114"]
    assert all(finding[part] for part in PARTS), finding
    assert answer["deep"][0]["good"] is False
    assert "Unable to determine" in answer["deep"][0]["text"]
    assert machine.run("check", "--deep", root="/").returncode == 1


def test_a_driver_that_answers(tmp_path):
    machine = with_nvidia_smi(tmp_path, ANSWER)
    answer = machine.doctor("--deep", root="/")
    assert "CES114" not in {finding["code"] for finding in answer["findings"]}
    assert answer["deep"][0] == {"step": "nvidia-smi", "good": True, "text": "driver 535.104.05, CUDA 12.2",
                                 "evidence": str(tmp_path / "bin" / "nvidia-smi")}
    assert machine.doctor(root="/")["deep"] is None, "without --deep nothing enters the driver"


def test_programs_of_another_root_are_not_run(tmp_path):
    machine = Machine(tmp_path / "machine")
    machine.program("/usr/bin/nvidia-smi", f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    machine.program("/usr/bin/gcc", f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    assert machine.doctor("--deep")["deep"][0]["good"] is None
    assert not (tmp_path / "ran").exists()


# ---- forward compatibility by the key ------------------------------------------------------------------------------

NOTE = {"format": 1, "CUDA version": "12.4", "driver": [470, 535], "device": [2, 14]}


def compat_machine(tmp_path, note, key="auto"):
    machine = Machine(tmp_path)
    machine.driver("470.57.02")
    machine.compat_package(f"{SPLIT}/cuda-compat", "550.54.15", note)
    if key:
        machine.file(f"{SPLIT}/etc/cuda-env-switch/config.yaml", f"compat: {key}\n")
    return machine


def activated(machine):
    done = machine.run("activate", "--shell", "bash")
    assert done.returncode == 0
    return done.stdout


def test_activation_uses_a_compat_package_where_the_key_asks_and_its_list_allows(tmp_path):
    text = activated(compat_machine(tmp_path, NOTE))
    assert f"{SPLIT}/cuda-compat" in text
    assert "CES101" not in text


@pytest.mark.parametrize(("note", "key"), [({**NOTE, "driver": [535]}, "auto"), (NOTE, "off"), (NOTE, None)])
def test_activation_leaves_it_alone_else(tmp_path, note, key):
    text = activated(compat_machine(tmp_path, note, key))
    assert "cuda-compat" not in text.replace("cuda-compat cuda-version", "")
    assert "CES101" in text


def test_activation_does_not_use_it_where_the_driver_is_new_enough(tmp_path):
    machine = compat_machine(tmp_path, {**NOTE, "driver": [550]})
    machine.driver("550.54.14")
    assert "cuda-compat" not in activated(machine)


def test_the_folder_goes_first_and_is_taken_back(tmp_path):
    machine = Machine(tmp_path, env="dev117")
    machine.driver("418.87.01")
    machine.compat_package(f"{ENVS}/dev117/cuda-compat", "515.65.01", {**NOTE, "CUDA version": "11.7", "driver": [418]})
    machine.variables["CUDA_ENV_SWITCH_COMPAT"] = "auto"
    machine.switch()
    assert machine.variables["LD_LIBRARY_PATH"] == f"{ENVS}/dev117/cuda-compat:{DEV_TREE}/lib64"
    assert "CES105" in machine.codes()
    edits = json.loads(machine.run("deactivate", "--json").stdout)
    assert "LD_LIBRARY_PATH" in edits["unset"]


def test_the_doctor_tells_of_the_wrong_gpu(tmp_path):
    machine = compat_machine(tmp_path, NOTE)
    machine.gpu("0x2684", "NVIDIA GeForce RTX 4090")
    machine.switch()
    machine.variables.setdefault("LD_LIBRARY_PATH", f"{SPLIT}/cuda-compat")
    answer = machine.doctor()
    assert answer["verdict"] == "unsupported"
    (finding,) = [finding for finding in answer["findings"] if finding["code"] == "CES111"]
    assert "GeForce RTX 4090" in finding["why"]


def test_the_doctor_names_the_key_where_it_would_help(tmp_path):
    machine = compat_machine(tmp_path, NOTE, key=None)
    machine.gpu("0x20b5", "NVIDIA A100 80GB PCIe")
    answer = machine.doctor()
    assert answer["verdict"] == "forward-compat"
    (finding,) = [finding for finding in answer["findings"] if finding["code"] == "CES105"]
    assert "compat: auto" in finding["remedy"]
    assert json.loads(machine.run("status", "--json").stdout)["verdict"] == "forward-compat"
