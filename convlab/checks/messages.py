"""Write what a failing check says: the call, expected, got, one question, where to look. Never code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from textwrap import wrap

import numpy as np

from convlab.checks.calling import Outcome, line_of_error
from convlab.checks.problems import Problem, about_axes, kind_of
from convlab.mistakes import Probe

WIDTH, HEIGHT, LINES, LONG = 100, 8, 15, 240
_NO_MISTAKE = {
    "value": "No usual mistake matches. Work the first differing place out by hand: what meets there?",
    "number": "No usual mistake matches. Work this call out by hand: after which step do you differ?",
    "shape": "No usual mistake matches. Count the places along each axis by hand: how many are there?",
    "axes": "No usual mistake matches. What does each axis count, in your result and in the one expected?",
    "lone axis": "Only axes of length 1 differ. Which axes has the answer, even where one holds a single thing?",
    "long": "No usual mistake matches. Too long for a pencil: try each step on a small array. Which surprises you?",
    "error": "No usual mistake matches. Which values do the names in that line hold for this call?",
    "error without a line": "No usual mistake matches. Can the function be called like this?",
}
TOO_SLOW = "Too slow to look further for a usual mistake. Which step is done again and again?"


@dataclass(frozen=True)
class Case:
    """One failing call, as the learner is shown it.

    Attributes
    ----------
    name : str
    probe : Probe
    outcome : Outcome
    right : tuple of one object, or None
        The right answer; None where an error is due.
    problem : Problem
    parameters : list of str
    instead : str
        "a small" or "another", where the call is not the one that failed.
    """

    name: str
    probe: Probe
    outcome: Outcome
    right: tuple | None
    problem: Problem
    parameters: list[str] = field(default_factory=list)
    instead: str = ""

    @property
    def expected(self) -> object:
        """The right answer."""
        return self.right[0] if self.right else None


@dataclass(frozen=True)
class Told:
    """What a failing check says, in its parts; `text` is all of it."""

    name: str
    symptom: str
    details: list[str]
    question: str = ""
    where: str = ""
    warned: str = ""

    @property
    def text(self) -> str:
        """The whole message: what is wrong with which call, one question, where to look."""
        where = f"Where to look: {self.where}." if self.where else ""
        lines = [*_wrapped(f"{self.name}: {self.symptom}"), *self.details]
        lines += [line for part in (self.question, where, self.warned) for line in _wrapped(part)]
        return "\n".join(lines[:LINES])


def tell(case: Case, question: str, where: str, warned: list[str]) -> Told:
    """Write the message: what is wrong with which call, one question, where to look.

    Parameters
    ----------
    case : Case
    question : str
        Of the mistake that was found, or of the problem; empty when there is none.
    where : str
        The place in the lesson.
    warned : list of str
        Warnings of the learner's function.
    """
    args, kwargs, problem = case.probe.args, case.probe.kwargs, case.problem
    if problem.kind == "stub":
        return Told(case.name, problem.symptom, [])
    symptom = problem.symptom if problem.kind != "change" else _tell_change(case)
    if case.instead:
        symptom = f"{case.instead} call shows it. {symptom[:1].upper()}{symptom[1:]}"
    details = _wrapped(f"Call: {call_line(case.name, case.parameters, args, kwargs)}")
    if problem.kind in ("value", "shape", "dtype"):
        details += show_values(case.parameters, args, kwargs, *_entry_of(case))
    else:
        details += show_arguments(case.parameters, args, kwargs)
    warning = f"Python also warned: {warned[0][:120]}" if warned else ""
    return Told(case.name, symptom, details, question or _NO_MISTAKE.get(_kind(case), ""), where, warning)


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, break_long_words=False)


def _kind(case: Case) -> str:
    """Return the kind of a problem, and for some what it is about: one number, a long call, the count of axes."""
    kind, error = case.problem.kind, case.outcome.error
    if kind == "value" and not isinstance(case.problem.expected, np.ndarray):
        return "number"
    if kind == "value" and case.instead == "another":
        return "long"
    if about := about_axes(case.problem):
        return about
    return "error without a line" if kind == "error" and error and not line_of_error(error) else kind


def tell_error(error: BaseException) -> str:
    """Write which error stopped the learner's function, and at which of its lines."""
    line, text = line_of_error(error), str(error).strip().split("\n")[0][:200].rstrip(".")
    what = f"it stopped with {type(error).__name__}" + (f": {text}" if text else "")
    return what + (f" ({line})." if line else ".")


