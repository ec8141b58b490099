"""Errors that Python, NumPy or the lesson defines arrive in a test as what they are, with what they carry."""

import pytest

from autograder.sandbox.limits import Limits
from tests.support.both_ways import graded, passed, passed_plainly, release_of, solution
from tests.support.submissions import setup, test_cell

WANTS = "try:\n    f()\nexcept {kind} as e:\n    assert {so}\nelse:\n    assert False"
LOCKED = "import numpy as np\nclass TooBig(ValueError):\n    pass"


@pytest.mark.parametrize(
    ("raises", "kind", "so"),
    [
        ("next(iter([]))", "StopIteration", "e.args == ()"),
        ("np.linalg.inv(np.zeros((2, 2)))", "np.linalg.LinAlgError", "'Singular' in str(e)"),
        ("open('nowhere.txt')", "OSError", "(e.errno, e.filename, len(e.args)) == (2, 'nowhere.txt', 2)"),
        ("raise SystemExit(3)", "SystemExit", "e.code == 3"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", "True"),
        ("raise SystemExit(3)", "BaseException", "type(e).__name__ == 'SystemExit'"),
        ("raise ExceptionGroup('two', [ValueError(1), KeyError('k')])", "ExceptionGroup",
         "e.message == 'two' and [type(x) for x in e.exceptions] == [ValueError, KeyError]"),
        ("raise ValueError('a', 2) from KeyError('k')", "ValueError",
         "e.args == ('a', 2) and type(e.__cause__) is KeyError and e.__cause__.args == ('k',)"),
        ("raise TooBig('much')", "TooBig", "str(e) == 'much'"),
        ("import json; json.loads('{')", "ValueError", "type(e).__name__ == 'JSONDecodeError'"),
        ("'é'.encode('ascii')", "UnicodeEncodeError", "(e.start, e.object) == (0, 'é')"),
    ],
)  # fmt: skip
def test_an_expected_error_is_seen_as_in_one_process(raises, kind, so):
    lesson = release_of(
        setup(LOCKED),
        solution("f", f"def f():\n    {raises}", "def f():\n    ...\n"),
        test_cell("f__a", WANTS.format(kind=kind, so=so)),
    )
    assert passed_plainly(lesson) == passed(lesson) == {"f__a"}
    wrong = {"f": "def f():\n    raise RuntimeError"}
    assert passed_plainly(lesson, wrong) == passed(lesson, wrong) == set()


@pytest.mark.parametrize(
    "wrong", ["raise StopIteration", "raise SystemExit", "raise KeyboardInterrupt", "raise GeneratorExit"]
)
def test_an_error_that_a_test_does_not_name_ends_no_loop_of_it_and_passes_no_handler(wrong):
    lesson = release_of(
        solution("f", "def f(x):\n    return x"),
        test_cell("f__a", "assert list(map(f, [])) == [] and all(map(lambda x: f(x) == x, [1, 2]))"),
        test_cell("f__b", "try:\n    f(1)\nexcept Exception:\n    raise AssertionError('raised') from None"),
    )
    done = graded(lesson, {"f": f"def f(x):\n    {wrong}"})
    assert [outcome.status for outcome in done.tests.values()] == ["error", "failed"]


def test_a_call_that_is_interrupted_is_no_interruption_that_a_test_expects():
    test = "try:\n    f()\nexcept KeyboardInterrupt:\n    pass"
    lesson = release_of(solution("f", "def f():\n    raise KeyboardInterrupt"), test_cell("f__a", test))
    endless = {"f": "def f():\n    while True:\n        pass"}
    done = graded(lesson, endless, limits=Limits(seconds=1.0, grace=1.0, total_seconds=20.0))
    assert done.tests["f__a"].status == "timeout"


def test_an_error_of_a_tests_own_function_comes_back_through_the_answer_as_it_was():
    test = (
        "class Mine(KeyError):\n    pass\ndef g(x):\n    raise Mine(x, 3)\n"
        "try:\n    f(g)\nexcept Mine as e:\n    assert e.args == (7, 3)\nelse:\n    assert False\nassert f(abs) == 7"
    )
    lesson = release_of(solution("f", "def f(g):\n    return g(7)"), test_cell("t", test))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    for wrong in (
        "try:\n        return g(7)\n    except KeyError:\n        return 7",
        "raise KeyError(7, 3)",
    ):
        answer = {"f": f"def f(g):\n    {wrong}"}
        assert passed(lesson, answer) == passed_plainly(lesson, answer) == set()


def test_nobody_sees_where_the_graders_libraries_lie():
    lesson = release_of(
        setup("import json\nimport numpy as np"),
        solution("f", "def f():\n    return 1"),
        test_cell("a", "f()"),
        solution("g", "def g():\n    return 1"),
        test_cell("b", "g()"),
    )
    wrong = {"f": "def f():\n    return np.linalg.inv(np.zeros((2, 2)))", "g": "json.loads('{')"}
    done = graded(lesson, wrong)
    shown = str([cell.get("outputs") for cell in done.notebook.cells]) + str(done.tests)
    assert "numpy/linalg/" in shown
    assert "json/decoder.py" in shown
    assert "site-packages" not in shown
    assert "python3." not in shown
