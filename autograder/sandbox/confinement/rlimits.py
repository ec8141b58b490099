"""Limits of the operating system on one process: memory, processor time, files, threads."""

import contextlib
import os
from pathlib import Path

from autograder.sandbox.limits import Limits

_ROOM = 2000
"""So many more threads may others of the same account start while a submission runs."""
_JUDGES_SHARE = 2
"""A judge may allocate so many times as much as a student's process: it holds both sides of a comparison."""


def address_space() -> int:
    """Return the bytes of address space that this process uses now, 0 where that can't be told."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def bound_judge(memory: int) -> None:
    """Limit what this process, a judge's, may allocate from now on, so far as the system can.

    What students return is small enough, but a test may compare it with something and so make it large.
    """
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        now = int(Path("/proc/self/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = now + _JUDGES_SHARE * memory
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def threads_of(uid: int) -> int:
    """Return how many threads run under a user's number, 0 where that can't be told."""
    count = 0
    with contextlib.suppress(OSError):
        for entry in os.scandir("/proc"):
            with contextlib.suppress(OSError, ValueError, IndexError):
                if entry.name.isdecimal() and entry.stat().st_uid == uid:
                    stat = Path(entry.path, "stat").read_text()
                    count += int(stat.rpartition(")")[2].split()[17])
    return count


def apply(limits: Limits, born_with: int, processes: bool = True, others: int = 0) -> None:
    """Limit this process; `born_with` is the address space that it had before the student's code.

    Without `processes` the number of processes and open files is left as it is. The system counts the threads of a
    whole account: where `others` run under the same number, there is room for theirs, so that no answer loses by them.

    Raises OSError if this system has no such limits.
    """
    try:
        import resource
    except ImportError as problem:
        raise OSError(str(problem)) from None
    seconds = int(limits.total_seconds) + 5
    wanted = {"RLIMIT_CPU": seconds, "RLIMIT_FSIZE": limits.file, "RLIMIT_CORE": 0}
    if processes:
        room = others + _ROOM if others else 0
        wanted |= {"RLIMIT_NOFILE": limits.descriptors, "RLIMIT_NPROC": room + limits.threads}
    if born_with:
        wanted["RLIMIT_AS"] = born_with + limits.memory
    for name, value in wanted.items():
        number = getattr(resource, name, None)
        if number is not None:
            hard = resource.getrlimit(number)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            with contextlib.suppress(ValueError):
                resource.setrlimit(number, (value, value))
