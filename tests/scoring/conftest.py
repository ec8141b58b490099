"""Fixtures that the test files of this room share."""

import shutil

import pytest

from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from tests.support.manual_marks import run
from tests.support.words import (
    HALF,
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    cell_of,
    hand_in,
    words_course,
)


@pytest.fixture(scope="package")
def graded(tmp_path_factory):
    """The course of words, whose last answer a person reads for 3 points; two students answer it, one doesn't."""
    course = words_course(tmp_path_factory.mktemp("graded") / "words")
    path = course.root / "source" / f"{LESSON}.py"
    path.write_text(
        path.read_text().replace('"solution": true, "points": 0', '"solution": true, "points": 3')
    )
    (release,) = load_assignment(course, LESSON).parts
    for student, answers in (("anna", RIGHT), ("bob", HALF), ("carl", RIGHT)):
        notebook = answered(release, answers)
        if student != "carl":
            cell_of(notebook, "reflection").source = "The slices."
        hand_in(course, student, as_bytes(notebook))
    run(course)
    return course


@pytest.fixture
def course(graded, tmp_path):
    """A copy of the graded course, in which all stands as it was."""
    shutil.copytree(graded.root, tmp_path / "words")
    return Course(tmp_path / "words")
