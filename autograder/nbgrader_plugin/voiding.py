"""Void the marks that a submission had before, where what was handed in now can't be graded."""

import fnmatch
from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import OperationalError

from autograder.common.errors import ExecutorBroken, LostSubmission, SandboxMissing


@contextmanager
def voiding(course: CourseDirectory, lesson: str, student: str) -> Iterator[None]:
    """Void a submission's marks where something in it ends its grading; a fault of the machine's voids nothing."""
    try:
        yield
    except (LostSubmission, OperationalError, SandboxMissing, ExecutorBroken):
        raise
    except Exception:
        void(course, lesson, student)
        raise


def void(course: CourseDirectory, lesson: str, student: str) -> None:
    """Take away the points that the machine gave the notebooks which are graded now; those by hand stay."""
    with Gradebook(course.db_url, course.course_id) as book:
        try:
            notebooks = book.find_submission(lesson, student).notebooks
        except MissingEntry:
            return
        for notebook in notebooks:
            if fnmatch.fnmatch(notebook.name, course.notebook_id):
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False
        book.db.commit()
