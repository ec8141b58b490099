"""`check`: call a learner's function, judge the answer, and say kindly what is wrong and why."""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import escape
from types import FrameType

import numpy as np

from convlab.checks import cards, own_kernel
from convlab.checks.calling import Outcome, call
from convlab.checks.compare import magnitude
from convlab.checks.explain import explain
from convlab.checks.judge import judge_error, judge_value
from convlab.checks.messages import Case, Told
from convlab.checks.problems import Problem, kind_of
from convlab.checks.tries import offer
from convlab.mistakes import Probe, banks
from convlab.pictures.difference import picture

MIME = "application/vnd.autograder.check+json"
_MISSING = object()


class CheckFailed(AssertionError):
    """A check failed; the text says what, why and where to look.

    Attributes
    ----------
    mistake : str or None
        The id of the recognized mistake.
    """

    def __init__(self, message: str, mistake: str | None = None, short: str = ""):
        super().__init__(message)
        self.mistake, self._short = mistake, short

    def _render_traceback_(self) -> list[str]:
        """Keep IPython's traceback to the message, or to one line where a card tells the rest."""
        return [self._short] if self._short else str(self).splitlines()


def check(
    function: Callable,
    args: tuple,
    *,
    expected: object = _MISSING,
    raises: type[Exception] | tuple[type[Exception], ...] = (),
    kwargs: dict | None = None,
    dtype: object = None,
    says: str = "",
) -> None:
    """Call ``function(*args, **kwargs)`` and fail, kindly, unless the answer is right.

    Parameters
    ----------
    function : callable
        The learner's function. It gets copies of the arguments.
    args : tuple
    expected : object
        The right answer: a number (an `int` or NumPy integer asks for a whole number, a `float` for any real
        one), an array (shape, then dtype kind, then values within 1e-5 relative and 1e-6 of the largest
        value), or lists, tuples and dicts of these.
    raises : exception class
        In place of `expected`: the error that the call must raise.
    kwargs : dict, optional
    dtype : dtype, optional
        When given, the array must have exactly this dtype.
    says : str
        What the text of the error must hold, such as the index of a layer.

    Raises
    ------
    CheckFailed
        When the answer is wrong. In a notebook a picture of the difference is shown first.

    Examples
    --------
    >>> check(max, ([3, 5],), expected=5)
    """
    if (expected is _MISSING) == (raises == ()):
        raise TypeError("check needs either expected=... or raises=..., not both")
    if not isinstance(args, tuple):
        raise TypeError(f"check needs the arguments as a tuple, got {type(args).__name__}")
    if not callable(function):
        name = _name_of(function, sys._getframe(1))
        raise CheckFailed(
            f"{name} is {kind_of(function)}, no function. Define it with `def` in its cell, and run that."
        )
    if isinstance(function, type):
        name = _name_of(function, sys._getframe(1))
        raise CheckFailed(
            f"{name} is a class, which makes objects. Which word begins a function? Mend its cell, and run that."
        )
    failing, session = Probe(args, kwargs or {}), own_kernel.session()
    outcome = call(function, args, failing.kwargs, own_kernel.SECONDS if session else None)

    def judge(outcome: Outcome) -> Problem | None:
        if expected is _MISSING:
            return judge_error(outcome, raises, says)
        return judge_value(outcome, expected, args, dtype)

    problem = judge(outcome)
    if problem is None:
        if session:
            session.passed(_name_of(function, sys._getframe(1)), function)
        return
    name = _name_of(function, sys._getframe(1))
    right = None if expected is _MISSING else (expected,)
    case, told, mistake = explain(function, Case(name, failing, outcome, right, problem), judge, session)
    if session:
        raise CheckFailed(told.text, mistake, _show_card(function, case, told, session, mistake is not None))
    _display(case, told.text, mistake)
    raise CheckFailed(told.text, mistake)


def _name_of(function: Callable, frame: FrameType) -> str:
    """Return the name that the caller has given to `function`, else the one it carries."""
    own = getattr(function, "__name__", "the function")
    bound = [key for key, value in frame.f_globals.items() if value is function]
    bound = [key for key in bound if not key.startswith("_")]
    known = [key for key in bound if banks(key)]
    running = session.exercise if (session := own_kernel.session()) else ""
    for name in (own, running):  # a 7 may be bound to several
        if name in (known or bound):
            return name
    return (known or bound or [own if own.isidentifier() else "the function"])[0]


def _picture(case: Case) -> str:
    """Return a picture of the difference, or nothing where there are not two arrays."""
    got, expected = case.problem.got, case.problem.expected
    if not (type(got) is type(expected) is np.ndarray):
        return ""
    return picture(got, expected, magnitude(case.probe.args))


def _show_card(
    function: Callable, case: Case, told: Told, session: own_kernel.Session, is_named: bool
) -> str:
    """Show the question and the picture first, after three tries the solution; return the line for the traceback."""
    if case.problem.kind == "stub":
        return told.text
    asked = session.asked(told.name, function, told.question, is_named) if told.question else ""
    if asked:
        words = "The same as above" if asked == told.question else "Mend first what is asked above"
        session.show(cards.notice(f"{words}: {asked}"))
        return f"{told.name} is not right yet, for the reason that is told above."
    details = [*told.details, told.warned] if told.warned else told.details
    card = cards.failed(told.name, told.question, told.where, _picture(case), told.symptom, details)
    session.show(card + offer(case.name, function), told.text)
    return f"{told.name} is not right yet; the card above says why."


def _display(case: Case, text: str, mistake: str | None) -> None:
    """Show the picture and hand the mistake on, when there is a notebook to show it in."""
    if "IPython" not in sys.modules or sys.modules["IPython"].get_ipython() is None:
        return
    from IPython.display import display  # here, since only a notebook needs it

    headline = f"<div style='font-family:sans-serif'><b>{escape(case.name)}</b> is not right yet.</div>"
    bundle = {
        "text/plain": f"{case.name} is not right yet.",
        "text/html": headline + _picture(case),
        MIME: {"mistake": mistake, "message": text},
    }
    display(bundle, raw=True)
