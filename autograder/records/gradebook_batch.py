"""Write the rows of one batch of results into nbgrader's tables, in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from autograder.course.assignment import Assignment
from autograder.course.release import Release, is_solution, marks
from autograder.records.extensions import read_waiting_extensions

if TYPE_CHECKING:
    from autograder.records.gradebook import LessonGradebook, NotebookRows
    from autograder.task import GradedNotebook, GradedSubmission


@dataclass(frozen=True)
class Entry:
    """What the gradebook is told about one notebook of a submission.

    Attributes
    ----------
    notebook : str
    student : str
    timestamp : str or None
    scores : dict of str to float or None
        Points by the machine, by grade_id; None for a cell that a person grades.
    unanswered : frozenset of str
        The ids of solution cells that were left as they were released.
    """

    notebook: str
    student: str
    timestamp: str | None
    scores: dict[str, float | None]
    unanswered: frozenset[str]


def make_entries(assignment: Assignment, submissions: list["GradedSubmission"]) -> list[Entry]:
    """Return what the gradebook is told about some submissions."""
    return [
        Entry(part.name, one.student, one.timestamp, scores_of(release, part), part.unanswered)
        for one in submissions
        for release, part in zip(assignment.parts, one.parts, strict=True)
    ]


def scores_of(release: Release, part: "GradedNotebook") -> dict[str, float | None]:
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
    """The rows of some students' submissions of one notebook, for a transaction."""

    def __init__(self, connection, gradebook: "LessonGradebook", book: "NotebookRows", entries: list[Entry]):
        from nbgrader import api

        self.connection, self.gradebook, self.book = connection, gradebook, book
        self.entries = {entry.student: entry for entry in entries}
        self.tables = {
            name: getattr(api, name).__table__
            for name in ("Student", "SubmittedAssignment", "SubmittedNotebook", "Grade", "Comment")
        }
        self.new_id, self.parse_time = api.new_uuid, api.utils.parse_utc

    def write(self) -> None:
        """Write everything."""
        self.write_students()
        submissions = self.write_submissions()
        self.owners = self.write_notebooks(submissions)
        totals = self.write_grades()
        self.write_comments()
        self.write_penalties(totals)

    def find(self, table, column, values) -> list:
        """Return the rows whose `column` is one of `values`."""
        rows = table.c
        return self.connection.execute(select(table).where(rows[column].in_(list(values)))).all()

    def add(self, table, rows: list[dict]) -> None:
        """Insert rows, if there are any."""
        if rows:
            self.connection.execute(insert(table), rows)

    def write_students(self) -> None:
        """Add students that the gradebook doesn't know."""
        table = self.tables["Student"]
        known = {row.id for row in self.find(table, "id", self.entries)}
        self.add(table, [{"id": student} for student in self.entries if student not in known])

    def write_submissions(self) -> dict[str, str]:
        """Add or update the submissions; return their row ids by student."""
        table, found = self.tables["SubmittedAssignment"], {}
        self.extensions = {}
        for row in self.find(table, "student_id", self.entries):
            if row.assignment_id == self.gradebook.assignment_id:
                found[row.student_id] = row.id
                self.extensions[row.student_id] = row.extension
        times = {student: self.parse_time(entry.timestamp) for student, entry in self.entries.items()}
        for student, row_id in found.items():
            self.connection.execute(
                update(table).where(table.c.id == row_id).values(timestamp=times[student])
            )
        new = {student: self.new_id() for student in self.entries if student not in found}
        waiting = read_waiting_extensions(self.gradebook.course, self.gradebook.lesson) if new else {}
        self.extensions |= {student: waiting.get(student) for student in new}
        common = {"assignment_id": self.gradebook.assignment_id}
        self.add(
            table,
            [
                {"id": i, "student_id": s, "timestamp": times[s], "extension": waiting.get(s), **common}
                for s, i in new.items()
            ],
        )
        self.times = times
        return found | new

    def write_notebooks(self, submissions: dict[str, str]) -> dict[str, str]:
        """Add missing notebooks of the submissions; return the student of each row of this lesson."""
        table = self.tables["SubmittedNotebook"]
        students = {row_id: student for student, row_id in submissions.items()}
        there = {
            (row.assignment_id, row.notebook_id): row.id
            for row in self.find(table, "assignment_id", students)
        }
        for submission in students:
            for notebook in self.gradebook.every_book:
                if (submission, notebook) not in there:
                    row_id = there[submission, notebook] = self.new_id()
                    self.add(
                        table,
                        [
                            {
                                "id": row_id,
                                "assignment_id": submission,
                                "notebook_id": notebook,
                                "flagged": False,
                            }
                        ],
                    )
        return {i: students[s] for (s, notebook), i in there.items() if notebook == self.book.id}

    def write_grades(self) -> dict[str, float]:
        """Write the machine's score of every graded cell; return each notebook's total with manual marks."""
        table, there = self.tables["Grade"], {}
        for row in self.find(table, "notebook_id", self.owners):
            there[row.notebook_id, row.cell_id] = row
        totals, new = dict.fromkeys(self.owners, 0.0), []
        for notebook, student in self.owners.items():
            for name, cell in self.book.grade_cells.items():
                row = there.get((notebook, cell))
                score, manual = self.entries[student].scores.get(name), row.manual_score if row else None
                values = {"auto_score": score, "needs_manual_grade": score is None or manual is not None}
                totals[notebook] += (score or 0.0) if manual is None else manual
                totals[notebook] += (row.extra_credit or 0.0) if row else 0.0
                if row is None:
                    new.append({"id": self.new_id(), "notebook_id": notebook, "cell_id": cell, **values})
                elif (row.auto_score, row.needs_manual_grade) != tuple(values.values()):
                    self.connection.execute(update(table).where(table.c.id == row.id).values(**values))
        self.add(table, new)
        return totals

    def write_comments(self) -> None:
        """Write nbgrader's own remark on answers that were left as they were."""
        table, there = self.tables["Comment"], {}
        for row in self.find(table, "notebook_id", self.owners):
            there[row.notebook_id, row.cell_id] = row
        new = []
        for notebook, student in self.owners.items():
            for name, cell in self.book.comment_cells.items():
                remark = "No response." if name in self.entries[student].unanswered else None
                row = there.get((notebook, cell))
                if row is None:
                    new.append(
                        {
                            "id": self.new_id(),
                            "notebook_id": notebook,
                            "cell_id": cell,
                            "auto_comment": remark,
                        }
                    )
                elif row.auto_comment != remark:
                    self.connection.execute(
                        update(table).where(table.c.id == row.id).values(auto_comment=remark)
                    )
        self.add(table, new)

    def write_penalties(self, totals: dict[str, float]) -> None:
        """Let nbgrader's plugin say what a late submission costs."""
        table, plugin = self.tables["SubmittedNotebook"], None
        for notebook, student in self.owners.items():
            late = seconds_late(self.gradebook.duedate, self.times[student], self.extensions.get(student))
            penalty = None
            if late > 0:
                plugin = plugin or late_plugin(self.gradebook.course.config)
                penalty = plugin.late_submission_penalty(student, totals[notebook], late)
                penalty = None if penalty is None else min(max(penalty, 0), totals[notebook])
            self.connection.execute(
                update(table).where(table.c.id == notebook).values(late_submission_penalty=penalty)
            )


def seconds_late(due: datetime | None, came: datetime | None, extension: timedelta | None) -> float:
    """Return how long after its due date a submission came, 0 without a due date or a time."""
    if due is None or came is None:
        return 0.0
    return max(0.0, (came - due - (extension or timedelta())).total_seconds())


def late_plugin(config):
    """Return the course's nbgrader plugin for late submissions."""
    from nbgrader.preprocessors import AssignLatePenalties

    step = AssignLatePenalties(config=config)
    step.init_plugin()
    return step.plugin_inst
