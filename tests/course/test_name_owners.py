"""Whose a name of a test is: the last cell before it that binds the name decides."""

import pytest

from autograder.course.attachments import Companions
from autograder.course.release import make_release
from autograder.course.release_facts import facts_of
from tests.support.submissions import answer, cell, notebook, setup, test_cell


def solution(name, source):
    """Return an answer's cell in the source notebook: its stub is a line that says so."""
    return answer(name, f"### BEGIN SOLUTION\n{source}\n### END SOLUTION")


def names(*cells, files=None):
    """Return where the names of the last cell come from."""
    beside = {"beside": Companions(files)} if files else {}
    facts = facts_of(make_release("ps1", "ps1", notebook(*cells), **beside))
    return list(facts.names.values())[-1]


LOOP = test_cell("loop", "for n in range(3):\n    result = n\nassert result")
N = solution("n", "n = 10")
USE = test_cell("use", "assert n == 10")


def test_an_answer_after_a_test_that_binds_its_name_is_asked_for():
    assert names(LOOP, N, USE).theirs == {"n"}
    assert names(N, LOOP, USE).theirs == set()
    assert names(N, LOOP, solution("more", "n = 10"), USE).theirs == {"n"}


@pytest.mark.parametrize("name", ["max", "sum", "open", "quit", "display", "list"])
def test_an_answer_that_is_called_as_something_of_pythons_or_the_kernels_is_asked_for(name):
    cells = (solution("a", f"def {name}(x):\n    return x"), test_cell("t", f"assert {name}([1]) == 1"))
    assert names(*cells).theirs == {name}


@pytest.mark.parametrize(
    ("source", "theirs"),
    [
        ("data = [5]", {"data"}),
        ("data.append(5)", {"data"}),
        ("data[0] = 5", {"data"}),
        ("def f():\n    data.append(5)", {"data"}),
        ("def f():\n    global data\n    data = 5", {"data"}),
        ("other = data + [5]", set()),
        ("def f(data):\n    data.append(5)", set()),
    ],
)
def test_what_a_locked_cell_binds_is_the_students_where_the_solution_changes_it(source, theirs):
    found = names(setup("data = [1]"), solution("a", source), test_cell("t", "assert data"))
    assert found.theirs == theirs


def test_an_unlocked_cell_is_asked_for_what_it_binds_where_it_is_there():
    found = names(LOOP, cell("n = 4"), USE)
    assert (found.theirs, found.perhaps) == (set(), {"n"})


def test_names_that_a_locked_or_a_tests_function_uses_are_those_of_the_test_that_calls_it():
    helper = "def check_f():\n    assert f(2) == 4\n    again()"
    more = test_cell("m", "def again():\n    assert g() == 1")
    cells = (setup(helper), solution("f", "def f(x):\n    return 2 * x\ndef g():\n    return 1"), more)
    assert names(*cells, test_cell("t", "check_f()")).theirs == {"f", "g"}
    assert names(*cells, test_cell("t", "assert 1 + 1 == 2")).theirs == set()


def test_what_an_answer_imports_is_told_by_its_statement():
    found = names(solution("i", "from matplotlib import pyplot as plt"), test_cell("t", "plt.get_backend()"))
    assert (found.theirs, found.modules) == ({"plt"}, {"plt": "from matplotlib import pyplot as plt"})


def test_the_same_import_in_an_answer_changes_nothing():
    again = solution("f", "import numpy as np\ndef f():\n    return np.pi")
    use = test_cell("t", "assert np.isclose(f(), 3)")
    assert dict(names(cell("import numpy as np"), again, use).imports) == {"np": "import numpy as np"}
    assert names(setup("import numpy as np"), again, use).theirs == {"f"}
    assert names(again, use).theirs == {"f", "np"}
    assert names(cell("import numpy as np"), solution("f", "import math as np"), use).theirs == {"np"}


def test_a_star_import_binds_what_its_module_has():
    found = names(cell("from math import *"), test_cell("t", "assert pow(2, floor(3)) == len([1])"))
    assert dict(found.imports) == {n: f"from math import {n}" for n in ("floor", "pow")}
    own = names(
        cell("from mine import *"),
        test_cell("t", "assert f() == len([1])"),
        files={"mine.py": b"def f(): pass"},
    )
    assert dict(own.imports) == {"f": "from mine import f"}
    assert not own.unclear
    assert names(solution("a", "from math import *"), test_cell("t", "pow(2, 3)")).perhaps == {"pow"}


@pytest.mark.parametrize(
    ("source", "test", "word"),
    [
        ("from nowhere_at_all import *", "assert n == 10", "n"),
        ("from nowhere_at_all import *", "assert len([1])", "len"),
        ("exec('n = 10')", "assert n == 10", "n"),
        ("globals()['n'] = 10", "assert n == 10", "n"),
        ("%run other.py", "assert n == 10", "n"),
    ],
)
def test_where_it_cannot_be_told_it_is_said(source, test, word):
    why = names(LOOP, solution("a", source), test_cell("t", test)).unclear
    assert why.startswith(f"whose {word} is meant can't be told: ")


@pytest.mark.parametrize(
    ("source", "test"),
    [
        ("exec('n = 10')", "assert len([1])"),
        ("n = 10\nexec('m = 10')", "assert n == 10"),
        ("from math import *", "assert len([1]) and n"),
    ],
)
def test_in_other_cases_nothing_is_unclear(source, test):
    assert not names(LOOP, solution("a", source), test_cell("t", test)).unclear
