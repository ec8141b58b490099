"""After a regrade it is told whose points moved, by test, on the terminal, in a file and in the report."""

import pytest

from autograder.course.course import Course
from autograder.grading import Progress, grade_lesson
from autograder.records.moved import Moved, moved_path, read_moved
from autograder.records.writer import Writer
from autograder.reports.class_report import report
from autograder.task import Settings
from tests.support.manual_marks import enter
from tests.support.pages import text_of
from tests.support.words import (
    HALF,
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    hand_in,
    in_process,
    words_course,
    words_release,
)


class Said(Progress):
    """Keeps what is told at once."""

    def __init__(self):
        self.lines = []

    def say(self, line):
        self.lines.append(line)


def grade(course):
    said, settings = Said(), Settings(course=str(course.root))
    grade_lesson(Course(course.root), LESSON, share=in_process, jobs=1, progress=said, settings=settings)
    return said.lines


def test_what_a_changed_test_moves_is_told_by_student_and_test(tmp_path):
    course = words_course(tmp_path / "course")
    for student, answers in (("anna", RIGHT), ("bob", HALF)):
        hand_in(course, student, as_bytes(answered(words_release(), answers)))
    assert grade(course) == []
    path = course.lesson_source(LESSON)
    path.write_text(path.read_text().replace('"count_vowels__hidden", "grade": true, "points": 2', '"count_vowels__hidden", "grade": true, "points": 3'))  # fmt: skip
    (line,) = grade(course)
    assert "points of 1 student moved (count_vowels__hidden 1)" in line
    head, row = (entry.split() for entry in line.splitlines()[1:])
    assert head == ["student", "exercise", "test", "old", "new"]
    assert row == ["anna", "count_vowels", "count_vowels__hidden", "2", "3"]
    when, moved = read_moved(course, LESSON)
    assert moved == [Moved("anna", "count_vowels", "count_vowels__hidden", "2.0", "3.0")]
    assert when
    html = report.write_report(course, [LESSON], tmp_path / "report.html").read_text()
    assert "What the last regrade moved" in text_of(html)
    assert "anna count_vowels count_vowels__hidden 2.0 3.0" in text_of(html)
    assert grade(course) == []
    assert read_moved(course, LESSON) == (when, moved)


def test_what_a_student_hands_in_anew_is_no_move(tmp_path):
    course = words_course(tmp_path / "course")
    hand_in(course, "anna", as_bytes(answered(words_release(), HALF)))
    assert grade(course) == []
    hand_in(course, "anna", as_bytes(answered(words_release(), RIGHT)))
    assert grade(course) == []
    assert read_moved(course, LESSON) == ("", [])


def test_points_by_hand_and_other_names_of_tests_are_no_move(tmp_path):
    course = words_course(tmp_path / "course")
    for student, answers in (("anna", RIGHT), ("bob", HALF), ("cyd", HALF)):
        hand_in(course, student, as_bytes(answered(words_release(), answers)))
    grade(course)
    enter(course, "bob", "count_vowels__hidden", points=1.5)
    path = course.lesson_source(LESSON)
    text = path.read_text()
    path.write_text(text.replace("count_vowels__hidden", "count_vowels__more").replace("AEIOU xyz\") == 5", "aeiou xyz\") == 5"))  # fmt: skip
    _, line = grade(course)
    assert "points of 1 student moved (count_vowels__more 1)" in line
    assert read_moved(course, LESSON)[1] == [Moved("cyd", "count_vowels", "count_vowels__more", "0.0", "2.0")]
    path.write_text(text[: text.index("# %% [markdown]\n# ### Exercise 1")] + text[text.index("# %% [markdown]\n# ### Exercise 2") :])  # fmt: skip
    grade(course)
    gone = {one.student: one for one in read_moved(course, LESSON)[1] if one.test == "count_vowels__more"}
    assert gone["bob"] == Moved("bob", "count_vowels", "count_vowels__more", "1.5", ""), (
        "what was given by hand"
    )


def test_a_run_that_is_killed_leaves_no_move_untold(tmp_path, monkeypatch):
    course = words_course(tmp_path / "course")
    for student in ("anna", "bob"):
        hand_in(course, student, as_bytes(answered(words_release(), RIGHT)))
    grade(course)
    path = course.lesson_source(LESSON)
    path.write_text(path.read_text().replace('"count_vowels__hidden", "grade": true, "points": 2', '"count_vowels__hidden", "grade": true, "points": 3'))  # fmt: skip
    with monkeypatch.context() as patched:
        patched.setattr(Writer, "flush", killed)
        with pytest.raises(KeyboardInterrupt):
            grade(course)
    grade(course)
    rows = moved_path(course, LESSON).read_text().splitlines()[1:]
    assert {row.split(",")[1] for row in rows} == {"anna", "bob"}


def killed(writer):
    raise KeyboardInterrupt
