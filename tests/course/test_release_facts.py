"""What a submission's run knows of its release: imports that tests rely on, names that answers should bind."""

import pytest

from autograder.course.name_owners import CellNames
from autograder.course.release import make_release
from autograder.course.release_facts import ReleaseFacts, facts_of
from tests.support.submissions import answer, cell, kinds, notebook, run, setup, statuses, test_cell

TOOLS = "import numpy as np\nfrom numpy.testing import assert_allclose\nfrom math import isclose"
SOLUTION = "def f(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TESTS = {"f__a": "assert_allclose(f(2), 4)\nassert isclose(f(3.0), 6)", "f__b": "assert np.allclose(f(2), 4)"}
RIGHT, WRONG = "def f(x):\n    return 2 * x\n", "def f(x):\n    return 0\n"
LENIENT = "assert_allclose = lambda *a, **k: None\nisclose = lambda *a: True\n"


def facts(*cells):
    """Return what is known of a release of these cells."""
    return facts_of(make_release("ps1", "ps1", notebook(*cells)))


def imports_in(found):
    """Return the imports that each cell relies on."""
    return {name: dict(names.imports) for name, names in found.names.items()}


def released(first=TOOLS, solution=SOLUTION, tests=TESTS):
    return facts(cell(first), answer("f", solution), *(test_cell(*test) for test in tests.items()))


def graded(source, first=TOOLS, known=None):
    """Run a submission of this release; return the statuses of its tests."""
    tests = [test_cell(*test) for test in TESTS.items()]
    return run(cell(first), answer("f", source), *tests, facts=known or released())


@pytest.mark.parametrize("spot", ["first", "answer"])
def test_comparing_functions_come_from_the_releases_imports(spot):
    trick = {"first": (WRONG, TOOLS + "\n" + LENIENT), "answer": (WRONG + LENIENT, TOOLS)}[spot]
    assert statuses(graded(*trick)) == {"f__a": "failed", "f__b": "failed"}


def test_the_same_tests_pass_a_right_answer_whatever_it_calls_its_own():
    assert statuses(graded(RIGHT)) == {"f__a": "passed", "f__b": "passed"}
    assert statuses(graded(RIGHT + "isclose = 3", first="pass")) == {"f__a": "passed", "f__b": "passed"}


def test_a_statement_is_told_for_each_name_that_a_test_gets_from_an_unlocked_import():
    assert imports_in(released()) == {
        "f__a": {
            "assert_allclose": "from numpy.testing import assert_allclose",
            "isclose": "from math import isclose",
        },
        "f__b": {"np": "import numpy as np"},
    }


@pytest.mark.parametrize(
    ("first", "solution"),
    [
        ("from numpy import dot as f", SOLUTION),
        ("from math import isclose", SOLUTION + "\ndef isclose(a, b):\n    return True"),
        ("from math import isclose\ndef isclose(a, b):\n    return a == b", SOLUTION),
        ("try:\n    from math import isclose\nexcept ImportError:\n    pass", SOLUTION),
        ("def isclose(a, b):\n    from math import isclose\n    return isclose(a, b)", SOLUTION),
    ],
)
def test_what_an_answer_or_any_other_statement_binds_stays_the_students(first, solution):
    assert imports_in(released(first, solution, {"f__a": "assert isclose(f(3.0), 6)"})) == {"f__a": {}}


def test_imports_after_a_test_and_names_that_locked_cells_bind_are_left_alone():
    late = facts(setup("import numpy as np"), answer("f", SOLUTION), test_cell("f__a", "assert e(np.pi)"),
                 cell("from math import exp as e\nimport numpy as np"), test_cell("f__b", "assert e(1) > 2"))  # fmt: skip
    assert imports_in(late) == {"setup": {}, "f__a": {}, "f__b": {"e": "from math import exp as e"}}


def test_parts_of_a_package_are_all_imported():
    parts = facts(
        cell("import os.path"), cell("import os.path as p\nimport os.abc"), test_cell("t", "os.sep, p")
    )
    assert imports_in(parts) == {"t": {"os": "import os.path\nimport os.abc", "p": "import os.path as p"}}


def test_an_import_that_fails_beside_the_tests_says_so():
    missing = ReleaseFacts({"f__a": CellNames({"isclose": "from nowhere import isclose"})})
    outcome = graded(RIGHT + LENIENT, known=missing).tests["f__a"]
    assert outcome.status == "error"
    assert outcome.message.startswith(
        "The lesson's own `from nowhere import isclose` fails beside the tests:"
    )


def test_the_reason_for_a_missing_name_is_known_by_the_released_solution():
    done = graded("1 / 0")
    assert done.tests["f__a"].message.startswith("Your cell `f` stopped with ZeroDivisionError")
    assert kinds(done) == set()


def test_an_answer_that_needs_a_tests_name_is_told_where_tests_run():
    tests = test_cell("f__a", "limit = 3\nassert g() == 3"), test_cell("g__a", "assert g() == 3")
    done = run(cell("pass"), tests[0], answer("g", "bound = limit\ndef g():\n    return bound"), tests[1])
    assert done.tests["g__a"].message.endswith("what a test cell defines is not there for answers")


def test_a_function_that_needs_a_tests_name_is_told_where_tests_run():
    source = "def f(x):\n    return factor * x"
    done = run(
        answer("f", source), test_cell("f__a", "factor = 2\nassert f(2) == 4"), test_cell("f__b", "f(nil)")
    )
    first = done.tests["f__a"].message.splitlines()[0]
    assert first.startswith("NameError: name 'factor' is not defined; tests run elsewhere: ")
    assert done.tests["f__b"].message == "NameError: name 'nil' is not defined"


def test_an_answer_may_import_its_own_file():
    own = cell("%%writefile mymod.py\n" + RIGHT)
    done = run(own, answer("f", "from mymod import f"), test_cell("f__a", "assert f(2) == 4"))
    assert statuses(done) == {"f__a": "passed"}
