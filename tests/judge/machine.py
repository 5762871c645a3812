"""Machines for the doctor: a fixture machine, copied, and changed by what git cannot carry or one test needs."""

import json
import os
import shutil
import struct
import subprocess
from pathlib import Path

MACHINES = Path(__file__).parents[1] / "machines"
ENVS = "/opt/conda/envs"


class Machine:
    """A folder that stands for a machine, and the shell that somebody has on it."""

    def __init__(self, folder, base="workstation", env="split124"):
        self.root = Path(folder)
        shutil.copytree(MACHINES / base, self.root, symlinks=True, dirs_exist_ok=True)
        self.variables = {"PATH": "/usr/bin:/bin"}
        self.prefix = None
        if env:
            self.activate(f"{ENVS}/{env}")

    # ---- files --------------------------------------------------------------------------------------------------

    def path(self, name):
        return self.root / name.lstrip("/")

    def file(self, name, text="", mode=0o644):
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(mode)

    def program(self, name, text="#!/bin/sh\n"):
        self.file(name, text, 0o755)

    def link(self, name, target):
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    def remove(self, name):
        path = self.path(name)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()

    def gpu(self, device, model="", address="0000:17:00.0"):
        folder = f"/sys/bus/pci/devices/{address}"
        for name, text in (("vendor", "0x10de"), ("class", "0x030200"), ("device", device)):
            self.file(f"{folder}/{name}", text + "\n")
        if model:
            self.file(f"/proc/driver/nvidia/gpus/{address}/information",
                      f"Model: \t\t {model}\nIRQ:   \t\t 125\n")

    def driver(self, release):
        self.file("/sys/module/nvidia/version", release + "\n")

    def gcc(self, major="12", name="gcc"):
        self.program(f"/usr/bin/x86_64-linux-gnu-gcc-{major}")
        self.link(f"/usr/bin/{name}", f"x86_64-linux-gnu-gcc-{major}")

    def package(self, name, version, build="0", prefix=None, **more):
        record = {"name": name, "version": version, "build": build, **more}
        self.file(f"{prefix or self.prefix}/conda-meta/{name}-{version}-{build}.json", json.dumps(record))

    def compat_package(self, folder, release, note):
        self.file(f"{folder}/libcuda.so.{release}", elf_with_note(json.dumps(note)))
        self.link(f"{folder}/libcuda.so.1", f"libcuda.so.{release}")

    # ---- the shell ----------------------------------------------------------------------------------------------

    def activate(self, prefix):
        """Make the environment the shell's, as conda does, and switch as the hook does."""
        self.prefix = prefix
        self.variables["CONDA_PREFIX"] = prefix
        self.variables["PATH"] = f"{prefix}/bin:/usr/bin:/bin"

    def switch(self):
        edits = json.loads(self.run("--json").stdout or "{}")
        self.variables.update(edits.get("set", {}))
        for name in edits.get("unset", []):
            self.variables.pop(name, None)
        return self

    def run(self, *arguments, root=None):
        program = Path(os.environ["CES_STAGE"]) / "bin" / "cuda-env-resolve"
        return subprocess.run([program, *arguments, "--root", root or self.root], capture_output=True, text=True,
                              timeout=120, check=False, env=self.variables, errors="surrogateescape")

    def doctor(self, *arguments, **more):
        done = self.run("doctor", "--json", *arguments, **more)
        assert done.stderr == "", done.stderr
        return json.loads(done.stdout)

    def codes(self, *arguments, **more):
        return {finding["code"] for finding in self.doctor(*arguments, **more)["findings"]}


def elf_with_note(text):
    """A shared library, as small as can be, with NVIDIA's note about the drivers that a cuda-compat package is for."""
    owner = b"NVIDIA Corporation\0"
    payload = text.encode() + b"\0" * (4 - len(text) % 4)
    note = struct.pack("<III", len(owner), len(payload), 0) + owner.ljust(20, b"\0") + payload
    names = b"\0.note.cuda.fwd_compatibility\0.shstrtab\0"
    header = 64
    sections = [(0, 0, b""), (1, 7, note), (names.index(b".shstrtab"), 3, names)]
    body, table = b"", b""
    for name, kind, data in sections:
        table += struct.pack("<IIQQQQIIQQ", name, kind, 0, 0, header + len(body), len(data), 0, 0, 4, 0)
        body += data
    ident = b"\x7fELF\x02\x01\x01" + b"\0" * 9
    head = ident + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 0, header + len(body), 0, header, 0, 0, 64,
                               len(sections), len(sections) - 1)
    return head + body + table
