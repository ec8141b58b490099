"""Hold the judge's process: one judges submission after submission, for as long as it is as it was found."""

import time

from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork.template import Replica, Template
from autograder.sandbox.protocol.channel import ChannelClosed, Kind
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.messages import Ended
from autograder.sandbox.protocol.plain_data import Malformed
from autograder.sandbox.protocol.stream import DeadlinePassed

_MOST = 100
"""After so many submissions a fresh judge takes its place."""
_SECONDS = 10.0


class JudgeClient:
    """Holds at most one judge."""

    def __init__(self, judges: Template):
        self.judges = judges
        self.judge: Replica | None = None
        self.limits: Limits | None = None
        self.served = 0

    def acquire(self, limits: Limits) -> Replica:
        """Return a judge for a submission that begins: the last one's if nothing is left of that, else a fresh one.

        Raises ExecutorBroken, ChannelClosed or DeadlinePassed if there is none to be had.
        """
        if self.judge is None or limits != self.limits or self.served >= _MOST or not self._is_as_found():
            self.discard()
            self.judge, self.limits, self.served = self.judges.replica(limits), limits, 0
            self.judge.channel.receive(time.monotonic() + 60)
        self.served += 1
        return self.judge

    def _is_as_found(self) -> bool:
        """Let the judge forget the last submission; say whether it could."""
        deadline = time.monotonic() + _SECONDS
        try:
            self.judge.channel.send(Kind.FORGET, 0, b"", deadline)
            kind, _, body = self.judge.channel.receive(deadline)
            return kind == Kind.DONE and decode(body) is True
        except (ChannelClosed, DeadlinePassed, Malformed):
            return False

    def discard(self) -> Ended:
        """End the judge, if there is one, and say how it ended: the next submission gets a fresh one."""
        judge, self.judge = self.judge, None
        return Ended() if judge is None else judge.end()

    def close(self) -> None:
        """Let go of the judge, which its template process ends."""
        if self.judge is not None:
            self.judge.channel.close()
            self.judge = None
