"""A lesson that changes after it was graded: nbgrader's rows follow, and what persons entered stays."""

import datetime
import sqlite3

import pytest
from nbgrader.api import Gradebook

from autograder.course.course import Course
from autograder.grading import Progress, grade_lesson
from autograder.records.backup import KEPT, back_up
from autograder.task import Settings
from tests.support.words import HALF, LESSON, RIGHT, answered, as_bytes, hand_in, in_process, words_course

REFLECT = """
# %% nbgrader={"grade_id": "reflect", "grade": true, "solution": true, "points": 3}
# Say in two sentences what a vowel is.
### BEGIN SOLUTION
answer = "a sound"
### END SOLUTION
"""


class Said(Progress):
    """Keeps what is told at once."""

    def __init__(self):
        self.lines = []

    def say(self, line):
        self.lines.append(line)


def grade(course):
    said = Said()
    grade_lesson(Course(course.root), LESSON, share=in_process, jobs=1, progress=said, settings=Settings(course=str(course.root)))  # fmt: skip
    return said.lines


def change(course, *pairs, more=""):
    path = course.lesson_source(LESSON)
    text = path.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text + more)


@pytest.fixture
def course(tmp_path):
    """Return a graded class of two with points, comments, a due date and an extension by hand."""
    course = words_course(tmp_path / "course")
    change(course, more=REFLECT)
    for student, answers in (("anna", RIGHT), ("bob", HALF)):
        hand_in(course, student, as_bytes(answered(release(course), answers)))
    grade(course)
    with book_of(course) as book:
        book.update_or_create_assignment(LESSON, duedate="2026-03-02 00:00:00 UTC")
        for student in ("anna", "bob"):
            book.find_submission(LESSON, student).extension = datetime.timedelta(days=2)
            found = book.find_grade("reflect", LESSON, LESSON, student)
            found.manual_score, found.needs_manual_grade = 2.0, False
            book.find_grade("count_vowels__hidden", LESSON, LESSON, student).manual_score = 1.5
            book.find_comment("reflect", LESSON, LESSON, student).manual_comment = f"Well said, {student}"
        book.db.commit()
    return course


def release(course):
    from autograder.course.assignment import load_release

    return load_release(Course(course.root), LESSON)


def book_of(course):
    return Gradebook(course.db_url, course.course_id)


def state(course, cell="reflect", student="anna"):
    """Return points by hand, comment, due date and extension."""
    with book_of(course) as book:
        submission = book.find_submission(LESSON, student)
        grade, comment = book.find_grade(cell, LESSON, LESSON, student), None
        if cell == "reflect":
            comment = book.find_comment(cell, LESSON, LESSON, student).manual_comment
        return grade.manual_score, comment, submission.duedate is not None, submission.extension.days


KEPT_STATE = (2.0, "Well said, anna", True, 2)


def test_points_of_a_test_change(course):
    change(
        course,
        (
            '"count_vowels__hidden", "grade": true, "points": 2',
            '"count_vowels__hidden", "grade": true, "points": 4',
        ),
    )
    grade(course)
    assert state(course) == KEPT_STATE
    with book_of(course) as book:
        assert book.find_grade_cell("count_vowels__hidden", LESSON, LESSON).max_score == 4


def test_an_exercise_gets_another_name(course):
    change(course, ("count_vowels", "vowels_in"))
    line, moved = grade(course)
    assert "points of 2 students moved" in moved
    assert "count_vowels__hidden is vowels_in__hidden now" in line
    assert state(course) == KEPT_STATE
    assert state(course, "vowels_in__hidden")[0] == 1.5
    assert state(course, "vowels_in__hidden", "bob")[0] == 1.5


def test_a_cell_graded_by_hand_gets_another_name(course):
    change(course, ('"reflect"', '"think"'))
    grade(course)
    with book_of(course) as book:
        assert book.find_grade("think", LESSON, LESSON, "bob").manual_score == 2.0
        assert book.find_comment("think", LESSON, LESSON, "bob").manual_comment == "Well said, bob"


def test_an_exercise_is_added(course):
    change(
        course,
        more=REFLECT.replace('"reflect"', '"reflect_2"').replace("a vowel", "quite another matter of sounds"),
    )
    (line,) = grade(course)
    assert "reflect_2 is new" in line
    assert state(course) == KEPT_STATE
    with book_of(course) as book:
        assert book.find_grade("reflect_2", LESSON, LESSON, "anna").max_score == 3
        assert book.find_submission(LESSON, "anna").max_score == 16


def test_an_exercise_is_removed_and_points_by_hand_that_go_with_it_are_named(course):
    change(course, (REFLECT, ""))
    lines = grade(course)
    assert "reflect is gone" in lines[0]
    assert (
        lines[1] == f"{LESSON}: with reflect go points or comments by hand of 2 students; backups/ has them"
    )
    assert state(course, "count_vowels__hidden")[0] == 1.5
    newest = max((course.root / "backups").glob("*.db"))
    with sqlite3.connect(newest) as old:
        assert old.execute("select count(*) from grade where manual_score = 2.0").fetchone() == (2,)
    old.close()


def test_an_answer_that_a_test_grades_now_keeps_its_points_and_comments_by_hand(course):
    source = REFLECT.replace('"grade": true, "solution": true, "points": 3', '"solution": true')
    test = '\n# %% nbgrader={"grade_id": "reflect__words", "grade": true, "points": 3}\nassert "sound" in answer\n'
    change(course, (REFLECT, source + test))
    assert "points by hand of reflect stand in reflect__words now" in grade(course)[0]
    with book_of(course) as book:
        assert book.find_grade("reflect__words", LESSON, LESSON, "bob").manual_score == 2.0
        assert book.find_comment("reflect", LESSON, LESSON, "bob").manual_comment == "Well said, bob"


def test_points_by_hand_that_are_more_than_a_cell_is_worth_now_are_told_and_stay(course):
    change(course, ('"solution": true, "points": 3', '"solution": true, "points": 1'))
    (line,) = grade(course)
    assert (
        line
        == f"{LESSON}: 2 students have more points by hand in reflect than it is worth now; they still count"
    )
    assert state(course) == KEPT_STATE
    assert grade(course) == [], "it is told once"


def test_nothing_is_said_and_nothing_moves_where_the_lesson_is_as_it_was(course):
    assert grade(course) == []
    assert state(course) == KEPT_STATE


def test_a_gradebook_that_has_gone_is_shouted_about_before_anything_is_written(course):
    (course.root / "gradebook.db").rename(course.root / "elsewhere.db")
    line, *_ = grade(course)
    assert line.startswith("WARNING: there is no gradebook at")
    assert "2 results lie in" in line


def test_the_last_backups_are_kept(course):
    for n in range(KEPT + 3):
        with sqlite3.connect(course.root / "gradebook.db") as db:
            db.execute("update student set first_name = ?", (str(n),))
        db.close()
        back_up(course)
    kept = sorted((course.root / "backups").glob("*.db"))
    assert len(kept) == KEPT
    assert back_up(course) == kept[-1]
