"""`check`: call a learner's function, judge the answer, and say kindly what is wrong and why."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from html import escape
from types import FrameType

import numpy as np

from convlab.checks import messages
from convlab.checks.calling import Outcome, call
from convlab.checks.compare import compare, magnitude
from convlab.checks.diagnosis import Learner, diagnose, size, smallest_failure
from convlab.checks.error_questions import question_of
from convlab.checks.messages import Case
from convlab.checks.problems import Problem, kind_of
from convlab.mistakes import Bank, Probe, banks
from convlab.pictures.difference import picture

MIME = "application/vnd.autograder.check+json"
_MISSING = object()
_LONG_LIST = 130  # characters
_SMALL = 400  # numbers; a call with more is not called small


class CheckFailed(AssertionError):
    """A check failed; the text says what, why and where to look.

    Attributes
    ----------
    mistake : str or None
        The id of the recognized mistake.
    """

    def __init__(self, message: str, mistake: str | None = None):
        super().__init__(message)
        self.mistake = mistake

    def _render_traceback_(self) -> list[str]:
        """Keep IPython's traceback to the message."""
        return str(self).splitlines()


def check(
    function: Callable,
    args: tuple,
    *,
    expected: object = _MISSING,
    raises: type[Exception] | tuple[type[Exception], ...] = (),
    kwargs: dict | None = None,
    dtype: object = None,
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
    kwargs = kwargs or {}
    failing, outcome = Probe(args, kwargs), call(function, args, kwargs)
    report = (
        _judge_error(outcome, raises)
        if expected is _MISSING
        else _judge_value(outcome, expected, args, dtype)
    )
    if report is not None:
        _fail(function, _name_of(function, sys._getframe(1)), failing, outcome, expected, report)


def _judge_value(outcome: Outcome, expected: object, args: tuple, dtype: object) -> Problem | None:
    """Return what is wrong with an outcome that should be a value."""
    common = _judge_common(outcome)
    if common is not None:
        return common
    if outcome.error is not None:
        return Problem("error", messages.tell_error(outcome.error), question_of(outcome.error))
    problem = compare(outcome.value, expected, dtype=dtype)
    if problem is None:
        return None
    return compare(outcome.value, expected, fallback=magnitude(args), dtype=dtype)


def _judge_error(outcome: Outcome, raises: type | tuple) -> Problem | None:
    """Return what is wrong with an outcome that should be an error."""
    common = _judge_common(outcome)
    if common is not None:
        return common
    names = " or ".join(kind.__name__ for kind in (raises if isinstance(raises, tuple) else (raises,)))
    due = f"These arguments have no answer and should raise {names}"
    if outcome.error is None:
        symptom = f"{due}, but the call returned {messages.shown(outcome.value)}."
        return Problem("no error", symptom, _question_of_refusal(outcome.value), "no-error")
    if not isinstance(outcome.error, raises):
        symptom = f"{due}, but this happened: {messages.tell_error(outcome.error)}"
        question = "" if isinstance(outcome.error, KeyError) else question_of(outcome.error)
        question = question or "Can the arguments be tested before anything is computed with them?"
        return Problem("wrong error", symptom, question, "wrong-error")
    return None


def _question_of_refusal(value: object) -> str:
    """Return the question for a call that returned something in place of an error."""
    if isinstance(value, str):
        return "A text that is returned stops nobody. Which statement does?"
    if kind_of(value).endswith(("Error", "Exception")):
        return "An error that is returned stops nobody. Which statement makes it happen?"
    if value is None:
        return "To print something, or to return nothing, stops nobody. Which statement does?"
    return "What makes them impossible, and who tells the caller so?"


def _judge_common(outcome: Outcome) -> Problem | None:
    """Return what is wrong whatever was expected: not written yet, or an argument changed."""
    if isinstance(outcome.error, NotImplementedError):
        symptom = "It is not written yet. Fill in its cell, run that cell, then this one again."
        return Problem("stub", symptom, "", "not-written")
    if outcome.changed is not None:
        question = "Who else may need the values that were there before?"
        return Problem("change", "An argument is not what it was before the call.", question, "changed-input")
    return None


def _name_of(function: Callable, frame: FrameType) -> str:
    """Return the name that the caller has given to `function`, else the one it carries."""
    own = getattr(function, "__name__", "the function")
    bound = [key for key, value in frame.f_globals.items() if value is function]
    bound = [key for key in bound if not key.startswith("_")]
    known = [key for key in bound if banks(key)]
    if own in (known or bound):
        return own
    return (known or bound or [own if own.isidentifier() else "the function"])[0]


def _fail(
    function: Callable, name: str, failing: Probe, outcome: Outcome, expected: object, problem: Problem
) -> None:
    """Find the mistake and the smallest call that shows it, write the message, show the picture, raise."""
    learner, found = Learner(function), None
    if expected is not _MISSING and problem.mistake in (None, "wrong-type"):
        found = diagnose(learner, name, failing, outcome)
    bank = _bank(function, name, failing)
    parameters = bank.parameters() if bank else _own_parameters(function)
    case = Case(name, parameters, failing, outcome, expected, problem)
    if problem.kind in ("value", "shape") and _may_be_smaller(failing, problem):
        smaller = smallest_failure(learner, name, failing, expected, found)
        if smaller is not None:
            at, value, right = smaller
            if found is None and problem.mistake is None:
                earlier = [other for other in banks(name) if not other.takes(failing)]
                found = diagnose(learner, name, at, learner.outcome(at), earlier)
            is_small = size((*at.args, *at.kwargs.values())) <= _SMALL
            case = Case(
                name,
                case.parameters,
                at,
                Outcome(value),
                right,
                compare(value, right),
                "a small" if is_small else "another",
            )
    mistake = found.id if found else problem.mistake
    where = found.where if found else bank.where if bank else ""
    text = messages.tell(case, found.question if found else problem.question, where, outcome.warned)
    _display(case, text, mistake)
    raise CheckFailed(text, mistake) from None


def _bank(function: Callable, name: str, failing: Probe) -> Bank | None:
    """Return the bank of the lesson at hand, known by the parameters, else by the call."""
    known, own = banks(name), _own_parameters(function)
    alike = [bank for bank in known if bank.parameters() == own]
    return next(iter(alike or [bank for bank in known if bank.takes(failing)] or known), None)


def _own_parameters(function: Callable) -> list[str]:
    """Return the names of a function's parameters; a stand-in, which may only be called, has none."""
    return list(inspect.signature(function).parameters) if inspect.isfunction(function) else []


def _may_be_smaller(failing: Probe, problem: Problem) -> bool:
    """Tell whether a smaller call may say more: a call with arrays, or with long lists, is hard to read."""
    values = [*failing.args, *failing.kwargs.values()]
    has_arrays = any(isinstance(part, np.ndarray | dict) for part in values)
    return not (problem.path and has_arrays) and not _is_tiny(failing)


def _is_tiny(probe: Probe) -> bool:
    """Tell whether a call can be read at a glance: few numbers, all of them whole, no long list."""
    values = [*probe.args, *probe.kwargs.values()]
    arrays = [value for value in values if isinstance(value, np.ndarray)]
    if any(isinstance(value, list) and len(repr(value)) > _LONG_LIST for value in values):
        return False
    return sum(array.size for array in arrays) <= 24 and all(array.dtype.kind in "biu" for array in arrays)


def _display(case: Case, text: str, mistake: str | None) -> None:
    """Show the picture and hand the mistake on, when there is a notebook to show it in."""
    if "IPython" not in sys.modules or sys.modules["IPython"].get_ipython() is None:
        return
    from IPython.display import display

    svg, problem = "", case.problem
    if type(problem.got) is type(problem.expected) is np.ndarray:
        svg = picture(problem.got, problem.expected, magnitude(case.probe.args))
    headline = f"<div style='font-family:sans-serif'><b>{escape(case.name)}</b> is not right yet.</div>"
    bundle = {
        "text/plain": f"{case.name} is not right yet.",
        "text/html": headline + svg,
        MIME: {"mistake": mistake, "message": text},
    }
    display(bundle, raw=True)
