"""Ask the student's process from the judge: over the connection that the grader lends, else by way of the grader."""

import contextlib
import socket
from collections.abc import Callable

from autograder.sandbox.judge.proxies import StudentGone
from autograder.sandbox.protocol.channel import AHEAD, Channel, ChannelClosed, Kind
from autograder.sandbox.protocol.stream import DeadlinePassed


class StudentLink:
    """The judge's way to the student's process.

    Whatever is out of the ordinary on the connection that was lent, this leaves to the grader: a deadline that passes,
    a process that ends, a frame that wasn't asked for, a callback. From then on until the cell's end all goes by way
    of the grader.

    `call_back`: given the bytes of a callback, returns those of its result
    """

    def __init__(self, grader: Channel, call_back: Callable[[bytes], bytes]):
        self.grader, self.call_back = grader, call_back
        self.number = 0
        self.lent: Channel | None = None
        self.direct: Channel | None = None
        self.deadline = 0.0

    def borrow(self, connection: socket.socket, largest: int) -> None:
        """Take a connection to the student's process, in the place of an earlier one."""
        self.give_back()
        # What was read of a frame must fit into one to the grader; a larger frame the grader reads itself.
        self.lent = Channel(connection, largest - 2 * AHEAD, AHEAD)

    def give_back(self) -> None:
        """Let go of the connection that was lent."""
        if self.lent is not None:
            self.lent.close()
        self.lent = self.direct = None

    def begin(self, is_direct: bool, deadline: float) -> None:
        """Begin a cell, in which the connection that was lent may be used or not."""
        self.direct, self.deadline = self.lent if is_direct else None, deadline

    def end(self) -> bytes:
        """End a cell; return what was read from the student's process and belongs to no call."""
        direct, self.direct = self.direct, None
        return b"" if direct is None else direct.hand_over()

    def ask(self, kind: Kind, body: bytes) -> bytes:
        """Return the answer's bytes; callbacks that come while it is waited for are answered.

        Raises StudentGone if the student's process can't answer any more.
        """
        self.number += 1
        if self.direct is None:
            self.grader.send(kind, self.number, body)
        elif (answer := self._ask_directly(kind, body)) is not None:
            return answer
        while True:
            kind, _, body = self.grader.receive()
            if kind == Kind.GONE:
                raise StudentGone(body.decode("utf-8", "replace"))
            if kind == Kind.CALLBACK:
                self.grader.send(Kind.CALLBACK_RESULT, self.number, self.call_back(body))
            elif kind == Kind.ANSWER:
                return body
            else:
                raise ChannelClosed(f"an unexpected frame of kind {kind}")

    def _ask_directly(self, kind: Kind, body: bytes) -> bytes | None:
        """Ask the student's process itself; if no plain answer comes let the grader go on and return None."""
        with contextlib.suppress(DeadlinePassed, ChannelClosed):
            self.direct.send(kind, self.number, body, self.deadline)
            answer = self.direct.receive_only(Kind.REPLY, self.number, self.deadline)
            if answer is not None:
                return answer
        self.grader.send(Kind.RESUME, self.number, self.end())
        return None
