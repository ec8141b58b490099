"""What a hostile cell would try, tried by the self-test in a student's process. Harmless where it succeeds.

The self-test runs this file's text as a cell, after assignments to the names in capitals that it uses.
"""
# ruff: noqa: F821

import contextlib
import ctypes
import errno
import os
import signal
import socket
import sys
import threading

NOT_STOPPED = []


def attempt(name):
    """Run the decorated function; note its name where it returns something true: the attempt succeeded."""

    def try_it(function):
        try:
            succeeded = function()
        except (OSError, MemoryError, AttributeError, RuntimeError, ValueError, SyntaxError):
            succeeded = False
        if succeeded:
            NOT_STOPPED.append(name)
        return function

    return try_it


def can_open(paths):
    """Say whether one of the files can be read."""
    for path in paths:
        with contextlib.suppress(OSError), open(path, "rb") as file:
            file.read(1)
            return True
    return False


@attempt("the rights of root")
def _():
    return os.geteuid() == 0


@attempt("reading the grader's and the course's files")
def _():
    return can_open(GRADER_FILES)


@attempt("reading the machine's files")
def _():
    return can_open(["/etc/passwd", "/etc/hostname", "/proc/cpuinfo"])


@attempt("reading libraries that the course forbids")
def _():
    return can_open(FORBIDDEN_FILES)


@attempt("writing outside its own folder")
def _():
    for folder in OUTSIDE:
        path = os.path.join(folder, f"autograder-self-test-{os.getpid()}")
        with contextlib.suppress(OSError):
            with open(path, "x"):
                pass
            os.unlink(path)
            return True
    return False


@attempt("network connections")
def _():
    server = socket.create_server(("127.0.0.1", 0))
    with server, socket.create_connection(server.getsockname(), timeout=1):
        return True


@attempt("starting processes")
def _():
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return True


@attempt("running programs")
def _():
    child = os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {})
    os.waitpid(child, 0)
    return True


@attempt("signals to other processes")
def _():
    os.kill(os.getppid(), 0)
    return True


@attempt("looking into other processes")
def _():
    return can_open(
        [f"/proc/{os.getppid()}/environ", f"/proc/{os.getppid()}/mem", f"/proc/{os.getppid()}/maps"]
    )


@attempt("seeing which files exist")
def _():
    return any(os.path.lexists(path) for path in GRADER_FILES)


@attempt("changing files that it can't open")
def _():
    libc = ctypes.CDLL(None, use_errno=True)
    with open("self-test", "w") as file:
        file.write("x")
    made = os.path.abspath("self-test").encode()
    changed = libc.truncate(made, 0) == 0 or libc.utimes(made, None) == 0
    os.unlink("self-test")
    return changed and any(os.path.lexists(path) for path in GRADER_FILES)


@attempt("signals by way of a file")
def _():
    import fcntl  # this and the next: not on every system

    reader, writer = os.pipe()
    try:
        fcntl.fcntl(reader, fcntl.F_SETOWN, os.getppid())
        return True
    finally:
        os.close(reader)
        os.close(writer)


@attempt("terminals and memory that others share")
def _():
    return any(os.access(path, os.R_OK) and os.listdir(path) is not None for path in ("/dev/pts", "/dev/shm"))  # noqa: S108


@attempt("seeing other processes")
def _():
    return any(name.isdigit() and int(name) != os.getpid() for name in os.listdir("/proc"))


@attempt("gaining rights in a new user namespace")
def _():
    return ctypes.CDLL(None).unshare(0x10000000) == 0


@attempt("tracing its own children and neighbors")
def _():
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace(16, 2**22 - 1, 0, 0)
    return ctypes.get_errno() == errno.ESRCH


@attempt("using memory beyond the limit")
def _():
    return bool(bytearray(MEMORY)) if MEMORY < 4_000_000_000 else True


@attempt("writing a file beyond the limit")
def _():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open("self-test", "wb") as file:
        os.ftruncate(file.fileno(), FILE)
    os.unlink("self-test")
    return True


@attempt("filling the disk")
def _():
    there = os.statvfs(".")
    return there.f_blocks * there.f_frsize > 2 * SCRATCH


@attempt("any number of threads")
def _():
    import resource  # not on Windows

    return (
        resource.getrlimit(resource.RLIMIT_NPROC)[0] in (-1, resource.RLIM_INFINITY)
        or threading.active_count() > 50
    )
