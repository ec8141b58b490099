"""Remember a lesson's releases by their cells: who still holds an earlier one has edited nothing."""

import json
from dataclasses import replace
from pathlib import Path

from autograder.common.errors import GradingError
from autograder.common.files import write_atomically
from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.course.release import EarlierCell, digest_of_source, is_locked, marks, settings_of


def with_former(course: Course, assignment: Assignment, *, remember: bool = True) -> Assignment:
    """Return the assignment with the cells of the releases that were graded before, and remember this one.

    Raises GradingError if it can't be written down.
    """
    path = former_path(course, assignment.lesson)
    kept, now = read_releases(path), cells_of_release(assignment)
    if remember and now not in kept:
        try:
            write_atomically(path, json.dumps([*kept, now], indent=1) + "\n")
        except OSError as problem:
            raise GradingError(f"{path} can't be written: {problem.strerror}") from problem
    parts = []
    for part in assignment.parts:
        before = assignment.label(part, "")
        former = tuple(
            tuple(
                EarlierCell(name.removeprefix(before), *rest)
                for name, *rest in cells
                if name.startswith(before)
            )
            for cells in kept
            if cells != now
        )
        parts.append(replace(part, former=former))
    return replace(assignment, parts=tuple(parts))


def former_path(course: Course, lesson: str) -> Path:
    """Return where a lesson's releases are remembered."""
    return course.root / "results" / f".{lesson}.released.json"


def read_releases(path: Path) -> list[list[EarlierCell]]:
    """Return the releases that were remembered; none where there is no such file, or a damaged one.

    Before December 2026 they were written as a hash of the text of every locked cell by its name.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        old = [
            [(name, text, "") for name, text in cells.items()] if isinstance(cells, dict) else cells
            for cells in found
        ]
        return [[EarlierCell(*map(str, cell)) for cell in cells] for cells in old]
    except (OSError, ValueError, AttributeError, TypeError):
        return []


def cells_of_release(assignment: Assignment) -> list[EarlierCell]:
    """Return every cell that nbgrader knows, as it is released now."""
    return [
        EarlierCell(
            assignment.label(part, marks(cell)["grade_id"]),
            digest_of_source(cell.source),
            settings_of(marks(cell)),
        )
        for part in assignment.parts
        for cell in part.released.cells
        if marks(cell).get("grade_id") and (is_locked(cell) or marks(cell).get("solution"))
    ]
