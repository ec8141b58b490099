"""Say in a learner's words what is wrong with a result, and what was due."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Foreign:
    """Stands for a result that is no plain data and never arrived: only its name did."""

    name: str


@dataclass(frozen=True)
class Problem:
    """The first thing that is wrong with a result.

    Attributes
    ----------
    kind : str
        "type", "shape", "dtype" or "value".
    symptom : str
        A sentence for the learner.
    question : str
        A question that leads on; empty when there is none.
    mistake : str or None
        The id of a usual mistake that needs no bank to be recognized.
    path : str
        Where in a nested result, such as ``[0]['shape']``; empty for the whole.
    got, expected : object
        The two leaves at `path`.
    index : tuple of int or None
        The first differing place of two arrays.
    """

    kind: str
    symptom: str
    question: str = ""
    mistake: str | None = None
    path: str = ""
    got: object = None
    expected: object = None
    index: tuple[int, ...] | None = None


def about_axes(problem: Problem) -> str:
    """Return "lone axis" where a shape is right but for axes of length 1, "axes" for axes too many or moved, or ""."""
    got, expected = problem.got, problem.expected
    if problem.kind != "shape" or not (isinstance(got, np.ndarray) and isinstance(expected, np.ndarray)):
        return ""
    if got.ndim == expected.ndim:
        return "axes" if sorted(got.shape) == sorted(expected.shape) else ""
    return "lone axis" if got.squeeze().shape == expected.squeeze().shape else "axes"


class Requirement:
    """Given in place of one expected value where many answers are right; `repr` says in words what is asked for."""

    def problem(self, got: object) -> Problem | None:
        """Return the first thing that is wrong with an answer, or None when it is right."""
        raise NotImplementedError


def kind_of(value: object) -> str:
    """Return a learner's word for the type of `value`.

    >>> kind_of([1]), kind_of(np.float64(1))
    ('a list', 'a float64 number')
    """
    if value is None:
        return "None"
    if isinstance(value, Foreign):
        return value.name
    if type(value) is np.ndarray:
        return f"{_article(value)} array of shape {value.shape}"
    if isinstance(value, np.ma.MaskedArray):
        return "a masked array"
    if isinstance(value, np.generic):
        return f"{_article(value)} number"
    name = type(value).__name__
    return f"an {name}" if name[0] in "aeiouAEIO" else f"a {name}"


def _article(value: np.ndarray | np.generic) -> str:
    return f"{'an' if value.dtype.name.startswith('int') else 'a'} {value.dtype}"


def subject(path: str) -> str:
    """Name the result or the part of it at `path`, as the start of a sentence."""
    return f"The entry {path} of the result" if path else "The result"


def due(expected: object) -> str:
    """Name what was expected, for a sentence."""
    if isinstance(expected, np.ndarray):
        return f"a NumPy array of shape {expected.shape}"
    if isinstance(expected, bool | np.bool_):
        return "True or False"
    if isinstance(expected, int | np.integer):
        return "a whole number (int)"
    if isinstance(expected, float | np.floating):
        return "one number (float)"
    return kind_of(expected)


def wrong_type(got: object, expected: object, path: str, question: str = "") -> Problem:
    """Return the problem of a result of another type than was due, with a question where its type suggests one."""
    symptom = f"{subject(path)} is {kind_of(got)}, and {due(expected)} was expected."
    if not question and kind_of(got) == "a generator":
        question = "A generator only promises its values. Who collects them?"
    if not question and kind_of(got) == "a coroutine":
        question = (
            "A function that begins with `async` promises an answer for later. Is the word needed here?"
        )
    if not question and isinstance(expected, list) and expected and kind_of(got) == kind_of(expected[0]):
        question = (
            "One entry came, and a list of them is due. Where does each of them go when the next one is made?"
        )
    if not question and isinstance(got, dict):
        question = "A dict gives names to its values. Were names asked for?"
    if not question and isinstance(got, str):
        question = "A text is made for people to read. What was it before it became one?"
    is_one = isinstance(got, int | float | np.generic)
    if not question and is_one and isinstance(expected, np.ndarray | list | tuple):
        question = (
            "One number is left where many are due. Which step took them together, or returned too early?"
        )
    if not question and isinstance(got, np.ndarray) and isinstance(expected, tuple):
        question = "Several results are asked for, and one came. Which are they, and in which order?"
    if not question and isinstance(got, list | tuple | np.ndarray) and isinstance(expected, dict):
        question = "A dict is asked for: every value with its name. Which names has the exercise?"
    return Problem("type", symptom, question, "wrong-type", path, got, expected)


def aspect(what: str, path: str) -> str:
    """Name the shape, the dtype or the value of the result or of its part at `path`, as the start of a sentence."""
    return f"The {what} of the entry {path}" if path else f"The {what}"


def question_of_kind(got: object, expected: object) -> str:
    """Return a question for a result that is no number of the kind that is due; empty where none helps."""
    if isinstance(got, float | np.floating) and isinstance(expected, int | np.integer):
        return "A count is a whole number. Which step left the whole numbers: a division, a NumPy function?"
    if isinstance(got, np.ndarray) and got.size == 1:
        return "The array holds a single value. Can you take it out?"
    if isinstance(got, np.ndarray):
        return "One number is due, and an array of several came. Which step makes one number of them?"
    if isinstance(got, bool | np.bool_):
        return "True and False answer a question; here a number is asked for."
    if isinstance(got, list | tuple):
        return "A single number is asked for. Which one is it?"
    return ""


def brief(value: object) -> str:
    """Write a number briefly: whole numbers in full, others to six digits."""
    return f"{value:.6g}" if isinstance(value, float | np.floating) else str(value)