def shown(value: object) -> str:
    """Write what a call returned, for a sentence: a number or a short text itself, of all else the type.

    >>> shown(0), shown([1, 2])
    ('0', 'a list')
    """
    if isinstance(value, int | float | np.number):
        return _short(value)
    return f"the text {_short(value)}" if isinstance(value, str) else kind_of(value)


def tell_stop(outcome: Outcome) -> str:
    """Write that a call was stopped, after how long, and in which line of the learner's it was."""
    line = line_of_error(outcome.error)
    who = "by hand " if isinstance(outcome.error, KeyboardInterrupt) else ""
    when = f"it did not come back, and was stopped {who}after {outcome.seconds:.1f} seconds"
    return when + (f", in {line.rstrip(':')}." if line else ".")


def _tell_change(case: Case) -> str:
    which = case.outcome.changed
    names = _names(case.parameters, case.probe.args)
    name = names[which] if isinstance(which, int) and which < len(names) else which
    return f"the call changed its argument `{name}` in place, and the caller finds it changed."


def call_line(name: str, parameters: list[str], args: tuple, kwargs: dict) -> str:
    """Write a call with short values in place and names for the arrays.

    >>> call_line("conv2d", ["image", "kernel"], (np.ones((5, 6)), np.ones((3, 3))), {"stride": 2})
    'conv2d(image, kernel, stride=2)'
    """
    named = [*zip(_names(parameters, args), args, strict=True)]
    words = [key if _is_big(value) else f"{key}={_short(value)}" for key, value in named]
    words = [word.partition("=")[2] if re.match(r"argument \d+=", word) else word for word in words]
    words += [f"{key}={key if _is_big(value) else _short(value)}" for key, value in kwargs.items()]
    return f"{name}({', '.join(words)})"


def show_values(
    parameters: list[str], args: tuple, kwargs: dict, expected: object, got: object, entry: str = ""
) -> list[str]:
    """Write the arrays of a call, expected and got (or an `entry` of both): side by side, or by shape when large."""
    columns = _big_ones(parameters, args, kwargs)
    columns += [(f"expected{entry}", expected), (f"got{entry}", got)]
    if all(_is_small(value) for _, value in columns):
        block = _side_by_side(columns)
        if len(block) <= HEIGHT and max(map(len, block)) <= WIDTH:
            return block
    return _listed(columns)


def _entry_of(case: Case) -> tuple[object, object, str]:
    """Return what is shown as expected and got: all of it, or of long lists the entry where they differ."""
    expected, got = case.expected, case.outcome.value
    found = re.match(r"\[(\d+)\]", case.problem.path)
    if not found or max(len(repr(expected)), len(repr(got))) <= LONG:
        return expected, got, ""
    return expected[int(found[1])], got[int(found[1])], found[0]


def show_arguments(parameters: list[str], args: tuple, kwargs: dict) -> list[str]:
    """Write the arrays of a call, by shape when large."""
    return _listed(_big_ones(parameters, args, kwargs))


def _big_ones(parameters: list[str], args: tuple, kwargs: dict) -> list[tuple[str, object]]:
    named = [*zip(_names(parameters, args), args, strict=True), *kwargs.items()]
    return [(key, value) for key, value in named if _is_big(value)]


