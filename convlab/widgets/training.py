"""Lesson 8's widget: train the tiny CNN live, with the learner's own functions, and watch it learn."""

from __future__ import annotations

import signal
import threading
import time
from weakref import ref

import numpy as np

from convlab import digits
from convlab.demos.live_training import RATE, Run, thinned
from convlab.demos.own_way import Chosen
from convlab.widgets.base import Widget, make
from convlab.widgets.tiny_cnn import BLANK, as_text, choices, held_out, picture, signed_bytes
from convlab.widgets.training_still import train_still

FILE = "my_weights.npz"
PAUSE, BETWEEN = 0.2, 0.5  # seconds from one picture to the next, and from one measurement to the next
SHOWN = 16  # misread digits that are shown
RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)


def train(digit: int = 90) -> Widget:
    """Return a widget that trains the tiny CNN with the learner's functions while they watch.

    The training runs beside the notebook: other cells can be run meanwhile, and the button *Stop*, interrupting
    the kernel, or making another such widget stops it after the batch at hand.

    Parameters
    ----------
    digit : int
        Which of the 400 test digits is followed at first.

    Raises
    ------
    ValueError
        If there is no such digit.
    """
    if not 0 <= digit < len(held_out()[1]):
        raise ValueError(f"expected a digit from 0 to 399, got {digit}")
    listed = choices(2)
    if digit not in dict(listed):
        listed.append((digit, f"{held_out()[1][digit]} (number {digit})"))
    trainer = Trainer()
    widget = make(
        "train",
        setup={"digits": [[str(n), words] for n, words in listed], "rates": list(RATES), "file": FILE},
        given={
            "action": "",
            "few": False,
            "shuffled": False,
            "moved": False,
            "rate": RATE,
            "source": "digit",
            "digit": digit,
            "allTheSame": False,
            **BLANK,
        },
        compute=trainer,
        still=train_still,
        parts=("ink",),
    )
    trainer.show_in(widget)
    return widget


