"""Give a student more time for a lesson: in nbgrader's gradebook, or noted until they hand in."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from autograder.common.database import reading_revision_here
from autograder.common.errors import UsageError
from autograder.common.files import write_atomically
from autograder.course.course import Course
from autograder.records.manual_entries import telling_why


def waiting_path(course: Course) -> Path:
    """Return where extensions are noted for those who have not handed in."""
    return course.root / "extensions.json"


def read_waiting_extensions(course: Course, lesson: str) -> dict[str, timedelta]:
    """Return the extensions of a lesson that wait for their students' first submission."""
    days = _read(course).get(lesson, {})
    return {student: timedelta(seconds=float(seconds)) for student, seconds in days.items()}


def extend(
    course: Course, lesson: str, student: str, *, by: timedelta | None = None, until: datetime | None = None
) -> str:
    """Extend a student's due date for a lesson; return what was done, as a sentence.

    Raises UsageError if the lesson has no due date that it could end after, or the course does not know the student.

    `by`: this much after the due date; 0 takes an extension back
    `until`: until then, in UTC and without a zone, as nbgrader keeps times
    """
    course.require(lesson)
    with telling_why(course), reading_revision_here(), Gradebook(course.db_url, course.course_id) as book:
        try:
            due = book.find_assignment(lesson).duedate
        except MissingEntry:
            due = None
        if until is not None:
            if due is None:
                raise UsageError(
                    f"{lesson} has no due date yet; give --days, or set its due date in the formgrader"
                )
            by = until - due
        if by < timedelta(0):
            raise UsageError(f"that is before {lesson} is due ({due:%Y-%m-%d %H:%M} UTC)")
        try:
            submission = book.find_submission(lesson, student)
        except MissingEntry:
            submission = None
        known = {one.id for one in book.students} | set(course.students())
        if submission is None and student not in known:
            raise UsageError(f"there is no student {student!r} in {course.root}")
        if submission is not None:
            submission.extension = by or None
            book.db.commit()
    when = f"until {due + by:%Y-%m-%d %H:%M} UTC" if due else f"by {by / timedelta(days=1):g} days"
    if submission is not None:
        return (
            f"{student} has time for {lesson} {when}; `grade {lesson}` works out anew what being late costs"
        )
    _note(course, lesson, student, by)
    return f"{student} has time for {lesson} {when}, noted until they hand in"


def _note(course: Course, lesson: str, student: str, by: timedelta) -> None:
    noted = _read(course)
    noted.setdefault(lesson, {})[student] = by.total_seconds()
    if not by:
        del noted[lesson][student]
    write_atomically(waiting_path(course), json.dumps(noted, indent=1, sort_keys=True) + "\n")


def _read(course: Course) -> dict[str, dict[str, float]]:
    path = waiting_path(course)
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise UsageError(f"{path} can't be read: {problem}") from problem
