"""Die with the process that started this one, however that ends: even a stopped process does (on Linux)."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading

if sys.platform == "linux":
    from autograder.sandbox.confinement import (
        syscalls,  # now: it can't be found later, in a student's process
    )


def is_in_main_thread() -> bool:
    """Say whether this thread's children may die with it: the system takes its end for that of its process."""
    return threading.current_thread() is threading.main_thread()


def die_with_parent() -> None:
    """Let the system kill this process when its parent is gone. Whoever changes its user has to ask anew."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
