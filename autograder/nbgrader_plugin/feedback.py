"""What nbgrader's `generate_feedback` and its button write: our page, never the stock one with hidden tests."""

from typing import Any

from nbconvert.exporters import HTMLExporter

from autograder.common.errors import UsageError
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.records.gradebook_batch import late_plugin
from autograder.records.manual_entries import read_entered
from autograder.records.results import each_result
from autograder.records.with_manual_marks import reading
from autograder.reports.feedback.refresh import make_pages


class FeedbackPage(HTMLExporter):
    """Exports an autograded notebook as the page that `grade` writes, with what persons entered."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of the notebook that nbgrader is at, and its resources.

        Raises UsageError if `grade` has not graded the submission: only its results know what a page may show.
        """
        names = resources["nbgrader"]
        course, lesson, student = Course(self.parent.coursedir.root), names["assignment"], names["student"]
        result = next(each_result(course, lesson, [student]), None)
        if result is None:
            raise UsageError(
                f"{student} has no result for {lesson}; pages come from `python -m autograder grade {lesson}`"
            )
        with reading(course) as connection:
            entered = read_entered(connection, lesson).get(student, {})
        assignment = load_assignment(course, lesson)
        pages = make_pages(course, assignment, result, entered, late_plugin(course.config))
        return pages[names["notebook"]], resources | {"output_extension": ".html"}
