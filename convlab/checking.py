"""`check`: call a learner's function, judge the answer, and say kindly what is wrong and why."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from html import escape
from types import FrameType

import numpy as np

from convlab import messages
from convlab.calling import Outcome, call, line_of_error
from convlab.comparing import Problem, compare, kind_of, magnitude
from convlab.difference import picture
from convlab.mistakes import Learner, Probe, banks, diagnose, smallest_failure

MIME = "application/vnd.autograder.check+json"
_MISSING = object()


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
        The right answer: a number (an `int` or NumPy integer asks for a whole number, a `float` for any real one), an
        array (shape, then dtype kind, then values within 1e-5 relative and 1e-6 of the largest value), or lists,
        tuples and dicts of these.
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
    if expected is _MISSING:
        report = _judge_error(outcome, raises)
    else:
        report = _judge_value(outcome, expected, magnitude(args), dtype)
    if report is not None:
        _fail(function, _name_of(function, sys._getframe(1)), failing, outcome, expected, report)


def _judge_value(outcome: Outcome, expected: object, fallback: float, dtype: object) -> Problem | None:
    """Return what is wrong with an outcome that should be a value."""
    common = _judge_common(outcome)
    if common:
        return common
    if outcome.error is not None:
        return Problem("error", _tell_error(outcome.error))
    return compare(outcome.value, expected, fallback=fallback, dtype=dtype)


def _judge_error(outcome: Outcome, raises: type | tuple) -> Problem | None:
    """Return what is wrong with an outcome that should be an error."""
    common = _judge_common(outcome)
    if common:
        return common
    names = " or ".join(kind.__name__ for kind in (raises if isinstance(raises, tuple) else (raises,)))
    if outcome.error is None:
        symptom = f"These arguments cannot work and should raise {names}, but the call returned {kind_of(outcome.value)}."
        return Problem(
            "no error", symptom, "Which arguments can have no answer, and who tells the caller?", "no-error"
        )
    if not isinstance(outcome.error, raises):
        symptom = (
            f"These arguments should raise {names}, but something else happened. {_tell_error(outcome.error)}"
        )
        return Problem(
            "wrong error", symptom, "Can you test the arguments before you compute with them?", "wrong-error"
        )
    return None


def _judge_common(outcome: Outcome) -> Problem | None:
    if isinstance(outcome.error, NotImplementedError):
        return Problem(
            "stub", "It is not written yet: the cell still raises NotImplementedError.", "", "not-written"
        )
    if outcome.changed is not None:
        question = "Who else may still need the values that were there before?"
        return Problem(
            "change",
            "{argument} was changed in place; the caller's array is different now.",
            question,
            "changed-input",
        )
    return None


def _tell_error(error: BaseException) -> str:
    line = line_of_error(error)
    text = str(error).strip().split("\n")[0][:200]
    told = f"It stopped with {type(error).__name__}" + (f": {text}" if text else "")
    return told + (f" (in your {line})" if line else "") + ("" if text.endswith(".") and not line else ".")


def _name_of(function: Callable, frame: FrameType) -> str:
    """Return the name that the caller has given to `function`, else the one it carries."""
    own = getattr(function, "__name__", "the function")
    bound = [key for key, value in {**frame.f_globals, **frame.f_locals}.items() if value is function]
    bound = [key for key in bound if not key.startswith("_")]
    known = [key for key in bound if banks(key)]
    if own in bound and (not known or own in known):
        return own
    return (known or bound or [own if own != "<lambda>" else "the function"])[0]


def _fail(
    function: Callable, name: str, failing: Probe, outcome: Outcome, expected: object, problem: Problem
) -> None:
    """Find the mistake, write the message, show the picture, raise."""
    learner = Learner(function)
    found = None
    if expected is not _MISSING and problem.mistake in (None, "wrong-type"):
        found = diagnose(learner, name, failing, outcome)
    mistake = found.id if found else problem.mistake
    shown = (failing, outcome.value, expected, problem)
    if problem.kind in ("value", "shape") and not problem.path and not _is_tiny(failing):
        smaller = smallest_failure(learner, name, failing, expected)
        if smaller:
            probe, answer, right = smaller
            shown = (probe, answer.value, right, compare(answer.value, right))
    text = _message(name, _parameters(function, name), shown, problem, found, shown[0] is not failing)
    if outcome.warned:
        text += f"\n(Python warned: {outcome.warned[0][:90]})"
    _display(name, text, mistake, shown[3], magnitude(shown[0].args))
    raise CheckFailed(text, mistake) from None


def _message(
    name: str, parameters: list[str], shown: tuple, problem: Problem, found: object, is_smaller: bool
) -> str:
    probe, value, expected, local = shown
    call_text = messages.call_line(name, parameters, probe.args, probe.kwargs)
    symptom = (
        local.symptom.format(argument=_argument(parameters, problem, shown))
        if problem.kind == "change"
        else local.symptom
    )
    head = f"{name}: a small call shows it. {symptom}" if is_smaller else f"{name}: {symptom}"
    parts: list = [head, f"Call: {call_text}"]
    if problem.mistake == "not-written":
        return messages.write(
            ["%s: %s Write it in the cell above, run that cell, then this one." % (name, symptom)]
        )
    if problem.kind in ("value", "shape", "dtype") and expected is not _MISSING:
        parts.append(messages.show_values(parameters, probe.args, probe.kwargs, expected, value))
    else:
        parts.append(messages.show_arguments(parameters, probe.args, probe.kwargs))
    known = banks(name)
    if found:
        parts.append(found.question)
    elif problem.question:
        parts.append(problem.question)
    elif known:
        parts.append("No usual mistake matches: work the first differing place out by hand.")
    where = found.where if found else (known[0].where if known else "")
    if where:
        parts.append(f"Where to look: {where}.")
    return messages.write(parts)


def _argument(parameters: list[str], problem: Problem, shown: tuple) -> str:
    return "An argument"


def _parameters(function: Callable, name: str) -> list[str]:
    """Return the names of the parameters, from the bank (stand-ins have none), else from the function."""
    if banks(name):
        return banks(name)[0].parameters()
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []


def _is_tiny(probe: Probe) -> bool:
    values = [*probe.args, *probe.kwargs.values()]
    arrays = [value for value in values if isinstance(value, np.ndarray)]
    return sum(array.size for array in arrays) <= 24 and all(array.dtype.kind in "biu" for array in arrays)


def _display(name: str, text: str, mistake: str | None, problem: Problem, fallback: float) -> None:
    """Show the picture and hand the mistake on, when there is a notebook to show it in."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if not shell:
        return
    svg = ""
    if isinstance(problem.got, np.ndarray) and isinstance(problem.expected, np.ndarray):
        svg = picture(problem.got, problem.expected, fallback)
    headline = f"<div style='font-family:sans-serif'><b>{escape(name)}</b> is not right yet.</div>"
    bundle = {
        "text/plain": f"{name} is not right yet.",
        "text/html": headline + svg,
        MIME: {"mistake": mistake, "message": text},
    }
    sys.modules["IPython"].display.display(bundle, raw=True)
