"""Speak with one template process from the grader's side: send it requests, get its answers, see it off."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from autograder.common.errors import ExecutorBroken
from autograder.sandbox.prefork.launch import (
    START_SECONDS,
    clean_environment,
    is_in_main_thread,
    search_path,
    start_process,
    wait_or_kill,
)
from autograder.sandbox.protocol.channel import Channel, ChannelClosed
from autograder.sandbox.protocol.messages import Begin, Message
from autograder.sandbox.protocol.stream import DeadlinePassed


class Silenced(ExecutorBroken):
    """A process ended before it was ready, without a word of why: something killed it."""


class Connection:
    """The connection to a template process, which belongs to it.

    `process`: the process, if this one has started it
    `errors`: where that process writes what goes wrong
    """

    def __init__(self, channel: Channel, process: subprocess.Popen | None = None, errors: Path | None = None):
        self.channel, self.process, self.errors = channel, process, errors

    @classmethod
    def start(cls, base: str, requests: Iterable[Message]) -> "Connection":
        """Start a process, which is to do this first of all, with `base` as its folder; `welcome` waits for it."""
        errors = Path(base, "errors.txt")
        with errors.open("wb") as log:
            process, connection = start_process(log, clean_environment(base))
        made = cls(Channel(connection), process, errors)
        # Where it has ended, who waits for it will find that.
        with contextlib.suppress(ChannelClosed, DeadlinePassed):
            for request in (Begin(search_path(), base, is_in_main_thread()), *requests):
                made.send(request)
        return made

    def welcome(self, name: str) -> Message:
        """Wait until the process is ready and return what it says of itself.

        Raises ExecutorBroken if a process that was started ends instead; the text is the last line of its errors.
        Raises ChannelClosed or DeadlinePassed if it is another's process, and is gone.
        """
        try:
            return self.receive(START_SECONDS)
        except (ChannelClosed, DeadlinePassed) as problem:
            self.channel.close()
            if self.process is None:
                raise
            wait_or_kill(self.process, 0.0)
            what = f"the {name}'s process doesn't start"
            if last := self.errors.read_text(errors="replace").strip().splitlines()[-1:]:
                raise ExecutorBroken(f"{what}: {last[0]}") from None
            kind = Silenced if isinstance(problem, ChannelClosed) else ExecutorBroken
            raise kind(f"{what}: it said nothing") from None

    def send(self, request: Message) -> None:
        """Send a request.

        Raises ChannelClosed or DeadlinePassed if the process is gone.
        """
        self.channel.send(request.kind, 0, request.as_json(), time.monotonic() + START_SECONDS)

    def send_along(self, request: Message) -> socket.socket:
        """Send a request with one end of a new connection; return the other end."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self.send(request)
                self.channel.send_socket(theirs)
        except BaseException:
            ours.close()
            raise
        return ours

    def receive(self, seconds: float) -> Message:
        """Return the answer to a request that has one."""
        kind, _, body = self.channel.receive(time.monotonic() + seconds)
        return Message.from_json(kind, body)

    def close(self, patience: float = 5.0) -> None:
        """Let go of the process, which ends then; one that was started here is killed if it takes longer."""
        self.channel.close()
        if self.process is not None:
            wait_or_kill(self.process, patience)
            self.process = None
