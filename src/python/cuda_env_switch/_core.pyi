"""The program cuda-env-resolve inside the process; private to cuda_env_switch."""

from collections.abc import Sequence

version: str

def run(
    arguments: Sequence[bytes], environment: dict[bytes, bytes], stdout_is_terminal: bool = False
) -> tuple[int, bytes, bytes]: ...
