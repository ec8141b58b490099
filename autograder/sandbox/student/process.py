"""Work in the student's process: run cells, answer calls of the student's functions with plain data."""

from __future__ import annotations

import _signal
import builtins
import contextlib
import os
import signal
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
from autograder.sandbox.protocol.channel import Channel, ChannelClosed, Kind
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.functions import describe_function
from autograder.sandbox.protocol.plain_data import (
    USUAL,
    NotPlain,
    describe_type,
    pack,
    unpack,
)
from autograder.sandbox.protocol.references import Resolving
from autograder.sandbox.student import import_gate
from autograder.sandbox.student.handles import Handles
from autograder.sandbox.student.replies import raised, returned

_SEED = 20_011
"""What answers draw from the generators that all code shares is the same for everybody."""
_CHANGEABLE = (np.ndarray, list, dict, set, bytearray)
_SIGINT, _SIG_IGN = int(signal.SIGINT), int(signal.SIG_IGN)


class Student:
    """Answers the grader's requests until it closes the connection.

    Parameters
    ----------
    channel : Channel
    kernel : IPythonKernel
        As `kernel.warm` made it.
    limits : Limits
    """

    def __init__(self, channel: Channel, kernel: Any, limits: Limits):
        self.channel, self.limits = channel, limits
        self.number = 0
        self.limiter = OutputLimiter(self._deliver, limits)
        self.runner = Runner(kernel, self.limiter.add)
        self.names = kernel.shell.user_ns
        self.kernels = dict(self.names)
        self.handles = Handles()
        self.resolve = Resolving(self.names, self._call_back, self.handles)

    def serve(self, walls: dict[str, str]) -> None:
        """Say which walls stand, then answer requests until the grader has no more."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        actions = {
            Kind.CALLBACK_RESULT: lambda body: None,  # it came too late for a call that was interrupted
            Kind.RUN: self._run,
            Kind.CALL: self._call,
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
        with _in_one_piece():
            try:
                self._send(Kind.OUTPUT, batch)
            except NotPlain:
                for message in batch:
                    with contextlib.suppress(NotPlain):
                        self._send(Kind.OUTPUT, [message])

    @contextlib.contextmanager
    def _interruptible(self):
        """Let the grader's SIGINT end what runs inside, and nothing else."""
        _signal.signal(_SIGINT, signal.default_int_handler)  # `signal.signal` itself spends its time on enums
        try:
            yield
        finally:
            _signal.signal(_SIGINT, _SIG_IGN)

    def _run(self, body: bytes) -> None:
        """Run a cell and say how it ended."""
        request = decode(body)
        self.limiter.start()
        figures.allow(self.limits.figures if request["render"] else 0)
        end = {"status": "error", "ename": "KeyboardInterrupt", "evalue": ""}
        with contextlib.suppress(KeyboardInterrupt), self._interruptible():
            reply = self.runner.run(request["source"], request["count"], request["id"])
            end = {key: str(reply.get(key) or "")[:2000] for key in ("status", "ename", "evalue")}
        if figures.left_out():
            self.limiter.add(
                "stream", {"name": "stdout", "text": f"... {figures.left_out()} more figures, not drawn\n"}
            )
        self.limiter.finish()
        self._tell_refused()
        self._send(Kind.DONE, end)

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
        for name in decode(body):
            found[name] = self._describe(name)
            size = len(found[name].get("value", b""))
            if size > room:
                found[name] = {"kind": "other", "what": "too much, beside the test's other variables"}
            else:
                room -= size
        self._send(Kind.REPLY, found)

    def _describe(self, name: str) -> dict[str, Any]:
        if name not in self.names:
            return {"kind": "missing"}
        value = self.names[name]
        if value is self.kernels.get(name):
            return {"kind": "missing"}  # `open` or `quit`, as a notebook's kernel gives them
        if isinstance(value, types.ModuleType):
            return {"kind": "module", "name": str(value.__name__)[:100]}
        if type(value) is type:
            name = f"{value.__module__}.{value.__qualname__}"[:200]
            return {"kind": "class", "name": name, **describe_function(value)}
        if callable(value):
            return {"kind": "callable", **describe_function(value, self.handles.keep)}
        try:
            return {"kind": "data", "value": encode(value, self.handles)}
        except NotPlain as problem:
            return {"kind": "other", "what": problem.what}
        except Exception as problem:
            return {"kind": "other", "what": f"{describe_type(value)} that raises {type(problem).__name__}"}

    def _call(self, body: bytes) -> None:
        """Call a function of the student's and send back what came of it."""
        request, parts = unpack(body)
        hidden = {name: self.names.pop(name) for name in request["hidden"] if name in self.names}
        usual = {name: getattr(builtins, name) for name in request["patched"]}
        for name in usual:
            setattr(builtins, name, self._of_the_test(name))
        before = figures.open_figures()
        self.limiter.start()
        self.limiter.capture()
        try:
            with self._interruptible():
                answer, *parts = self._answer(request, parts)
        except KeyboardInterrupt as stop:
            answer, *parts = raised(stop)
        finally:
            self.names.update(hidden)
            vars(builtins).update(usual)
        self.runner.flush()
        answer["printed"] = self.limiter.release()
        if self.limiter.cut_text:
            answer["printed"] += f"\n... and {self.limiter.cut_text:,} more characters, not kept\n"
        figures.close_since(before)
        self._tell_refused()
        self._reply(answer, parts)

    def _of_the_test(self, name: str) -> Any:
        """Return what calls the test's own `input` or `print`, which it has put in the place of Python's."""
        return lambda *args, **kwargs: self._call_back(name, args, kwargs)

    def _answer(
        self, request: dict[str, Any], parts: list[bytes]
    ) -> tuple[dict[str, Any], *tuple[bytes, ...]]:
        """Make the call; return what is to be said of it, the value or an error's arguments, and what it changed."""
        values = [decode(data, self.resolve) for data in parts]
        count = len(values) - len(request["kwargs"])
        places = [*range(count), *request["kwargs"]]
        name = request["name"]
        try:
            function = self.handles[name] if type(name) is int else self.names.get(name)
            value = function(*values[:count], **dict(zip(request["kwargs"], values[count:], strict=True)))
        except Exception as problem:
            answer, part = raised(problem)
        except KeyboardInterrupt:
            raise  # the grader's own, or as good as that
        except BaseException as stop:
            return raised(stop)
        else:
            answer, part = returned(value, self.handles if request["makes"] else None)
            if isinstance(value, _CHANGEABLE):
                same = [place for place, given in zip(places, values, strict=True) if given is value]
                answer |= {"same": same} if same else {}
        changed = [
            (place, value)
            for place, sent, value in zip(places, parts, values, strict=True)
            if self._differs(sent, value)
        ]
        answer["changed"] = [place for place, _ in changed]
        backs = [returned(value, None)[1] for _, value in changed] if request["back"] else []
        return answer, part, *backs

    def _differs(self, sent: bytes, value: Any) -> bool:
        if not isinstance(value, _CHANGEABLE):
            return False
        try:
            now = encode(value)
            if now == sent:
                return False
            return now != encode(decode(sent, self.resolve))
        except NotPlain:
            return not any(tag in sent for tag in (b'"r"', b'"g"', b'"f"', b'"o"', b'"y"', b'"n"', b'"l"'))

    def _reply(self, answer: dict[str, Any], parts: list[bytes]) -> None:
        try:
            body = pack(answer, parts)
        except NotPlain as problem:
            body = pack({"unplain": problem.what}, [])
        self.channel.send(Kind.REPLY, self.number, body)

    def _call_back(self, number: int | str, args: tuple, kwargs: dict) -> Any:
        """Call a function that the test passed as an argument."""
        request = encode({"callback": number, "args": list(args), "kwargs": kwargs})
        with _in_one_piece():
            self.channel.send(Kind.CALLBACK, self.number, request)
        self.channel.await_more()  # here an interruption loses nothing
        with _in_one_piece():
            kind, _, body = self.channel.receive()
        if kind != Kind.CALLBACK_RESULT:
            raise ChannelClosed("an answer was expected")
        result = decode(body)
        if "error" in result:
            kind = getattr(builtins, result["error"], RuntimeError)
            raise kind(result["message"])
        return result["value"]


@contextlib.contextmanager
def _in_one_piece():
    """Put off the grader's SIGINT, which would leave half a frame behind, until what runs inside is done."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {_SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
