"""Stop a call of a learner's function that does not come back, from the thread that waits for it."""

from __future__ import annotations

import _thread
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

AGAIN = 0.5  # seconds until a function that swallowed the interruption is interrupted again


class TimeIsUp(BaseException):
    """The call took too long. It is no Exception, so that ``except Exception`` in a loop lets it through."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeIsUp inside the block when it takes longer than `seconds`.

    Only a main thread can be interrupted: elsewhere, and in a browser's Python, there is no limit. A call
    into a library written in C is interrupted when it comes back.

    Examples
    --------
    >>> with time_limit(5):
    ...     sum([1, 2])
    3
    """
    if threading.current_thread() is not threading.main_thread() or sys.platform == "emscripten":
        yield
        return
    is_armed, is_late, is_over = True, False, threading.Event()

    def interrupted(number: int, frame: FrameType | None) -> None:
        if not is_late:
            raise KeyboardInterrupt
        if is_armed:
            raise TimeIsUp

    def watch() -> None:
        nonlocal is_late
        while not is_over.wait(AGAIN if is_late else seconds):
            is_late = True
            _interrupt_the_main_thread()

    before = signal.signal(signal.SIGINT, interrupted)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        try:
            yield
        finally:
            is_armed = False
    finally:
        is_armed = False
        is_over.set()
        watcher.join()
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _interrupt_the_main_thread() -> None:
    if hasattr(signal, "pthread_kill"):  # wakes a thread that sleeps, too; Windows has no such call
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        _thread.interrupt_main()
