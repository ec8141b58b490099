"""Say what a regrade moved: which student's points in which test, from what to what."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path

from autograder.common.text import counted, printable
from autograder.course.course import Course
from autograder.scoring.score import is_by_hand

HEAD = ("when", "student", "exercise", "test", "old", "new")
SHOWN = 10
"""So many moves are shown on the terminal, the largest first."""
Points = Mapping[str, float]
NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Moved:
    """One test whose points are others than before; "" where the test was not there."""

    student: str
    exercise: str
    test: str
    old: float | str
    new: float | str


def moved_path(course: Course, lesson: str) -> Path:
    """Return where it is written what moved in a lesson, regrade after regrade."""
    return course.root / "results" / f".{lesson}.moved.csv"


def compare(
    before: dict,
    after: dict,
    entered: tuple[Points, Points] = ({}, {}),
    renamed: Mapping[str, str] = NO_NAMES,
) -> list[Moved]:
    """Return the tests in which a student has other points after a regrade of one submission.

    What a person grades and has not graded yet moves nothing.

    `entered`: points by hand before and after, by test: they count in place of the machine's
    `renamed`: the new names of tests that have others now

    >>> old = {"student": "ada", "exercises": [{"name": "f", "tests": [{"id": "f__a", "score": 1.0}]}]}
    >>> new = {"student": "ada", "exercises": [{"name": "f", "tests": [{"id": "f__b", "score": 2.0}]}]}
    >>> [(one.test, one.old, one.new) for one in compare(old, new)]
    [('f__a', 1.0, ''), ('f__b', '', 2.0)]
    >>> [(one.test, one.old, one.new) for one in compare(old, new, renamed={"f__a": "f__b"})]
    [('f__b', 1.0, 2.0)]
    """
    old = {renamed.get(test, test): found for test, found in _points(before, entered[0]).items()}
    new = _points(after, entered[1])
    nothing = ("", "")
    found = [(test, old.get(test, nothing), new.get(test, nothing)) for test in dict.fromkeys([*old, *new])]
    return [
        Moved(after["student"], there[0] or gone[0], test, gone[1], there[1])
        for test, gone, there in found
        if gone[1] != there[1]
    ]


def _points(result: dict, by_hand: Points) -> dict[str, tuple[str, float]]:
    """Return the exercise and the points of each test that has any, a person's or the machine's."""
    return {
        test["id"]: (exercise["name"], float(by_hand.get(test["id"], test["score"])))
        for exercise in result["exercises"]
        for test in exercise["tests"]
        if test["id"] in by_hand or not is_by_hand(test)
    }


def read_before(path: Path) -> dict | None:
    """Return the result that lies at `path`, None where there is none that can be read."""
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
        _points(result, {})
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return result


def tell_moved(course: Course, lesson: str, moved: list[Moved], say: Callable[[str], None]) -> None:
    """Say of how many students a regrade moved the points, which moved most, and where all is written."""
    if not moved:
        return
    students, tests = {one.student for one in moved}, Counter(one.test for one in moved)
    named = ", ".join(f"{test} {count}" for test, count in tests.most_common(4))
    many = counted(len(students), "student", "students")
    path = moved_path(course, lesson)
    told = f"{lesson}: points of {many} moved ({named}): the report lists them, and so does {path}"
    say("\n".join([told, *_table(sorted(moved, key=by_size))]))


def by_size(one: Moved) -> tuple[float, str, str]:
    """Return by what moves are sorted: the largest first."""
    return -abs(float(one.new or 0) - float(one.old or 0)), one.student, one.test


def _table(moved: list[Moved]) -> list[str]:
    """Return the first moves as lines in columns, and how many more there are."""
    rows = [
        HEAD[1:],
        *((printable(m.student), m.exercise, m.test, *map(_short, (m.old, m.new))) for m in moved[:SHOWN]),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return [*lines, f"  ... and {len(moved) - SHOWN} more"] if len(moved) > SHOWN else lines


def _short(points: float | str) -> str:
    return f"{points:g}" if isinstance(points, float) else "-"


def add_moved(course: Course, lesson: str, when: datetime, moved: Iterable[Moved]) -> None:
    """Add to what moved in a lesson; the time at which the run began tells the regrades apart.

    It is added before a result is replaced: a run that is killed leaves no move untold.
    """
    path = moved_path(course, lesson)
    with path.open("a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        if not file.tell():
            rows.writerow(HEAD)
        rows.writerows((f"{when:%Y-%m-%d %H:%M:%S}", *astuple(one)) for one in moved)


def read_moved(course: Course, lesson: str) -> tuple[str, list[Moved]]:
    """Return when the last regrade that moved anything was, and what it moved; ("", []) where none did."""
    try:
        _, *rows = csv.reader(moved_path(course, lesson).read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError):
        return "", []
    last = max((row[0] for row in rows if len(row) == len(HEAD)), default="")
    return last, [Moved(*row[1:]) for row in rows if len(row) == len(HEAD) and row[0] == last]
