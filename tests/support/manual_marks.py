"""A graded class, and a person who enters points."""

from autograder import grading
from autograder.course.course import Course
from autograder.records.results import feedback_path
from tests.support.pages import text_of
from tests.support.words import (
    LESSON,
    in_process,
)

TWO_A_DAY = """
from nbgrader.plugins import LateSubmissionPlugin


class TwoADay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 2 * (total_seconds_late // 86400)
"""


def run(course, **options):
    return grading.grade_lesson(Course(course.root), LESSON, share=in_process, **options)


def gradebook(course):
    from nbgrader.api import Gradebook

    return Gradebook(course.db_url, course.course_id)


def enter(course, student, cell, points=None, extra=None, comment=None):
    """Enter what a person decides, as the formgrader does."""
    with gradebook(course) as book:
        if points is not None or extra is not None:
            row = book.find_grade(cell, LESSON, LESSON, student)
            row.manual_score, row.extra_credit = points, extra
            row.needs_manual_grade = row.auto_score is None and points is None
        if comment is not None:
            book.find_comment(cell, LESSON, LESSON, student).manual_comment = comment
        book.db.commit()


def take_two_points_a_day(course):
    (course.root / "two_a_day.py").write_text(TWO_A_DAY)
    (course.root / "nbgrader_config.py").write_text(
        f"import sys; sys.path.insert(0, {str(course.root)!r})\n"
        "from two_a_day import TwoADay\n"
        "c = get_config()\nc.AssignLatePenalties.plugin_class = TwoADay\n"
    )


def hand_in_at(course, student, when):
    (course.directory("submitted") / student / LESSON / "timestamp.txt").write_text(when)


def set_due(course, when):
    with gradebook(course) as book:
        book.update_or_create_assignment(LESSON, duedate=when)


def words(course, student):
    """Return the words of a student's page."""
    return text_of(feedback_path(course, student, LESSON, LESSON).read_text(encoding="utf-8"))
