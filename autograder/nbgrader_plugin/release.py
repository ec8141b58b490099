"""Return a release as nbgrader has it on record: the cells of its gradebook, in the order of its source."""

import logging
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook

from autograder.course.attachments import released_files
from autograder.course.course import Course
from autograder.course.lesson import GOES_ON, read_lesson
from autograder.course.release import (
    Release,
    as_recorded,
    as_released,
    is_solution,
    marks,
    read_notebook,
    release_of,
)


class Recorded(NamedTuple):
    """One cell as the gradebook holds it."""

    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float


def release_on_record(course: Course, db_url: str, lesson: str, name: str, log: logging.Logger) -> Release:
    """Return a notebook as `nbgrader generate_assignment` released it.

    Raises MissingEntry if the gradebook knows no such notebook. Raises UsageError if there is a source that can't be
    read.

    `db_url`: the gradebook's address
    `lesson`, `name`: nbgrader's names of the assignment and the notebook
    `log`: told where the source has changed since
    """
    with Gradebook(db_url, course.course_id) as book:
        recorded = recorded_cells(book.find_notebook(name, lesson))
    source = read_source(course, lesson, name)
    master = as_recorded(source, course.config)
    cells, solved, changed = merged(master.cells, source.cells, recorded)
    if changed:
        log.warning(
            "The source of %s/%s has changed since it was released (%s); the release is graded. To release it anew,"
            " run nbgrader generate_assignment",
            lesson, name, ", ".join(changed[:4]),
        )  # fmt: skip
    master.cells, source.cells = cells, solved
    released = as_released(master, course.config)
    return release_of(lesson, name, source, master, released, released_files(course, lesson))


def read_source(course: Course, lesson: str, name: str) -> NotebookNode:
    """Return the source of a notebook, from which its order comes; an empty one where it is gone."""
    path = course.directory("source") / lesson / f"{name}.ipynb"
    if path.is_file():
        return read_notebook(path)
    own: Path | None = course.lesson_source(lesson)
    return read_lesson(own) if own is not None and name == lesson else nbformat.v4.new_notebook()


def recorded_cells(notebook) -> dict[str, Recorded]:
    """Return the marked cells of a notebook of the gradebook by grade_id."""
    points = {cell.name: float(cell.max_score) for cell in (*notebook.grade_cells, *notebook.task_cells)}
    graded = {cell.name for cell in notebook.grade_cells}
    answers = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    return {
        cell.name: Recorded(
            cell.cell_type, cell.source or "", cell.checksum, bool(cell.locked),
            cell.name in graded, cell.name in answers, cell.name in tasks, points.get(cell.name, 0.0),
        )
        for cell in notebook.source_cells
    }  # fmt: skip


def merged(
    cells: list[NotebookNode], source: list[NotebookNode], recorded: dict[str, Recorded]
) -> tuple[list[NotebookNode], list[NotebookNode], list[str]]:
    """Return the cells of a source as they are on record, the same with solutions, and the names of those that differ.

    `source`: the cells with solutions, one for each of `cells`. Where the source has no such cell any more, the one on
    record stands for it.
    """
    found, solved, changed, left = [], [], [], dict(recorded)
    for cell, own in zip(cells, source, strict=True):
        name = marks(cell).get("grade_id")
        if name is not None and name not in left:
            changed.append(name)
            continue
        made = cell if name is None else as_on_record(cell, name, left.pop(name))
        is_other = (made.source, made.cell_type) != (cell.source, cell.cell_type)
        changed += [name] if is_other else []
        found.append(made)
        solved.append(made if is_other and not is_solution(made) else own)
    for name, record in left.items():
        changed.append(name)
        # Its tags went with the source, and a lesson's tests and answers go on after an error.
        goes_on = record.cell_type == "code" and (record.grade or record.solution)
        metadata = NotebookNode(tags=[GOES_ON] if goes_on else [])
        made = as_on_record(NotebookNode(id=name, metadata=metadata), name, record)
        found.append(made)
        solved.append(made)
    return found, solved, [name for name in changed if not _is_made_of_autotest(cells, name)]


def as_on_record(cell: NotebookNode, name: str, record: Recorded) -> NotebookNode:
    """Return a cell of the source with the text and the marks that are on record."""
    kept = {key: value for key, value in cell["metadata"].items() if key != "nbgrader"}
    own = NotebookNode(
        schema_version=3, grade_id=name, grade=record.grade, solution=record.solution, locked=record.locked,
        task=record.task, cell_type=record.cell_type, checksum=record.checksum,
    )  # fmt: skip
    if record.grade or record.task:
        own.points = record.points
    made = NotebookNode(
        id=cell.get("id", name),
        cell_type=record.cell_type,
        metadata=NotebookNode(kept, nbgrader=own),
        source=record.source,
    )
    if record.cell_type == "code":
        made.update(outputs=[], execution_count=None)
    return made


def _is_made_of_autotest(cells: list[NotebookNode], name: str) -> bool:
    """Say whether nbgrader has made a cell's test of a line of its source: it differs as it should."""
    return any(marks(cell).get("grade_id") == name and "AUTOTEST" in cell.source for cell in cells)
