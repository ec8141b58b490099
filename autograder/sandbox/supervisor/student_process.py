"""Hold the student's process from the grader's side: start it, end it, say how it ended."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork.template import Replica, Template
from autograder.sandbox.protocol.channel import ChannelClosed
from autograder.sandbox.protocol.messages import Ended
from autograder.sandbox.protocol.stream import DeadlinePassed

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
