"""Courses of other subjects, nbgrader's own examples among them: our marks are stock nbgrader's, cell by cell."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from words import HALF, LESSON, RIGHT, answered, as_bytes, grades, hand_in, words_course, words_release

from autograder.build import build
from autograder.course import Course, UsageError

TOOLS = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}

SQUARES = "def squares(n):\n    if n < 1:\n        raise ValueError('too small')\n    return [i ** 2 for i in range(1, n + 1)]"
PS1 = {
    "right": {"squares": SQUARES, "sum_of_squares": "def sum_of_squares(n):\n    return sum(squares(n))"},
    "no-error": {"squares": "def squares(n):\n    return [i * i for i in range(1, n + 1)]"},
    "by-formula": {
        "squares": SQUARES,
        "sum_of_squares": "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) // 6",
    },
    "by-hand": {"squares": SQUARES, "sum_of_squares_equation": "A formula.", "part-a": "My reasons."},
    "crashes": {"squares": "1 / 0", "sum_of_squares": "def sum_of_squares(n):\n    return 385"},
    "stub": {},
}


def command(folder, *words):
    """Run a command in a course folder; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, env=TOOLS, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def grade_both_ways(course, lesson):
    """Grade copies of a course with us and with stock nbgrader; return every cell's machine mark, whether a person
    has to look at it, and its limit, from both gradebooks."""
    marks = []
    for grader in ("ours", "stock"):
        folder = course.with_name(grader)
        shutil.copytree(course, folder)
        if grader == "ours":
            command(folder, "autograder", "grade", lesson, "--course", str(folder))
        else:
            command(folder, "nbgrader", "autograde", lesson, "--Execute.shutdown_kernel=immediate")
        marks.append(grades(Course(folder), lesson, "auto_score", "needs_manual_grade", "max_score"))
    return marks


@pytest.fixture
def quickstart(tmp_path):
    """nbgrader's example course; its one assignment of two notebooks made into two assignments of one."""
    command(tmp_path, "nbgrader", "quickstart", "course101")
    source = tmp_path / "course101" / "source"
    (source / "ps2").mkdir()
    (source / "ps1" / "problem2.ipynb").rename(source / "ps2" / "problem2.ipynb")
    return tmp_path / "course101"


def submit(course, lesson, student, answers):
    """Lay a released notebook with these answers under submitted/, as a student would."""
    (path,) = (course / "release" / lesson).glob("*.ipynb")
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    target = course / "submitted" / student / lesson
    target.mkdir(parents=True)
    nbformat.write(notebook, target / path.name)


@pytest.mark.timeout(900)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("lesson", ["ps1", "ps2"])
def test_the_quickstart_course_gets_the_marks_that_nbgrader_gives(quickstart, lesson):
    command(quickstart, "nbgrader", "generate_assignment", lesson)
    students = PS1 if lesson == "ps1" else ("by-hand", "stub")
    for student, answers in ((name, PS1[name]) for name in students):
        submit(quickstart, lesson, student, answers)
    ours, stock = grade_both_ways(quickstart, lesson)
    assert ours == stock
    assert {student for student, _ in ours} == set(students)
    if lesson == "ps1":
        earned = {s: sum(m[0] or 0 for (who, _), m in ours.items() if who == s) for s in PS1}
        assert earned == {
            "right": 3, "no-error": 1, "by-formula": 2.5, "by-hand": 2, "crashes": 0, "stub": 0,
        }  # fmt: skip


@pytest.mark.timeout(900)
def test_a_course_of_another_subject_gets_the_marks_that_nbgrader_gives(tmp_path):
    course, release = words_course(tmp_path / "words"), words_release()
    build(course, [], run=False, say=lambda line: None, warn=lambda line: None)
    broken = RIGHT | {"running_total": "def running_total(numbers):\n    return [1, 3, 6]"}
    command(course.root, "nbgrader", "generate_assignment", LESSON, "--force")
    for student, answers in {"anna": RIGHT, "bert": HALF, "carl": broken, "dora": {}}.items():
        hand_in(course, student, as_bytes(answered(release, answers)))
    ours, stock = grade_both_ways(course.root, LESSON)
    assert ours == stock
    earned = [
        sum(m[0] or 0 for (who, _), m in ours.items() if who == s) for s in ("anna", "bert", "carl", "dora")
    ]
    assert earned == [10, 8, 6, 0]


def test_an_assignment_of_several_notebooks_is_refused_by_name(tmp_path):
    folder = tmp_path / "source" / "ps1"
    folder.mkdir(parents=True)
    for name in ("problem1", "problem2"):
        nbformat.write(nbformat.v4.new_notebook(), folder / f"{name}.ipynb")
    with pytest.raises(UsageError, match=r"ps1 holds 2 notebooks .problem1, problem2.; give each a folder"):
        Course(tmp_path).require("ps1")
