"""Compare a result with what was expected: type, then shape, then dtype kind, then values."""

from __future__ import annotations

import numpy as np

from convlab.checks.problems import (
    Problem,
    Requirement,
    aspect,
    brief,
    due,
    kind_of,
    question_of_kind,
    subject,
    wrong_type,
)

RTOL, ATOL = 1e-5, 1e-6
_REAL = "uif"  # kinds of dtypes


def compare(
    got: object, expected: object, *, path: str = "", fallback: float = 0.0, dtype: object = None
) -> Problem | None:
    """Return the first problem of `got`, or None when it is right.

    Parameters
    ----------
    got, expected : object
        Numbers, arrays, strings, or lists, tuples and dicts of these. A list passes for a tuple and the
        other way round; neither passes for an array. A `Requirement` stands for every answer that meets it.
    path : str
        Where we are in a nested result.
    fallback : float
        The magnitude that sets the absolute tolerance when everything expected is 0.
    dtype : dtype, optional
        When given, an array must have exactly this dtype.

    Examples
    --------
    >>> compare(np.ones((2, 2)), np.ones((2, 3))).symptom
    'The shape is (2, 2), and (2, 3) was expected.'
    >>> compare(4, 4) is None
    True
    """
    if got is None and expected is not None:
        return Problem(
            "type",
            f"{subject(path)} is None.",
            "On which way through the function does nothing else get there?"
            if path
            else "Does every way through the function end in a `return` with the result?",
            "returned-none",
            path,
            got,
            expected,
        )
    if isinstance(expected, Requirement):
        return expected.problem(got)
    if isinstance(expected, np.ndarray):
        return _compare_arrays(got, expected, path, fallback, dtype)
    if isinstance(expected, dict):
        return _compare_dicts(got, expected, path, fallback)
    if isinstance(expected, list | tuple):
        return _compare_sequences(got, expected, path, fallback)
    if isinstance(expected, bool | np.bool_ | int | float | np.integer | np.floating):
        return _compare_numbers(got, expected, path, fallback)
    if type(got) is not type(expected):
        return wrong_type(got, expected, path)
    if got != expected:
        return Problem(
            "value",
            f"{subject(path)} is {got!r}, and {expected!r} was expected.",
            "",
            None,
            path,
            got,
            expected,
        )
    return None


def is_right(got: object, expected: object) -> bool:
    """Tell whether `compare` finds no problem, without the words for it."""
    if type(got) is type(expected) is np.ndarray and expected.dtype.kind in _REAL:
        return (
            got.shape == expected.shape and got.dtype.kind in _REAL and bool(agreement(got, expected).all())
        )
    return compare(got, expected) is None


def agreement(got: np.ndarray, expected: np.ndarray, fallback: float = 0.0) -> np.ndarray:
    """Return where two arrays of one shape agree within the tolerances, as booleans.

    Equal infinities agree, and so do two NaNs.
    """
    number = complex if "c" in (got.dtype.kind, expected.dtype.kind) else float
    got, expected = got.astype(number, copy=False), expected.astype(number, copy=False)
    size = np.abs(expected)
    scale = size.max(initial=0.0)
    usual = np.isfinite(scale)
    if not usual:
        finite = np.isfinite(expected)
        scale = size[finite].max(initial=0.0)
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(got - expected) <= ATOL * (scale or fallback) + RTOL * size
    if usual:
        return near
    return np.where(finite, near, (got == expected) | (np.isnan(got) & np.isnan(expected)))


def magnitude(values: object) -> float:
    """Return the largest finite magnitude in nested arguments, 0.0 when they hold no numbers."""
    if isinstance(values, dict):
        values = list(values.values())
    if isinstance(values, list | tuple):
        return max(map(magnitude, values), default=0.0)
    if isinstance(values, np.ndarray | np.generic | int | float):
        array = np.asarray(values)
        if array.dtype.kind in "biuf":
            array = array.astype(float)
            return float(np.abs(array[np.isfinite(array)]).max(initial=0.0))
    return 0.0


def _compare_arrays(
    got: object, expected: np.ndarray, path: str, fallback: float, dtype: object
) -> Problem | None:
    if _are_places(got, expected):
        question = (
            "Arrays of indices say where something stands (`np.where`, `nonzero`). Which values belong there?"
        )
        return wrong_type(got, expected, path, question)
    if _are_several(got, expected):
        things = "one thing, in a tuple" if len(got) == 1 else f"{len(got)} things at once"
        question = f"You return {things}. Which single array is the answer?"
        return wrong_type(got, expected, path, question)
    if isinstance(got, list | tuple):
        nested = any(isinstance(row, list | tuple) for row in got)
        how = "How do nested lists become one array?" if nested else "How does a list become an array?"
        question = f"The numbers may well be right. {how}"
        symptom = f"{subject(path)} is {kind_of(got)}, and {due(expected)} was expected."
        return Problem("type", symptom, question, "list-for-array", path, got, expected)
    if isinstance(got, np.generic | int | float) and expected.ndim == 0:
        got = np.asarray(got)
    if type(got) is not np.ndarray:
        return wrong_type(got, expected, path)
    if got.shape != expected.shape:
        symptom = f"{aspect('shape', path)} is {got.shape}, and {expected.shape} was expected."
        question, mistake = "", None
        if _has_an_axis_too_many(got, expected):
            question = "The numbers are right, on one axis too many, of length 1. Which, and who needs it?"
            mistake = "axis-kept"
        return Problem("shape", symptom, question, mistake, path, got, expected)
    problem = _compare_dtypes(got, expected, path, dtype)
    if problem or not expected.size:
        return problem
    wrong = ~agreement(got, expected, fallback)
    if not wrong.any():
        return None
    index = tuple(int(i) for i in np.unravel_index(np.argmax(wrong), wrong.shape))
    place = ", ".join(map(str, index))
    symptom = (
        f"{aspect('value', path)} at [{place}] is {brief(got[index])}, and {brief(expected[index])} was "
        f"expected; {wrong.sum()} of {wrong.size} values differ."
    )
    return Problem("value", symptom, "", None, path, got, expected, index)


