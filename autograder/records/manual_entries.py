"""Read what persons entered in nbgrader's gradebook about a lesson: a few queries, whatever the class's size."""

import contextlib
from collections import defaultdict
from collections.abc import Iterator

from nbgrader import api
from sqlalchemy import Connection, Select, or_, select
from sqlalchemy.exc import DBAPIError

from autograder.common.database import plain_errors
from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.scoring.manual_marks import Entered, seconds_late


def read_entered(connection: Connection, lesson: str) -> dict[str, dict[str, Entered]]:
    """Return what was entered about a lesson's notebooks, by student and notebook; most have nothing.

    A submission that came after its due date is there too.
    """
    found: dict[tuple[str, str], dict] = defaultdict(lambda: {"points": {}, "extra": {}, "comments": {}})
    grade, comments = api.Grade.__table__.c, api.Comment.__table__.c
    query = about_cells(lesson, "Grade", "manual_score", "extra_credit")
    by_hand = query.where(or_(grade.manual_score.is_not(None), grade.extra_credit.is_not(None)))
    for _, student, notebook, cell, manual, extra in connection.execute(by_hand):
        if manual is not None:
            found[student, notebook]["points"][cell] = float(manual)
        if extra:
            found[student, notebook]["extra"][cell] = float(extra)
    written = about_cells(lesson, "Comment", "manual_comment").where(comments.manual_comment.is_not(None))
    for _, student, notebook, cell, comment in connection.execute(written):
        if comment.strip():
            found[student, notebook]["comments"][cell] = comment
    for student, notebook, came, extension, due, penalty in connection.execute(late_query(lesson)):
        if (late := seconds_late(due, came, extension)) > 0:
            found[student, notebook] |= {"seconds_late": late, "stored_penalty": penalty}
    by_student: dict[str, dict[str, Entered]] = defaultdict(dict)
    for (student, notebook), facts in found.items():
        by_student[student][notebook] = Entered(**facts)
    return dict(by_student)


def read_waiting(connection: Connection, lesson: str) -> dict[str, set[tuple[str, str]]]:
    """Return, for each student with a submission, the cells (notebook, grade_id) that wait for a person."""
    whole, assignment = api.SubmittedAssignment.__table__, api.Assignment.__table__
    students = select(whole.c.student_id).join(assignment, assignment.c.id == whole.c.assignment_id)
    waiting = {row[0]: set() for row in connection.execute(students.where(assignment.c.name == lesson))}
    grade = api.Grade.__table__.c
    query = about_cells(lesson, "Grade").where(grade.needs_manual_grade, grade.manual_score.is_(None))
    for _, student, notebook, cell in connection.execute(query):
        waiting[student].add((notebook, cell))
    return waiting


def read_again(connection: Connection, lesson: str) -> set[str]:
    """Return the students who were graded again after a person gave them points, which nobody has confirmed since."""
    grade = api.Grade.__table__.c
    query = about_cells(lesson, "Grade").where(grade.needs_manual_grade, grade.manual_score.is_not(None))
    return {student for _, student, *_ in connection.execute(query)}


def about_cells(lesson: str | None, table: str, *columns: str) -> Select:
    """Return a query for lesson, student, notebook, cell and some columns of Grade or Comment; None for all lessons."""
    rows, cell = getattr(api, table).__table__, api.BaseCell.__table__
    part, whole = api.SubmittedNotebook.__table__, api.SubmittedAssignment.__table__
    notebook, assignment = api.Notebook.__table__, api.Assignment.__table__
    place = (assignment.c.name, whole.c.student_id, notebook.c.name, cell.c.name)
    query = (
        select(*place, *(rows.c[name] for name in columns))
        .select_from(assignment)
        .join(notebook, notebook.c.assignment_id == assignment.c.id)
        .join(cell, cell.c.notebook_id == notebook.c.id)
        .join(rows, rows.c.cell_id == cell.c.id)
        .join(part, part.c.id == rows.c.notebook_id)
        .join(whole, whole.c.id == part.c.assignment_id)
    )
    return query if lesson is None else query.where(assignment.c.name == lesson)


def late_query(lesson: str) -> Select:
    """Return the query for the notebooks of submissions that came after their due date."""
    part, whole = api.SubmittedNotebook.__table__, api.SubmittedAssignment.__table__
    notebook, assignment = api.Notebook.__table__, api.Assignment.__table__
    chosen = [whole.c.student_id, notebook.c.name, whole.c.timestamp, whole.c.extension]
    return (
        select(*chosen, assignment.c.duedate, part.c.late_submission_penalty)
        .join(assignment, assignment.c.id == whole.c.assignment_id)
        .join(part, part.c.assignment_id == whole.c.id)
        .join(notebook, notebook.c.id == part.c.notebook_id)
        .where(assignment.c.name == lesson, whole.c.timestamp > assignment.c.duedate)
    )


@contextlib.contextmanager
def telling_why(course: Course) -> Iterator[None]:
    """Say in one line why the gradebook can't be used.

    Raises UsageError in place of the database's own exception.
    """
    try:
        with plain_errors():
            yield
    except DBAPIError as problem:
        done = "written" if "readonly" in str(problem.orig) else "read"
        raise UsageError(f"the gradebook {course.shown_db_url} can't be {done}: {problem.orig}") from problem
