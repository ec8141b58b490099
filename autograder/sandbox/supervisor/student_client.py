"""Hold the student's process from the grader's side: ask it, wait, interrupt, say how it ended, trust nothing of it."""

import signal
import time
from collections.abc import Callable, Collection
from typing import Any

from autograder.sandbox.limits import Limits
from autograder.sandbox.plan import Step
from autograder.sandbox.prefork.template import Replica, Template
from autograder.sandbox.protocol.cells import StudentCell, StudentCellEnd
from autograder.sandbox.protocol.channel import ChannelClosed, Kind, TooLarge
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.messages import Ended
from autograder.sandbox.protocol.plain_data import Bounds, Malformed
from autograder.sandbox.protocol.stream import DeadlinePassed
from autograder.sandbox.supervisor.outputs import Outputs

_KILLED = [-getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""How a process ends that the system, short of memory, or a person ends."""
_PATIENCE = 2.0
"""So many seconds a process may take to end once its connection is closed."""


class StudentDied(Exception):
    """The student's process is gone, or had to be ended; the text says how, `kind` is a flag's."""

    def __init__(self, kind: str, text: str):
        super().__init__(text)
        self.kind = kind


class StudentProcess:
    """Holds at most one process of the student's at a time.

    `flag`: told the kind and the text of what an instructor may want to know
    """

    def __init__(self, students: Template, limits: Limits, flag: Callable[[str, str], None]):
        self.students, self.limits, self.flag = students, limits, flag
        self.replica: Replica | None = None
        self.allowed = limits.seconds  # the seconds that what runs now may take
        # state: another number whenever a cell has run since, or in a fresh process
        self.deaths = self.state = 0
        # was_killed, is_orphan: a process was ended or stopped by a signal from outside, perhaps; or it went down
        # with its template process
        self.was_killed = self.is_orphan = False
        self.cpu = 0.0

    def start(self) -> None:
        """Get a fresh process and wait until it is ready.

        Raises StudentDied if it ends at once.
        """
        self.replica = self.students.replica(self.limits)
        self.state += 1
        try:
            self.replica.channel.receive(time.monotonic() + 60)
        except (ChannelClosed, DeadlinePassed):
            raise self.died() from None

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

    def violation(self, what: str, kind: str = "forged-message") -> StudentDied:
        """End a process that speaks against the rules."""
        self.lose()
        return StudentDied(kind, f"its process sent {what}, and was ended")

    def died(self) -> StudentDied:
        """Return how the process ended by itself; one that goes on without its connection is ended."""
        ended = self.lose(_PATIENCE)
        if not ended.was_killed:
            self.was_killed = self.was_killed or ended.code in _KILLED
        return StudentDied(*explain(ended))

    def lose(self, patience: float = 0.0) -> Ended:
        """End the process, which has failed: a submission gets a fresh one only so often."""
        self.deaths += 1
        return self.end(patience)


def explain(ended: Ended) -> tuple[str, str]:
    """Return a flag's kind and a sentence for how a process ended.

    >>> explain(Ended(code=3, was_killed=False))
    ('left-early', 'it ended its own process (exit code 3)')
    """
    code = ended.code
    if code is None:
        return "left-early", "its process was lost"
    if ended.was_killed:
        return "left-early", "its process closed its connection, and was ended"
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


BOUNDS = Bounds(payload=64_000_000, structure=32_000_000, nodes=500_000, simple=True)
_FLOOD = 2
"""So many times the largest frame may come in answer to one request."""


class StudentClient(StudentProcess):
    """Asks the student's process; one that breaks the rules is ended."""

    of_release: Collection[str] = ()  # modules that the release's own cells import: no flag, but for answers
    forgiven: Collection[str] = ()

    def run_cell(self, step: Step, outputs: Outputs | None, deadline: float) -> StudentCellEnd | None:
        """Run a cell and return how it ended, None if it was stopped. Without `outputs` they are dropped."""
        self.state += 1
        self.forgiven = () if step.is_answer else self.of_release
        try:
            return self._run_cell(step, outputs, deadline)
        finally:
            self.forgiven = ()

    def _run_cell(self, step: Step, outputs: Outputs | None, deadline: float) -> StudentCellEnd | None:
        cell = StudentCell(step.source, step.count, step.render and outputs is not None)
        _, body = self.ask(Kind.RUN, step.count, cell.encoded(), outputs, deadline)
        if body is None:
            return None
        try:
            return StudentCellEnd.of(self.decoded(body))
        except Malformed as problem:
            raise self.violation(str(problem)) from None

    def ask(
        self, kind: Kind, number: int, body: bytes, outputs: Outputs | None, deadline: float
    ) -> tuple[int, bytes | None]:
        """Send a request; return the kind and the body of the frame that answers it, None after an interruption.

        Raises StudentDied if the process ends, breaks the rules, or doesn't stop when it is told to.
        """
        try:
            self.replica.channel.send(kind, number, body, deadline)
        except DeadlinePassed:
            return 0, self._interrupt(number, outputs)
        except ChannelClosed:
            raise self.died() from None
        wanted = (Kind.DONE,) if kind == Kind.RUN else (Kind.REPLY, Kind.CALLBACK)
        return self._answer(wanted, number, outputs, deadline)

    def resume(self, number: int, held: bytes, deadline: float) -> tuple[int, bytes | None]:
        """Go on waiting for the answer to a call that the judge made itself; `held` is what it has read of it.

        Raises StudentDied as `ask`.
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
                    raise self.violation("a message that nobody asked for")
                self._take(content, outputs)
                if channel.received > flood:
                    raise self.violation("more output than can be read", "flood")
        except DeadlinePassed:
            return 0, self._interrupt(number, outputs)
        except TooLarge:
            raise self.violation("a message larger than any may be") from None
        except ChannelClosed:
            raise self.died() from None

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
            self.lose()
            raise StudentDied("timeout", f"it was {self.still_running()} and was ended") from None

    def still_running(self) -> str:
        """Say how long was waited for what runs."""
        longest = min(self.limits.test, self.limits.seconds)
        earlier = f" (an earlier test of the exercise had waited {longest:g})"
        return f"still running after {self.allowed:g} seconds{earlier if self.allowed < longest else ''}"

    def _take(self, content: bytes, outputs: Outputs | None) -> None:
        """Take a batch of the kernel's messages."""
        try:
            refused = take_batch(self.decoded(content), outputs)
        except Malformed as problem:
            raise self.violation(str(problem)) from None
        for name in [name for name in refused if name not in self.forgiven]:
            self.flag("forbidden-import", f"{name[:40]} was asked for, and refused")

    def decoded(self, content: bytes) -> Any:
        """Return what the process sent, or end it for sending what is no plain data."""
        try:
            return decode(content, bounds=BOUNDS)
        except Malformed as problem:
            raise self.violation(str(problem)) from None


def take_batch(batch: Any, outputs: Outputs | None) -> list[str]:
    """Add a batch of the kernel's messages to `outputs`; return the modules that were asked for and refused.

    Raises Malformed if it is no batch.
    """
    if not isinstance(batch, list) or not all(isinstance(m, list) and len(m) == 2 for m in batch):
        raise Malformed("a garbled message")
    refused: list[Any] = []
    for kind, message in batch:
        if kind == "refused" and isinstance(message, dict):
            names = message.get("names")
            refused += names if isinstance(names, list) else []
        elif outputs is not None:
            outputs.add(kind, message)
    return [name for name in refused if isinstance(name, str) and name.isidentifier()]
