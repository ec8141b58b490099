"""nbgrader's own feedback command writes our page, with what persons entered and without hidden tests."""

import os
import subprocess
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.grading import grade_lesson
from autograder.task import Settings
from tests.support.nbgrader_tools import NBGRADER
from tests.support.words import HALF, LESSON, answered, as_bytes, hand_in, in_process, words_course

ROOT = Path(__file__).parents[2]


def test_generate_feedback_writes_the_page_of_grade_without_an_activated_environment(tmp_path):
    course = words_course(tmp_path / "course")
    config = ROOT / "autograder" / "nbgrader_plugin" / "config.py"
    (course.root / "nbgrader_config.py").write_text(config.read_text().replace('"build/source"', '"source"'))
    course = Course(course.root)
    for student in ("anna", "bob"):
        hand_in(course, student, as_bytes(answered(load_release(course, LESSON), HALF)))
    grade_lesson(course, LESSON, share=in_process, settings=Settings(course=str(course.root)))
    page = course.root / "feedback" / "anna" / LESSON / f"{LESSON}.html"
    before = page.read_text()
    with Gradebook(course.db_url, course.course_id) as book:
        book.find_comment("count_vowels", LESSON, LESSON, "anna").manual_comment = "See me about capitals"
        book.db.commit()
    (course.root / "results" / "bob" / f"{LESSON}.json").unlink()
    environment = {name: value for name, value in os.environ.items() if name != "PATH"} | {
        "PATH": "/usr/bin:/bin"
    }
    command = [*NBGRADER, "generate_feedback", LESSON, "--force"]
    done = subprocess.run(command, cwd=course.root, env=environment, capture_output=True, text=True)
    after = page.read_text()
    assert "See me about capitals" in after
    assert "AEIOU xyz" not in after
    assert after.count("<h1") == before.count("<h1") == 1
    assert not list((course.root / "feedback" / "bob").rglob("*.html"))
    assert "bob has no result for 01_words" in done.stderr
