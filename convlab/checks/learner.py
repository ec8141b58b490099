"""Find the learner's own function in the notebook and use it, once it is right, in place of the course's.

A function that raises, prints, hangs or answers wrongly never disturbs a widget: it runs in a thread with a
time limit, its output thrown away; every answer is compared with the course's, which else is shown instead.
"""

import contextlib
import copy
import ctypes
import io
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np

from convlab.checks.calling import not_awaited
from convlab.checks.compare import agreement, compare
from convlab.checks.wrong_map import wrong_map

LIMIT = 1.0  # seconds that a learner's function may take for one call
ALLOWANCE = 2.0  # seconds that it may take for all calls together, for one view of a widget
Function = Callable[..., Any]

_judged: dict[str, tuple[Any, dict[int, Any]]] = {}  # by name: the function, a verdict for each set of probes
_slow: dict[str, Any] = {}  # by name: a function that took too long; it is not called again
_seconds_left: ContextVar[list[float] | None] = ContextVar("seconds left", default=None)


@dataclass
class Verdict:
    """What came of a learner's function on the probes.

    Attributes
    ----------
    why : str
        Why it is not used, as words after "yours"; empty where it is right.
    is_slow : bool
        Whether it did not come back in time: it is not called again then.
    failed : dict, optional
        Its wrong map of the first probe that it did not answer rightly.
    """

    why: str = ""
    is_slow: bool = False
    failed: dict | None = None


class Chosen:
    """A function to compute with: the learner's where it is right, else the course's.

    Attributes
    ----------
    is_yours : bool
        Whether the last answer was the learner's own.
    """

    def __init__(self, name: str, reference: Function, own: Function | None, verdict: Verdict) -> None:
        self.name, self.reference, self._verdict = name, reference, verdict
        self.own = None if verdict.why else own
        self.is_yours = self.own is not None
        self._left = own if verdict.why else None

    @property
    def why(self) -> str:
        """Why the learner's is not used: `yours is not written yet`; empty where it is."""
        return f"yours {self._verdict.why}" if self._verdict.why and not self.is_yours else ""

    @property
    def label(self) -> str:
        """Say whose function answers: `your conv2d` or `the course's conv2d (yours stops with KeyError)`."""
        if self.is_yours:
            return f"your {self.name}"
        return f"the course’s {self.name}" + (f" ({self.why})" if self.why else "")

    def __call__(self, *args: Any) -> Any:
        """Return the answer for `args`, which are never changed."""
        expected = self.reference(*args)
        if self.own is not None:
            found = attempt(self.own, args)
            if not found.trouble and same(found.answer, expected):
                return found.answer
            if found.is_slow:
                _slow[self.name] = self.own
            self._verdict = Verdict(found.trouble or difference(found.answer, expected), found.is_slow)
            self._left, self.own, self.is_yours = self.own, None, False
        return expected

    def signed(self, *args: Any, is_shown: bool = True) -> dict:
        """Return who answers, for a widget: `whose`, `isYours`, and `wrong`, the learner's map for these arguments.

        Where it is right for these, `wrong` is that of a probe; None where the function is right, is not there, or
        brings no array. `is_shown` tells whether the widget shows this very call.
        """
        wrong = None
        if callable(self._left) and not self._verdict.is_slow and args:
            found = attempt(self._left, args)
            if found.is_slow:
                self._verdict.is_slow, _slow[self.name] = True, self._left
            if not found.trouble:
                wrong = wrong_map(found.answer, self.reference(*args), args=() if is_shown else args)
            wrong = wrong or self._verdict.failed
        wrong = wrong and {**wrong, "name": self.name}
        return {"whose": self.label, "isYours": self.is_yours, "wrong": wrong}


def function(name: str, reference: Function, probes: Sequence[tuple]) -> Chosen:
    """Return the learner's function `name` if it agrees with `reference` on all probes, else `reference`.

    Parameters
    ----------
    name : str
        The name in the notebook.
    reference : callable
        The course's function.
    probes : sequence of tuple
        Arguments of small calls; they should separate the usual mistakes (non-square, asymmetric). One object
        that lives as long as the notebook: a function is judged once for each.
    """
    own = _namespace().get(name)
    known, verdicts = _judged.get(name, (None, {}))
    if known is not own or own is None:
        verdicts = {}
        _slow.pop(name, None)
    if name in _slow:
        verdicts[id(probes)] = Verdict(_too_slow(), is_slow=True)
    elif id(probes) not in verdicts:
        with allowance():
            verdicts[id(probes)] = _judge(own, reference, probes)
        if verdicts[id(probes)].is_slow:
            _slow[name] = own
    _judged[name] = (own, verdicts)
    return Chosen(name, reference, own, verdicts[id(probes)])


def _judge(own: Any, reference: Function, probes: Sequence[tuple]) -> Verdict:
    """Return what comes of a learner's function on the probes, up to the first that it does not answer rightly."""
    if not callable(own):
        return Verdict("is not here yet" if own is None else "is no function")
    for probe in probes:
        found, expected = attempt(own, probe), reference(*probe)
        if found.trouble:
            return Verdict(found.trouble, found.is_slow)
        if not same(found.answer, expected):
            failed = wrong_map(found.answer, expected, args=probe)
            return Verdict(difference(found.answer, expected), failed=failed)
    return Verdict()


