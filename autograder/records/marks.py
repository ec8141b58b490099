"""Read the marks of a class from nbgrader's gradebook: by machine and by hand, less what being late costs."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from nbgrader.api import Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.records.gradebook_batch import late_plugin
from autograder.records.manual_entries import read_waiting, telling_why
from autograder.scoring.manual_marks import Entered, penalty_of


@dataclass(frozen=True)
class MarkedStudent:
    """A student as the gradebook knows them."""

    id: str
    first_name: str
    last_name: str
    email: str
    lms_id: str

    @property
    def name(self) -> str:
        """Return "Last, First", else the id: what Canvas calls the sortable name."""
        return ", ".join(part for part in (self.last_name, self.first_name) if part) or self.id


@dataclass(frozen=True)
class Mark:
    """What one student earned in one lesson."""

    # raw, penalty, score, most: points by machine and by hand, what being late costs, what is left, what there is to
    # earn
    raw: float
    penalty: float
    score: float
    most: float
    timestamp: str
    waits: bool  # points are still to be given by a person
    # a person gave points, and nbgrader wants them looked at again, since the submission was graded after that
    again: bool = False


@dataclass(frozen=True)
class Marks:
    """All that is exported."""

    lessons: dict[str, float]  # the points there are to earn
    due: dict[str, str]
    students: list[MarkedStudent]
    marks: dict[tuple[str, str], Mark]  # by student and lesson
    left_out: list[str] = field(default_factory=list)  # lessons that nobody handed in and nobody asked for
    bonus: frozenset[str] = frozenset()  # lessons whose points raise a mark, but not the maximum


def read_marks(course: Course, lessons: list[str]) -> Marks:
    """Read the marks of some lessons (default: all that anybody handed in) from the gradebook.

    Raises UsageError if there is no gradebook yet, it can't be read, or a lesson is not in it.
    """
    if not course.has_gradebook:
        raise UsageError(f"there is no gradebook in {course.root} yet; run `autograder grade` first")
    with telling_why(course), Gradebook(course.db_url, course.course_id) as book:
        known = {assignment.name: assignment for assignment in book.assignments}
        unknown = [lesson for lesson in lessons if lesson not in known]
        if unknown or not known:
            names = ", ".join(sorted(known)) or "none"
            raise UsageError(
                f"the gradebook has no lesson {unknown[0] if unknown else ''!r} (lessons: {names})"
            )
        chosen = {name: known[name] for name in (lessons or sorted(known))}
        students = [
            MarkedStudent(
                s.id, s.first_name or "", s.last_name or "", s.email or "", str(s.lms_user_id or "")
            )
            for s in book.students
        ]
        plugin, marks = late_plugin(course.config), {}
        most = {name: float(assignment.max_score or 0) for name, assignment in chosen.items()}
        for name in chosen:
            points, waiting = read_points(book, chosen[name].id), read_waiting(book.db.connection(), name)
            for submission in book.assignment_submissions(name):
                mark = compute_mark(submission, points.get(submission.id, []), most[name], plugin)
                waits = bool(waiting.get(submission.student_id))
                mark = replace(mark, waits=waits, again=mark.waits and not waits)
                marks[submission.student_id, name] = mark
        due = {name: str(assignment.duedate or "") for name, assignment in chosen.items()}
    there = {name for _, name in marks}
    left_out = [name for name in most if name not in there] if there and not lessons else []
    most = {name: points for name, points in most.items() if name not in left_out}
    students.sort(key=lambda s: (s.last_name, s.first_name, s.id))
    return Marks(most, due, students, marks, left_out, course.bonus)


def read_points(book, assignment_id: str) -> dict[str, list[tuple]]:
    """Return for each submission of an assignment its notebooks' score, stored penalty and need of a person.

    One query: nbgrader's objects would ask three times for each notebook.
    """
    found = defaultdict(list)
    columns = (
        SubmittedNotebook.score,
        SubmittedNotebook.late_submission_penalty,
        SubmittedNotebook.needs_manual_grade,
    )
    query = select(SubmittedNotebook.assignment_id, *columns).join(
        SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id
    )
    for submission, *facts in book.db.execute(
        query.where(SubmittedAssignment.assignment_id == assignment_id)
    ):
        found[submission].append(tuple(facts))
    return found


def compute_mark(submission, notebooks: list[tuple], most: float, plugin) -> Mark:
    """Return the mark of one of nbgrader's submissions; a negative sum counts as 0.

    The penalty is worked out anew, since points given by hand may have come after the grading.
    """
    raw, penalty, waits, late = 0.0, 0.0, False, float(submission.total_seconds_late or 0)
    for points, stored, needs_person in notebooks:
        score = float(points or 0)
        raw, waits = raw + score, waits or bool(needs_person)
        entered = Entered(seconds_late=late, stored_penalty=stored)
        penalty += penalty_of(plugin, submission.student_id, score, entered)
    return Mark(raw, penalty, max(0.0, raw - penalty), most, str(submission.timestamp or ""), waits)