def _listed(columns: list[tuple[str, object]]) -> list[str]:
    return [
        line
        for key, value in columns
        for line in wrap(f"  {key}: {_brief(value)}", WIDTH, subsequent_indent="    ")
    ]


def _names(parameters: list[str], args: tuple) -> list[str]:
    return [*parameters[: len(args)], *(f"argument {i + 1}" for i in range(len(parameters), len(args)))]


def _is_big(value: object) -> bool:
    return isinstance(value, np.ndarray) or (isinstance(value, list | tuple | dict) and len(repr(value)) > 60)


def _is_small(value: object) -> bool:
    if isinstance(value, np.ndarray):
        return value.size <= 48 and value.ndim <= 4
    return len(repr(value)) <= 40


def _short(value: object) -> str:
    if isinstance(value, np.generic):
        value = value.item()
    text = f"{value:.6g}" if isinstance(value, float) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _brief(value: object) -> str:
    """Describe a value in one line: a small array in full, a large one by shape, dtype and range."""
    if isinstance(value, dict) and all(isinstance(entry, np.ndarray) for entry in value.values()):
        return "a dict of arrays: " + ", ".join(f"{key} {entry.shape}" for key, entry in value.items())
    if not isinstance(value, np.ndarray):
        text = repr(value)
        if isinstance(value, list) and len(text) > LONG:
            text = _with_repeats_counted(value)
        return text if len(text) <= LONG else text[: LONG - 3] + "..."
    text = np.array2string(value, separator=", ", precision=4, max_line_width=10_000, threshold=50)
    text = " ".join(text.split()).replace("[ ", "[")
    if value.size <= 30 and len(text) <= 80:
        return text
    what = f"{value.dtype} array of shape {value.shape}"
    if value.size and value.dtype.kind in "biuf" and np.isfinite(value).all():
        return f"{what}, values from {_short(value.min())} to {_short(value.max())}"
    return what


def _with_repeats_counted(entries: list) -> str:
    """Write a list, entries that follow their like as one: what is last must not be cut off.

    >>> _with_repeats_counted([1, 1, 1, 2])
    '[1 (3 times), 2]'
    """
    runs = [(text, len([*run])) for text, run in groupby(map(repr, entries))]
    return "[" + ", ".join(f"{text} ({count} times)" if count > 1 else text for text, count in runs) + "]"


def _side_by_side(columns: list[tuple[str, object]]) -> list[str]:
    blocks = [[_title(key, value), *_rows(value)] for key, value in columns]
    height = max(map(len, blocks))
    widths = [max(map(len, block)) for block in blocks]
    padded = [block + [""] * (height - len(block)) for block in blocks]
    rows = zip(*padded, strict=True)
    lines = ["   ".join(map(str.ljust, row, widths)) for row in rows]
    return ["  " + line.rstrip() for line in lines]


def _title(key: str, value: object) -> str:
    if isinstance(value, np.ndarray) and value.dtype not in (np.float64, np.int64):
        return f"{key} ({value.dtype})"
    return key


def _rows(value: object) -> list[str]:
    """Write an array as rows of aligned numbers; the matrices of a stack one under another."""
    if not isinstance(value, np.ndarray):
        return [_short(value)]
    if value.size == 0:
        return [f"empty, {value.shape}"]
    if value.ndim == 0:
        return [_short(value[()])]
    matrices = value.reshape(-1, *value.shape[-2:]) if value.ndim > 1 else value[None, None]
    cells = [[[_cell(number) for number in row] for row in matrix] for matrix in matrices]
    width = max(len(cell) for matrix in cells for row in matrix for cell in row)
    lines = []
    for at, matrix in enumerate(cells):
        lines += ["·"] if at else []
        lines += [" ".join(cell.rjust(width) for cell in row) for row in matrix]
    return lines


def _cell(number: object) -> str:
    return f"{number:.4g}" if isinstance(number, np.floating) else str(number)
