"""More time for one student, before or after handing in; what a second grader entered, which replaces nothing."""

import shutil

import pytest
from nbgrader.api import Gradebook

from autograder import cli
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.grading import grade_lesson
from autograder.task import Settings
from tests.support.words import LESSON, answered, as_bytes, hand_in, in_process, words_course


@pytest.fixture
def course(tmp_path):
    course = words_course(tmp_path / "course")
    for student in ("anna", "bob"):
        submit(course, student)
    grade(course)
    return course


def submit(course, student, time="2026-03-03 12:00:00 UTC"):
    place = hand_in(course, student, as_bytes(answered(load_release(course, LESSON))))
    (place.parent / "timestamp.txt").write_text(time)


def grade(course):
    course = Course(course.root)
    grade_lesson(
        course, LESSON, share=in_process, jobs=1, settings=Settings(course=str(course.root)), force=True
    )


def run(course, *words):
    return cli.main([*words, "--course", str(course.root)])


def book_of(course):
    return Gradebook(course.db_url, course.course_id)


def late(course):
    with book_of(course) as book:
        return {s.student.id: s.total_seconds_late for s in book.assignment_submissions(LESSON)}


def test_time_is_given_before_and_after_handing_in(course, capsys):
    with book_of(course) as book:
        book.update_or_create_assignment(LESSON, duedate="2026-03-02 12:00:00 UTC")
    (course.root / "submitted" / "cyd").mkdir()
    assert run(course, "extend", LESSON, "anna", "--days", "2") == 0
    assert run(course, "extend", LESSON, "cyd", "--until", "2026-03-04") == 0
    said = capsys.readouterr().out
    assert "anna has time for 01_words until 2026-03-04 12:00 UTC" in said
    assert "cyd has time for 01_words until 2026-03-04 23:59 UTC, noted until they hand in" in said
    with book_of(course) as book:
        assert [s.student.id for s in book.assignment_submissions(LESSON)] == ["anna", "bob"]
    submit(course, "cyd")
    grade(course)
    assert late(course) == {"anna": 0, "bob": 86400, "cyd": 0}
    assert run(course, "extend", LESSON, "anna", "--days", "0") == 0
    assert late(course)["anna"] == 86400


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["anna", "--until", "2026-03-09"], "has no due date yet"),
        (["anna", "--until", "soon"], "'soon' is no date"),
        (["nobody", "--days", "2"], "there is no student 'nobody'"),
        (["anna", "--days", "-2"], "that is before"),
    ],
)
def test_bad_wishes_are_one_line(course, capsys, words, says):
    if "before" in says:
        with book_of(course) as book:
            book.update_or_create_assignment(LESSON, duedate="2026-03-02 12:00:00 UTC")
    assert run(course, "extend", LESSON, *words) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def enter(url, course_id, student, points=None, comment=None, extra=None):
    with Gradebook(url, course_id) as book:
        found = book.find_grade("count_vowels__hidden", LESSON, LESSON, student)
        found.manual_score, found.extra_credit = points, extra
        book.find_comment("count_vowels", LESSON, LESSON, student).manual_comment = comment
        book.db.commit()


def test_points_of_a_second_grader_are_taken_where_there_are_none(course, tmp_path, capsys):
    other = tmp_path / "other.db"
    shutil.copy(course.root / "gradebook.db", other)
    enter(f"sqlite:///{other}", course.course_id, "anna", points=0.0, comment="see me", extra=1)
    enter(f"sqlite:///{other}", course.course_id, "bob", points=1.5, comment="hm")
    enter(course.db_url, course.course_id, "bob", points=2.0, comment="hm")
    assert run(course, "merge", str(other)) == 0
    said = capsys.readouterr().out
    assert "taken over: comment 1, extra credit 1, points 1" in said
    assert "bob, 01_words, count_vowels__hidden: points 2.0 here stays, 1.5 there" in said
    with book_of(course) as book:
        found = {s: book.find_grade("count_vowels__hidden", LESSON, LESSON, s) for s in ("anna", "bob")}
        assert (found["anna"].manual_score, found["anna"].extra_credit) == (0.0, 1.0)
        assert found["bob"].manual_score == 2.0
        assert book.find_comment("count_vowels", LESSON, LESSON, "anna").manual_comment == "see me"
    assert run(course, "merge", str(other)) == 0
    assert "taken over: nothing new" in capsys.readouterr().out


@pytest.mark.parametrize(("content", "says"), [(None, "there is no gradebook"), (b"junk", "is no gradebook")])
def test_a_file_that_is_no_gradebook_is_one_line(course, tmp_path, capsys, content, says):
    path = tmp_path / "x.db"
    if content:
        path.write_bytes(content * 100)
    assert run(course, "merge", str(path)) == 2
    assert says in capsys.readouterr().err
