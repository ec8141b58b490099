"""Tests that even the solution fails here are named by `grade` and in the report, and no others are."""

import json

import nbformat
import pytest

from autograder.authoring.checks import run_as_submission
from autograder.commands.progress import print_summaries
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.course.unpassable import MOST, notices, unpassable
from autograder.grading import Summary, grade_lesson
from autograder.reports.class_report.report import write_report as build_report
from autograder.task import Settings
from tests.support.submissions import answer, notebook, statuses, test_cell
from tests.support.words import in_process

STACK = "class Stack:\n    def __init__(self): self.all = []\n    def size(self): return len(self.all)"
GENERATOR = "def f(n):\n    yield from range(n)"
COROUTINE = "async def f(n):\n    return n"
PLAIN = "def f(n):\n    return list(range(n))"
NAMED = {
    "object": ("assert Stack().size() == 0", STACK),
    "object by name": ("s = Stack()\nassert s.size() == 0", STACK),
    "dataclass": (
        "assert P(1) == P(1)",
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int",
    ),
    "coroutine": ("import asyncio\nassert asyncio.run(f(3)) == 3", "async def f(n):\n    return n"),
    "captured": (
        "import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()):\n    Stack()\nassert True",
        STACK,
    ),
}
LEFT = {
    "a generator": ("assert list(f(3)) == [0, 1, 2]", GENERATOR),
    "plain": ("assert f(2) == [0, 1]", PLAIN),
    "a class within": ("assert f(2) == 0", f"def f(n):\n    {STACK.replace(chr(10), chr(10) + '    ')}\n    return Stack().size()"),
    "a list's child": ("assert L([1]) == [1]", "class L(list):\n    pass"),
    "a tuple's child": ("assert P(1, 2) == (1, 2)", "from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\n    y: int"),
    "not called": ("assert g() == 0", f"{STACK}\ndef g():\n    return Stack().size()"),
    "expected to fail": ("try:\n    Stack(1)\nexcept Exception:\n    pass\nelse:\n    raise AssertionError", STACK),
    "another's": ("class Stack:\n    x = 0\nassert Stack().x == g()", f"{STACK}\ndef g():\n    return 0"),
    "decorated": (
        "assert f(2) == [0, 1]",
        "def whole(g):\n    return lambda n: list(g(n))\n@whole\ndef f(n):\n    yield from range(n)",
    ),
    "a generator within": ("assert f(2) == [0, 1]", "def f(n):\n    def g():\n        yield from range(n)\n    return list(g())"),
    "in a condition": ("if False:\n    Stack()\nassert g() == 0", f"{STACK}\ndef g():\n    return 0"),
    "no Python": ("assert f(2) == = 4", GENERATOR),
}  # fmt: skip


def course_of(root, *tests, solution):
    """Make a course of one lesson with these tests, t0 and so on."""
    folder = root / "source" / "ps"
    folder.mkdir(parents=True)
    cells = [test_cell(f"t{number}", test) for number, test in enumerate(tests)]
    nbformat.write(
        notebook(answer("a", f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"), *cells),
        folder / "ps.ipynb",
    )
    return Course(root)


@pytest.mark.parametrize(("test", "solution"), NAMED.values(), ids=NAMED)
def test_a_test_that_the_solution_fails_for_what_it_returns_is_named(tmp_path, test, solution):
    course = course_of(tmp_path, test, solution=solution)
    (release,) = load_assignment(course, "ps").parts
    assert unpassable(load_assignment(course, "ps")) == ["t0"]
    assert statuses(run_as_submission(release.notebook, release, course))["t0"] != "passed"


@pytest.mark.parametrize(("test", "solution"), LEFT.values(), ids=LEFT)
def test_a_test_that_may_pass_is_not_named(tmp_path, test, solution):
    course = course_of(tmp_path, test, solution=solution)
    (release,) = load_assignment(course, "ps").parts
    assert unpassable(load_assignment(course, "ps")) == []
    if "= =" not in test:
        assert statuses(run_as_submission(release.notebook, release, course))["t0"] == "passed"


def test_grade_and_report_name_the_tests_and_json_stays_json(tmp_path, capsys):
    course = course_of(tmp_path, "assert asyncio.run(f(3)) == 3", "assert g() == 0", solution=COROUTINE)
    place = tmp_path / "submitted" / "anna" / "ps" / "ps.ipynb"
    place.parent.mkdir(parents=True)
    nbformat.write(load_assignment(course, "ps").parts[0].released, place)
    summary = grade_lesson(course, "ps", share=in_process, jobs=1, settings=Settings(course=str(tmp_path)))
    words = "1 test cell can't be passed here, even by the solution: t0 (python -m autograder build says why)"
    assert summary.notices == [words]
    capsys.readouterr()
    print_summaries(course, [summary], as_json=True)
    told = capsys.readouterr()
    assert json.loads(told.out)["lessons"][0]["notices"] == [words]
    assert told.err == f"autograder: ps: {words}\n"
    page = build_report(course).read_text(encoding="utf-8").replace("&#39;", "'")
    assert page.index(words) < page.index('class="glance"')


def test_of_many_tests_some_are_named_and_the_rest_counted(tmp_path):
    course = course_of(tmp_path, *["assert asyncio.run(f(3)) == 3"] * (MOST + 2), solution=COROUTINE)
    (line,) = notices(load_assignment(course, "ps"))
    assert line.startswith("8 test cells can't be passed here, even by the solution: t0, t1, ")
    assert "t5 and 2 more (" in line
    assert Summary("ps", 1).notices == []
