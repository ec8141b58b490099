"""Take over what a second grader entered by hand in a copy of the gradebook."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader import api
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError

from autograder.common.database import reading_revision_here
from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.records.backup import back_up
from autograder.records.manual_entries import about_cells, telling_why

FIELDS = {"Grade": ("manual_score", "extra_credit"), "Comment": ("manual_comment",)}
"""What a person enters, by nbgrader's table."""


@dataclass
class Merged:
    """What became of a merge."""

    taken: Counter[str] = field(default_factory=Counter)  # how many entries of each kind are new here
    # a line for each entry that is another one here, which stays
    conflicts: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # a line for each entry about what is not here


def merge_gradebooks(course: Course, other: Path) -> Merged:
    """Take points, extra credit and comments by hand from another gradebook where ours has none.

    Raises UsageError if there is no such gradebook, or it is none.
    """
    if not other.is_file():
        raise UsageError(f"there is no gradebook {other}")
    engine = create_engine(f"sqlite:///file:{other.resolve()}?mode=ro&uri=true")
    try:
        with engine.connect() as connection:
            theirs = {name: _entries(connection, name) for name in FIELDS}
    except DBAPIError as problem:
        raise UsageError(f"{other} is no gradebook of nbgrader's: {problem.orig}") from problem
    finally:
        engine.dispose()
    back_up(course)
    done = Merged()
    with telling_why(course), reading_revision_here(), api.Gradebook(course.db_url, course.course_id) as book:
        connection = book.db.connection()
        for name, columns in FIELDS.items():
            ours = _entries(connection, name)
            for where, values in theirs[name].items():
                for column, value in zip(columns, values[1:], strict=True):
                    _take(book, name, where, column, value, ours.get(where), done)
        book.db.commit()
    return done


def _take(
    book, name: str, where: tuple, column: str, value: object, ours: tuple | None, done: Merged
) -> None:
    if value is None or (value in ("", 0.0) and column != "manual_score"):
        return
    lesson, student, notebook, cell = where
    place = f"{student}, {lesson}, {cell}" + (f" in {notebook}" if notebook != lesson else "")
    words = {"manual_score": "points", "extra_credit": "extra credit", "manual_comment": "comment"}[column]
    if ours is None:
        done.unknown.append(f"{place}: {words} {value!r}")
        return
    row_id, before = ours[0], dict(zip(FIELDS[name], ours[1:], strict=True))[column]
    if before == value:
        return
    if before in (None, "") or (column == "extra_credit" and not before):
        row = book.db.get(getattr(api, name), row_id)
        setattr(row, column, value)
        if column == "manual_score":
            row.needs_manual_grade = False
        done.taken[words] += 1
    else:
        done.conflicts.append(f"{place}: {words} {before!r} here stays, {value!r} there")


def _entries(connection: Connection, name: str) -> dict[tuple, tuple]:
    """Return the rows of a table with what persons entered, by lesson, student, notebook and cell."""
    rows = connection.execute(about_cells(None, name, "id", *FIELDS[name]))
    return {tuple(row[:4]): tuple(row[4:]) for row in rows}
