"""The CUDA toolkit of a conda environment, for Python: `cuda-env-resolve` inside the process.

    >>> import cuda_env_switch
    >>> cuda_env_switch.activate()            # os.environ now leads to the environment's toolkit
    >>> print(cuda_env_switch.status())       # what is switched, and whether it fits the driver
    >>> cuda_env_switch.deactivate()          # every trace is gone

In Jupyter and IPython `%load_ext cuda_env_switch` gives `%cuda_env`. Documentation: docs/python.md.
"""

from __future__ import annotations

from typing import Any

from ._core import version as __version__
from ._program import CudaEnvError, CudaEnvWarning
from .queries import compat, doctor, resolve, status
from .reports import Compatibility, Diagnosis, Driver, Finding, Resolution, Status, Toolkit
from .switching import activate, deactivate, switched

__all__ = [
    "Compatibility",
    "CudaEnvError",
    "CudaEnvWarning",
    "Diagnosis",
    "Driver",
    "Finding",
    "Resolution",
    "Status",
    "Toolkit",
    "__version__",
    "activate",
    "compat",
    "deactivate",
    "doctor",
    "resolve",
    "status",
    "switched",
]


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext cuda_env_switch` calls."""
    from .jupyter import load

    load(shell)


def unload_ipython_extension(shell: Any) -> None:
    """What `%unload_ext cuda_env_switch` calls."""
    from .jupyter import unload

    unload(shell)
