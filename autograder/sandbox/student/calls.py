"""Answer the judge's calls of a student's functions with plain data."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from autograder.sandbox.kernel import figures
from autograder.sandbox.kernel.kernel import Runner
from autograder.sandbox.kernel.output_limits import OutputLimiter
from autograder.sandbox.protocol.calls import Call, Callback, CallbackEnd, CallEnd
from autograder.sandbox.protocol.channel import Channel, ChannelClosed, Kind
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import NotPlain
from autograder.sandbox.protocol.references import Resolving
from autograder.sandbox.student.handles import Handles
from autograder.sandbox.student.interrupts import in_one_piece, interruptible
from autograder.sandbox.student.one_call import answer_call
from autograder.sandbox.student.replies import raised


class Calls:
    """Makes the calls that come by the grader's connection, or the judge's.

    `names`: the notebook's namespace
    `tell_refused`: tells the grader which forbidden modules were asked for
    """

    def __init__(
        self,
        channel: Channel,
        runner: Runner,
        limiter: OutputLimiter,
        names: dict[str, Any],
        handles: Handles,
        tell_refused: Callable[[], None],
    ):
        self.channel, self.runner, self.limiter, self.names = channel, runner, limiter, names
        self.handles, self.tell_refused = handles, tell_refused
        self.resolve = Resolving(names, self._call_back, handles)
        self.number = 0

    def answer(self, number: int, body: bytes) -> None:
        """Call a function of the student's and send back what came of it."""
        self.number = number
        call, parts = Call.unpacked(body)
        hidden = {name: self.names.pop(name) for name in call.hidden if name in self.names}
        usual = {name: getattr(builtins, name) for name in call.patched}
        for name in usual:
            setattr(builtins, name, self._of_the_test(name))
        before = figures.open_figures()
        self.limiter.start()
        self.limiter.capture()
        try:
            with interruptible():
                end, parts = answer_call(
                    call, parts, self.names.get, Objects(self.names), self.handles, self.resolve
                )
        except KeyboardInterrupt as stop:
            end, parts = CallEnd(error=True), [raised(stop)]
        finally:
            self.names.update(hidden)
            vars(builtins).update(usual)
        self.runner.flush()
        printed = self.limiter.release()
        if self.limiter.cut_text:
            printed += f"\n... and {self.limiter.cut_text:,} more characters, not kept\n"
        figures.close_since(before)
        self.tell_refused()
        self._reply(replace(end, printed=printed) if printed else end, parts)

    def _of_the_test(self, name: str) -> Any:
        """Return what calls the test's own `input` or `print`, which it has put in the place of Python's."""
        return lambda *args, **kwargs: self._call_back(name, args, kwargs)

    def _reply(self, end: CallEnd, parts: list[bytes]) -> None:
        try:
            body = end.packed(parts)
        except NotPlain as problem:
            body = CallEnd(unplain=problem.what).packed([])
        self.channel.send(Kind.REPLY, self.number, body)

    def _call_back(self, number: int | str, args: tuple, kwargs: dict) -> Any:
        """Call a function that the test passed as an argument."""
        request = Callback(number, list(args), kwargs).encoded(Objects())
        with in_one_piece():
            self.channel.send(Kind.CALLBACK, self.number, request)
        self.channel.await_more()  # here an interruption loses nothing
        with in_one_piece():
            kind, _, body = self.channel.receive()
        if kind != Kind.CALLBACK_RESULT:
            raise ChannelClosed("an answer was expected")
        end = CallbackEnd.decoded(body, objects=Objects(self.names))
        if end.error:
            problem = getattr(builtins, end.error, RuntimeError)(end.message)
            problem.number_in_test = end.number
            raise problem
        return end.value
