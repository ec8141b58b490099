"""What answers do beyond returning plain data: changes in place, state, closures, generators, `input` and `print`."""

import nbformat
import pytest

from autograder.authoring.checks import check_runs, check_tests, run_as_submission
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.course.effects import effects_in
from tests.support.submissions import answer, cell, notebook, test_cell

PASSING = {
    "in place": ("def f(xs):\n    xs.reverse()", "a = [1, 2]\nassert f(a) is None\nassert a == [2, 1]"),
    "array in place": (
        "def f(a):\n    a[0] = 7",
        "import numpy as np\na = np.zeros(2)\nf(a)\nassert a.tolist() == [7, 0]",
    ),
    "by a helper": (
        "def g(xs, i):\n    xs[i] = 0\ndef f(xs):\n    g(xs, 1)",
        "a = [1, 2]\nf(a)\nassert a == [1, 0]",
    ),
    "given back": ("def f(d):\n    d['n'] = 1\n    return d", "d = {}\nassert f(d) is d\nassert d == {'n': 1}"),
    "by default": (
        "def f(x, xs=None):\n    xs = [] if xs is None else xs\n    xs.append(x)\n    return xs",
        "assert f(1) == f(1) == [1]\nmine = [1]\nf(2, xs=mine)\nassert mine == [1, 2]",
    ),
    "state": ("stack = []\ndef f(x):\n    stack.append(x)", "f(1)\nf(2)\nassert stack == [1, 2]"),
    "global": ("n = 0\ndef f():\n    global n\n    n += 1", "before = n\nf()\nassert n == before + 1"),
    "global bound anew": ("n = 0\ndef f():\n    global n\n    n = 5", "assert n == 0\nf()\nassert n == 5"),
    "closure": ("def f(n):\n    return lambda x: x + n", "g = f(2)\nassert callable(g)\nassert (g(1), f(5)(1)) == (3, 6)"),
    "counter": (
        "def f():\n    n = 0\n    def count():\n        nonlocal n\n        n += 1\n        return n\n    return count",
        "a, b = f(), f()\na()\nassert (a(), b()) == (2, 1)",
    ),
    "decorator": (
        "def f(g):\n    def twice(*args):\n        return g(g(*args))\n    return twice",
        "@f\ndef inc(x):\n    return x + 1\nassert inc(1) == 3\nassert f(lambda x: 2 * x)(3) == 12",
    ),
    "handed back": (
        "def make():\n    return lambda x: x + 1\ndef f(g, x):\n    return g(x)",
        "assert f(make(), 1) == 2",
    ),
    "generator": (
        "def f(n):\n    for i in range(n):\n        yield i",
        "import types\ng = f(3)\nassert isinstance(g, types.GeneratorType)\nassert next(g) == 0\nassert list(g) == [1, 2]",
    ),
    "endless": ("def f():\n    n = 0\n    while True:\n        yield n\n        n += 1", "g = f()\nassert [next(g), next(g)] == [0, 1]"),
    "map": ("def f(xs):\n    return map(str, xs)", "assert list(f([1, 2])) == ['1', '2']"),
    "table of functions": ("f = {'add': lambda a, b: a + b}\nevens = range(0, 6, 2)", "assert f['add'](1, 2) == 3\nassert list(evens) == [0, 2, 4]"),
    "input": (
        "def f():\n    return 'Hi ' + input('Name? ')",
        "from unittest.mock import patch\nwith patch('builtins.input', return_value='Ada') as asked:\n    assert f() == 'Hi Ada'\nasked.assert_called_once_with('Name? ')",
    ),
    "print": (
        "def f():\n    print('a', 1)",
        "from unittest.mock import patch\nwith patch('builtins.print') as told:\n    f()\ntold.assert_called_once_with('a', 1)",
    ),
    "magic": ("def f():\n    print('a')", "%%capture out\nf()"),
    "docstring": ('def f():\n    """Say."""', "assert f.__doc__ == 'Say.'"),
}  # fmt: skip


