"""Put into a class's results what persons decided about them, as nbgrader's gradebook holds it."""

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, create_engine

from autograder.course.course import Course
from autograder.records.gradebook_batch import late_plugin
from autograder.records.manual_entries import read_again, read_entered, read_waiting, telling_why
from autograder.scoring.manual_marks import NOTHING, Entered, merge_whole
from autograder.scoring.score import is_by_hand


def with_decisions(course: Course, lesson: str, results: list[dict]) -> list[dict]:
    """Return the results with points by hand and what being late costs; without a gradebook as they are.

    One that was graded again after a person gave points, which nobody has confirmed since, is ``again``.

    Raises UsageError if the gradebook can't be read.
    """
    found, waiting, again, plugin, names = {}, {}, set(), None, course.notebook_names(lesson)
    if course.has_gradebook:
        with reading(course) as connection:
            found = read_entered(connection, lesson)
            waiting, again = read_waiting(connection, lesson), read_again(connection, lesson)
        plugin = late_plugin(course.config)
    merged = []
    for result in results:
        student = str(result.get("student", ""))
        entered = found.get(student, {})
        if student in waiting:
            entered = with_settled(result, names, entered, waiting[student])
        merged.append(merge_whole(result, names, entered, plugin) | {"again": student in again})
    return merged


@contextlib.contextmanager
def reading(course: Course) -> Iterator[Connection]:
    """Give a connection to the gradebook, for reading.

    Raises UsageError if it can't be read.
    """
    engine = create_engine(course.db_url)
    try:
        with telling_why(course), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def with_settled(
    result: dict, names: list[str], entered: dict[str, Entered], waiting: set[tuple[str, str]]
) -> dict[str, Entered]:
    """Return what was entered with the answers for a person that the gradebook doesn't have waiting."""
    settled = defaultdict(set)
    for exercise in result["exercises"]:
        for test in filter(is_by_hand, exercise.get("tests", [])):
            notebook, _, cell = str(test.get("id")).rpartition("/")
            notebook = notebook or next(iter(names), "")
            if (notebook, cell) not in waiting:
                settled[notebook].add(cell)
    return entered | {
        name: replace(entered.get(name, NOTHING), settled=frozenset(cells)) for name, cells in settled.items()
    }


def machine_points(exercise: dict) -> tuple[float, float] | None:
    """Return an exercise's points and its maximum without what waits for a person; None if all of it waits."""
    if not exercise["waits"]:
        return float(exercise.get("score") or 0), float(exercise.get("max_score") or 0)
    waiting = sum(float(t.get("max_score") or 0) for t in exercise["tests"] if t["waits"])
    most = float(exercise.get("max_score") or 0) - waiting
    return (float(exercise.get("score") or 0), most) if most > 0 else None
