"""Another lesson's notebook is told by its marked cells; nobody loses a mark by it."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell

from autograder import grading
from autograder.course.assignment import load_release
from autograder.course.course import Course
from autograder.course.release import untouched_answers
from autograder.records.results import each_result
from autograder.restore import wrong_lesson
from autograder.restore.restore import restore
from autograder.restore.wrong_lesson import ids_of, other_lesson_of
from tests.support.words import LESSON, RIGHT, answered, as_bytes, cell_of, in_process, words_course

HOME = Path(__file__).parents[2]
LESSONS = [name for name in Course(HOME).lessons() if name != "00_start"]  # which has nothing to hand in
OTHER = """# %% [markdown]
# # Another lesson
# %% nbgrader={"grade_id": "setup", "locked": true}
import math
# %% nbgrader={"grade_id": "half", "solution": true}
def half(x):
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION
# %% nbgrader={"grade_id": "half__values", "grade": true, "points": 1}
assert half(4) == 2
# %% nbgrader={"grade_id": "half__more", "grade": true, "points": 1}
assert half(1) == 0.5
"""


@pytest.fixture
def course(tmp_path):
    made = words_course(tmp_path / "words")
    (made.root / "source" / "02_other.py").write_text(OTHER)
    return made


@pytest.fixture
def other(course):
    return load_release(course, "02_other").released


def seen(notebook, release, root):
    restored = restore(as_bytes(notebook), release)
    return other_lesson_of(restored.found, untouched_answers(restored.notebook, release), release, str(root))


@pytest.mark.parametrize("name", ["01_ops", "03_padding_stride"])
def test_every_lesson_of_the_course_is_told_from_every_other(name):
    release = load_release(Course(HOME), name)
    for lesson in LESSONS:
        content = (HOME / "notebooks" / lesson / f"{lesson}.ipynb").read_bytes()
        restored = restore(content, release)
        unanswered = untouched_answers(restored.notebook, release)
        due = "" if lesson == name else lesson
        assert other_lesson_of(restored.found, unanswered, release, str(HOME)) == due


def test_one_flag_tells_it_and_the_page_is_short(course, other):
    folder = course.root / "submitted" / "anna" / LESSON
    folder.mkdir(parents=True)
    (folder / "02_other.ipynb").write_bytes(as_bytes(other))
    grading.grade_lesson(course, LESSON, share=in_process)
    (result,) = each_result(course, LESSON)
    assert result["flags"] == [f"wrong-lesson: this is 02_other, handed in as {LESSON}"]
    assert result["score"] == 0
    page = (course.root / "feedback" / "anna" / LESSON / f"{LESSON}.html").read_text()
    assert f"We could not grade this one: this is 02_other, handed in as {LESSON}." in page
    assert "Your notebook</h2>" not in page
    assert "def half" not in page


def test_an_answer_of_this_lesson_keeps_it_graded_wherever_it_stands(course, other):
    release = load_release(course, LESSON)
    name = next(iter(RIGHT))
    other.cells.append(new_code_cell(RIGHT[name]))
    assert seen(other, release, course.root) == ""


def test_a_notebook_of_this_lesson_is_never_looked_up(course, monkeypatch):
    release = load_release(course, LESSON)
    monkeypatch.setattr(wrong_lesson, "ids_of", None)
    notebook = answered(release)
    assert seen(notebook, release, course.root) == ""
    cell_of(notebook, next(iter(RIGHT))).metadata.nbgrader.grade_id = "mine"
    assert seen(notebook, release, course.root) == ""


def test_unknown_marks_and_folders_that_are_gone_are_no_lesson(course, tmp_path):
    release = load_release(course, LESSON)
    found = frozenset(f"cell-{n}" for n in range(9))
    assert other_lesson_of(found, frozenset(), release, str(course.root)) == ""
    assert other_lesson_of(found, frozenset(), release, None) == ""
    assert ids_of(str(tmp_path / "gone")) == {}


def test_ids_are_read_from_nbgraders_source_notebooks_too(tmp_path, other):
    folder = tmp_path / "course" / "source" / "ps1"
    folder.mkdir(parents=True)
    (folder / "problem.ipynb").write_bytes(as_bytes(other))
    assert ids_of(str(tmp_path / "course")) == {"ps1": {"setup", "half", "half__values", "half__more"}}
