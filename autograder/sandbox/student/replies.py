"""Tell the grader in plain data what came of a call: a value, or an error, where it came from, which wall it met."""

import contextlib
import linecache
import os
import traceback
from collections.abc import Callable
from typing import Any

from IPython.core.error import StdinNotImplementedError

from autograder.sandbox.kernel.shell import without_place
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import Bounds, NotPlain, describe_type
from autograder.sandbox.student import refused_imports

_TRACE = 6_000
_OF_ARGUMENTS = Bounds(payload=10_000, structure=10_000, nodes=500, depth=5)
_OF_ERRORS = Bounds(payload=60_000, structure=100_000, nodes=3_000, depth=12)
_DEEPEST, _MOST = 3, 20
"""Errors are told with those that caused them, and groups with their members, so deep and so many."""
_SANDBOX = os.path.dirname(os.path.dirname(__file__)) + os.sep


def returned(
    value: Any, made: Callable[[Any], tuple[str, Any] | None] | None, objects: Objects
) -> tuple[str, bytes]:
    """Return what a value is if it can't cross, else nothing; and its bytes."""
    try:
        return "", encode(value, made, objects=objects)
    except NotPlain as problem:
        return problem.what, b""
    except Exception as problem:
        return f"{describe_type(value)} that raises {type(problem).__name__} when it is read", b""


def raised(problem: BaseException) -> bytes:
    """Return the bytes of an exception's description."""
    try:
        return encode(describe_error(problem), bounds=_OF_ERRORS)
    except Exception:  # too much, or nothing of it can be read
        names = [_full_name(kind) for kind in type(problem).__mro__][:_MOST]
        return encode({"bases": names, "message": "(a message that can't be read)"})


def describe_error(problem: BaseException, depth: int = 0) -> dict[str, Any]:
    """Return an exception as plain data: its classes, text, arguments, place, cause, and a group's members."""
    names = [_full_name(kind) for kind in type(problem).__mro__][:_MOST]
    if isinstance(problem, StdinNotImplementedError):
        names.remove("builtins.NotImplementedError")  # `input()` and `breakpoint()` don't mean: not written
    try:
        message = str(problem)
    except Exception:
        message = "(a message that can't be read)"
    told = {"bases": names, "message": with_words(problem, message[:_TRACE]), "trace": _trace(problem)}
    if type(number := getattr(problem, "number_in_test", None)) is int:
        told["number"] = number
    args = _arguments(problem)
    if isinstance(problem, BaseExceptionGroup) and depth < _DEEPEST:
        args = (problem.message,)
        told["members"] = [describe_error(member, depth + 1) for member in problem.exceptions[:_MOST]]
    with contextlib.suppress(Exception):
        encode(args, bounds=_OF_ARGUMENTS)
        told["args"] = args
    if problem.__cause__ is not None and depth < _DEEPEST:
        told["cause"] = describe_error(problem.__cause__, depth + 1)
    return told


def _full_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"[:200]


def _arguments(problem: BaseException) -> tuple:
    """Return what an exception like this one is made of: a file's name stands apart from the others' `args`."""
    is_of_a_file = isinstance(problem, OSError) and problem.filename is not None and len(problem.args) == 2
    return (*problem.args, problem.filename) if is_of_a_file else problem.args


def _trace(problem: BaseException) -> str:
    """Return the traceback as text, the student's frames only."""
    try:
        places = [(f.f_code, line) for f, line in traceback.walk_tb(problem.__traceback__)]
        places = [(code, line) for code, line in places if not code.co_filename.startswith(_SANDBOX)][-12:]
        return "".join(
            f'  File "{"cell" if "ipykernel_" in code.co_filename else without_place(code.co_filename)}", line {line},'
            f" in {code.co_name}\n    {linecache.getline(code.co_filename, line).strip()}\n"
            for code, line in places
        )[-_TRACE:]
    except Exception:
        return ""


_WALLS = {
    (
        "multiprocessing",
        "concurrent/futures/process",
    ): "other processes can't be started here: let one do the work",
    ("subprocess.py", "pty.py"): "programs can't be started here",
    ("socket.py", "urllib", "http/client.py", "ssl.py"): "there is no network here",
}
"""Parts of the standard library, by their files, and why they fail."""


def with_words(problem: BaseException, message: str) -> str:
    """Return an error's message, with the wall that it comes from where it comes from one."""
    words = _words_for(problem)
    return f"{message} ({words})" if words else message


def _words_for(problem: BaseException) -> str:
    if isinstance(problem, NameError):
        return refused_imports.stars[-1] if refused_imports.stars else ""
    if not isinstance(problem, OSError):
        return ""
    files = [f.f_code.co_filename.replace("\\", "/") for f, _ in traceback.walk_tb(problem.__traceback__)]
    libraries = [file for file in files if "/lib/python" in file or "/Lib/" in file]
    found = (
        words for parts, words in _WALLS.items() if any(f"/{p}" in file for p in parts for file in libraries)
    )
    return next(found, "")
