"""Remember a lesson's releases by their locked cells: who still holds an earlier one has edited nothing."""

import json
from dataclasses import replace
from pathlib import Path

from autograder.common.errors import GradingError
from autograder.common.files import write_atomically
from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.course.release import Release, digest, is_locked, marks

Texts = dict[str, str]
"""A hash of the released text of every locked cell, by the cell's label."""


def with_former(course: Course, assignment: Assignment) -> Assignment:
    """Return the assignment with the texts of the releases that were graded before, and remember this one.

    Raises GradingError if it can't be written down.
    """
    path = former_path(course, assignment.lesson)
    kept, now = read_releases(path), texts_of(assignment)
    if now not in kept:
        try:
            write_atomically(path, json.dumps([*kept, now], indent=1, sort_keys=True) + "\n")
        except OSError as problem:
            raise GradingError(f"{path} can't be written: {problem.strerror}") from problem
    earlier = [texts for texts in kept if texts != now]
    parts = tuple(replace(part, former=former_of(assignment, part, earlier)) for part in assignment.parts)
    return replace(assignment, parts=parts)


def former_path(course: Course, lesson: str) -> Path:
    """Return where a lesson's releases are remembered."""
    return course.root / "results" / f".{lesson}.released.json"


def read_releases(path: Path) -> list[Texts]:
    """Return the releases that were remembered; none where there is no such file, or a damaged one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return [{str(name): str(text) for name, text in texts.items()} for texts in found]
    except (OSError, ValueError, AttributeError, TypeError):
        return []


def texts_of(assignment: Assignment) -> Texts:
    """Return the text of every locked cell as it is released now."""
    return {
        assignment.label(part, name): digest(source)
        for part in assignment.parts
        for name, source in locked_cells(part)
    }


def former_of(assignment: Assignment, part: Release, earlier: list[Texts]) -> frozenset[tuple[str, str]]:
    """Return what a notebook's locked cells said before, where it was something else or nothing."""
    return frozenset(
        (name, texts.get(assignment.label(part, name), ""))
        for name, source in locked_cells(part)
        for texts in earlier
        if texts.get(assignment.label(part, name)) != digest(source)
    )


def locked_cells(part: Release) -> list[tuple[str, str]]:
    """Return the name and the text of every locked cell that a student got."""
    found = ((marks(cell).get("grade_id"), cell) for cell in part.released.cells if is_locked(cell))
    return [(name, cell.source) for name, cell in found if name]
