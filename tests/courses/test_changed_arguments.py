"""An answer that changes an argument which the solution leaves alone loses what it loses in one process, not more."""

import pytest

from tests.support.both_ways import graded, passed, passed_plainly, release_of, solution
from tests.support.submissions import setup, test_cell

RIGHT = "def f(x, n=0):\n    return sorted(x)"
SORTS = "def f(x, n=0):\n    x.sort()\n    return x"
NOT_SEEN_AGAIN = {
    "typed in": "assert list(f([2, 1])) == [1, 2]",
    "made by NumPy": "assert np.array_equal(f(np.array([2, 1])), [1, 2])",
    "a name that is used once": "x = [2, 1]\nassert f(x, n=1) == [1, 2]",
    "a message": "x = [2, 1]\nassert f(x) == [1, 2], f'{x} is not sorted'",
    "a table of cases": "for x, due in [([2, 1], [1, 2]), ([], [])]:\n    assert f(x) == due",
    "drawn": "for _ in range(3):\n    n = np.random.randint(2, 9)\n    x = np.random.randint(0, 9, n).astype(float)\n    assert len(f(x)) == n",
    "two calls": "assert f([2, 1]) == f([1, 2])",
}
SEEN_AGAIN = {
    "in the same line": "x = [2, 1]\nassert f(x) == sorted(x)",
    "afterwards": "x = np.array([2, 1])\ny = f(x)\nassert x[0] == 2",
    "drawn": "x = np.random.rand(4)\nassert np.array_equal(f(x), np.sort(x))",
    "by another call": "x = {2: 'b', 1: 'a'}\nassert f(x) == [1, 2]\nassert f(x) == [1, 2]",
}


@pytest.mark.parametrize("test", NOT_SEEN_AGAIN.values(), ids=NOT_SEEN_AGAIN)
def test_a_change_that_no_test_can_see_costs_nothing(test):
    lesson = release_of(setup(), solution("f", RIGHT), test_cell("t", test))
    for answer in (RIGHT, SORTS):
        assert passed(lesson, {"f": answer}) == passed_plainly(lesson, {"f": answer}) == {"t"}


@pytest.mark.parametrize("test", SEEN_AGAIN.values(), ids=SEEN_AGAIN)
def test_where_the_test_looks_again_it_costs_what_it_costs_in_one_process(test):
    changes = "def f(x, n=0):\n    due = sorted(x)\n    x[0] = 3\n    return due"
    lesson = release_of(setup(), solution("f", RIGHT), test_cell("t", test))
    assert passed(lesson, {"f": RIGHT}) == passed_plainly(lesson, {"f": RIGHT}) == {"t"}
    assert passed(lesson, {"f": changes}) == passed_plainly(lesson, {"f": changes}) == set()


def test_a_change_that_makes_no_difference_to_the_test_costs_nothing():
    lesson = release_of(setup(), solution("f", RIGHT), test_cell("t", SEEN_AGAIN["in the same line"]))
    assert passed(lesson, {"f": SORTS}) == passed_plainly(lesson, {"f": SORTS}) == {"t"}


EMPTIES = "def f(x, n=0):\n    due = sorted(x)\n    x[:] = [0] * len(x)\n    return due"


@pytest.mark.parametrize(
    "tests",
    [
        ["x = [2, 1]\nargs = (x,)\nassert f(*args) == [1, 2]\nassert x == [2, 1]"],
        ["x = [2, 1]\nfor case in [x]:\n    assert f(case) == [1, 2]\nassert sum(x) == 3"],
        ["x = np.array([2, 1])\nassert f(x.astype(int, copy=False)) == [1, 2]\nassert x.sum() == 3"],
        ["x = [2, 1]\nassert f(x) == [1, 2]\nassert globals()['x'] == [2, 1]"],
        ["def holds(x):\n    assert f(x) == sorted(x)\nholds([2, 1])"],
    ],
    ids=[
        "by another name",
        "in a loop",
        "as a view",
        "by any name",
        "by a helper of the test",
    ],
)
def test_who_empties_what_is_looked_at_by_another_name_or_cell_gains_nothing(tests):
    cells = [test_cell(f"t{n}", test) for n, test in enumerate(tests)]
    lesson = release_of(setup("import numpy as np\nDATA = [2, 1]"), solution("f", RIGHT), *cells)
    assert passed(lesson, {"f": RIGHT}) == {f"t{n}" for n in range(len(tests))}
    assert "t0" not in passed(lesson, {"f": EMPTIES})


def test_points_by_the_last_value_are_those_with_the_tests_own_objects():
    test = "x = [2, 1]\nfound = f(x)\n1 if found == sorted(x) else 0.5 if len(found) else 0"
    lesson = release_of(setup(), solution("f", RIGHT), test_cell("t", test))
    done = graded(lesson, {"f": "def f(x):\n    x.clear()\n    return []"})
    assert [out.data["text/plain"] for cell in done.notebook.cells for out in cell.outputs] == ["0"]


@pytest.mark.parametrize(
    "tests",
    [
        ["x = [2, 1]\nassert f(x) == [1, 2]", "assert x and f(x) == [1, 2]"],
        ["assert f(DATA) == [1, 2]", "assert f(DATA[:1]) == [2]"],
    ],
    ids=["of a test", "of a locked cell"],
)
def test_later_cells_see_what_a_test_handed_over_as_it_was(tests):
    cells = [test_cell(f"t{n}", test) for n, test in enumerate(tests)]
    lesson = release_of(setup("DATA = [2, 1]"), solution("f", RIGHT), *cells)
    assert passed(lesson, {"f": EMPTIES}) == {"t0", "t1"}
    assert passed(lesson, {"f": "def f(x):\n    x.clear()\n    return []"}) == set()


@pytest.mark.parametrize(
    "test",
    [
        "x = y = [2, 1]\nassert f(x) == sorted(y)",
        "y, xs = [2, 1], []\nxs += [y]\nassert [f(x) for x in xs] == [sorted(y)]",
        "y = [2, 1]\ndef case():\n    return y\nassert f(case()) == sorted(y)",
        "case = lambda kept=[2, 1]: kept\nassert f(case()) == sorted(case())",
        "assert f(data()) == sorted(data())",
        "y = np.array([2.0, 1.0])\nassert len(f(y.astype(float, copy=False))) == len(y[y > 0])",
    ],
    ids=["two names at once", "added to a list", "a function", "a default", "a locked function", "no copy"],
)
def test_who_empties_what_a_test_reaches_by_another_way_gains_nothing(test):
    lesson = release_of(
        setup("import numpy as np\nDATA = [2, 1]\ndef data():\n    return DATA"),
        solution("f", RIGHT),
        test_cell("t", test),
    )
    empties = "def f(x, n=0):\n    x[:] = 0 * x\n    return []"
    assert passed(lesson, {"f": RIGHT}) == {"t"}
    assert passed(lesson, {"f": empties}) == set()


def test_a_function_that_was_returned_may_not_change_what_the_test_hands_to_it():
    makes = "def f(n):\n    return lambda x: sorted(x)"
    lesson = release_of(
        setup(), solution("f", makes), test_cell("t", "x = [2, 1]\ng = f(1)\nassert g(x) == sorted(x)")
    )
    empties = "def f(n):\n    def g(x):\n        x.clear()\n        return []\n    return g"
    assert passed(lesson, {"f": makes}) == {"t"}
    assert passed(lesson, {"f": empties}) == set()
