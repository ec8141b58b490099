"""Landlock: this process may read what is listed, write in its scratch folder, and connect nowhere."""

import ctypes
import os
from collections.abc import Iterable

from autograder.sandbox.confinement import syscalls

_EXECUTE, _WRITE, _READ, _LIST = 1, 2, 4, 8
_MAKE = sum(1 << bit for bit in (4, 5, 7, 8, 12))  # remove folders and files; make folders, files, links
_SPECIAL = sum(1 << bit for bit in (6, 9, 10, 11))  # devices, sockets, pipes: never
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "network", "scoped")]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("access", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def version() -> int:
    """Return the version of Landlock that the kernel speaks, 0 for none."""
    try:
        return syscalls.syscall("landlock_create_ruleset", None, 0, 1)
    except OSError:
        return 0


def restrict(read: Iterable[str], write: Iterable[str]) -> None:
    """Allow reading below `read`, reading and writing below `write`, and nothing else. There is no way back.

    Raises OSError if the kernel has no Landlock.
    """
    abi = version()
    if abi < 1:
        raise OSError(38, "the kernel has no Landlock")
    extra = (_REFER if abi >= 2 else 0) | (_TRUNCATE if abi >= 3 else 0)
    handled = _EXECUTE | _WRITE | _READ | _LIST | _MAKE | _SPECIAL | extra | (_IOCTL if abi >= 5 else 0)
    rules = _Ruleset(handled, 3 if abi >= 4 else 0, 3 if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = syscalls.syscall("landlock_create_ruleset", ctypes.byref(rules), size, 0)
    try:
        for path in read:
            _allow(ruleset, path, _READ | _LIST)
        for path in write:
            _allow(ruleset, path, _READ | _LIST | _WRITE | _MAKE | extra)
        syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
        syscalls.syscall("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):
            access &= _READ | _WRITE | _TRUNCATE
        rule = _Beneath(access, place)
        syscalls.syscall("landlock_add_rule", ruleset, 1, ctypes.byref(rule), 0)
    finally:
        os.close(place)
