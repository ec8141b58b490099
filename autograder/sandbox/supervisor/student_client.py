"""Ask the student's process from the grader's side: wait for its answer, interrupt it, trust nothing of it."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Any

from autograder.sandbox.plan import Step
from autograder.sandbox.protocol.cells import StudentCell, StudentCellEnd
from autograder.sandbox.protocol.channel import ChannelClosed, Kind, TooLarge
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.plain_data import Bounds, Malformed
from autograder.sandbox.protocol.stream import DeadlinePassed
from autograder.sandbox.supervisor.outputs import Outputs
from autograder.sandbox.supervisor.student_process import StudentDied, StudentProcess

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
