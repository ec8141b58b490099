"""What `grade` writes goes back to students by nbgrader's exchange."""

import os
import subprocess

import pytest
from nbgrader.utils import notebook_hash

from autograder.grading import grade_lesson
from tests.support.nbgrader_tools import NBGRADER
from tests.support.words import LESSON, answered, as_bytes, hand_in, in_process, words_course, words_release

pytestmark = pytest.mark.nbgrader
STAMP = "2026-03-01 12:00:00.000000 UTC"


def nbgrader(course, *arguments):
    """Run nbgrader in the course's folder; return what it said."""
    command = [*NBGRADER, *arguments]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.fixture
def course(tmp_path):
    course = words_course(tmp_path / "words")
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(
            f"\nc = get_config()\nc.Exchange.root = {str(exchange)!r}\nc.CourseDirectory.course_id = 'words'\n"
        )
    return course


def collected(course, student, secret):
    """Lay a submission under the course folder as `nbgrader collect` does."""
    place = hand_in(course, student, as_bytes(answered(words_release()))).parent
    (place / "timestamp.txt").write_text(STAMP)
    (place / "submission_secret.txt").write_text(secret)


def test_pages_are_released_to_those_who_handed_in_by_the_exchange(course, tmp_path):
    collected(course, "anna", "anna's secret")
    collected(course, "bert", "bert's secret")
    grade_lesson(course, LESSON, share=in_process)
    code, said = nbgrader(course, "release_feedback", LESSON)
    assert code == 0, said
    for student in ("anna", "bert"):
        name = notebook_hash(secret=f"{student}'s secret", notebook_id=LESSON)
        page = tmp_path / "exchange" / "words" / "feedback" / f"{name}.html"
        assert (
            page.read_bytes() == (course.root / "feedback" / student / LESSON / f"{LESSON}.html").read_bytes()
        )


def test_a_secret_that_is_a_link_or_huge_is_not_copied(course, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("not theirs")
    for student in ("anna", "bert"):
        collected(course, student, "x" * 2000)
    link = course.root / "submitted" / "bert" / LESSON / "submission_secret.txt"
    os.unlink(link)
    link.symlink_to(elsewhere)
    grade_lesson(course, LESSON, share=in_process)
    assert list(course.root.glob("feedback/**/*.txt")) == []
