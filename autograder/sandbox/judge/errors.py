"""Make for an exception of the student's one of the same class that Python, NumPy or the lesson defines."""

import contextlib
import functools
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.sandbox.judge.proxies import StudentError
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.plain_data import Bounds, Malformed

_BOUNDS = Bounds(payload=70_000, structure=120_000, nodes=4_000, depth=14)
_LIBRARIES = frozenset(("numpy", *sys.stdlib_module_names))
_BY_NAME_ONLY = (StopIteration, StopAsyncIteration)
"""They end a test's own loops, as what is no `Exception` passes its handlers: only a cell that names them gets them."""


def as_exception(
    data: bytes, names: Mapping[str, Any], source: str, own: Sequence[BaseException] = ()
) -> BaseException:
    """Return an exception for the student's, with where it came from as a note.

    `data`: what `replies.raised` said of it
    `names`: the test's, among them the lesson's own classes of exceptions
    `source`: the test cell
    `own`: what the test's own functions have raised when they were called back: it comes back as it was
    """
    try:
        told = decode(data, bounds=_BOUNDS)
    except Malformed as problem:
        return StudentError(f"the answer was garbled: {problem}")
    told = told if isinstance(told, dict) else {}
    if type(number := told.get("number")) is int and 0 <= number < len(own):
        return own[number]
    return _made(told, names, source)


def _made(told: dict[str, Any], names: Mapping[str, Any], source: str) -> BaseException:
    """Return the exception that a description tells, with its cause and members."""
    found = told.get("bases")
    bases = [name for name in found if isinstance(name, str)] if isinstance(found, list) else []
    kinds = [kind for name in bases if (kind := _class_of(name, names, source))]
    message = told.get("message")
    message = message if isinstance(message, str) else "an error without a message"
    own = bases[0].rpartition(".")[2] if bases else ""
    members = told.get("members") if isinstance(told.get("members"), list) else []
    inner = [_made(member, names, source) for member in members if isinstance(member, dict)]
    made = (_build(kind, told.get("args"), _with_name(kind, own, message), inner) for kind in kinds)
    problem = next(filter(None, made), None) or StudentError(_with_name(StudentError, own, message))
    if isinstance(trace := told.get("trace"), str) and trace:
        problem.add_note("in the submission:\n" + trace.rstrip("\n"))
    if isinstance(cause := told.get("cause"), dict):
        problem.__cause__ = _made(cause, names, source)
    return problem


def _with_name(kind: type[BaseException], own: str, message: str) -> str:
    """Return the message, after the name of the student's class where `kind` says nothing of it."""
    if kind not in (StudentError, Exception) or own in ("", "Exception", "StudentError"):
        return message
    return f"{own}: {message}" if message else own


def _class_of(full: str, names: Mapping[str, Any], source: str) -> type[BaseException] | None:
    """Return the exception of this full name that Python, NumPy or the lesson defines, if the cell may get it."""
    module, _, name = full.rpartition(".")
    if module == "__main__":
        kind = names.get(name)
    elif module.partition(".")[0] in _LIBRARIES:
        kind = vars(sys.modules.get(module, sys)).get(name)
    else:
        return None
    if not isinstance(kind, type) or not issubclass(kind, BaseException):
        return None
    is_usual = issubclass(kind, Exception) and not issubclass(kind, _BY_NAME_ONLY)
    return kind if is_usual or re.search(rf"\b(?:{re.escape(name)}|BaseException)\b", source) else None


def _build(
    kind: type[BaseException], args: Any, message: str, members: list[BaseException]
) -> BaseException | None:
    """Make an exception of `kind` from its arguments where they are plain, else from its message; None if neither."""
    is_of_a_file = issubclass(kind, SyntaxError)  # its arguments name a file, which a traceback would show
    if kind in (StudentError, Exception) or is_of_a_file or not isinstance(args, tuple):
        args = (message,)
    # The second way is for those whose `args` are not what they are made of.
    for make in (kind, functools.partial(kind.__new__, kind)):
        for parts in (args, (message,)):
            with contextlib.suppress(Exception):
                made = make(*parts, members) if members else make(*parts)
                if str(made) == message or parts != args:
                    return made
    return None