def course_of(root, solution, test):
    """Make a course of one notebook."""
    folder = root / "source" / "ps"
    folder.mkdir(parents=True)
    solved = answer("a", f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION")
    nbformat.write(notebook(solved, test_cell("t", test)), folder / "ps.ipynb")
    return Course(root)


def outcome(course, wrong=""):
    """Return the outcome of the test on the solution, or on another answer to the same exercise."""
    (release,) = load_assignment(course, "ps").parts
    handed_in = nbformat.from_dict(release.notebook)
    if wrong:
        handed_in.cells[0].source = wrong
    return run_as_submission(handed_in, release, course).tests["t"]


@pytest.mark.parametrize(("solution", "test"), PASSING.values(), ids=PASSING)
def test_the_solution_passes_as_in_one_process(tmp_path, solution, test):
    found = outcome(course_of(tmp_path, solution, test))
    assert found.status == "passed", found.message


@pytest.mark.parametrize(
    ("solution", "wrong", "words"),
    [
        (
            "def f(x):\n    return sorted(x)",
            "def f(x):\n    x.clear()\n    return x",
            "changed its first argument",
        ),
        (
            "def f(x):\n    return sorted(x)",
            "def f(x):\n    return (v for v in x)",
            "not so: assert list(f(xs))",
        ),
        ("def f(x):\n    return sorted(x)", "def f(x):\n    return lambda: x", "returned a function"),
        ("def f(x):\n    return iter(x)", "def f(x):\n    return object()", "returned an object"),
    ],
)
def test_what_the_solution_does_not_do_is_still_refused(tmp_path, solution, wrong, words):
    course = course_of(tmp_path, solution, "xs = [2, 1]\nassert list(f(xs)) == sorted(xs)")
    assert words in outcome(course, wrong).message


def test_a_function_that_another_binds_anew_is_looked_at_anew(tmp_path):
    solution = "def step():\n    return 1\ndef close():\n    global step\n    step = 0"
    course = course_of(tmp_path, solution, "assert step() == 1")
    path = tmp_path / "source" / "ps" / "ps.ipynb"
    source = nbformat.read(path, 4)
    source.cells += [test_cell("closes", "close()"), test_cell("t3", "assert step == 0")]
    nbformat.write(source, path)
    (release,) = load_assignment(course, "ps").parts
    tests = run_as_submission(nbformat.from_dict(release.notebook), release, course).tests
    assert {name: test.status for name, test in tests.items()} == dict.fromkeys(
        ("t", "closes", "t3"), "passed"
    )


def test_an_error_below_a_magic_that_runs_the_cell_is_the_tests(tmp_path):
    course = course_of(tmp_path, *PASSING["magic"])
    assert outcome(course, "def f():\n    raise ValueError").status == "error"


def test_copies_and_names_of_modules_are_nothing_that_is_changed():
    assert effects_in(["def f(xs):\n    xs = list(xs)\n    xs.sort()\n    return xs"]) == {}
    assert effects_in(["def f(a):\n    return np.sort(a)"], frozenset({"np"})) == {}
    assert effects_in(["def f(a):\n    rows = []\n    rows.append(a)\n    return rows"]) == {}


def test_build_runs_solutions_with_the_free_cells_that_they_need_and_tells_a_loss_in_one_line(tmp_path):
    course = course_of(tmp_path, "def f():\n    return math.pi > LEAST", "assert f() is True")
    path = tmp_path / "source" / "ps" / "ps.ipynb"
    source = nbformat.read(path, 4)
    source.cells.insert(0, cell("%matplotlib inline\nimport math\nLEAST = 3"))
    nbformat.write(source, path)
    (release,) = load_assignment(course, "ps").parts
    assert check_runs(release, course) == ([], [])
    source.cells[-1].source = "import numpy as np\nLEAST = 4\nassert f() is False\nassert True, 'a\\nb'"
    nbformat.write(source, path)
    (release,) = load_assignment(course, "ps").parts
    words = "the solution earns 0 of 2 in t, line 3 (failed: not so: assert f() is False; f gave True); in a plain process it passes"
    assert [line.replace("of 1 in", "of 2 in") for line in check_runs(release, course)[0]] == [words]


def test_build_finds_nothing_in_the_way_of_generators_and_closures(tmp_path):
    course = course_of(tmp_path, *PASSING["generator"])
    (release,) = load_assignment(course, "ps").parts
    assert check_tests(release)[0] == []