def _are_places(got: object, expected: np.ndarray) -> bool:
    """Tell whether a tuple holds index arrays, as `np.where` returns them when it is only asked."""
    return (
        isinstance(got, tuple)
        and all(isinstance(part, np.ndarray) and part.ndim == 1 and part.dtype.kind == "i" for part in got)
        and len({part.size for part in got}) == 1
        and (len(got), got[0].size) != expected.shape
        and got[0].shape != expected.shape
    )


def _are_several(got: object, expected: np.ndarray) -> bool:
    """Tell whether a tuple holds several results, not the rows of one array."""
    numbers = np.ndarray | np.generic | int | float
    shapes = (
        {np.shape(part) for part in got if isinstance(part, numbers)} if isinstance(got, tuple) else set()
    )
    return expected.shape in shapes or len(shapes) > 1


def _has_an_axis_too_many(got: np.ndarray, expected: np.ndarray) -> bool:
    """Tell whether an answer is right but for axes of length 1 that nobody asked for."""
    is_longer = got.ndim > expected.ndim and got.squeeze().shape == expected.squeeze().shape
    return is_longer and is_right(got.reshape(expected.shape), expected)


def _compare_dtypes(got: np.ndarray, expected: np.ndarray, path: str, dtype: object) -> Problem | None:
    allowed = {"b": "buif", "c": "buifc"}.get(expected.dtype.kind, "uif")
    if got.dtype.kind not in allowed:
        questions = {
            "c": "Complex numbers come out of an FFT. Which part of them is the answer?",
            "O": "An array of objects often means rows of different lengths. Are all rows equally long?",
            "U": "Texts only look like numbers. Which step made texts of them?",
            "b": "True and False are left where numbers are due. Which step compares instead of computing?",
        }
        symptom = f"{aspect('dtype', path)} is {got.dtype}, and real numbers were expected."
        return Problem("dtype", symptom, questions.get(got.dtype.kind, ""), "wrong-type", path, got, expected)
    if dtype is not None and got.dtype != np.dtype(dtype):
        symptom = f"{aspect('dtype', path)} is {got.dtype}, and {np.dtype(dtype)} was expected."
        return Problem(
            "dtype",
            symptom,
            "Which step made new numbers of another kind?",
            "dtype-lost",
            path,
            got,
            expected,
        )
    return None


def _compare_numbers(got: object, expected: object, path: str, fallback: float) -> Problem | None:
    if type(got) is np.ndarray and got.ndim == 0 and got.dtype.kind in "buif":
        got = got[()]
    is_bool = isinstance(got, bool | np.bool_)
    if isinstance(expected, bool | np.bool_):
        fits = is_bool
    elif isinstance(expected, int | np.integer):
        fits = isinstance(got, int | np.integer) and not is_bool
    else:
        fits = isinstance(got, int | float | np.integer | np.floating) and not is_bool
    if not fits:
        return wrong_type(got, expected, path, question_of_kind(got, expected))
    exact = isinstance(got, int | np.integer) and isinstance(expected, int | np.integer)
    if (
        (got == expected)
        if exact
        else agreement(np.asarray(got, float), np.asarray(expected, float), fallback)
    ):
        return None
    symptom = f"{subject(path)} is {brief(got)}, and {brief(expected)} was expected."
    return Problem("value", symptom, "", None, path, got, expected)


def _compare_sequences(got: object, expected: list | tuple, path: str, fallback: float) -> Problem | None:
    if not isinstance(got, list | tuple):
        return wrong_type(got, expected, path)
    if len(got) != len(expected):
        entries = "1 entry" if len(got) == 1 else f"{len(got)} entries"
        were = "was" if len(expected) == 1 else "were"
        symptom = f"{subject(path)} has {entries}, and {len(expected)} {were} expected."
        question = "When is an entry put into the list? Say for each one which turn of the loop makes it."
        if isinstance(expected, tuple):
            question = "What does each entry stand for, in the exercise's example and in yours?"
        return Problem("shape", symptom, question, None, path, got, expected)
    pairs = enumerate(zip(got, expected, strict=True))
    parts = (compare(g, e, path=f"{path}[{i}]", fallback=fallback) for i, (g, e) in pairs)
    return next((part for part in parts if part), None)


def _compare_dicts(got: object, expected: dict, path: str, fallback: float) -> Problem | None:
    if not isinstance(got, dict):
        return wrong_type(got, expected, path)
    missing = [key for key in expected if key not in got]
    surplus = [key for key in got if key not in expected]
    if missing or surplus:
        wrong = (
            f"lacks the key {missing[0]!r}" if missing else f"has a key {surplus[0]!r} that nobody asked for"
        )
        question = "Are the keys spelled as in the exercise, and are they all there?"
        return Problem("shape", f"{subject(path)} {wrong}.", question, "other-keys", path, got, expected)
    parts = (compare(got[key], expected[key], path=f"{path}[{key!r}]", fallback=fallback) for key in expected)
    return next((part for part in parts if part), None)
