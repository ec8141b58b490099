"""Tell the grader in plain data what came of a call: a value, or an error and where it came from."""

from __future__ import annotations

import builtins
import linecache
import os
import traceback
from typing import Any

from IPython.core.error import StdinNotImplementedError

from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.plain_data import (
    Bounds,
    NotPlain,
    describe_type,
)
from autograder.sandbox.student.handles import Handles

_TRACE = 6_000
_OF_ARGUMENTS = Bounds(payload=10_000, structure=10_000, nodes=500, depth=5)
_SANDBOX = os.path.dirname(os.path.dirname(__file__)) + os.sep
_BUILTIN_ERRORS = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)


def returned(value: Any, made: Handles | None) -> tuple[dict[str, Any], bytes]:
    """Return what is said of a value, and its bytes."""
    try:
        return {}, encode(value, made)
    except NotPlain as problem:
        return {"unplain": problem.what}, b""
    except Exception as problem:
        what = f"{describe_type(value)} that raises {type(problem).__name__} when it is read"
        return {"unplain": what}, b""


def raised(problem: BaseException) -> tuple[dict[str, Any], bytes]:
    """Return what is said of an exception, and the bytes of its arguments where they are plain data."""
    try:
        args = encode(problem.args, bounds=_OF_ARGUMENTS)
    except Exception:
        args = b""
    return {"error": describe_error(problem)}, args


def describe_error(problem: BaseException) -> dict[str, Any]:
    """Return an exception as plain data: the names of its classes, its text, where it came from."""
    names = [kind.__name__ for kind in type(problem).__mro__ if kind.__name__ in _BUILTIN_ERRORS]
    if isinstance(problem, StdinNotImplementedError):
        names.remove("NotImplementedError")  # `input()` and `breakpoint()` don't mean that nothing is written
    try:
        message = str(problem)
    except Exception:
        message = "(a message that can't be read)"
    return {
        "type": str(type(problem).__name__)[:100],
        "bases": names[:20],
        "message": message[:_TRACE],
        "trace": _trace(problem),
    }


def _trace(problem: BaseException) -> str:
    """Return the traceback as text, the student's frames only."""
    try:
        places = [(f.f_code, line) for f, line in traceback.walk_tb(problem.__traceback__)]
        places = [(code, line) for code, line in places if not code.co_filename.startswith(_SANDBOX)][-12:]
        return "".join(
            f'  File "{"cell" if "ipykernel_" in code.co_filename else code.co_filename}", line {line},'
            f" in {code.co_name}\n    {linecache.getline(code.co_filename, line).strip()}\n"
            for code, line in places
        )[-_TRACE:]
    except Exception:
        return ""
