"""Bound the processor time of what is rendered of a student's text: what takes longer is shown plainly."""

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


class TooSlow(Exception):
    """The time was used up."""


class Budget:
    """Seconds of processor time for many small pieces of work, shared in the order in which they come.

    Where Python can't interrupt itself (Windows; any thread but the main one), a piece is finished, and only those
    after it are left out.

    `seconds`: for all pieces together

    >>> Budget(1.0).spend(lambda: "rendered", lambda: "plain")
    'rendered'
    """

    def __init__(self, seconds: float):
        self.left = seconds

    def spend(self, make: Callable[[], T], otherwise: Callable[[], T]) -> T:
        """Return what `make` returns within the time that is left, else what `otherwise` does."""
        if self.left <= 0:
            return otherwise()
        begun = time.thread_time()
        try:
            return interrupted_after(self.left, make)
        except TooSlow:
            self.left = 0.0
            return otherwise()
        finally:
            self.left -= time.thread_time() - begun


def interrupted_after(seconds: float, make: Callable[[], T]) -> T:
    """Return what `make` returns.

    Raises TooSlow if that takes more processor time, and this thread can be interrupted.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return make()
    before = signal.signal(signal.SIGVTALRM, _stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        return make()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlow
