"""Hold a template process from the grader's side: specialize it, copy it, let it fork replicas, start it again."""

import contextlib
import shutil
import socket
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from autograder.common.errors import ExecutorBroken
from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork.connection import Connection, Silenced
from autograder.sandbox.prefork.launch import make_base
from autograder.sandbox.protocol.channel import AHEAD, Channel, ChannelClosed
from autograder.sandbox.protocol.messages import (
    Confine,
    End,
    Ended,
    Fork,
    Interrupt,
    Message,
    Precompile,
    Preload,
)
from autograder.sandbox.protocol.stream import DeadlinePassed

_MOST_CELLS = 2000
_STARTS = 3
"""So many times a process that was killed is started again before it is given up."""
_ANSWER_SECONDS = 30.0


@dataclass(frozen=True)
class Replica:
    """A process that serves one submission, or a judge: its connection, and how to stop it."""

    channel: Channel
    template: "Template"
    pid: int

    def interrupt(self) -> None:
        """Ask the code that runs in it to stop, as Ctrl-C does."""
        self.template.tell(Interrupt(self.pid))

    def end(self, patience: float = 0.0) -> Ended:
        """Kill it and all that it started, unless it ends by itself in so many seconds; say how it ended."""
        self.channel.close()
        return self.template.end(self.pid, patience)


class Template:
    """A process with everything imported, of which copies are made, and replicas for submissions.

    `name`: for messages, and for the name of its folder
    `connection`: to a process that is a template already; else one is started
    """

    def __init__(self, name: str, connection: socket.socket | None = None):
        # base: a folder of its own
        self.name, self.base = name, make_base(name)
        self.shape: list[Message] = []
        self.confinement: Confine | None = None
        # its walls, once it is confined: for each an empty text, or why it is missing
        self.standing: dict[str, str] = {}
        self.precompiled: set[str] = set()  # the cells that it knows, and "import NAME" for modules
        self.is_ready, self.failures = False, 0
        self.connection: Connection | None = None
        if connection is not None:
            self.connection = Connection(Channel(connection))
            return
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    # To specialize it. Nobody waits: what is asked for is done before what is asked for next.

    def tell(self, request: Message) -> None:
        """Send a request that has no answer; that the process is gone is found when it is asked for something."""
        if self.connection is not None:
            with contextlib.suppress(ChannelClosed, DeadlinePassed):
                self.connection.send(request)

    def specialize(self, *requests: Message) -> None:
        """Let the process go on so, and every one that takes its place."""
        self.shape += requests
        for request in requests:
            self.tell(request)

    def confine(self, walls: bool, core: int | None = None) -> None:
        """Let the process put up its walls, to fork replicas from now on."""
        self.confinement = Confine(self.base, walls, core)
        self.tell(self.confinement)

    def precompile(self, sources: Iterable[str]) -> bool:
        """Let the process remember cells of a release; say whether there were new ones."""
        return self._remember({source: source for source in sources}, Precompile)

    def preload(self, modules: Iterable[str]) -> bool:
        """Let the process import modules, so that its replicas need not; say whether there were new ones."""
        return self._remember({f"import {name}": name for name in modules}, Preload)

    def _remember(self, things: dict[str, str], request: type[Precompile | Preload]) -> bool:
        new = {key: thing for key, thing in things.items() if key not in self.precompiled}
        if new and len(self.precompiled) < _MOST_CELLS:
            self.precompiled.update(new)
            self.tell(request([*new.values()]))
        return bool(new)

    # To have replicas

    def wait(self) -> None:
        """Wait until the process is confined and can fork.

        Raises ExecutorBroken if it can't start.
        """
        while not self.is_ready:
            try:
                self.standing, self.is_ready = self.connection.welcome(self.name).walls, True
            except (ChannelClosed, DeadlinePassed, Silenced) as problem:  # a copy is gone, or it was killed
                self._start_again(problem)

    def replica(self, limits: Limits) -> Replica:
        """Return a fresh replica, connected, that holds to `limits`.

        Raises ExecutorBroken if none can be made, even after a new start.
        """
        while True:
            self.wait()
            try:
                return self._forked(limits)
            except (ChannelClosed, DeadlinePassed) as problem:
                self._start_again(problem)

    def _forked(self, limits: Limits) -> Replica:
        ours = self.connection.send_along(Fork(asdict(limits)))
        try:
            pid = self.connection.receive(_ANSWER_SECONDS).pid
        except BaseException:
            ours.close()
            raise
        self.failures = 0
        return Replica(Channel(ours, limits.frame, AHEAD), self, pid)

    def end(self, pid: int, patience: float) -> Ended:
        """End a forked replica and all that it started."""
        try:
            self.connection.send(End(pid, patience))
            return self.connection.receive(_ANSWER_SECONDS)
        except (ChannelClosed, DeadlinePassed) as problem:
            self._start_again(problem)
            self.wait()
            return Ended()

    def _start(self) -> None:
        confine = [self.confinement] if self.confinement is not None else []
        self.connection = Connection.start(self.base, [*self.shape, *confine])

    def _start_again(self, problem: Exception) -> None:
        """Start another process in the place of one that has failed, unless too many have."""
        self.connection.close()
        self.is_ready, self.failures = False, self.failures + 1
        if self.failures > _STARTS:
            raise ExecutorBroken(str(problem) or f"no {self.name}'s process can be made")
        self.precompiled.clear()
        self._start()

    def forget(self) -> None:
        """Close this process's end of the connection: another one has it, or nobody needs the template."""
        self.connection.channel.close()

    def close(self, patience: float = 5.0) -> None:
        """End it, its replicas, and its folder."""
        if self.connection is not None:
            self.connection.close(patience)
        shutil.rmtree(self.base, ignore_errors=True)
