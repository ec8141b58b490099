"""All that a class wrote in its own words stands on one page, answers worth no points included."""

from autograder.course.course import Course
from autograder.grading import grade_lesson
from autograder.reports.class_report import report
from tests.support.pages import text_of
from tests.support.words import (
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    hand_in,
    in_process,
    words_course,
    words_release,
)


def test_the_answers_of_a_class_stand_on_one_page_and_the_untouched_are_left_out(tmp_path):
    course = words_course(tmp_path / "course")
    words = {"anna": "The y.\n<script>alert(1)</script>", "bob": "Sums of sums."}
    for student in ("anna", "bob", "carl"):
        answers = RIGHT | ({"reflection": words[student]} if student in words else {})
        hand_in(course, student, as_bytes(answered(words_release(), answers)))
    grade_lesson(Course(course.root), LESSON, share=in_process, jobs=1)
    page = report.write_report(course, [LESSON], tmp_path / "class.html").read_text(encoding="utf-8")
    assert 'href="class-answers.html"' in page
    read = (tmp_path / "class-answers.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in read
    assert "The y." in text_of(read)
    assert "Sums of sums." in text_of(read)
    assert "2 answers" in text_of(read)
    assert "carl" not in text_of(read)


def test_without_such_answers_there_is_no_page_and_no_link(tmp_path):
    course = words_course(tmp_path / "course")
    hand_in(course, "carl", as_bytes(answered(words_release(), RIGHT)))
    grade_lesson(Course(course.root), LESSON, share=in_process, jobs=1)
    page = report.write_report(course, [LESSON], tmp_path / "class.html").read_text(encoding="utf-8")
    assert "-answers.html" not in page
    assert not (tmp_path / "class-answers.html").exists()
