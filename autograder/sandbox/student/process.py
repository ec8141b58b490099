"""Work in the student's process: run cells, say what names are, hand over to `calls` what the judge calls."""

import contextlib
import os
import sys
import types
from pathlib import Path
from typing import Any

import numpy as np

from autograder.common import folder
from autograder.sandbox.kernel import figures
from autograder.sandbox.kernel.kernel import Runner
from autograder.sandbox.kernel.output_limits import OutputLimiter
from autograder.sandbox.kernel.seeding import begin_random_numbers
from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol.cells import StudentCell, StudentCellEnd
from autograder.sandbox.protocol.channel import Channel, ChannelClosed, Kind
from autograder.sandbox.protocol.classes import describe_instance
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import USUAL, NotPlain, describe_type
from autograder.sandbox.protocol.references import describe_function
from autograder.sandbox.student import import_gate
from autograder.sandbox.student.calls import Calls
from autograder.sandbox.student.handles import Handles
from autograder.sandbox.student.interrupts import ignore_interrupts, in_one_piece, interruptible
from autograder.sandbox.student.replies import with_words

_SEED = 20_011
"""What answers draw from the generators that all code shares is the same for everybody."""


class Student:
    """Answers the grader's requests until it closes the connection.

    `kernel`: as `kernel.warm` made it
    """

    def __init__(self, channel: Channel, kernel: Any, limits: Limits):
        self.channel, self.limits = channel, limits
        self.number = 0
        self.limiter = OutputLimiter(self._deliver, limits)
        self.runner = Runner(kernel, self.limiter.add)
        self.names = kernel.shell.user_ns
        self.kernels = dict(self.names)
        self.handles, self.objects = Handles(), Objects()
        self.calls = Calls(channel, self.runner, self.limiter, self.names, self.handles, self._tell_refused)

    def serve(self, walls: dict[str, str]) -> None:
        """Say which walls stand, then answer requests until the grader has no more."""
        ignore_interrupts()
        actions = {
            Kind.CALLBACK_RESULT: lambda body: None,  # it came too late for a call that was interrupted
            Kind.RUN: self._run,
            Kind.CALL: lambda body: self.calls.answer(self.number, body),
            Kind.LOOKUP: self._look_up,
            Kind.PUT: self._put,
            Kind.TAKE: self._take,
        }
        self._send(Kind.READY, walls)
        with contextlib.suppress(ChannelClosed):
            while True:
                kind, self.number, body = self.channel.receive()
                actions[kind](body)

    def _send(self, kind: Kind, content: Any) -> None:
        self.channel.send(kind, self.number, encode(content))

    def _deliver(self, batch: list) -> None:
        with in_one_piece():
            try:
                self._send(Kind.OUTPUT, batch)
            except NotPlain:
                for message in batch:
                    with contextlib.suppress(NotPlain):
                        self._send(Kind.OUTPUT, [message])

    def _run(self, body: bytes) -> None:
        """Run a cell and say how it ended."""
        cell = StudentCell.decoded(body)
        self.limiter.start()
        figures.allow(self.limits.figures if cell.render else 0)
        end = StudentCellEnd("error", "KeyboardInterrupt")
        with contextlib.suppress(KeyboardInterrupt), interruptible():
            reply = self.runner.run(cell.source, cell.count)
            if (result := self.runner.shell.last_execution_result) is not None and result.error_in_exec:
                reply["evalue"] = with_words(result.error_in_exec, str(reply.get("evalue")))
            end = StudentCellEnd.of(reply)
        if figures.left_out():
            self.limiter.add(
                "stream", {"name": "stdout", "text": f"... {figures.left_out()} more figures, not drawn\n"}
            )
        self.limiter.finish()
        self._tell_refused()
        self.channel.send(Kind.DONE, self.number, end.encoded())

    def _put(self, body: bytes) -> None:
        """Lay the submission's files into the working folder."""
        self.home, self.files = Path.cwd(), decode(body)
        folder.write_files(self.home, self.files)
        self._send(Kind.REPLY, {})

    def _take(self, body: bytes) -> None:
        """Send the files that were made or changed."""
        made, left_out = folder.read_files(self.home, self.files)
        self._send(Kind.REPLY, {"files": made, "left_out": len(left_out)})

    def _tell_refused(self) -> None:
        """Tell the grader which forbidden modules were asked for."""
        if names := import_gate.take_refused():
            self._send(Kind.OUTPUT, [["refused", {"names": names[:20]}]])

    def _look_up(self, body: bytes) -> None:
        """Say what the names of a test cell are: functions stay here, data crosses."""
        found, room = {}, USUAL.payload - 1_000_000
        self.objects = Objects()
        for name in sorted(decode(body), key=self._is_view):
            start = len(self.objects.all)
            found[name] = self._describe(name)
            size = len(found[name].get("value", b""))
            if size > room:
                found[name] = {"kind": "other", "what": "too much, beside the test's other variables"}
            else:
                room -= size
            if found[name].get("kind") != "data":
                self.objects.cut(start)
        self._send(Kind.REPLY, found)

    def _is_view(self, name: str) -> bool:
        """Say whether a variable is a part of an array, which may be a variable as well: that is told first."""
        value = self.names.get(name)
        return type(value) is np.ndarray and value.base is not None

    def _describe(self, name: str) -> dict[str, Any]:
        if name not in self.names:
            return {"kind": "missing"}
        value = self.names[name]
        if name in self.kernels and value is self.kernels[name]:
            return {"kind": "missing"}  # `open` or `quit`, as a notebook's kernel gives them
        if isinstance(value, types.ModuleType):
            return {"kind": "module", "name": str(value.__name__)[:100]}
        is_type = type(value) is type
        if is_type and describe_instance(value) is None:
            name = f"{value.__module__}.{value.__qualname__}"[:200]
            return {"kind": "class", "name": name, **describe_function(value)}
        if callable(value) and not is_type:
            return {"kind": "callable", **describe_function(value, self.handles.keep)}
        try:
            return {"kind": "data", "value": encode(value, self.handles, objects=self.objects)}
        except NotPlain as problem:
            return {"kind": "other", "what": problem.what}
        except Exception as problem:
            return {"kind": "other", "what": f"{describe_type(value)} that raises {type(problem).__name__}"}


def main(channel: Channel, kernel: Any, limits: Limits, walls: dict[str, str]) -> None:
    """Serve one submission in this process and leave it without running anybody's exit handlers."""
    begin_random_numbers(_SEED)
    sys.path.append(os.getcwd())  # last, so that nothing installed is shadowed
    try:
        Student(channel, kernel, limits).serve(walls)
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        os._exit(0)
