"""seccomp: the student's process keeps the system calls that computing needs; the rest are not permitted."""

import contextlib
import functools
import os
import struct

from autograder.sandbox.confinement import syscalls
from autograder.sandbox.confinement.syscall_table import ARCHITECTURES, THREAD_FLAG

_LOAD, _JUMP_EQUAL, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_EPERM, _ENOSYS = 0x00050000 | 1, 0x00050000 | 38
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24

_FCNTL_REFUSED = (8, 10, 15, 1024, 1026)
"""F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY: they let the kernel send signals, SIGKILL too, to anybody."""
_IOCTL_ALLOWED = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""TCGETS (is it a terminal?), TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX; not FIOSETOWN, SIOCSPGRP, TIOCSTI."""
_BY_PATH = ("truncate", "utime", "utimes")
"""Calls that change a file without opening it, which Landlock did not see before its third version, or never."""


def _statement(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("<HBBI", code, yes, no, value)


def program(machine: str, pid: int, by_path: bool = True) -> bytes:
    """Return the filter for a machine's architecture; signals may go to the process `pid` itself only.

    Without `by_path` no file may be changed but by who has opened it: for a process that sees files of others.

    Raises OSError if the architecture isn't known.
    """
    return _statement(_JUMP_EQUAL, pid, 0, 1).join(_around_pid(machine, by_path))


@functools.cache
def _around_pid(machine: str, by_path: bool) -> list[bytes]:
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
    lines += _by_argument(numbers["fcntl"], refused=_FCNTL_REFUSED)
    lines += _by_argument(numbers["ioctl"], allowed=_IOCTL_ALLOWED)
    special = {"clone", "clone3", "kill", "tgkill", "prlimit64", "fcntl", "ioctl"}
    if not by_path:
        special |= {*_BY_PATH, "utimensat"}
        lines += _on_open_file(numbers["utimensat"])
    for name, number in numbers.items():
        if name not in special:
            lines += [_statement(_JUMP_EQUAL, number, 0, 1), _statement(_RETURN, _ALLOW)]
    lines.append(_statement(_RETURN, _EPERM))
    return [*pieces, b"".join(lines)]


def _by_argument(number: int, allowed: tuple[int, ...] = (), refused: tuple[int, ...] = ()) -> list[bytes]:
    """Return the lines for a call whose second argument, of which the kernel reads 32 bits, decides."""
    values, verdict, otherwise = (allowed, _ALLOW, _EPERM) if allowed else (refused, _EPERM, _ALLOW)
    lines = [_statement(_JUMP_EQUAL, number, 0, 2 * len(values) + 2), _statement(_LOAD, _SECOND_ARGUMENT)]
    for value in values:
        lines += [_statement(_JUMP_EQUAL, value, 0, 1), _statement(_RETURN, verdict)]
    return [*lines, _statement(_RETURN, otherwise)]


def _on_open_file(number: int) -> list[bytes]:
    """Return the lines for a call that is allowed without a path only: both halves of the second argument are 0."""
    return [
        _statement(_JUMP_EQUAL, number, 0, 6),
        _statement(_LOAD, _SECOND_ARGUMENT),
        _statement(_JUMP_EQUAL, 0, 0, 3),
        _statement(_LOAD, _SECOND_ARGUMENT + 4),
        _statement(_JUMP_EQUAL, 0, 0, 1),
        _statement(_RETURN, _ALLOW),
        _statement(_RETURN, _EPERM),
    ]


def prepare(by_path: bool = True) -> None:
    """Build what is the same in every child's filter, before there are children."""
    with contextlib.suppress(OSError):
        _around_pid(os.uname().machine, by_path)


def apply(by_path: bool = True) -> None:
    """Filter this process's calls from now on.

    Raises OSError if the kernel or the architecture doesn't support it.
    """
    filter_of_us = program(os.uname().machine, os.getpid(), by_path)
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    syscalls.load_filter(filter_of_us)
