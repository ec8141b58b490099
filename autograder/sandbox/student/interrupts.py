"""Let the grader's SIGINT end what a student's code does, and nothing of what this process says."""

import _signal
import contextlib
import signal
from collections.abc import Iterator

_SIGINT, _SIG_IGN = int(signal.SIGINT), int(signal.SIG_IGN)


def ignore_interrupts() -> None:
    """Begin without: an interruption that comes when nothing runs is none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGINT end what runs inside, and nothing else."""
    _signal.signal(_SIGINT, signal.default_int_handler)  # `signal.signal` itself spends its time on enums
    try:
        yield
    finally:
        _signal.signal(_SIGINT, _SIG_IGN)


@contextlib.contextmanager
def in_one_piece() -> Iterator[None]:
    """Put off SIGINT, which would leave half a frame behind, until what runs inside is done."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {_SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
