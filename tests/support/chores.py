"""Tasks for the tests of worker processes (a module, so that the workers can import it)."""

import os
import signal
import time
from pathlib import Path


def square(task):
    """Do the task."""
    return task * task


def die_once(task, folder):
    """Kill the worker at the first try of task 3."""
    mark = Path(folder) / "died"
    if task == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task


def always_die(task):
    """Kill the worker of task 3, each time."""
    if task == 3:
        os._exit(1)
    return task * task


def fail(task):
    """Raise an exception for task 3."""
    if task == 3:
        raise KeyError("three")
    return task * task


def hang(task):
    """Never finish task 3."""
    time.sleep(1000 if task == 3 else 0)
    return task * task
