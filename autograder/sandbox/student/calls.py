"""Answer the judge's calls of a student's functions in plain data: value or error, and what arguments became."""

import builtins
import inspect
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.sandbox.kernel import figures
from autograder.sandbox.kernel.kernel import Runner
from autograder.sandbox.kernel.output_limits import OutputLimiter
from autograder.sandbox.protocol.cells import Call, Callback, CallbackEnd, CallEnd
from autograder.sandbox.protocol.channel import Channel, ChannelClosed, Kind
from autograder.sandbox.protocol.classes import DRAWN_FROM
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import Malformed, NotPlain
from autograder.sandbox.protocol.references import ReferenceDecoder
from autograder.sandbox.student.handles import Handles
from autograder.sandbox.student.interrupts import in_one_piece, interruptible
from autograder.sandbox.student.refused_imports import Refused
from autograder.sandbox.student.replies import raised, returned


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
        self.resolve = ReferenceDecoder(names, self._call_back, handles)
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


_READERS = {"inspect.getsourcelines": inspect.getsourcelines}
"""What a test may ask of a function beside calling it; no variable has such a name."""
_CHANGEABLE = (np.ndarray, list, dict, set, bytearray, deque, *DRAWN_FROM)
Resolve = Callable[[str, Any], Any]


def answer_call(
    call: Call,
    parts: list[bytes],
    find: Callable[[str], Any],
    objects: Objects,
    handles: Handles,
    resolve: Resolve,
) -> tuple[CallEnd, list[bytes]]:
    """Make a call; return what is to be said of it, the value or an error, and what it changed arguments to.

    `parts`: the arguments
    `find`: returns what the student has bound to a name: the names themselves, the cells' texts among them, would be
        seen by whoever looks at the callers' variables
    `resolve`: decodes what is no plain data
    """
    values, ends = [], [0]
    try:
        for data in parts:
            values.append(decode(data, resolve, objects=objects))
            ends.append(len(objects.all))
    except Malformed as problem:
        return CallEnd(error=True), [raised(TypeError(f"this test can't hand that over: {problem}"))]
    before = [_state(value, sent) for value, sent in zip(values, parts, strict=True)]
    count = len(values) - len(call.kwargs)
    places = [*range(count), *call.kwargs]
    name, error, value = call.name, b"", None
    try:
        function = handles[name] if type(name) is int else _READERS.get(name) or find(name)
        value = function(*values[:count], **dict(zip(call.kwargs, values[count:], strict=True)))
        if type(value) is Refused:
            value()  # to hand it on is to use it
    except Exception as problem:
        error = raised(problem)  # kept itself, it would hold this frame and all that its own hold
    except KeyboardInterrupt:
        raise  # the grader's own, or as good as that
    except BaseException as stop:
        return CallEnd(error=True), [raised(stop)]
    changed = [i for i, value in enumerate(values) if _differs(before[i], value, resolve)]
    lost = [] if call.back else [i for i in changed if not isinstance(values[i], DRAWN_FROM)]
    for i in lost:  # the test goes on with what it has handed over
        objects.forget(ends[i], ends[i + 1])
    changed = [i for i in changed if i not in lost]
    backs = _backs(changed, values, objects, ends)
    made = handles if call.makes else handles.iterators
    unplain, part = ("", error) if error else returned(value, made, objects)
    return CallEnd(bool(error), unplain, tuple(places[i] for i in changed)), [part, *backs]


def _state(value: Any, sent: bytes) -> bytes:
    """Return what an argument is before a call, encoded by itself, which `sent` may not be; of others nothing."""
    if not isinstance(value, _CHANGEABLE):
        return b""
    if not any(tag in sent for tag in (b'"k"', b'"v"')):
        return sent
    try:
        return encode(value, objects=Objects())
    except NotPlain:
        return b""


def _differs(before: bytes, value: Any, resolve: Resolve) -> bool:
    """Say whether an argument isn't what it was."""
    if not before:
        return False
    try:
        now = encode(value, objects=Objects())
    except NotPlain:
        return not any(tag in before for tag in (b'"r"', b'"g"', b'"f"', b'"o"', b'"y"', b'"n"', b'"l"'))
    return now != before and now != encode(decode(before, resolve, objects=Objects()), objects=Objects())


def _backs(changed: list[int], values: list, objects: Objects, ends: list[int]) -> list[bytes]:
    """Return what arguments were changed to; a result that is one of them is told by its number all the same."""
    for i in changed:
        objects.forget(ends[i], ends[i + 1])
    found = []
    for i in changed:
        found.append(returned(values[i], None, objects)[1])
        if ends[i] < ends[i + 1]:
            objects.numbers[id(values[i])] = ends[i + 1] - 1
    return found
