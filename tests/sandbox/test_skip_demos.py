"""Cells of the lesson on which no mark can depend are not run; where that is in doubt they are."""

import nbformat
import pytest

from autograder.course.release_facts import facts_of
from autograder.sandbox.plan import plan
from autograder.sandbox.skip_demos import without_idle
from tests.support.both_ways import graded, release_of, solution
from tests.support.lessons import NAMES, ROOT
from tests.support.submissions import RULES, answer, cell, notebook, run, setup, statuses, test_cell

SETUP = setup("import numpy as np\nfrom course import pictures, widgets")
TEST = test_cell("f__a", "x = np.ones(3)\nassert f(x) == 3")


def kept(demonstration, solution="def f(a):\n    return a.sum()", *more):
    """Say whether a cell of the release is run."""
    cells = [SETUP, cell(demonstration), answer("f", solution), *more, TEST]
    release = {cell.source for cell in (SETUP, cells[1], answer("f", "def f(a): ..."), TEST)}
    steps = without_idle(plan(notebook(*cells), release), release, ["course"])
    return any(step.source == demonstration for step in steps)


@pytest.mark.parametrize(
    "source",
    [
        "128 * 128 * 3",
        "image = pictures.photograph(64)\nimage[:3].sum()",
        "f(np.eye(3)).round(2)",
        "widgets.slide(f)",
        "bar = np.zeros((3, 4))\nbar[:, 2] = 1\nf(bar)",
        "rows = [1, 2]\nrows += [3]\nrows.append(f(rows))\nlen(rows), max(rows)",
        "for n in range(3):\n    print(f'{n:3}', f(n))",
        "rng = np.random.default_rng(1)\nf(rng.normal(size=(3, 4)))",
        "np.random.default_rng(3).integers(9, size=3)",
        "# nothing but a comment",
    ],
)
def test_a_cell_that_only_shows_something_is_not_run(source):
    assert not kept(source)


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import numpy.random",
        "np.random.seed(3)",
        "np.random.normal(size=3)",
        "np.random.shuffle([1, 2])",
        "np.seterr(all='raise')",
        "np.left = 3",
        "plt.rcParams['lines.linewidth'] = 3",
        "plt.rcParams.update(size=3)",
        "open('notes.txt', 'w').write('x')",
        "exec('f = None')",
        "def f(a):\n    return 3",
        "class F: pass",
        "del np",
        "global f",
        "(lambda: 1)()",
        "view = shared[1:]\nview[0] = 3",
        "view = shared\nview += 1",
        "shared[0] = 3",
        "shared += 1",
        "shared.append(3)",
        "shared.sort()",
        "shared.fill(0)",
        "rng.normal()",
        "with open('x') as file: pass",
        "raise SystemExit",
        "[y := 3]",
        "%matplotlib inline",
        "1 +",
    ],
)
def test_a_cell_that_may_change_something_is_run(source):
    assert kept(source)


def test_a_cell_that_binds_a_name_which_others_mention_is_run_with_all_that_it_needs():
    assert kept("size = 3", "def f(a):\n    return size")
    assert kept("size = 3", more_text := "def f(a):\n    return 3", cell("other = size\nother.there = 1"))
    assert not kept("size = 3", more_text, cell("other = 1"))
    first, second = cell("size = 3"), cell("half = size / 2")
    cells = [SETUP, first, second, answer("f", "def f(a):\n    return half"), TEST]
    released = {step.source for step in cells if step is not cells[3]}
    assert len(without_idle(plan(notebook(*cells), released), released, [])) == 5


def test_the_tests_names_count_only_where_they_come_from_outside():
    assert not kept("x = 3")
    uses = test_cell("f__b", "assert f(threshold) == 3")
    cells = [SETUP, cell("threshold = 3"), answer("f", "def f(a):\n    return a"), uses]
    released = {SETUP.source, cells[1].source, uses.source}
    assert len(without_idle(plan(notebook(*cells), released), released, [])) == 4


@pytest.mark.parametrize(
    "solution",
    [
        "def f(a):\n    return globals()['si' + 'ze']",
        "def f(a):\n    return eval('si' + 'ze')",
        "def f(a):\n    import sys\n    return sys._getframe().f_globals",
        "def f(a):\n    return Out[2]",
        "%run helpers.py\ndef f(a):\n    return 3",
        "def f(a):\n    return __import__('__main__').size",
    ],
)
def test_with_an_answer_that_may_reach_any_name_every_cell_is_run(solution):
    assert kept("size = 3", solution)


