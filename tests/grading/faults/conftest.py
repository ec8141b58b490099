"""Fixtures that the test files of this room share."""

import pytest

from autograder import grading as grade
from autograder.course.assignment import Assignment
from autograder.pipeline import grade_submission
from autograder.records.gradebook import LessonGradebook
from autograder.sandbox.run import close_all
from tests.support.faults import class_of, snapshot
from tests.support.words import (
    LESSON,
    in_process,
    words_release,
)


@pytest.fixture(scope="module")
def release():
    return words_release()


@pytest.fixture(scope="module")
def graded(release, tmp_path_factory):
    """What every submission comes to, graded once; and what an unbroken run writes."""
    course = class_of(tmp_path_factory.mktemp("unbroken") / "words", release)
    kept = {}

    def remember(task, *arguments):
        kept[task.student] = grade_submission(task, *arguments)
        return kept[task.student]

    def share(tasks, function, arguments, *, jobs):
        return in_process(tasks, remember, arguments, jobs=jobs)

    grade.grade_lesson(course, LESSON, share=share)
    close_all()
    return kept, snapshot(course)


@pytest.fixture(scope="module")
def ready(release, tmp_path_factory):
    """The same class with an empty gradebook, which takes a while to make."""
    course = class_of(tmp_path_factory.mktemp("ready") / "words", release)
    with LessonGradebook(course, Assignment(LESSON, (release,))):
        return course
