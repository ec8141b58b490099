"""An assignment that changes after it was graded, by nbgrader's own commands: marks stay right, and who is told what."""

import os
import subprocess
from pathlib import Path

import pytest

from autograder.authoring.build import build
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.grading import grade_lesson
from autograder.task import Settings
from tests.support import nbgrader_tools
from tests.support.manual_marks import enter
from tests.support.nbgrader_tools import NBGRADER
from tests.support.words import (
    HALF,
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    grades,
    hand_in,
    in_process,
    words_course,
)

ROOT = Path(__file__).parents[2]
MARK = '# %% [markdown] nbgrader={"grade_id": "reflection"'
SHOUT = """# %% nbgrader={"grade_id": "shout", "solution": true}
def shout(text):
    ### BEGIN SOLUTION
    return text.upper()
    ### END SOLUTION

# %% nbgrader={"grade_id": "shout__values", "grade": true, "points": 3}
assert shout("ab") == "AB"

"""

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(300)]


def nbgrader(course, *words):
    environment = os.environ | {"PATH": nbgrader_tools.path(), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*NBGRADER, *words], cwd=course.root, env=environment, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr


def changed(course, *pairs):
    path = course.lesson_source(LESSON)
    text = path.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    build(course, [], run=False, say=lambda line: None, warn=lambda line: None)


@pytest.fixture
def course(tmp_path):
    """Return a class of two that was built and graded, with a point and a comment by hand."""
    course = words_course(tmp_path / "course")
    config = ROOT / "autograder" / "nbgrader_plugin" / "config.py"
    (course.root / "nbgrader_config.py").write_text(f"load_subconfig({str(config)!r})\n")
    course = Course(course.root)
    changed(course)
    for student, answers in (("anna", RIGHT), ("bob", HALF)):
        hand_in(course, student, as_bytes(answered(load_release(course, LESSON), answers)))
    grade_lesson(course, LESSON, share=in_process, settings=Settings(course=str(course.root)))
    enter(course, "bob", "count_vowels__hidden", points=1.5)
    enter(course, "bob", "count_vowels", comment="Capitals!")
    return course


def test_what_was_released_is_graded_until_it_is_released_anew_and_then_the_rows_follow(course):
    before = grades(course, LESSON, "auto_score", "manual_score")
    first = MARK.replace("reflection", "setup").replace(" [markdown]", "")
    changed(
        course,
        (MARK, SHOUT + MARK),
        (first, '# %% nbgrader={"grade_id": "start", "locked": true}\nimport string\n\n' + first),
        ("one, two, three", "one, two, three,"),
    )
    said = nbgrader(course, "autograde", LESSON, "--force")
    assert "has changed since it was released" in said
    assert grades(course, LESSON, "auto_score", "manual_score") == before, "not one of them lost a point"
    assert f"anna/{LESSON}: " not in said, "who holds this release has changed nothing"
    assert "shout is new" in nbgrader(course, "generate_assignment", LESSON, "--force")
    said = nbgrader(course, "autograde", LESSON, "--force")
    after = grades(course, LESSON, "auto_score", "manual_score")
    assert {key: after[key] for key in before} == before
    assert after["anna", "shout__values"] == (0.0, None)
    assert f"anna/{LESSON}: " not in said, "nor has who holds the earlier one"


def test_an_exercise_that_the_source_has_no_more_is_graded_as_released(course):
    before = grades(course, LESSON, "auto_score", "manual_score")
    text = course.lesson_source(LESSON).read_text()
    begin, end = (
        text.index(f'# %% nbgrader={{"grade_id": "{name}"') for name in ("count_vowels", "running_total")
    )
    changed(course, (text[begin:end], ""))
    said = nbgrader(course, "autograde", LESSON, "--force")
    assert grades(course, LESSON, "auto_score", "manual_score") == before
    assert f"anna/{LESSON}: " not in said
    assert "count_vowels is gone" in nbgrader(course, "generate_assignment", LESSON, "--force")
    assert {cell for _, cell in grades(course, LESSON, "auto_score")} == {
        "running_total__values", "running_total__hidden", "reflection",
    }  # fmt: skip
