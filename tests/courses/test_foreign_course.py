"""Courses of other subjects, nbgrader's own examples among them: our marks are stock nbgrader's, cell by cell."""

import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from autograder.authoring.build import build
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.grading import grade_lesson
from autograder.reports.class_report.gather import LessonData, Row
from tests.support import nbgrader_tools
from tests.support.attached import LOAD, course_with_data
from tests.support.attached import submit as submit_beside
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
    words_release,
)

SQUARES = "def squares(n):\n    if n < 1:\n        raise ValueError('too small')\n    return [i ** 2 for i in range(1, n + 1)]"
PS1 = {
    "right": {"squares": SQUARES, "sum_of_squares": "def sum_of_squares(n):\n    return sum(squares(n))"},
    "no-error": {"squares": "def squares(n):\n    return [i * i for i in range(1, n + 1)]"},
    "by-formula-and-hand": {
        "squares": SQUARES,
        "sum_of_squares": "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) // 6",
        "sum_of_squares_equation": "A formula.",
        "part-a": "My reasons.",
    },
    "crashes": {"squares": "1 / 0", "sum_of_squares": "def sum_of_squares(n):\n    return 385"},
    "stub": {},
}


def command(folder, *words):
    """Run a command in a course folder; it must end well."""
    done = subprocess.run(
        words,
        cwd=folder,
        env=os.environ | {"PATH": nbgrader_tools.path()},
        capture_output=True,
        text=True,
        timeout=600,
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
            grade_lesson(Course(folder), lesson, share=in_process)
        else:
            command(folder, *NBGRADER, "autograde", lesson, "--Execute.shutdown_kernel=immediate")
        marks.append(grades(Course(folder), lesson, "auto_score", "needs_manual_grade", "max_score"))
    return marks


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory):
    """nbgrader's example course, as it comes: one assignment of two notebooks."""
    folder = tmp_path_factory.mktemp("quickstart")
    command(folder, *NBGRADER, "quickstart", "course101")
    command(folder / "course101", *NBGRADER, "generate_assignment", "ps1")
    return folder / "course101"


def submit(course, student, answers):
    """Lay the released notebooks with these answers under submitted/, as a student would."""
    target = course / "submitted" / student / "ps1"
    target.mkdir(parents=True)
    for path in (course / "release" / "ps1").glob("*.ipynb"):
        notebook = nbformat.read(path, 4)
        for cell in notebook.cells:
            cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
        nbformat.write(notebook, target / path.name)


@pytest.fixture(scope="module")
def graded(quickstart):
    """The example course with a class, graded by us and by stock nbgrader."""
    for student, answers in PS1.items():
        submit(quickstart, student, answers)
    return grade_both_ways(quickstart, "ps1")


@pytest.mark.nbgrader
@pytest.mark.timeout(900)
@pytest.mark.filterwarnings("ignore")
def test_the_quickstart_course_gets_the_marks_that_nbgrader_gives(graded):
    ours, stock = graded
    assert ours == stock
    assert {student for student, _ in ours} == set(PS1)
    assert {"correct_squares", "part-a"} <= {name for _, name in ours}  # of both notebooks
    earned = {s: sum(m[0] or 0 for (who, _), m in ours.items() if who == s) for s in PS1}
    assert earned == {
        "right": 3, "no-error": 1, "by-formula-and-hand": 2.5, "crashes": 0, "stub": 0,
    }  # fmt: skip


@pytest.mark.nbgrader
@pytest.mark.filterwarnings("ignore")
def test_a_result_holds_the_exercises_of_all_notebooks(quickstart, graded):
    folder = quickstart.with_name("ours")
    result = json.loads((folder / "results" / "right" / "ps1.json").read_text())
    names = [exercise["name"] for exercise in result["exercises"]]
    assert (result["score"], result["max_score"], result["status"]) == (3, 13, "passed")
    assert names[:2] == ["problem1/correct_squares", "problem1/squares_invalid_input"]
    assert names[-2:] == ["problem2/part-a", "problem2/part-b"]
    assert [test["id"] for test in result["exercises"][0]["tests"]] == names[:1]
    page = (folder / "feedback" / "right" / "ps1" / "problem1.html").read_text()
    assert 'href="problem2.html"' in page
    assert "3 of 10 points" in " ".join(re.sub("<[^>]+>", " ", page).split())
    command(folder, sys.executable, "-m", "autograder", "report", "ps1")
    report = (folder / "reports" / "ps1.html").read_text()
    assert 'href="../feedback/right/ps1/problem1.html"' in report


@pytest.mark.nbgrader
def test_a_notebook_that_is_missing_or_damaged_costs_its_own_marks(quickstart, graded):
    folder = quickstart.with_name("ours")
    for student in ("lost", "torn"):
        shutil.copytree(folder / "submitted" / "right", folder / "submitted" / student)
    (folder / "submitted" / "lost" / "ps1" / "problem1.ipynb").unlink()
    (folder / "submitted" / "torn" / "ps1" / "problem2.ipynb").write_text("{")
    grade_lesson(Course(folder), "ps1", share=in_process)
    results = {
        s: json.loads((folder / "results" / s / "ps1.json").read_text()) for s in ("lost", "torn", "right")
    }
    assert [results[s]["score"] for s in results] == [0, 3, 3]
    assert results["lost"]["flags"] == ["missing: problem1: there is no problem1.ipynb"]
    assert [flag.startswith("damaged: problem2: ") for flag in results["torn"]["flags"]] == [True]
    assert (folder / "feedback" / "torn" / "ps1" / "problem2.html").is_file()


