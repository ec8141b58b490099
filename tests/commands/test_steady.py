"""Answers that are marked by what a test happens to draw are found."""

from nbformat.v4 import new_code_cell, new_notebook

from autograder.authoring.answers import Answer
from autograder.commands.steady import unsteady
from autograder.course.release import make_release

LUCKY = "import random\nassert double(random.choice([0, 3])) in (0, 6)"


def release(test):
    """A lesson with one exercise."""

    def cell(source, **marks):
        marked = {"schema_version": 3, "cell_type": "code", "task": False, **marks}
        return new_code_cell(source, metadata={"nbgrader": marked})

    solution = "### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION"
    cells = [
        cell(solution, grade_id="double", grade=False, solution=True, locked=False),
        cell(test, grade_id="double__a", grade=True, solution=False, locked=True, points=1),
    ]
    return make_release("l", "l", new_notebook(cells=cells))


def answer(kind, source):
    return Answer("double", kind, f"the-{kind}-one", None, f"def double(x):\n    return {source}\n")


def test_an_answer_that_is_marked_by_luck_is_named():
    (line,) = unsteady(release(LUCKY), [answer("right", "x + x"), answer("wrong", "3 * x")], 200)
    assert line.startswith("double: the wrong answer the-wrong-one passes double__a ")
    assert line.endswith(" of 50 times")


def test_a_right_answer_that_never_passes_is_named():
    (line,) = unsteady(release(LUCKY), [answer("right", "7")], 8)
    assert line == "double: the right answer the-right-one passes double__a 0 of 8 times"


def test_steady_answers_are_not_named():
    steady = release("assert double(3) == 6")
    assert list(unsteady(steady, [answer("right", "x + x"), answer("wrong", "3 * x")], 8)) == []
