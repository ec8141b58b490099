"""Write the rows of one batch of results into nbgrader's tables, in one transaction."""

import functools
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select
from sqlalchemy.orm import Session, load_only, selectinload

from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.course.release import Release, is_solution, marks
from autograder.records.extensions import read_waiting_extensions
from autograder.scoring.manual_marks import seconds_late
from autograder.task import GradedNotebook, GradedSubmission

T = TypeVar("T")


@dataclass(frozen=True)
class NotebookRows:
    """A notebook of the lesson, and its cells, as the gradebook knows them: by row id."""

    id: str
    # grade_cells, comment_cells: the rows of the cells that carry points, and of those that a person may comment, by
    # grade_id
    grade_cells: dict[str, str]
    comment_cells: dict[str, str]


@dataclass(frozen=True)
class LessonRows:
    """A lesson as the gradebook knows it."""

    id: str  # its row
    name: str
    duedate: datetime | None  # in UTC, without a zone
    books: dict[str, NotebookRows]  # the notebooks of the release, by name
    every_book: list[str]  # the rows of all notebooks, those of earlier releases too


@dataclass(frozen=True)
class Entry:
    """What the gradebook is told about one notebook of a submission."""

    notebook: str
    student: str
    timestamp: str | None
    scores: dict[
        str, float | None
    ]  # points by the machine, by grade_id; None for a cell that a person grades
    unanswered: frozenset[str]  # the ids of solution cells that were left as they were released


def make_entries(assignment: Assignment, submissions: list[GradedSubmission]) -> list[Entry]:
    """Return what the gradebook is told about some submissions."""
    return [
        Entry(part.name, one.student, one.timestamp, scores_of(release, part), part.unanswered)
        for one in submissions
        for release, part in zip(assignment.parts, one.parts, strict=True)
    ]


def scores_of(release: Release, part: GradedNotebook) -> dict[str, float | None]:
    """Return the machine's points of a notebook's cells, by grade_id.

    A person grades what was answered by hand; an answer left as it was, or one that can't be read, earns 0.
    """
    tests = [test for exercise in part.result["exercises"] for test in exercise["tests"]]
    scores = {test["id"]: test["score"] for test in tests}
    for cell in release.master.cells:
        if (marks(cell).get("grade") and is_solution(cell)) or marks(cell).get("task"):
            name = marks(cell)["grade_id"]
            scores[name] = None if part.read and name not in part.unanswered else 0.0
    return scores


class GradebookBatch:
    """The rows of some students' submissions of one lesson, in a session that somebody else commits."""

    def __init__(self, db: Session, course: Course, lesson: LessonRows, entries: list[Entry]):
        self.db, self.course, self.lesson = db, course, lesson
        self.entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self.entries.setdefault(entry.student, []).append(entry)

    def write(self) -> None:
        """Write everything: only what the machine knows, and nothing that a person entered."""
        self.add_students()
        submissions = self.find_submissions()
        for student, entries in self.entries.items():
            submission = submissions.get(student) or self.add_submission(student)
            submission.timestamp = api.utils.parse_utc(entries[0].timestamp)
            notebooks = self.notebooks_of(submission)
            for entry in entries:
                rows = self.lesson.books[entry.notebook]
                total = write_grades(notebooks[rows.id], rows, entry)
                write_comments(notebooks[rows.id], rows, entry)
                notebooks[rows.id].late_submission_penalty = self.penalty(submission, total)
        self.db.flush()

    def add_students(self) -> None:
        """Add the students that the gradebook doesn't know."""
        known = set(self.db.scalars(select(api.Student.id).where(api.Student.id.in_(self.entries))))
        self.db.add_all(api.Student(id=student) for student in self.entries if student not in known)
        self.db.flush()

    def find_submissions(self) -> dict[str, api.SubmittedAssignment]:
        """Return the submissions that are there, by student, with their rows, and without nbgrader's sums."""
        whole, part, grade, comment = api.SubmittedAssignment, api.SubmittedNotebook, api.Grade, api.Comment
        query = select(whole).where(whole.assignment_id == self.lesson.id, whole.student_id.in_(self.entries))
        with_parts = selectinload(whole.notebooks).load_only(part.notebook_id, part.late_submission_penalty)
        with_grades = with_parts.selectinload(part.grades).load_only(
            grade.cell_id, grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade
        )
        with_comments = with_parts.selectinload(part.comments).load_only(
            comment.cell_id, comment.auto_comment
        )
        own = load_only(whole.student_id, whole.timestamp, whole.extension)
        return {
            row.student_id: row for row in self.db.scalars(query.options(own, with_grades, with_comments))
        }

    def add_submission(self, student: str) -> api.SubmittedAssignment:
        """Add a student's first submission, with the extension that waited for it."""
        row = api.SubmittedAssignment(
            student_id=student, assignment_id=self.lesson.id, extension=self.waiting.get(student)
        )
        self.db.add(row)
        return row

    def notebooks_of(self, submission: api.SubmittedAssignment) -> dict[str, api.SubmittedNotebook]:
        """Return the notebooks of a submission by the row of the lesson's, those of earlier releases too."""
        there = {row.notebook_id: row for row in submission.notebooks}
        for notebook in self.lesson.every_book:
            if notebook not in there:
                there[notebook] = api.SubmittedNotebook(notebook_id=notebook)
                submission.notebooks.append(there[notebook])
        return there

    @functools.cached_property
    def waiting(self) -> dict[str, timedelta]:
        """Extensions by student, for those who hand in for the first time."""
        return read_waiting_extensions(self.course, self.lesson.name)

    @functools.cached_property
    def plugin(self):
        """The course's plugin for late submissions."""
        return late_plugin(self.course.config)

    def penalty(self, submission: api.SubmittedAssignment, total: float) -> float | None:
        """Return what nbgrader's plugin takes from the points of a late submission, None for one in time."""
        late = seconds_late(self.lesson.duedate, submission.timestamp, submission.extension)
        cost = None
        if late > 0:
            cost = self.plugin.late_submission_penalty(submission.student_id, total, late)
        return None if cost is None else min(max(cost, 0), total)


def write_grades(notebook: api.SubmittedNotebook, rows: NotebookRows, entry: Entry) -> float:
    """Write the machine's points of every graded cell; return the total with a person's."""
    there, total = {row.cell_id: row for row in notebook.grades}, 0.0
    for name, cell in rows.grade_cells.items():
        row = there.get(cell) or added(notebook.grades, api.Grade(cell_id=cell))
        row.auto_score = entry.scores.get(name)
        row.needs_manual_grade = row.auto_score is None or row.manual_score is not None
        total += (row.auto_score or 0.0) if row.manual_score is None else row.manual_score
        total += row.extra_credit or 0.0
    return total


def write_comments(notebook: api.SubmittedNotebook, rows: NotebookRows, entry: Entry) -> None:
    """Write nbgrader's own remark on answers that were left as they were."""
    there = {row.cell_id: row for row in notebook.comments}
    for name, cell in rows.comment_cells.items():
        row = there.get(cell) or added(notebook.comments, api.Comment(cell_id=cell))
        row.auto_comment = "No response." if name in entry.unanswered else None


def added(rows: list[T], row: T) -> T:
    """Add a row to those of a notebook; return it."""
    rows.append(row)
    return row


def late_plugin(config):
    """Return the course's nbgrader plugin for late submissions."""
    step = AssignLatePenalties(config=config)
    step.init_plugin()
    return step.plugin_inst