@pytest.mark.nbgrader
def test_build_checks_the_notebooks_of_a_foreign_course(quickstart, capsys):
    warned = []
    assert build(Course(quickstart), [], say=lambda line: None, warn=warned.append) == []
    assert [line.split(",")[0] for line in warned if "always raises" in line] == [
        "warning: ps1/problem1: squares_invalid_input",
        "warning: ps1/problem1: sum_of_squares_uses_squares",
    ]
    assert any("typed in" in line for line in warned)
    path = quickstart.with_name("odd") / "source" / "ps1" / "problem1.ipynb"
    shutil.copytree(quickstart / "source", path.parents[1])
    notebook = nbformat.read(path, 4)
    test = next(
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "correct_squares"
    )
    test.source = "squares.cache = {}\n" + test.source
    nbformat.write(notebook, path)
    problems = build(Course(quickstart.with_name("odd")), ["ps1"], run=False, warn=warned.append)
    assert any(line.startswith("ps1/problem1: correct_squares, line 1:") for line in problems)


@pytest.mark.nbgrader
@pytest.mark.timeout(900)
def test_a_course_of_another_subject_gets_the_marks_that_nbgrader_gives(tmp_path):
    course, release = words_course(tmp_path / "words"), words_release()
    build(course, [], run=False, say=lambda line: None, warn=lambda line: None)
    broken = RIGHT | {"running_total": "def running_total(numbers):\n    return [1, 3, 6]"}
    command(course.root, *NBGRADER, "generate_assignment", LESSON, "--force")
    for student, answers in {"anna": RIGHT, "bert": HALF, "carl": broken, "dora": {}}.items():
        hand_in(course, student, as_bytes(answered(release, answers)))
    ours, stock = grade_both_ways(course.root, LESSON)
    assert ours == stock
    earned = [
        sum(m[0] or 0 for (who, _), m in ours.items() if who == s) for s in ("anna", "bert", "carl", "dora")
    ]
    assert earned == [10, 8, 6, 0]


def test_a_heading_that_is_the_notebooks_name_is_not_said_twice():
    exercises = [{"name": f"sentences/{name}", "tests": []} for name in ("t_tok", "t_long")]
    exercises += [{"name": f"words/{name}", "tests": []} for name in ("t_count", "t_hidden")]
    titles = dict.fromkeys(("sentences/t_tok", "sentences/t_long"), "Sentences")
    titles |= dict.fromkeys(("words/t_count", "words/t_hidden"), "Part A")
    rows = [Row("anna", {"exercises": exercises}, "")]
    data = LessonData("ps1", "ps1", rows, [], {}, titles, {})
    assert [data.title_of(exercise) for exercise in exercises] == [
        "Sentences: t_tok",
        "Sentences: t_long",
        "Part A: words/t_count",
        "Part A: words/t_hidden",
    ]


def test_build_calls_every_notebook_by_its_lesson_and_its_own_name(tmp_path):
    course = words_course(tmp_path)
    for lesson, names in {"ps1": ("words", "sentences"), "ps2": ("files",), "ps3": ("ps3",)}.items():
        (tmp_path / "source" / lesson).mkdir()
        for name in names:
            nbformat.write(words_release().notebook, tmp_path / "source" / lesson / f"{name}.ipynb")
    assignments = [load_assignment(course, lesson) for lesson in course.lessons()]
    called = [one.full_name(part) for one in assignments for part in one.parts]
    assert called == ["01_words", "ps1/sentences", "ps1/words", "ps2/files", "ps3"]


@pytest.mark.nbgrader
@pytest.mark.timeout(900)
def test_files_beside_a_notebook_give_the_marks_that_nbgrader_gives(tmp_path):
    course = course_with_data(tmp_path / "data", test="assert load('data.txt') == ['one', 'two']")
    command(course.root, *NBGRADER, "generate_assignment", "ps")
    submit_beside(course, "right", data="one two")
    submit_beside(
        course, "forged", source="def load(path):\n    return open(path).read().split()[:2]", data="no no no"
    )
    submit_beside(course, "wrong", source="def load(path):\n    return [open(path).read()]")
    submit_beside(course, "more", source=f"words = open('own.txt').read()\n{LOAD}", own="handed in too")
    submit_beside(course, "lost", source="def load(path):\n    return open('nowhere.txt').read().split()")
    ours, stock = grade_both_ways(course.root, "ps")
    assert ours == stock
    assert {who: marks[0] for (who, _), marks in ours.items()} == {
        "right": 1, "forged": 1, "wrong": 0, "more": 1, "lost": 0,
    }  # fmt: skip
