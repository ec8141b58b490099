"""Bonus lessons raise a mark and not the maximum: in the report, on a student's page, in every export."""

import csv
import io

import pytest

from autograder import cli
from autograder.course.course import Course
from autograder.grading import grade_lesson
from autograder.task import Settings
from tests.support.pages import text_of
from tests.support.words import (
    COURSE,
    LESSON,
    answered,
    as_bytes,
    hand_in,
    in_process,
    words_course,
    words_release,
)

SECOND = "02_more"


@pytest.fixture
def course(tmp_path):
    """Return a course of two lessons, of which the second is a bonus, graded for two students."""
    course = words_course(tmp_path / "course")
    source = (COURSE / "source" / f"{LESSON}.py").read_text()
    (course.root / "source" / f"{SECOND}.py").write_text(source)
    (course.root / "course.toml").write_text(f'[course]\nbonus = ["{SECOND}"]\n')
    course = Course(course.root)
    for student, lessons in (("anna", (LESSON, SECOND)), ("bob", (LESSON,))):
        for lesson in lessons:
            hand_in(course, student, as_bytes(answered(words_release())), lesson)
    for lesson in (LESSON, SECOND):
        grade_lesson(course, lesson, share=in_process, settings=Settings(course=str(course.root)))
    return course


def exported(course, capsys, form):
    assert cli.main(["export", "--format", form, "--course", str(course.root)]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_a_bonus_is_in_the_total_and_not_in_the_maximum(course, capsys):
    anna, bob = exported(course, capsys, "totals")
    assert (anna["total"], anna["of_it_bonus"], anna["max_score"]) == ("20", "10", "10")
    assert (bob["total"], bob["of_it_bonus"], bob[SECOND]) == ("10", "0", "")


def test_canvas_takes_an_assignment_of_no_points_as_extra_credit(course, capsys):
    possible, anna, _ = exported(course, capsys, "canvas")
    assert (possible[LESSON], possible[SECOND]) == ("10", "0")
    assert anna[SECOND] == "10"


def test_the_report_and_a_page_for_each_student_tell_it_apart(course, capsys):
    assert cli.main(["report", "--all", "--course", str(course.root)]) == 0
    report = text_of((course.root / "reports" / "report.html").read_text())
    assert "raise the total and not the maximum" in report
    assert "Total of 10" in report
    page = (course.root / "reports" / "students" / "anna.html").read_text()
    assert "20 of 10 points, 10 of them as a bonus." in text_of(page)
    assert f'href="../../feedback/anna/{SECOND}/{SECOND}.html"' in page
    assert "none" in text_of((course.root / "reports" / "students" / "bob.html").read_text())
