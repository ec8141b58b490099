"""Call a function of the student's with a test's arguments, and tell what came of it and of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sandbox.protocol.calls import Call, CallEnd
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import Malformed, NotPlain
from autograder.sandbox.student.handles import Handles
from autograder.sandbox.student.refused_imports import Refused
from autograder.sandbox.student.replies import raised, returned

_CHANGEABLE = (np.ndarray, list, dict, set, bytearray, deque)
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
    name, problem, value = call.name, None, None
    try:
        function = handles[name] if type(name) is int else find(name)
        value = function(*values[:count], **dict(zip(call.kwargs, values[count:], strict=True)))
        if type(value) is Refused:
            value()  # to hand it on is to use it
    except Exception as raised_here:
        problem = raised_here
    except KeyboardInterrupt:
        raise  # the grader's own, or as good as that
    except BaseException as stop:
        return CallEnd(error=True), [raised(stop)]
    changed = [i for i, value in enumerate(values) if _differs(before[i], value, resolve)]
    backs = _backs(changed, values, objects, ends) if call.back else []
    made = handles if call.makes else handles.iterators
    unplain, part = ("", raised(problem)) if problem is not None else returned(value, made, objects)
    return CallEnd(problem is not None, unplain, tuple(places[i] for i in changed)), [part, *backs]


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
