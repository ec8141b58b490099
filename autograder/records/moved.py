"""Say what a regrade moved: which student's points in which test, from what to what."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path

from autograder.common.files import write_atomically
from autograder.common.text import counted
from autograder.course.course import Course

HEAD = ("when", "student", "exercise", "test", "old", "new")


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


def compare(before: dict, after: dict) -> list[Moved]:
    """Return the tests of two results of one submission that earned other points.

    >>> old = {"student": "ada", "exercises": [{"name": "f", "tests": [{"id": "f__a", "score": 1.0}]}]}
    >>> new = {"student": "ada", "exercises": [{"name": "f", "tests": [{"id": "f__b", "score": 2.0}]}]}
    >>> [(one.test, one.old, one.new) for one in compare(old, new)]
    [('f__a', 1.0, ''), ('f__b', '', 2.0)]
    """
    old, new = _points(before), _points(after)
    return [
        Moved(after["student"], exercise, test, old.get((exercise, test), ""), new.get((exercise, test), ""))
        for exercise, test in dict.fromkeys([*old, *new])
        if old.get((exercise, test), "") != new.get((exercise, test), "")
    ]


def _points(result: dict) -> dict[tuple[str, str], float]:
    return {
        (exercise["name"], test["id"]): float(test["score"])
        for exercise in result["exercises"]
        for test in exercise["tests"]
    }


def read_before(path: Path) -> dict | None:
    """Return the result that lies at `path`, None where there is none that can be read."""
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
        _points(result)
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return result


def tell_moved(course: Course, lesson: str, moved: list[Moved], say: Callable[[str], None]) -> None:
    """Write down whose points a regrade moved, and say how many."""
    if not moved:
        return
    path, students = write_moved(course, lesson, moved), {one.student for one in moved}
    tests = Counter(one.test for one in moved)
    named = ", ".join(f"{test} {count}" for test, count in tests.most_common(4))
    many = counted(len(students), "student", "students")
    say(f"{lesson}: points of {many} moved ({named}): the report lists them, and so does {path}")


def write_moved(course: Course, lesson: str, moved: Iterable[Moved]) -> Path:
    """Add to what moved in a lesson; the time of the run tells the regrades apart."""
    path, out, now = moved_path(course, lesson), io.StringIO(), datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    rows = csv.writer(out, lineterminator="\n")
    if not path.is_file():
        rows.writerow(HEAD)
    rows.writerows((now, *astuple(one)) for one in moved)
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    write_atomically(path, before + out.getvalue())
    return path


def read_moved(course: Course, lesson: str) -> tuple[str, list[Moved]]:
    """Return when the last regrade that moved anything was, and what it moved; ("", []) where none did."""
    try:
        _, *rows = csv.reader(moved_path(course, lesson).read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError):
        return "", []
    last = max((row[0] for row in rows if len(row) == len(HEAD)), default="")
    return last, [Moved(*row[1:]) for row in rows if len(row) == len(HEAD) and row[0] == last]
