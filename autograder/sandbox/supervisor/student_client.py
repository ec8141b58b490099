"""Hold the student's process from the grader's side: ask it, wait for it, interrupt it, end it."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from typing import Any

from autograder.sandbox.limits import Limits
from autograder.sandbox.plan import Step
from autograder.sandbox.prefork.template import Replica, Template
from autograder.sandbox.protocol.channel import ChannelClosed, DeadlinePassed, Kind, TooLarge
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.messages import Ended
from autograder.sandbox.protocol.plain_data import (
    Bounds,
    Malformed,
)
from autograder.sandbox.supervisor.outputs import Outputs

BOUNDS = Bounds(payload=64_000_000, structure=32_000_000, nodes=500_000, simple=True)
_KILLED = [-getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""How a process ends that the system, short of memory, or a person ends."""
_PATIENCE = 2.0
"""So many seconds a process may take to end once its connection is closed."""
_FLOOD = 2
"""So many times the largest frame may come in answer to one request."""


class StudentDied(Exception):
    """The student's process is gone, or had to be ended; the text says how, `kind` is a flag's."""

    def __init__(self, kind: str, text: str):
        super().__init__(text)
        self.kind = kind


class StudentClient:
    """Holds at most one process of the student's at a time.

    Parameters
    ----------
    students : Template
    limits : Limits
    flag : callable
        Told the kind and the text of what an instructor may want to know.

    Attributes
    ----------
    allowed : float
        The seconds that what runs now may take.
    state : int
        Another number whenever a cell has run since, or in a fresh process.
    was_killed, is_orphan : bool
        A process was ended or stopped by a signal from outside, perhaps; or it went down with its template process.
    """

    def __init__(self, students: Template, limits: Limits, flag: Callable[[str, str], None]):
        self.students, self.limits, self.flag = students, limits, flag
        self.replica: Replica | None = None
        self.allowed = limits.seconds
        self.deaths = self.state = 0
        self.was_killed = self.is_orphan = False
        self.cpu = 0.0

    def start(self) -> None:
        """Get a fresh process and wait until it is ready.

        Raises
        ------
        StudentDied
            If it ends at once.
        """
        self.replica = self.students.replica(self.limits)
        self.state += 1
        try:
            self.replica.channel.receive(time.monotonic() + 60)
        except (ChannelClosed, DeadlinePassed):
            raise self._death() from None

    def end(self, patience: float = 0.0) -> Ended:
        """End the process, if there is one, and count what it used: the next one is no fault of its own."""
        if self.replica is None:
            return Ended()
        replica, self.replica = self.replica, None
        ended = replica.end(patience)
        self.cpu += ended.cpu
        self.is_orphan = self.is_orphan or ended.code is None
        self.was_killed = self.was_killed or ended.was_stopped
        return ended

    def run_cell(self, step: Step, outputs: Outputs | None, deadline: float) -> dict:
        """Run a cell and return how it ended, as the process tells it. Without `outputs` they are dropped."""
        self.state += 1
        render = step.render and outputs is not None
        request = {"source": step.source, "count": step.count, "id": None, "render": render}
        _, body = self.ask(Kind.RUN, step.count, encode(request), outputs, deadline)
        if body is None:
            return {"status": "error", "ename": "CellTimeoutError", "evalue": "", "timeout": True}
        end = self.decoded(body)
        if not isinstance(end, dict):
            raise self._violation("an ending that is none")
        return {**{key: str(end.get(key))[:1000] for key in ("status", "ename", "evalue")}, "timeout": False}

    def ask(
        self, kind: Kind, number: int, body: bytes, outputs: Outputs | None, deadline: float
    ) -> tuple[int, bytes | None]:
        """Send a request; return the kind and the body of the frame that answers it, None after an interruption.

        Raises
        ------
        StudentDied
            If the process ends, breaks the rules, or doesn't stop when it is told to.
        """
        try:
            self.replica.channel.send(kind, number, body, deadline)
        except DeadlinePassed:
            return 0, self._interrupt(number, outputs)
        except ChannelClosed:
            raise self._death() from None
        wanted = (Kind.DONE,) if kind == Kind.RUN else (Kind.REPLY, Kind.CALLBACK)
        return self._answer(wanted, number, outputs, deadline)

    def resume(self, number: int, held: bytes, deadline: float) -> tuple[int, bytes | None]:
        """Go on waiting for the answer to a call that the judge made itself; `held` is what it has read of it.

        Raises
        ------
        StudentDied
            As `ask`.
        """
        self.replica.channel.go_on_with(held)
        return self._answer((Kind.REPLY, Kind.CALLBACK), number, None, deadline)

    def _answer(
        self, wanted: tuple[Kind, ...], number: int, outputs: Outputs | None, deadline: float
    ) -> tuple[int, bytes | None]:
        """Wait for the frame that answers a request."""
        channel = self.replica.channel
        flood = channel.received + _FLOOD * self.limits.frame
        try:
            while True:
                found, answers, content = channel.receive(deadline)
                if found in wanted and answers == number:
                    return found, content
                if found != Kind.OUTPUT:
                    raise self._violation("a message that nobody asked for")
                self._take(content, outputs)
                if channel.received > flood:
                    raise self._violation("more output than can be read", "flood")
        except DeadlinePassed:
            return 0, self._interrupt(number, outputs)
        except TooLarge:
            raise self._violation("a message larger than any may be") from None
        except ChannelClosed:
            raise self._death() from None

    def _interrupt(self, number: int, outputs: Outputs | None) -> None:
        """Interrupt what runs too long; kill the process if it goes on all the same."""
        channel = self.replica.channel
        patience = time.monotonic() + self.limits.grace
        self.replica.interrupt()
        try:
            while True:
                found, answers, content = channel.receive(patience)
                if found == Kind.OUTPUT:
                    self._take(content, outputs)
                elif found in (Kind.DONE, Kind.REPLY) and answers == number:
                    return
        except (DeadlinePassed, ChannelClosed):
            self._lose()
            raise StudentDied("timeout", f"it was {self.still_running()} and was ended") from None

    def still_running(self) -> str:
        """Say how long was waited for what runs."""
        longest = min(self.limits.test, self.limits.seconds)
        earlier = f" (an earlier test of the exercise had waited {longest:g})"
        return f"still running after {self.allowed:g} seconds{earlier if self.allowed < longest else ''}"

    def _take(self, content: bytes, outputs: Outputs | None) -> None:
        """Take a batch of the kernel's messages."""
        batch = self.decoded(content)
        if not isinstance(batch, list) or not all(isinstance(m, list) and len(m) == 2 for m in batch):
            raise self._violation("a garbled message")
        for kind, message in batch:
            if kind == "refused" and isinstance(message, dict):
                self._note_refused(message.get("names"))
            elif outputs is not None:
                outputs.add(kind, message)

    def _note_refused(self, names: Any) -> None:
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and name.isidentifier():
                self.flag("forbidden-import", f"{name[:40]} was asked for, and refused")

    def decoded(self, content: bytes) -> Any:
        """Return what the process sent, or end it for sending what is no plain data."""
        try:
            return decode(content, bounds=BOUNDS)
        except Malformed as problem:
            raise self._violation(str(problem)) from None

    def _violation(self, what: str, kind: str = "forged-message") -> StudentDied:
        """End a process that speaks against the rules."""
        self._lose()
        return StudentDied(kind, f"its process sent {what}, and was ended")

    def _death(self) -> StudentDied:
        """Return how the process ended by itself; one that goes on without its connection is ended."""
        ended = self._lose(_PATIENCE)
        if ended.was_killed and ended.code is not None:
            return StudentDied("left-early", "its process closed its connection, and was ended")
        self.was_killed = self.was_killed or ended.code in _KILLED
        return StudentDied(*explain(ended.code))

    def _lose(self, patience: float = 0.0) -> Ended:
        """End the process, which has failed: a submission gets a fresh one only so often."""
        self.deaths += 1
        return self.end(patience)


def explain(code: int | None) -> tuple[str, str]:
    """Return a flag's kind and a sentence for how a process ended.

    Examples
    --------
    >>> explain(3)
    ('left-early', 'it ended its own process (exit code 3)')
    """
    if code is None:
        return "left-early", "its process was lost"
    if code >= 0:
        return "left-early", f"it ended its own process (exit code {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    words = {
        "SIGSEGV": ("crash", "its process crashed (segmentation fault)"),
        "SIGBUS": ("crash", "its process crashed (bus error)"),
        "SIGABRT": ("crash", "its process crashed (abort)"),
        "SIGXCPU": ("timeout", "its process used more processor time than it may"),
        "SIGXFSZ": ("disk", "its process wrote a larger file than it may"),
        "SIGKILL": ("left-early", "its process was killed"),
    }
    return words.get(name, ("left-early", f"its process ended by {name}"))
