"""Questions about an environment and this machine. Nothing is changed and no GPU is touched.

All take the same arguments: `prefix`, a path of an environment (by default the active one, CONDA_PREFIX, and if
none is active the one this Python belongs to); `root`, a folder with the files of another machine (a mounted
image; paths are then as seen inside it); `environment`, the variables to look at instead of `os.environ`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace

from ._edits import answer_to_switch, answer_to_undo, apply_edits, read_edits
from ._program import Place, StrPath, call, read_object, run
from .reports import Compatibility, Diagnosis, Resolution, Status, Toolkit


def status(prefix: StrPath | None = None, *, root: StrPath = "/",
           environment: Mapping[str, str] | None = None) -> Status:
    """Return what is switched in this process, to what, on which evidence, with which verdict.

    Takes about a millisecond: it reads files, and runs neither nvcc nor nvidia-smi.

    Raises CudaEnvError if there is no such environment or root.
    Source: the command `cuda-env-resolve status --json`.
    """
    place = Place(prefix, root, environment)
    found = read_object(call("status", place, "--json"))
    return Status.from_json(found, call("status", place).text())


def doctor(prefix: StrPath | None = None, *, root: StrPath = "/",
           environment: Mapping[str, str] | None = None) -> Diagnosis:
    """Return every finding about an environment and this machine, with what to do about each.

    May take seconds: what can hang, such as a broken driver, is asked with a deadline.

    Raises CudaEnvError if there is no such environment or root.
    A finding that is an error is no exception: see `Diagnosis.ok`.
    Source: the command `cuda-env-resolve doctor --json`.
    """
    place = Place(prefix, root, environment)
    answer = run(["doctor", *place.options(), "--json"], environment)
    # Status 1 means "a finding is an error" or "there is no such environment"; only the first has an object.
    return Diagnosis.from_json(read_object(answer if answer.output else answer.or_raise()))


def compat(toolkit: str | None = None, driver: str | None = None, *, gpu: str | None = None,
           gcc: int | str | None = None, clang: int | str | None = None) -> Compatibility:
    """Return what the tables say, without looking at this machine.

    `toolkit` is a CUDA release as "12.4", `driver` a driver's release as "535.104.05", `gpu` a name, a PCI id or a
    compute capability as "sm_90", `gcc` and `clang` the major version of a host compiler.

    Raises CudaEnvError if the tables cannot answer.
    Source: the command `cuda-env-resolve compat --json`; its tables name their sources (src/compat/cuda-compat.yaml).
    """
    asked = {"--toolkit": toolkit, "--driver": driver, "--gpu": gpu, "--gcc": gcc, "--clang": clang}
    words = ["compat", *(f"{name}={value}" for name, value in asked.items() if value is not None)]
    found = read_object(run([*words, "--json"]).or_raise())
    return Compatibility.from_json(found, run(words).text())


def resolve(prefix: StrPath | None = None, *, root: StrPath = "/",
            environment: Mapping[str, str] | None = None) -> Resolution:
    """Return the toolkit that a switch would make the CUDA of this process, and what it would export.

    Takes a few milliseconds at most. The values are whole ones and start from what the variables are without a
    switch, so the answer is the same before and after `activate()`. For a child:

        subprocess.run(["nvcc", "--version"], env={**os.environ, **cuda_env_switch.resolve().exports})

    Raises CudaEnvError if there is no such environment, no toolkit in it, or CUDA_ENV_SWITCH_DISABLE is set.
    Source: the bare call, `cuda-env-resolve`.
    """
    place = Place(prefix, root, environment)
    before = dict(place.variables())
    apply_edits(before, read_edits(answer_to_undo(before)))
    unswitched = replace(place, environment=before)
    answer = answer_to_switch(unswitched).or_raise(place.hint())
    exports = {name: value for name, value in read_edits(answer).items() if value is not None}
    toolkit = Toolkit.from_json(read_object(call("status", unswitched, "--json"))["toolkit"])
    # A report is text, where a path need not be; what is exported is exact.
    return Resolution(os.path.normpath(str(place.prefix_meant())),
                      replace(toolkit, path=exports.get("CUDA_HOME", toolkit.path)), exports,
                      answer.error.strip() or None)