@contextlib.contextmanager
def allowance() -> Iterator[None]:
    """Let the learner's functions take `ALLOWANCE` seconds together; inside another allowance, that one holds."""
    if _seconds_left.get() is not None:
        yield
        return
    token = _seconds_left.set([ALLOWANCE])
    try:
        yield
    finally:
        _seconds_left.reset(token)


def difference(got: Any, expected: Any) -> str:
    """Say in a few words how an answer differs, to go on after "yours"."""
    problem = compare(got, expected)
    return f"is not right yet: {problem.symptom.rstrip('.')}" if problem else "is not right yet"


def named(name: str) -> Any:
    """Return what the notebook calls `name`, or None."""
    return _namespace().get(name)


def has_news() -> bool:
    """Return whether the notebook has defined anew a function that a widget asked for."""
    names = _namespace()
    return any(names.get(name) is not own for name, (own, _) in _judged.items())


def same(got: Any, expected: Any) -> bool:
    """Return whether two answers are equal in shape and, to rounding, in value; dicts and tuples entry by entry."""
    if isinstance(expected, tuple):
        is_alike = isinstance(got, tuple | list) and len(got) == len(expected)
        return is_alike and all(map(same, got, expected))
    if isinstance(expected, dict):
        is_alike = isinstance(got, dict) and got.keys() == expected.keys()
        return is_alike and all(same(got[key], expected[key]) for key in expected)
    if isinstance(expected, np.ndarray) and not isinstance(got, np.ndarray):
        return False
    try:
        got, expected = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    except (TypeError, ValueError):
        return False
    return got.shape == expected.shape and bool(agreement(got, expected, fallback=1.0).all())


@dataclass(frozen=True)
class Attempt:
    """What came of one call: the answer, or the trouble in words that go on after "yours"."""

    answer: Any = None
    trouble: str = ""
    is_slow: bool = False


def attempt(function: Function, args: Sequence) -> Attempt:
    """Call a learner's function on copies of `args`, silently, for `LIMIT` seconds or what is left of an allowance."""
    copies, answer, errors, left = copy.deepcopy(list(args)), [], [], _seconds_left.get()
    start, limit = time.monotonic(), LIMIT if left is None else min(LIMIT, left[0])

    def call() -> None:
        try:
            answer.append(not_awaited(function(*copies)))
        except BaseException as error:  # whatever a learner raises, SystemExit too, is "no answer"
            errors.append(error)

    thread = threading.Thread(target=call, daemon=True)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        thread.start()
        thread.join(limit)
        is_slow = thread.is_alive()
        if is_slow:
            _stop(thread)
    if left is not None:
        left[0] = max(0.0, left[0] - (time.monotonic() - start))
    if is_slow:
        return Attempt(trouble=_too_slow(), is_slow=True)
    if errors:
        return Attempt(trouble=_words_of(errors[0]))
    if not all(map(_is_kept, copies, args)):
        return Attempt(trouble="changes what it is given")
    return Attempt(answer[0])


def _too_slow() -> str:
    return f"takes longer than {LIMIT:g} s"


def _words_of(error: BaseException) -> str:
    """Say what a learner's function raised."""
    if isinstance(error, NotImplementedError):
        return "is not written yet"
    said = str(error).strip().splitlines()
    words = f": {said[0][:80]}" if said else ""
    return f"stops with {type(error).__name__}{words}"


def run(function: Function, args: Sequence) -> tuple[bool, Any]:
    """Call a learner's function as `attempt` does.

    Returns
    -------
    is_answered, answer
        `(False, None)` if it raised, took too long, or changed its arguments.
    """
    found = attempt(function, args)
    return not found.trouble, found.answer


def complaint(function: Function, args: Sequence) -> str:
    """Return the text of the ValueError that a learner's function raises, or nothing where it raises none."""

    def text(*given: Any) -> str:
        try:
            function(*given)
        except ValueError as error:
            return str(error)[:200] or "ValueError"
        return ""

    _, said = run(text, args)
    return said or ""


def _is_kept(now: Any, before: Any) -> bool:
    """Return whether an array, or a dict of arrays, is what it was before the call."""
    if isinstance(before, dict):
        return now.keys() == before.keys() and all(_is_kept(now[key], before[key]) for key in before)
    return not isinstance(before, np.ndarray) or np.array_equal(now, before)


def _stop(thread: threading.Thread) -> None:
    """Raise SystemExit inside a thread that hangs; a loop in C is left to end by itself."""
    for _ in range(3):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
        thread.join(0.05)
        if not thread.is_alive():
            return


def _namespace() -> dict[str, Any]:
    """Return the notebook's names, or none where there is no notebook."""
    try:
        from IPython import get_ipython
    except ImportError:
        return {}
    shell = get_ipython()
    return {} if shell is None else shell.user_ns
