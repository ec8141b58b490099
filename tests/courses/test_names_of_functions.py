"""A function keeps its name, docstring, signature and what it wraps, whichever way it went between the processes."""

import pytest

from autograder.authoring.checks import check_tests
from autograder.authoring.testability import find_unsplittable
from tests.support.both_ways import passed, passed_plainly, release_of, solution
from tests.support.submissions import setup, test_cell

SHOUT = """def shout(fn):
    {wraps}
    def g(*a):
        return fn(*a).upper()
    return g"""
DECORATED = "@shout\ndef hello(x, end='!'):\n    'Say hello.'\n    return 'hello ' + x\n"
SAYS = [
    "assert hello.__name__ == 'hello'",
    "assert hello.__doc__ == 'Say hello.'",
    "assert hello.__wrapped__('x') == 'hello x'",
    "import inspect\nassert list(inspect.signature(hello).parameters) == ['x', 'end']",
    "import inspect\nassert inspect.signature(hello).parameters['end'].default == '!'",
]


@pytest.mark.parametrize("says", SAYS)
def test_a_function_that_an_answer_wraps_and_returns_is_called_what_it_was(says):
    right, wrong = SHOUT.format(wraps="@functools.wraps(fn)"), SHOUT.format(wraps="")
    lesson = release_of(setup("import functools"), solution("shout", right), test_cell("t", DECORATED + says))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    assert passed(lesson, {"shout": wrong}) == passed_plainly(lesson, {"shout": wrong}) == set()
    assert not find_unsplittable(lesson)


NAMED = "def named(x, *, scale=2):\n    'Double.'\n    return scale * x"


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ("assert named.__name__ == named.__qualname__ == 'named'", "def other(x): return x\nnamed = other"),
        ("assert named.__doc__ == 'Double.'", "def named(x): return 2 * x"),
        ("import inspect\nassert str(inspect.signature(named)) == '(x, *, scale=2)'", "named = abs"),
        ("assert not hasattr(named, '__wrapped__')",
         "import functools\n@functools.wraps(abs)\ndef named(x): return x"),
    ],
)  # fmt: skip
def test_a_function_of_the_answers_is_what_it_says_of_itself(says, wrong):
    lesson = release_of(solution("named", NAMED), test_cell("t", f"{says}\nassert named(2) == 4"))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    assert passed(lesson, {"named": wrong}) == passed_plainly(lesson, {"named": wrong}) == set()


def test_an_answer_can_ask_a_function_of_the_tests_for_its_name_and_signature():
    source = "import inspect\ndef told(fn):\n    return f'{fn.__name__}{inspect.signature(fn)}: {fn.__doc__}'"
    test = "def area(a, b=2):\n    'Multiply.'\nassert told(area) == 'area(a, b=2): Multiply.'"
    lesson = release_of(solution("told", source), test_cell("t", test))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}


def test_a_callable_object_that_tells_nothing_of_itself_is_called_all_the_same():
    odd = "class Odd:\n    def __getattr__(self, name):\n        raise RuntimeError(name)\n    def __call__(self, x):\n        return 2 * x\n"
    lesson = release_of(solution("named", NAMED), test_cell("t", "assert named(2) == 4"))
    assert passed(lesson, {"named": f"{odd}named = Odd()"}) == {"t"}


SOURCES = {
    "of an answer": "import inspect\nassert 'sorted' not in inspect.getsource(named)\nassert named(2) == 4",
    "by a helper": (
        "from inspect import getsource\ndef body(g):\n    return getsource(g).splitlines()\n"
        "assert not any('sorted' in line for line in body(named))\nassert named(2) == 4"
    ),
    "where it begins": "import inspect\nassert inspect.getsourcelines(named)[0][0].startswith('def named')\nassert named(2) == 4",
}


@pytest.mark.parametrize("test", SOURCES.values(), ids=SOURCES)
def test_a_test_may_read_the_source_of_an_answers_function(test):
    lesson = release_of(solution("named", NAMED), test_cell("t", test))
    assert check_tests(lesson)[0] == []
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    for wrong in ("named = lambda x: sorted([x])[0] * 2", "named = abs"):
        assert passed(lesson, {"named": wrong}) == passed_plainly(lesson, {"named": wrong}) == set()


def test_a_test_may_read_the_source_of_a_function_that_an_answer_returns():
    makes = "def make(n):\n    return lambda x: n * x"
    test = "import inspect\nassert 'lambda' in inspect.getsource(make(2))\nassert make(2)(3) == 6"
    lesson = release_of(solution("make", makes), test_cell("t", test))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}


def test_what_the_tests_define_tells_its_own_source():
    test = "import inspect\ndef own(x):\n    return x\nassert 'return x' in inspect.getsource(own)\nassert named(2) == 4"
    lesson = release_of(solution("named", NAMED), test_cell("t", test))
    assert passed(lesson) == {"t"}
