"""Lesson 4's race: seven ways to the same maps have a second each, and their bars grow while they run."""

from __future__ import annotations

from weakref import ref

from convlab.checks import learner
from convlab.demos.live_race import SHARE, LiveRace
from convlab.widgets.base import Widget, make
from convlab.widgets.im2col_race_still import race_still

OWN = {"your im2col": "conv2d_im2col", "your batch": "conv2d_batch"}
WAYS = {
    "six loops": "number by number",
    "three loops": "window by window",
    "patch loop": "windows to columns, one product",
    "tap loop": "nine taps to columns, one product",
    "einsum": "one line for NumPy",
    "SciPy": "correlate2d, for each filter and channel",
    "PyTorch": "conv2d, on one thread",
}


def race() -> Widget:
    """Return a widget in which the ways to one convolution race, and the learner's own once they are right.

    Nothing runs before its button is pressed; then it runs beside the notebook, for a second each way.
    """
    racer = Racer()
    widget = make(
        "race",
        setup={"words": WAYS, "share": SHARE},
        given={"action": ""},
        compute=racer,
        still=race_still,
    )
    racer.show_in(widget)
    return widget


class Racer:
    """What stands behind one widget: a race, and what is shown of it."""

    def __init__(self) -> None:
        self._race, self._done, self._widget = LiveRace(), 0, lambda: None

    def show_in(self, widget: Widget) -> None:
        """Send what happens to this widget from now on."""
        self._widget = ref(widget)

    def stop(self) -> None:
        """End the race after the image at hand."""
        self._race.stop()

    def __call__(self, given: dict) -> dict:
        """Start or stop, once for each time that it was asked for, and return all that is shown."""
        if given.get("n", 0) > self._done:
            self._done = given["n"]
            if given["action"] == "start":
                own = {label: learner.named(name) for label, name in OWN.items()}
                self._race.start({label: one for label, one in own.items() if callable(one)}, self._show)
            elif given["action"] == "stop":
                self.stop()
        return self._state()

    def _state(self) -> dict:
        lanes = self._race.lanes
        return {
            "isRunning": self._race.is_running,
            "lanes": [
                [lane.label, lane.images, round(lane.seconds, 3), lane.is_over, lane.is_yours]
                for lane in lanes
            ],
            "leftOut": self._race.left_out,
            "whose": "this machine" if lanes else "nobody yet: press the button",
            "isYours": any(lane.is_yours for lane in lanes),
        }

    def _show(self) -> None:
        widget = self._widget()
        if widget is None or widget.comm is None:
            self.stop()
        else:
            widget.answer = {**self._state(), "n": widget.given.get("n", 0)}
