"""Find the learner's own function in the notebook and use it, once it is right, in place of the course's.

A function that raises, prints, hangs or answers wrongly never disturbs a widget: it runs in a thread with a
time limit, its output thrown away; every answer is compared with the course's, which else is shown instead.
"""

import contextlib
import copy
import ctypes
import io
import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from convlab.checks.compare import agreement

LIMIT = 1.0  # seconds that a learner's function may take for one small call
Function = Callable[..., Any]

_judged: dict[str, tuple[Any, dict[int, bool]]] = {}  # by name: the function; is it right, by its probes?


class Chosen:
    """A function to compute with: the learner's where it is right, else the course's.

    Attributes
    ----------
    is_yours : bool
        Whether the last answer was the learner's own.
    """

    def __init__(self, name: str, reference: Function, own: Function | None) -> None:
        self.name, self.reference, self.own = name, reference, own
        self.is_yours = own is not None

    @property
    def label(self) -> str:
        """Say whose function answers: `your conv2d` or `the course's conv2d`."""
        return f"{'your' if self.is_yours else 'the course’s'} {self.name}"

    def __call__(self, *args: Any) -> Any:
        """Return the answer for `args`, which are never changed."""
        expected = self.reference(*args)
        if self.own is not None:
            is_answered, got = run(self.own, args)
            if is_answered and same(got, expected):
                return got
            self.own, self.is_yours = None, False
        return expected


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
    if known is not own:
        verdicts = {}
    if id(probes) not in verdicts:
        verdicts[id(probes)] = callable(own) and all(
            is_ok and same(got, reference(*probe)) for probe in probes for is_ok, got in [run(own, probe)]
        )
    _judged[name] = (own, verdicts)
    return Chosen(name, reference, own if verdicts[id(probes)] else None)


def has_news() -> bool:
    """Return whether the notebook has defined anew a function that a widget asked for."""
    names = _namespace()
    return any(names.get(name) is not own for name, (own, _) in _judged.items())


def same(got: Any, expected: Any) -> bool:
    """Return whether two answers are equal in shape and, to rounding, in value; dicts entry by entry."""
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


def run(function: Function, args: Sequence) -> tuple[bool, Any]:
    """Call a learner's function on copies of `args`, silently and for `LIMIT` seconds at most.

    Returns
    -------
    is_answered, answer
        `(False, None)` if it raised, took too long, or changed its arguments.
    """
    copies, answer = copy.deepcopy(list(args)), []

    def call() -> None:
        with contextlib.suppress(BaseException):  # whatever a learner raises, SystemExit too, is "no answer"
            answer.append(function(*copies))

    thread = threading.Thread(target=call, daemon=True)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        thread.start()
        thread.join(LIMIT)
        if thread.is_alive():
            _stop(thread)
    is_same = all(map(_is_kept, copies, args))
    return (True, answer[0]) if answer and is_same else (False, None)


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
