"""Tests that two processes can't grade fairly are named by `build` with line and reason."""

import pytest

from autograder.authoring.testability import find_unsplittable
from tests.support.lints import STRONG, release
from tests.support.submissions import answer, cell, test_cell

CLASS = "class Stack:\n    pass\nclass Wrong(ValueError):\n    pass\ndef f(x):\n    return x"


UNSPLITTABLE = {
    "magic": ("%timeit -n1 f(2)\nassert f(2) == 4", "", 1, "magics"),
    "assigned magic": ("x = 1\nt = %timeit -o f(2)", "", 2, "magics"),
    "shell": ("assert f(2) == 4\n!ls", "", 2, "shell"),
    "cell magic": ("%%time\nassert f(2) == 4", "", 1, "magics"),
    "help": ("f?", "", 1, "magics"),
    "no Python": ("assert f(2) == = 4", "", 1, "no Python"),
    "globals": ("assert globals()['f'](2) == 4", "", 1, "globals()"),
    "eval": ("assert f(2) == 4\nassert eval('f(2)') == 4", "", 2, "eval()"),
    "history": ("assert 'for' not in In[-2]\nassert f(2) == 4", "", 1, "history"),
    "a result by its number": ("assert f(2) == 4\nassert _12 == 4", "", 2, "_12 holds the kernel's history"),
    "global": ("def g():\n    global rate\n    rate = 2\ng()\nassert f(2) == 4", "", 2, "global rate"),
    "object of a class": ("s = Stack()\nassert s.size == 0", CLASS, 1, "object of the student's class"),
    "isinstance": ("assert isinstance(f(2), Stack)", CLASS, 1, "isinstance"),
    "derived class": ("class Mine(Stack):\n    pass\nassert f(2) == 4", CLASS, 1, "derive"),
    "own error": ("try:\n    f(2)\nexcept Wrong:\n    pass\nelse:\n    raise AssertionError", CLASS, 3, "built-in error"),
    "coroutine": ("import asyncio\nassert asyncio.run(f(3)) == 3", "async def f(n):\n    return n", 2, "coroutine"),
    "attribute": ("assert f.__code__\nassert f(2) == 4", "", 1, "f.__code__"),
    "attributes": ("assert 'size' in dir(Stack)\nassert f(2) == 2", CLASS, 1, "dir looks into Stack"),
    "names": ("def there():\n    return 'f' in dir()\nassert f(2) == 4", "", 2, "dir()"),
    "generator handed over": ("assert f(i for i in range(3)) == 3", "", 1, "generator can't be handed"),
    "file handed over": ("assert f(open('a.txt')) == 3", "", 1, "open(...)"),
    "changed for the answer": (
        "options['fast'] = True\nassert f(2) == 6",
        "options = {}\ndef f(x):\n    return 3 * x if options.get('fast') else 0",
        1,
        "f reads options",
    ),
    "seeded for the answer": (
        "import numpy as np\nnp.random.seed(3)\nassert f(2) == 6",
        "import numpy as np\ndef f(n):\n    return np.random.randint(9)",
        2,
        "f draws from its own",
    ),
    "read by the answer": ("rate = 3\nassert f(2) == 6", "def f(x):\n    return rate * x", 1, "f reads rate"),
}  # fmt: skip


@pytest.mark.parametrize(("test", "solution", "line", "words"), UNSPLITTABLE.values(), ids=UNSPLITTABLE)
def test_what_cannot_be_split_is_reported_with_line_and_reason(test, solution, line, words):
    found = find_unsplittable(release(test, *([solution] if solution else [])))
    assert any(o.line == line and words in o.reason for o in found), found
    assert str(found[0]).startswith("f__a, line ")


@pytest.mark.parametrize(
    "test",
    [
        *STRONG,
        "import pytest\nwith pytest.raises(ValueError):\n    f(0)\nassert f(1) == 1",
        "assert f(lambda x: x + 1) == 2",
        "for _ in range(3):\n    assert f(2) == 4",
        "assert f([i for i in range(3)]) == 3",
        "text = '''\n%d\n!x\n'''\nassert f(text) == 3",
        "assert f(2) == 4, f.__name__",
        "assert f.__doc__ == 'x'\nassert f(2) == 4",
        "from math import pi\nassert abs(f(2) - pi) < 1",
        "from math import *\nassert abs(f(2) - pi) < 1",
        "class Own:\n    pass\nassert isinstance(f(2), int)",
        "assert hasattr(f(2), 'real') and 'real' in dir(f(2))",
        "assert [f(_) for _ in (1, 2)] == [f(1), f(2)]",
        "g = lambda _: f(_)\nassert g(2) == 4",
        "def g(n):\n    for _ in range(n):\n        n += _\n    return n\nassert f(2) == g(2)",
        "_, n = f(2)\nassert _ == 4",
        "if 'f' not in dir():\n    raise ValueError('no f')\nassert f(2) == 4 and 'f' in globals()",
    ],
)
def test_what_can_be_split_is_not_reported(test):
    assert find_unsplittable(release(test)) == []


def test_a_name_of_a_test_cell_that_a_later_answer_needs_is_reported():
    later = answer("g", "def g():\n    return table[0]")
    (found,) = find_unsplittable(
        release("x = 1\ntable = [f(x)]\nassert table == [1]", "def f(x):\n    return x", later)
    )
    assert str(found) == "f__a, line 2: g needs table, which only this test cell defines"
    setup = cell("table = [3]\n%matplotlib inline")
    assert (
        find_unsplittable(
            release("table = [f(1)]\nassert table == [1]", "def f(x):\n    return x", setup, later)
        )
        == []
    )


@pytest.mark.parametrize("binds", [answer("g", "_ = 3"), cell("_ = 3"), test_cell("g__a", "_, n = f(2)")])
def test_an_underscore_that_an_earlier_cell_binds_is_no_history(binds):
    found = find_unsplittable(
        release("f(2)", "def f(x):\n    return x", binds, test_cell("b", "assert _ == 3"))
    )
    assert found == []


def test_an_import_of_a_test_cell_is_there_for_later_cells_where_students_see_it():
    later = answer("g", "### BEGIN SOLUTION\ndef g():\n    return math.pi\n### END SOLUTION")
    assert find_unsplittable(release("import math\nassert f(1) == 1", "def f(x):\n    return x", later)) == []
    hidden = "assert f(1) == 1\n### BEGIN HIDDEN TESTS\nimport math\n### END HIDDEN TESTS"
    (found,) = find_unsplittable(release(hidden, "def f(x):\n    return x", later))
    assert "g needs math, which only this test cell defines" in str(found)
