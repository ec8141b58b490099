"""A small course of another subject, strings and lists, for tests of the grader."""

import contextlib
import shutil
from pathlib import Path

import nbformat

from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.course.release import Release, is_solution, is_test, marks
from autograder.restore.restore import copy_of

COURSE = Path(__file__).parents[1] / "courses" / "words"
LESSON = "01_words"
RIGHT = {
    "count_vowels": "def count_vowels(text):\n    return sum(letter in 'aeiouAEIOU' for letter in text)",
    "running_total": "def running_total(numbers):\n    return [sum(numbers[: i + 1]) for i in range(len(numbers))]",
}
HALF = RIGHT | {"count_vowels": "def count_vowels(text):\n    return sum(c in 'aeiou' for c in text)"}


def words_course(folder: Path) -> Course:
    """Copy the course into a folder."""
    shutil.copytree(COURSE, folder, dirs_exist_ok=True)
    return Course(folder)


def words_release() -> Release:
    """Load the course's one lesson."""
    return load_release(Course(COURSE), LESSON)


def answered(release: Release, answers: dict[str, str] = RIGHT):
    """Return what a student got, with answers in it."""
    notebook = copy_of(release.released)
    for cell in notebook.cells:
        cell.source = answers.get(marks(cell).get("grade_id"), cell.source)
    return notebook


def as_bytes(notebook) -> bytes:
    """Return a notebook as it is saved."""
    return nbformat.v4.writes(notebook).encode()


def hand_in(course: Course, student: str, content: bytes, lesson: str = LESSON) -> Path:
    """Lay a submission under the course folder; return its path."""
    path = course.root / "submitted" / student / lesson / f"{lesson}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def passing(notebook) -> set[str]:
    """Run a notebook's code cells plainly, in order; return the ids of the tests that pass."""
    namespace, passed = {}, set()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        with contextlib.suppress(Exception):
            exec(compile(cell.source, "<cell>", "exec"), namespace)
            if is_test(cell):
                passed.add(marks(cell)["grade_id"])
    return passed


def cell_of(notebook, grade_id: str):
    """Return the cell with this grade_id."""
    return next(cell for cell in notebook.cells if marks(cell).get("grade_id") == grade_id)


def solutions(notebook) -> dict[str, str]:
    """Return the text of every solution cell."""
    return {marks(cell)["grade_id"]: cell.source for cell in notebook.cells if is_solution(cell)}


def in_process(tasks, function, arguments, *, jobs):
    """Do tasks here, one by one, in place of worker processes: for tests that are about something else."""
    assert jobs >= 1
    for task in tasks:
        yield task, function(task, *arguments)


def grades(course: Course, lesson: str, *columns: str) -> dict[tuple[str, str], tuple]:
    """Return these columns of every grade as nbgrader's own API reads them, by student and cell."""
    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, course.course_id) as book:
        return {
            (submission.student.id, grade.name): tuple(getattr(grade, column) for column in columns)
            for submission in book.assignment_submissions(lesson)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