class Trainer:
    """What stands behind one widget: a run, a thread that takes its steps, and what is shown of them."""

    def __init__(self) -> None:
        self._lock, self._stepping = threading.RLock(), threading.Lock()
        self._widget = lambda: None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._plan, self._run, self._done = None, Run(), 0
        self._chosen, self._rate = Chosen(), RATE
        self._accuracies: list[list[float]] = []
        self._measured, self._message = None, ""
        self._picture = held_out()[0][0]

    def show_in(self, widget: Widget) -> None:
        """Send what happens to this widget from now on, and let it alone train."""
        self._widget = ref(widget)
        _stop_current()
        _current.append(ref(self))
        _listen_to_interrupts()

    # ---- what the learner sets

    def __call__(self, given: dict) -> dict:
        """Do what was asked for, once, and return all that is shown."""
        with self._lock:
            self._rate = float(given["rate"])
            self._picture = picture(given).astype(np.float32)
            plan = {name: bool(given[name]) for name in ("few", "shuffled", "moved")}
            if plan != self._plan:
                self._begin(plan)
            if not self.is_training:
                self._chosen = Chosen(all_the_same=bool(given["allTheSame"]))
            if given.get("n", 0) > self._done:
                self._done = given["n"]
                self._act(given["action"], plan)
            return self._state()

    def _act(self, action: str, plan: dict) -> None:
        if action == "train":
            self._go()
        elif action == "step":
            self.stop()
            self._step()
            self._measure()
        elif action == "stop":
            self.stop()
        elif action == "reset":
            self._begin(plan)
        elif action == "save":
            self._message = save(self._run)

    def _begin(self, plan: dict) -> None:
        """Start over with random weights."""
        self.stop()
        self._plan, self._run = plan, Run(**plan)
        self._accuracies, self._message = [], ""
        self._measure()

    # ---- the thread

    @property
    def is_training(self) -> bool:
        """Tell whether steps are being taken."""
        return self._thread is not None and self._thread.is_alive() and not self._stopping.is_set()

    def stop(self) -> None:
        """Take no further step after the one at hand."""
        self._stopping.set()

    def _go(self) -> None:
        if self.is_training or self._run.is_over:
            return
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._steps, args=(self._stopping, self._run), daemon=True)
        self._thread.start()

    def _steps(self, stopping: threading.Event, run: Run) -> None:
        shown = measured = time.monotonic()
        while not stopping.is_set() and not run.is_over:
            if self._widget() is None:
                return
            self._step(run)
            now = time.monotonic()
            if now - measured > BETWEEN:
                measured = now
                self._measure(run)
            if now - shown > PAUSE:
                shown = now
                self._show()
        if run is self._run:
            self._measure(run)
            stopping.set()
            self._show()

    def _step(self, run: Run | None = None) -> None:
        run = run or self._run
        with self._stepping:  # the last step of a training that was just stopped may still be under way
            if not run.is_over:
                run.advance(self._rate, self._chosen.way)

    def _measure(self, run: Run | None = None) -> None:
        run = run or self._run
        seen, unseen, said = run.measure()
        with self._lock:
            if run is self._run:
                self._accuracies.append([run.step, round(100 * seen, 1), round(100 * unseen, 2)])
                self._measured = said

    def _show(self) -> None:
        """Send the state to the widget's pages."""
        widget = self._widget()
        if widget is not None:
            with self._lock:
                widget.answer = {**self._state(), "n": widget.given.get("n", 0)}

    # ---- what is shown

    def _state(self) -> dict:
        run = self._run
        wrong = np.flatnonzero(self._measured != run.truth)
        some = wrong[:SHOWN]
        return {
            "isTraining": self.is_training,
            "isOver": run.is_over,
            "hasExploded": run.has_exploded,
            "step": run.step,
            "steps": run.steps,
            "epoch": run.step // run.per_epoch,
            "epochs": run.steps // run.per_epoch,
            "digits": len(run.labels),
            "rate": round(run.rate(self._rate), 4),
            "losses": thinned(run.losses),
            "accuracies": self._accuracies,
            "filters": [filters_as_text(run.params[name]) for name in ("w1", "w2")],
            "probabilities": np.round(run.probabilities(self._picture), 3).tolist(),
            "picture": as_text(np.rint(self._picture * 255)),
            "misreadInAll": len(wrong),
            "misread": [[int(run.truth[n]), int(self._measured[n])] for n in some],
            "pictures": as_text(np.rint(run.unseen[some] * 255)),
            "message": self._message,
            "whose": self._chosen.words,
            "isYours": self._chosen.is_yours,
        }


def save(run: Run) -> str:
    """Write the weights to the learner's file, and return in words what came of it."""
    if run.has_exploded:
        return "Not saved: these weights are no numbers any more. Start over first."
    try:
        digits.write_weights(FILE, run.params)
    except OSError as error:
        return f"Not saved: {error.strerror or error}."
    return f"The weights after {run.step} steps are in {FILE}."


def filters_as_text(w: np.ndarray) -> str:
    """Return filters as bytes around 128, the largest weight of all at full strength."""
    w = np.nan_to_num(w, posinf=0, neginf=0)
    return as_text(signed_bytes(w, float(np.abs(w).max()) or 1.0))


# ---- one training at a time, and none that an interrupt would not stop

_current: list[ref[Trainer]] = []


def _stop_current() -> None:
    while _current:
        trainer = _current.pop()()
        if trainer is not None:
            trainer.stop()


def _interrupted(*_: object) -> None:
    """Stop the training at hand; it can be gone on with."""
    trainer = _current[-1]() if _current else None
    if trainer is not None:
        trainer.stop()


def _listen_to_interrupts() -> None:
    """Let an interrupt of the kernel stop the training, whether a cell is running or none is.

    An idle kernel ignores interrupts: after each message it puts back the handler that it found before. So ours
    is handed to it as the one that it found.
    """
    try:
        from IPython import get_ipython  # a lesson's page may be made where there is no IPython
    except ImportError:
        return
    shell = get_ipython()
    if shell is None:
        return
    kernel = getattr(shell, "kernel", None)
    if getattr(kernel, "saved_sigint_handler", None) is signal.SIG_IGN:
        kernel.saved_sigint_handler = _interrupted
    if _after_cell not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", _after_cell)


def _after_cell(result: object) -> None:
    if isinstance(getattr(result, "error_in_exec", None), KeyboardInterrupt):
        _interrupted()
