"""Write results into nbgrader's gradebook, so that its formgrader, exporters and lists show them."""

from collections.abc import Callable
from typing import TypeVar

from nbgrader.api import Course as Row
from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.preprocessors import SaveCells
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from autograder.common import database
from autograder.common.database import newest_revision, reading_revision_here
from autograder.common.errors import GradingError
from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.course.release import Release
from autograder.records.gradebook_batch import Entry, GradebookBatch, LessonRows, NotebookRows
from autograder.records.manual_entries import read_entered
from autograder.records.migrate import migrate
from autograder.scoring.manual_marks import NOTHING, Entered

T = TypeVar("T")


class LessonGradebook:
    """One lesson's part of an open gradebook. Use it as a context manager.

    Only the machine's scores and comments are written; what a person entered stays over every regrade.
    """

    def __init__(self, course: Course, assignment: Assignment, say: Callable[[str], None] = print):
        self.course, self.lesson, self.say, self.assignment = course, assignment.lesson, say, assignment
        # what a person had entered before the lesson changed; the tests that have other names now
        self.entered_before: dict[str, dict[str, Entered]] | None = None
        self.renamed: dict[str, str] = {}
        self._entered_now: dict[str, dict[str, Entered]] | None = None
        self.url = database.address(course.db_url)
        try:
            database.with_retries(lambda: self.open(assignment), say)
        except DBAPIError as problem:
            raise GradingError(
                f"the gradebook {course.shown_db_url} can't be used: {problem.orig}"
            ) from problem
        except ModuleNotFoundError as problem:
            raise GradingError(
                f"the gradebook's address needs {problem.name}, which is not installed"
                " (for PostgreSQL: pip install 'convolution-course[postgres]')"
            ) from problem

    def open(self, assignment: Assignment) -> None:
        """Open the gradebook, with the tables that nbgrader makes, and record the assignment."""
        if why := database.other_version(self.url):
            raise GradingError(f"the gradebook {self.course.shown_db_url} {why}")
        with reading_revision_here():
            self.gradebook = Gradebook(self.url, self.course.course_id)
        self.engine = self.gradebook.engine
        try:
            with self.engine.begin() as connection:
                database.stamp(connection, newest_revision)
                if self.entered_before is None:
                    self.entered_before = read_entered(connection, self.lesson)
            self.enter_course()
            self.enter_assignment(assignment)
            self.gradebook.db.remove()  # nothing of it is read again: a server need not keep it open
        except BaseException:
            self.gradebook.close()
            raise

    def __enter__(self) -> "LessonGradebook":
        return self

    def __exit__(self, *exception: object) -> None:
        self.gradebook.close()

    def enter_course(self) -> None:
        """Add the row of a course without a name, which nbgrader leaves out and PostgreSQL insists on."""
        db = self.gradebook.db
        if not self.course.course_id and db.get_bind().dialect.name != "sqlite" and db.get(Row, "") is None:
            db.add(Row(id=""))
            db.commit()

    def enter_assignment(self, assignment: Assignment) -> None:
        """Record the assignment and its notebooks' cells, as nbgrader's generate_assignment does."""
        self.gradebook.update_or_create_assignment(self.lesson)
        books = {part.name: self.enter_notebook(part) for part in assignment.parts}
        row = self.gradebook.find_assignment(self.lesson)
        self.rows = LessonRows(row.id, row.name, row.duedate, books, [book.id for book in row.notebooks])

    def enter_notebook(self, release: Release) -> NotebookRows:
        """Record the cells of one notebook."""
        self.follow(release)
        names = {"notebook": release.name, "assignment": release.lesson, "db_url": self.url}
        SaveCells().preprocess(release.master, {"nbgrader": names})
        notebook = self.gradebook.find_notebook(release.name, release.lesson)
        return NotebookRows(
            notebook.id,
            {cell.name: cell.id for cell in [*notebook.grade_cells, *notebook.task_cells]},
            {cell.name: cell.id for cell in [*notebook.solution_cells, *notebook.task_cells]},
        )

    def follow(self, release: Release) -> None:
        """Let the cells of a notebook that was graded before become those of the release, in one transaction."""
        db = self.gradebook.db
        try:
            notebook = self.gradebook.find_notebook(release.name, release.lesson)
            changes = migrate(db, notebook, release) if notebook.submissions else None
            db.commit()
        except MissingEntry:
            return
        except BaseException:
            db.rollback()
            raise
        if changes:
            for old, new in (changes.renamed | changes.turned).items():
                self.renamed[self.assignment.label(release, old)] = self.assignment.label(release, new)
            for line in changes.lines(release.lesson):
                self.say(line)

    def students(self, say: Callable[[str], None] = print) -> set[str]:
        """Return the students of whom the gradebook has a submission of this lesson.

        Raises GradingError if the gradebook stays locked, or can't be read.
        """
        rows = SubmittedAssignment.__table__
        query = select(rows.c.student_id).where(rows.c.assignment_id == self.rows.id)
        return self.patiently(
            lambda connection: {row.student_id for row in connection.execute(query)}, say, "read"
        )

    def record(self, entries: list[Entry], say: Callable[[str], None] = print) -> None:
        """Write a batch of results in one transaction; wait a while if another program holds the gradebook.

        Raises GradingError if the gradebook stays locked, or can't be written.
        """

        def write(connection: Connection) -> None:
            with Session(connection, autoflush=False) as db:
                GradebookBatch(db, self.course, self.rows, entries).write()

        self.patiently(write, say, "written")

    def entered(self, say: Callable[[str], None] = print) -> dict[str, dict[str, Entered]]:
        """Return what persons entered about the lesson, by student and notebook; most have nothing.

        Raises GradingError if the gradebook stays locked, or can't be read.
        """
        return self.patiently(lambda connection: read_entered(connection, self.lesson), say, "read")

    def points_by_hand(self, student: str) -> tuple[dict[str, float], dict[str, float]]:
        """Return what a person gave a student before the lesson changed and what of it stands now, by test."""
        if self._entered_now is None:
            self._entered_now = self.entered(self.say)
        return tuple(
            {
                self.assignment.label(part, cell): points
                for part in self.assignment.parts
                for cell, points in found.get(student, {}).get(part.name, NOTHING).points.items()
            }
            for found in (self.entered_before or {}, self._entered_now)
        )

    def patiently(self, work: Callable[[Connection], T], say: Callable[[str], None], done: str) -> T:
        """Do something in one transaction; wait a while for other programs, and for a server that is gone."""

        def transaction() -> T:
            with self.engine.begin() as connection:
                return work(connection)

        try:
            return database.with_retries(transaction, say)
        except DBAPIError as problem:
            raise GradingError(f"the gradebook can't be {done}: {problem.orig}") from problem
