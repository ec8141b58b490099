"""Judge what came of a call: is it the value or the error that was due, and else what is wrong with it?"""

from __future__ import annotations

import re

from convlab.checks import messages
from convlab.checks.calling import Outcome, does_more, functions_of_error
from convlab.checks.compare import compare, magnitude
from convlab.checks.error_questions import about, question_of
from convlab.checks.problems import Problem, kind_of

_OWN_TEXT = re.compile(
    r"^(?!todo|your code|not (yet )?(implemented|written)( yet)?[.! ]*$).*\S", re.IGNORECASE | re.DOTALL
)
"""The text of a refusal that the learner wrote: `NotImplementedError("only odd kernels")` isn't a cell left empty."""


def judge_value(outcome: Outcome, expected: object, args: tuple, dtype: object = None) -> Problem | None:
    """Return what is wrong with an outcome that should be a value."""
    common = _judge_common(outcome)
    if common is not None:
        return common
    if outcome.error is not None:
        id, question = about(outcome.error, is_due=False)
        return Problem("error", messages.tell_error(outcome.error), question, id)
    problem = compare(outcome.value, expected, dtype=dtype)
    if problem is None:
        return None
    return compare(outcome.value, expected, fallback=magnitude(args), dtype=dtype)


def judge_error(outcome: Outcome, raises: type | tuple, says: str = "") -> Problem | None:
    """Return what is wrong with an outcome that should be an error, whose text holds what it `says`."""
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
        id, question = about(outcome.error)
        if id not in (None, "text-raised", "other-parameters", "unknown-name", "name-that-numpy-lacks"):
            question = ""
        question = question or "Can the arguments be tested before anything is computed with them?"
        return Problem("wrong error", symptom, question, "wrong-error")
    return None if says in str(outcome.error) else _wrong_text(str(outcome.error), says)


def _wrong_text(text: str, says: str) -> Problem:
    """Return what is wrong with an error whose text does not name what it should."""
    symptom = f"The error is right, and its text should name {says}; it is: {text[:200] or 'empty'}"
    if says.isdigit() and str(int(says) + 1) in re.findall(r"\d+", text):
        return Problem(
            "wrong text", symptom, "Which number has the first of them, 0 or 1?", "counted-from-one"
        )
    return Problem(
        "wrong text", symptom, "Who reads this text, and what do they have to find?", "text-names-nothing"
    )


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
    """Return what is wrong whatever was expected: not written yet, stopped, or an argument changed."""
    if isinstance(outcome.error, NotImplementedError) and not _OWN_TEXT.search(str(outcome.error)):
        ran = functions_of_error(outcome.error)
        if len(ran) > 1 and ran[-1] != ran[0]:
            symptom = f"it calls `{ran[-1]}`, which is not written yet. Fill in that cell and run it first."
            return Problem("stub", symptom, "", "not-written")
        symptom = "It is not written yet. Fill in its cell, run that cell, then this one again."
        if does_more(outcome.error):
            symptom = (
                "its line `raise NotImplementedError()` still stands and ends it. Take it out, run its cell."
            )
        return Problem("stub", symptom, "", "not-written")
    if outcome.is_stopped:
        return Problem("late", messages.tell_stop(outcome), question_of(outcome.error), "time-limit")
    if outcome.changed is not None:
        question = "Who else may need the values that were there before?"
        return Problem("change", "An argument is not what it was before the call.", question, "changed-input")
    return None
