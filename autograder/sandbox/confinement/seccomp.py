"""seccomp: the student's process keeps the system calls that computing needs; the rest are not permitted."""

from __future__ import annotations

import contextlib
import functools
import os
import struct

from autograder.sandbox.confinement import syscalls
from autograder.sandbox.confinement.syscall_table import ARCHITECTURES, THREAD_FLAG

_LOAD, _JUMP_EQUAL, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_EPERM, _ENOSYS = 0x00050000 | 1, 0x00050000 | 38
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16


def _statement(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("<HBBI", code, yes, no, value)


def program(machine: str, pid: int) -> bytes:
    """Return the filter for a machine's architecture; signals may go to the process `pid` itself only.

    Raises
    ------
    OSError
        If the architecture isn't known.
    """
    return _statement(_JUMP_EQUAL, pid, 0, 1).join(_around_pid(machine))


@functools.cache
def _around_pid(machine: str) -> list[bytes]:
    """Return a machine's filter in pieces: what stands between the comparisons with the process's own number."""
    if machine not in ARCHITECTURES:
        raise OSError(38, f"no list of system calls for {machine}")
    audit, numbers = ARCHITECTURES[machine]
    lines = [
        _statement(_LOAD, _ARCHITECTURE),
        _statement(_JUMP_EQUAL, audit, 1, 0),
        _statement(_RETURN, _KILL),
        _statement(_LOAD, _NUMBER),
        _statement(_JUMP_EQUAL, numbers["clone3"], 0, 1),
        _statement(_RETURN, _ENOSYS),  # the C library then falls back to clone, whose flags can be read
        _statement(_JUMP_EQUAL, numbers["clone"], 0, 4),
        _statement(_LOAD, _FIRST_ARGUMENT),
        _statement(_JUMP_ANY_BIT, THREAD_FLAG, 0, 1),
        _statement(_RETURN, _ALLOW),
        _statement(_RETURN, _EPERM),
    ]
    pieces = []
    for name in ("kill", "tgkill", "prlimit64"):
        lines += [_statement(_JUMP_EQUAL, numbers[name], 0, 4), _statement(_LOAD, _FIRST_ARGUMENT)]
        if name == "prlimit64":
            lines.append(_statement(_JUMP_EQUAL, 0, 0, 1))  # a process's own limits
        else:
            pieces.append(b"".join(lines))
            lines = []
        lines += [_statement(_RETURN, _ALLOW), _statement(_RETURN, _EPERM)]
    special = {"clone", "clone3", "kill", "tgkill", "prlimit64"}
    for name, number in numbers.items():
        if name not in special:
            lines += [_statement(_JUMP_EQUAL, number, 0, 1), _statement(_RETURN, _ALLOW)]
    lines.append(_statement(_RETURN, _EPERM))
    return [*pieces, b"".join(lines)]


def prepare() -> None:
    """Build what is the same in every child's filter, before there are children."""
    with contextlib.suppress(OSError):
        _around_pid(os.uname().machine)


def apply() -> None:
    """Filter this process's calls from now on.

    Raises
    ------
    OSError
        If the kernel or the architecture doesn't support it.
    """
    filter_of_us = program(os.uname().machine, os.getpid())
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    syscalls.load_filter(filter_of_us)
