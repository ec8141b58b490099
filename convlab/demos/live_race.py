"""Let the ways to one convolution race for a second each, and tell how many images each got through so far."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from convlab.demos.race import race_input, right_arguments
from convlab.demos.ways import einsum, ways

SHARE = 1.0  # seconds for each way; an image that was begun is finished
PAUSE = 0.08  # seconds from one news to the next


@dataclass
class Lane:
    """How far one way is: images done, and the seconds that they took."""

    label: str
    images: int = 0
    seconds: float = 0.0
    is_over: bool = False

    @property
    def is_yours(self) -> bool:
        """Tell whether this is a learner's own function."""
        return self.label.startswith("your")

    @property
    def rate(self) -> float:
        """Images a second; 0 before the first is done."""
        return self.images / self.seconds if self.images else 0.0


class LiveRace:
    """A race that goes on in a thread of its own, one way after the other.

    Attributes
    ----------
    lanes : list of Lane
        In the order in which they run, six loops first.
    left_out : list of str
        Labels of a learner's functions that do not give these maps yet.
    """

    def __init__(self) -> None:
        self.lanes: list[Lane] = []
        self.left_out: list[str] = []
        self._stopping, self._thread = threading.Event(), None

    @property
    def is_running(self) -> bool:
        """Tell whether a way is on its track."""
        return self._thread is not None and self._thread.is_alive() and not self._stopping.is_set()

    def stop(self) -> None:
        """Run no further image after the one at hand."""
        self._stopping.set()

    def start(self, own: dict[str, Callable], tell: Callable[[], None]) -> None:
        """Begin anew, with a learner's own functions by label where they are right; `tell` is called on news."""
        self.stop()
        image, filters, biases = race_input()
        runners = {label: (way, (image, filters, biases)) for label, way in ways(filters).items()}
        expected = einsum(image, filters, biases)
        tried = {label: right_arguments(one, image, filters, biases, expected) for label, one in own.items()}
        runners |= {label: (own[label], args) for label, args in tried.items() if args is not None}
        self.left_out = [label for label, args in tried.items() if args is None]
        self.lanes, self._stopping = [Lane(label) for label in runners], threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(list(runners.values()), self._stopping, tell), daemon=True
        )
        self._thread.start()

    def _run(self, runners: list[tuple], stopping: threading.Event, tell: Callable[[], None]) -> None:
        lanes = self.lanes
        for lane, (function, args) in zip(lanes, runners, strict=True):
            begin = perf_counter()
            function(*args)
            start = told = perf_counter()
            if start - begin > SHARE / 4:  # slow by itself, not because something is loaded or made once
                lane.images, lane.seconds, start = 1, start - begin, begin
                tell()
            while lane.seconds < SHARE and not stopping.is_set():
                function(*args)
                now = perf_counter()
                lane.images, lane.seconds = lane.images + 1, now - start
                if now - told > PAUSE:
                    told = now
                    tell()
            lane.is_over = not stopping.is_set()
            tell()
        stopping.set()
        tell()
