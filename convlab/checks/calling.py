"""Call a learner's function safely: on copies, warnings noted, errors and changed arguments kept."""

from __future__ import annotations

import ast
import contextlib
import copy
import inspect
import re
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

import numpy as np

from convlab.checks.problems import Foreign
from convlab.checks.time_limit import TimeIsUp, time_limit

_HERE = str(Path(__file__).parents[1])
_SIMPLE = (int, float, bool, str, type(None))
_SMALL = 100_000  # bytes, which are compared faster than the numbers are
_LIBRARIES = (
    "site-packages", "dist-packages", "/lib/python", "<frozen", "<__array",
    "autograder/sandbox", "autograder\\sandbox",
)  # fmt: skip
_FRAME = re.compile(r'File "?([^",\n]+)"?, line (\d+)(?:, in (.+))?')


@dataclass
class Outcome:
    """What came of one call: a value, or an error; which argument was changed; what it warned of; how long it took."""

    value: object = None
    error: BaseException | None = None
    changed: int | str | None = None
    warned: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_stopped(self) -> bool:
        """Tell whether the call did not come back by itself: its time was up, or a person stopped it."""
        return isinstance(self.error, TimeIsUp | KeyboardInterrupt)


def call(
    function: Callable, args: tuple = (), kwargs: dict | None = None, seconds: float | None = None
) -> Outcome:
    """Call `function` with deep copies and return its outcome; stop it after so many seconds, when they are given.

    Works on stand-ins too, which need only be callable; these report a changed argument by an exception
    with the attribute ``changed_argument``, and a result that is no plain data by one with ``returned``.

    Examples
    --------
    >>> call(lambda x: x + 1, (1,)).value
    2
    >>> call(lambda x: x.sort(), ([2, 1],)).changed
    0
    """
    kwargs = kwargs or {}
    sent, sent_by_name = _copies(args), copy.deepcopy(kwargs) if kwargs else {}
    limit = contextlib.nullcontext() if seconds is None else time_limit(seconds)
    stops = (
        (Exception, SystemExit) if seconds is None else (Exception, SystemExit, TimeIsUp, KeyboardInterrupt)
    )
    start = time.monotonic()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            with limit:
                value = not_awaited(function(*sent, **sent_by_name))
            outcome = Outcome(value=value)
        except stops as error:
            outcome = Outcome(error=error, changed=getattr(error, "changed_argument", None))
            if hasattr(error, "returned"):
                outcome = Outcome(value=Foreign(str(error.returned)))
    outcome.seconds = time.monotonic() - start
    outcome.warned = list(dict.fromkeys(f"{w.category.__name__}: {w.message}" for w in caught))
    if outcome.error is None:
        pairs = [*enumerate(zip(sent, args, strict=True))]
        pairs += [(name, (sent_by_name[name], kwargs[name])) for name in kwargs]
        outcome.changed = next((which for which, (now, before) in pairs if not _is_same(now, before)), None)
    return outcome


def not_awaited(value: object) -> object:
    """Return a result; a coroutine is closed, else Python complains, below any cell, that nobody waited for it."""
    if inspect.iscoroutine(value):
        value.close()
    return value


def _copies(args: tuple) -> tuple:
    """Return deep copies; what most calls get, numbers and arrays, without the general and slower way."""
    arrays = {id(value) for value in args if type(value) is np.ndarray and not value.dtype.hasobject}
    if len(arrays) + sum(type(value) in _SIMPLE for value in args) < len(args):
        return copy.deepcopy(args)
    return tuple(value.copy(order="K") if id(value) in arrays else value for value in args)


def answer(function: Callable, args: tuple, kwargs: dict) -> Outcome:
    """Return the outcome of a function of our own: no copies, no watch over its arguments, no warnings."""
    try:
        with np.errstate(all="ignore"):
            return Outcome(value=function(*args, **kwargs))
    except Exception as error:
        return Outcome(error=error)


def line_of_error(error: BaseException) -> str:
    """Return the learner's own line that raised `error`, such as ``line 3: return x[9]``, or nothing.

    A line of another function than the one that was called is told with that function's name.
    """
    frames = _frames_in_notes(error) or _frames_of(error)
    if not frames:
        return ""
    name, number, line = frames[-1]
    place = f"line {number}" + (f" of {name}" if name != frames[0][0] and name.isidentifier() else "")
    return f"{place}: {line}" if line else place


def does_more(error: BaseException) -> bool:
    """Tell whether the learner's function that raised `error` holds more than that; not known of a stand-in."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    frames = [f for f in frames if _is_learners(f.f_code.co_filename) and not f.f_globals.get("__package__")]
    found = tree_of(frames[-1].f_code).body if frames else []
    if len(found) != 1 or not isinstance(found[0], ast.FunctionDef):
        return False
    return len(found[0].body) > 1 + (ast.get_docstring(found[0]) is not None)


def tree_of(function: object) -> ast.Module:
    """Return the syntax tree of a function's or code object's source, an empty one where it can't be read."""
    try:
        return ast.parse(dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError, ValueError):
        return ast.Module([], [])


def functions_of_error(error: BaseException) -> list[str]:
    """Return the names of the learner's functions that ran when `error` was raised, the one that was called first."""
    return [name for name, _, _ in _frames_in_notes(error) or _frames_of(error)]


def _frames_of(error: BaseException) -> list[tuple[str, int, str]]:
    """Return the frames of a traceback that are the learner's: outside of packages, a grader's among them."""
    walk = list(traceback.walk_tb(error.__traceback__))
    frames = traceback.extract_tb(error.__traceback__)
    return [
        (told.name, told.lineno, told.line)
        for (frame, _), told in zip(walk, frames, strict=True)
        if _is_learners(told.filename) and not frame.f_globals.get("__package__")
    ]


def _frames_in_notes(error: BaseException) -> list[tuple[str, int, str]]:
    """Read the frames (function, number, line) that a stand-in carries as text in its exception's notes."""
    lines = "\n".join(getattr(error, "__notes__", ())).splitlines()
    frames = []
    for at, text in enumerate(lines):
        found = _FRAME.search(text)
        if found and _is_learners(found[1]):
            after = lines[at + 1].strip() if at + 1 < len(lines) else ""
            frames.append((found[3] or "", int(found[2]), "" if _FRAME.search(after) else after))
    return frames


def _is_learners(filename: str) -> bool:
    is_shortened = re.match(
        r"\w[\w.]*[/\\]", filename
    )  # a grader tells `numpy/linalg/_linalg.py` of a library
    return not (is_shortened or filename.startswith(_HERE) or any(part in filename for part in _LIBRARIES))


def _is_same(now: object, before: object) -> bool:
    """Tell whether an argument still holds what it held before the call."""
    if isinstance(before, np.ndarray):
        if not isinstance(now, np.ndarray) or now.shape != before.shape or now.dtype != before.dtype:
            return False
        if now.nbytes <= _SMALL and now.tobytes() == before.tobytes():
            return True
        same = now == before
        return bool(same.all() or (same | ((now != now) & (before != before))).all())
    if isinstance(before, dict):
        return list(now) == list(before) and all(_is_same(now[key], before[key]) for key in before)
    if isinstance(before, list | tuple):
        return len(now) == len(before) and all(map(_is_same, now, before))
    return now is before or type(now) is not type(before) or bool(now == before) or now != now