def test_a_class_of_the_students_own_reaches_no_name_by_its_methods():
    called = "class F:\n    def __init__(self):\n        self.calls = 0\n\n    def __call__(self, a):\n        return a.sum()"
    assert not kept("size = 3", f"{called}\n\nf = F()\nprint(type(f).__name__, f.__doc__)")


def test_a_cell_that_the_student_changed_is_run():
    changed = cell("128 * 128 * 4")
    steps = plan(notebook(SETUP, changed, TEST))
    assert without_idle(steps, {SETUP.source, TEST.source, "128 * 128 * 3"}, []) == steps


def tagged(source):
    made = cell(source)
    made.metadata["tags"] = ["skip-execution"]
    return made


DIAL = "import matplotlib.pyplot as plt\nfrom ipywidgets import interact\ninteract(f, size=(1, 9));"


def steps_with(demonstration, *more, released=True):
    cells = [SETUP, demonstration, answer("f", "def f(a):\n    return a.sum()"), *more, TEST]
    handed_out = [*cells[:1], *([demonstration] if released else []), *cells[2:3], TEST]
    facts, release = facts_of(release_of(*handed_out)), {cell.source for cell in handed_out}
    return [step.source for step in without_idle(plan(notebook(*cells), release, facts), release, ["course"])]


def test_a_plot_or_a_dial_that_the_release_tags_is_not_run_whatever_it_calls():
    assert DIAL in steps_with(cell(DIAL))
    assert DIAL not in steps_with(tagged(DIAL))


def test_it_is_not_run_in_a_submission_either_which_keeps_no_tags():
    demonstration, right = tagged("print('drawn')"), solution("f", "def f(a):\n    return a.sum()")
    done = graded(release_of(SETUP, demonstration, right, TEST))
    assert statuses(done) == {"f__a": "passed"}
    assert [c.outputs for c in done.notebook.cells if c.source == demonstration.source] == [[]]


def test_it_is_run_when_the_student_has_changed_it_or_uses_what_it_binds():
    assert DIAL in steps_with(tagged(DIAL), released=False)
    assert DIAL in steps_with(tagged(DIAL), cell("plt.figure()"))


def test_nbgraders_own_executor_leaves_it_out_too():
    from nbclient import NotebookClient  # only here: it starts a kernel

    made = notebook(tagged("raise SystemError"), cell("6 * 7"))
    NotebookClient(made, kernel_name="python3").execute()
    assert made.cells[0].execution_count is None
    assert made.cells[1].outputs[0].data["text/plain"] == "42"


def test_cells_that_are_not_run_leave_no_output_and_the_others_keep_their_numbers():
    show = cell("6 * 7")
    test = test_cell("f__a", "assert f(1) == 2")
    cells = [setup(), show, answer("f", "def f(a):\n    return a + 1\nf(1)"), test]
    done = run(*cells, rules=RULES, released={"import numpy as np", show.source, test.source})
    assert statuses(done) == {"f__a": "passed"}
    assert [c.execution_count for c in done.notebook.cells] == [1, None, 3, 4]
    assert done.notebook.cells[1].outputs == []
    assert done.notebook.cells[2].outputs[0].data["text/plain"] == "2"
    everything = run(*(c.copy() for c in cells), rules=RULES)
    assert everything.notebook.cells[1].outputs[0].data["text/plain"] == "42"


@pytest.mark.parametrize("lesson", NAMES)
def test_most_demonstrations_of_a_lesson_are_idle_for_its_own_solution(lesson):
    release = nbformat.read(ROOT / "notebooks" / lesson / f"{lesson}.ipynb", as_version=4)
    released = {cell.source for cell in release.cells}
    steps = plan(release, released)
    shown = [step for step in steps if step.is_free]
    idle = len(steps) - len(without_idle(steps, released, ["convlab"]))
    assert idle >= len(shown) / 3


@pytest.mark.parametrize("answer", ["x = !ls\n" * 600 + "y = (", "x = " + "lambda:" * 3000 + "1"])
@pytest.mark.parametrize("by_hand", [False, True])
def test_an_answer_that_no_parser_stands_is_planned_like_any_other(answer, by_hand):
    cells = [SETUP, cell(answer, solution=True, grade=by_hand, grade_id="a"), TEST]
    released = {SETUP.source, TEST.source}
    assert len(without_idle(plan(notebook(*cells), released), released, [])) == 3
