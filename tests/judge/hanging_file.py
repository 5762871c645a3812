"""Runs a command on this machine as it would be with a driver that hangs: the text about its one GPU can be opened,
and reading it never ends, so that not even SIGKILL ends who reads.

    unshare --mount python hanging_file.py FOLDER-OF-THE-TEXT PROGRAM ARGUMENT...

The file is of a filesystem in user space (FUSE) that does not answer READ; the protocol is that of linux/fuse.h. All of
it is gone with the mount namespace, for which `unshare` cares. Needs root."""

import ctypes
import os
import struct
import subprocess
import sys
import threading
from errno import ENOENT, ENOSYS

NAME = b"information"
FOLDER, FILE = 1, 2
LOOKUP, FORGET, GETATTR, OPEN, READ, RELEASE, FLUSH, INIT, INTERRUPT = 1, 2, 3, 14, 15, 18, 25, 26, 36
WITHOUT_ANSWER = (READ, FORGET, INTERRUPT)


def attributes(node):
    mode, size = (0o040755, 0) if node == FOLDER else (0o100444, 4096)
    return struct.pack("=6Q10I", node, size, 0, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)


def answer_to(operation, node, body):
    """The error and the data with which the request is answered."""
    if operation == INIT:
        return 0, struct.pack("=4I2H2I2H8I", 7, 31, 0, 0, 1, 1, 4096, 1, 1, 0, *([0] * 8))
    if operation == LOOKUP and body.rstrip(b"\0") == NAME:
        return 0, struct.pack("=4Q2I", FILE, 1, 60, 60, 0, 0) + attributes(FILE)
    if operation == GETATTR:
        return 0, struct.pack("=Q2I", 60, 0, 0) + attributes(node)
    if operation == OPEN:
        uncached = 1
        return 0, struct.pack("=Q2I", 1, uncached, 0)
    if operation in (RELEASE, FLUSH):
        return 0, b""
    return (-ENOENT if operation == LOOKUP else -ENOSYS), b""


def serve(device):
    while True:
        request = os.read(device, 1 << 17)
        _, operation, unique, node = struct.unpack_from("=2I2Q", request)
        if operation not in WITHOUT_ANSWER:
            error, data = answer_to(operation, node, request[40:])
            os.write(device, struct.pack("=IiQ", 16 + len(data), error, unique) + data)


def mount(source, target, kind, options=""):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(source.encode(), target.encode(), kind.encode(), 0, options.encode()) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"mount of {kind} on {target}: {os.strerror(code)}")


def main():
    folder, *command = sys.argv[1:]
    mount("none", "/proc/driver", "tmpfs")
    os.makedirs(folder)
    device = os.open("/dev/fuse", os.O_RDWR)
    mount("hanging", folder, "fuse", f"fd={device},rootmode=40000,user_id=0,group_id=0")
    threading.Thread(target=serve, args=(device,), daemon=True).start()
    # The device is not for the command: whoever holds it keeps those who wait for an answer waiting.
    done = subprocess.run(command, check=False)
    # Not by sys.exit, which would wait for the thread that reads.
    sys.stdout.flush()
    os._exit(done.returncode)


if __name__ == "__main__":
    main()
