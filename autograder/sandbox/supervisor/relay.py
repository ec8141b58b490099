"""Let the judge's calls reach the student's process, over a connection that is lent to it while all goes as usual."""

import socket
import time
from collections.abc import Callable
from dataclasses import replace

from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork.template import Replica
from autograder.sandbox.protocol.cells import JudgeCell, JudgeCellEnd
from autograder.sandbox.protocol.channel import Channel, ChannelClosed, Kind
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.supervisor.outputs import Outputs
from autograder.sandbox.supervisor.student_client import BOUNDS, StudentClient, StudentDied

_CAN_LEND = hasattr(socket, "recv_fds")


class Relay:
    """Runs the judge's cells of one submission.

    The grader and the judge take turns on the connection to the student's process: while a cell runs it is the
    judge's, until a call doesn't go as usual. So a call costs no detour, and what a process does against the rules is
    seen by the grader alone.

    `need_student`: makes sure that there is a process of the student's; raises StudentDied if there can be none
    """

    def __init__(self, student: StudentClient, need_student: Callable[[], None], limits: Limits):
        self.student, self.need_student, self.limits = student, need_student, limits
        self.trouble: StudentDied | None = None  # how the student's process failed during the cell
        # is_open: a cell has begun and not ended
        self.is_open = self._in_call = self._is_direct = False
        self._lent: Replica | None = None
        self._patience = 0.0

    def run(self, judge: Channel, cell: JudgeCell, outputs: Outputs | None, deadline: float) -> JudgeCellEnd:
        """Let the judge run a cell; return how it ended.

        Raises DeadlinePassed, ChannelClosed or Malformed if the judge itself fails; `break_off` must follow.
        """
        self.is_open, self._in_call = True, False
        self._is_direct = self._lend(judge, deadline)
        cell = replace(cell, is_direct=self._is_direct, deadline=deadline)
        judge.send(Kind.RUN, cell.count, cell.encoded(), deadline)
        while True:
            kind, number, body = judge.receive(max(deadline + 2 * self.limits.grace, self._patience))
            if kind == Kind.DONE:
                end = JudgeCellEnd.decoded(body, BOUNDS)
                if end.left and self.student.replica is not None:
                    self.student.replica.channel.go_on_with(end.left)
                self.is_open = self._is_direct = False
                return end
            if kind == Kind.OUTPUT:
                for message in decode(body, bounds=BOUNDS) if outputs is not None else ():
                    outputs.add(*message)
            else:
                self._pass_on(judge, Kind(kind), number, body, deadline)

    def break_off(self) -> bool:
        """Forget the judge, which failed; say whether the student's process may be left in the middle of a call."""
        was_calling = self._in_call or self._is_direct
        self._in_call = self._is_direct = False
        self._lent = None
        return was_calling

    def _lend(self, judge: Channel, deadline: float) -> bool:
        """Let the judge speak with the student's process itself, if there is one with nothing left unread."""
        replica = self.student.replica
        if not _CAN_LEND or replica is None or replica.channel.is_ahead:
            return False
        if replica is not self._lent:
            judge.send(Kind.LEND, 0, b"", deadline)
            kind, _, _ = judge.receive(deadline)  # nothing is read ahead any more
            if kind != Kind.READY:
                raise ChannelClosed(f"an unexpected frame of kind {kind}")
            judge.send_socket(replica.channel.sock)
            self._lent = replica
        return True

    def _pass_on(self, judge: Channel, kind: Kind, number: int, body: bytes, deadline: float) -> None:
        """Let the student's process answer a call of the judge's; tell the judge if it can't."""
        late = deadline + self.limits.grace
        self._in_call = True
        try:
            if kind == Kind.RESUME:
                found, answer = self.student.resume(number, body, deadline)
            else:
                self.need_student()
                found, answer = self.student.ask(kind, number, body, None, deadline)
            while answer is not None and found != Kind.REPLY:
                judge.send(Kind.CALLBACK, number, answer, late)
                kind, number, body = judge.receive(late)
                found, answer = self.student.ask(kind, number, body, None, deadline)
            if answer is None:
                raise StudentDied("timeout", f"a call was {self.student.still_running()} and was stopped")
            judge.send(Kind.ANSWER, number, answer, late)
        except StudentDied as death:
            self.trouble = self.trouble or death
            self._patience = time.monotonic() + self.limits.grace  # ending a process takes time of its own
            judge.send(Kind.GONE, number, str(death).encode(), self._patience)
        self._in_call = self._is_direct = False
