"""The emulator as a server in the test's own process, for tests that call `conda` thousands of times."""

from __future__ import annotations

import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ces_testing.conda_emulator import CondaError, emulate
from ces_testing.shells import CondaRoot

CLIENT = Path(__file__).with_name("emulator_client.c")


class _Handler(socketserver.StreamRequestHandler):
    root = ""

    def handle(self) -> None:
        arguments, environment, _ = (part.split(b"\0") for part in self.rfile.read().split(b"\0\0", 2))
        shell, *words = map(os.fsdecode, arguments)
        variables = dict(os.fsdecode(entry).split("=", 1) for entry in environment if b"=" in entry)
        try:
            text = emulate(self.root, shell.removeprefix("shell."), words, variables, sys.executable)
            answer = b"\0" + os.fsencode(text)
        except CondaError:
            answer = b"\1"
        self.wfile.write(answer)


@contextmanager
def served(conda: CondaRoot) -> Iterator[None]:
    """Put a client in the place of the root's `conda`, and serve it."""
    program = conda.root / "bin" / "conda"
    program.unlink()
    subprocess.run(["cc", "-O1", "-static", "-o", str(program), str(CLIENT)], check=True, timeout=60)
    handler = type("Handler", (_Handler,), {"root": str(conda.root)})
    with socketserver.ThreadingUnixStreamServer(f"{program}.socket", handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()
