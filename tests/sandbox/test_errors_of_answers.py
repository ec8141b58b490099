"""Errors arrive in a test as what they are, in words for people, with nothing of the grader's own."""

from pathlib import Path

import pytest

from autograder.course.import_rules import Rules
from autograder.sandbox import reasons
from autograder.sandbox.judge import proxies
from autograder.sandbox.judge.errors import as_exception
from autograder.sandbox.protocol.encode import encode
from tests.support.outcomes import outcome
from tests.support.submissions import answer, cell, kinds, run, test_cell


def test_names_that_nobody_defined_are_name_errors_that_say_why():
    done = run(answer("f", "1 / 0\ndef f(): pass"), test_cell("f__a", "f()"), test_cell("f__b", "g()"))
    assert done.tests["f__a"].message == "Your cell `f` stopped with ZeroDivisionError: division by zero"
    assert done.tests["f__b"].message == "NameError: name 'g' is not defined"
    assert "ZeroDivisionError" in str(done.notebook.cells[1].outputs[-1].traceback)


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("import torch\ntorch.rand(1)\ndef f(): pass", "Your cell `f` did not run: torch can't be imported here; answers use NumPy only"),
        ("def f()\n    pass", "SyntaxError in line 1 of your cell `f`: expected ':'"),
        ("x = 1\ndef f():\nreturn 1", "IndentationError in line 3 of your cell `f`: expected an indented block after function definition on line 2"),
        ("import json\njson.loads('{')\ndef f(): pass", "Your cell `f` stopped with JSONDecodeError: Expecting property name"),
        ("exec('1 +')\ndef f(): pass", "Your cell `f` stopped with SyntaxError: invalid syntax (<string>, line 1)"),
        ("import os\nos._exit(0)\ndef f(): pass", "Your cell `f` did not finish: it ended its own process (exit code 0)"),
    ],
)  # fmt: skip
def test_a_cell_that_did_not_run_is_told_by_its_cause(source, cause):
    done = run(answer("f", source), test_cell("f__a", "f()"))
    assert done.tests["f__a"].status == "error"
    assert done.tests["f__a"].message.startswith(cause)
    assert reasons.is_cause(done.tests["f__a"].message)


def test_a_cell_without_a_name_is_told_by_its_number_and_by_what_is_missing():
    done = run(cell("1 / 0\ndef g(): pass"), test_cell("f__a", "g()"))
    message = "Your cell 1 stopped with ZeroDivisionError: division by zero; so there is no `g`"
    assert done.tests["f__a"].message == message


def test_no_frame_of_the_graders_own_stands_in_a_traceback():
    sources = (
        "import torch\ntorch.rand(1)",
        "def f():\n    import torch\n    torch.rand(1)",
        "def f(a):\n    return 1 / a",
    )
    for source, test in zip(sources, ("f()", "f()", "f(0)"), strict=True):
        done = run(answer("f", source), test_cell("f__a", test))
        shown = [str(out.traceback) for cell in done.notebook.cells for out in cell.outputs]
        assert shown
        assert not any("executor" in text for text in shown), shown


@pytest.mark.parametrize(
    ("body", "test", "message"),
    [
        ("return 3", "x = 1\nassert f() == 4\ny = 2", "not so: assert f() == 4; f gave 3"),
        ("return None", "assert f() is True", "not so: assert f() is True; f gave None"),
        (
            "return list(range(99))",
            "assert f() == []",
            "not so: assert f() == []; f gave [0, 1, 2, 3, 4, 5, ...]",
        ),
        ("return 3", "assert f() == f() + 1", "not so: assert f() == f() + 1"),
        ("return 3", "a = f()\nassert a == 4", "not so: assert a == 4"),
        ("return 3", "assert f() == 4, 'too small'", "too small"),
        ("raise NotImplementedError()", "assert f() == 4", "not written yet (NotImplementedError)"),
        ("raise NotImplementedError('later')", "assert f() == 4", "later"),
        ("raise ValueError()", "f()", "ValueError"),
    ],
)
def test_a_failure_without_words_is_told_by_its_line(body, test, message):
    assert outcome(f"def f():\n    {body}", test).message == message


@pytest.mark.parametrize(
    ("raised", "caught"),
    [
        ("ValueError('x')", "ValueError"),
        ("KeyError('k')", "KeyError"),
        ("UnicodeDecodeError('utf8', b'x', 0, 1, 'why')", "UnicodeDecodeError"),
        ("np.linalg.LinAlgError('singular')", "np.linalg.LinAlgError"),
        ("type('Mine', (LookupError,), {})('own')", "LookupError"),
        ("OSError(2, 'gone')", "FileNotFoundError"),
    ],
)
def test_exceptions_arrive_as_their_builtin_type(raised, caught):
    test = f"try:\n    f()\nexcept {caught} as problem:\n    assert type(problem) is {caught}\nelse:\n    raise AssertionError('none')"
    assert outcome(f"import numpy as np\ndef f():\n    raise {raised}", test).status == "passed"


@pytest.mark.parametrize(
    "raised",
    [
        "SystemExit(0)",
        "KeyboardInterrupt()",
        "StopIteration(3)",
        "GeneratorExit()",
        "__import__('unittest').SkipTest()",
    ],
)
def test_exceptions_that_would_end_or_skip_a_test_are_errors(raised):
    solution = f"def f():\n    raise {raised}"
    assert outcome(solution, "f()").status == "error"
    assert (
        outcome(solution, "for x, y in zip(map(lambda _: f(), [1]), [2]):\n    assert x == y").status
        == "error"
    )


@pytest.mark.parametrize(
    "solution",
    [
        "def f(a):\n    return a",
        "import operator\nf = operator.methodcaller('dot')",
        "class C(complex):\n    real = property(lambda self: 'x')\ndef f(a, b):\n    return C(1)",
    ],
)
def test_a_checks_message_shows_no_line_of_the_graders_own(solution):
    """A call with a wrong signature has no line of the student's: there is none to show."""
    rules = Rules(libraries=("numpy",), paths=(str(Path(__file__).parents[2]),))
    test = "from convlab import check\ncheck(f, (1, 2), expected=3.0)"
    message = outcome(solution, test, rules=rules).message
    assert "it stopped with" in message
    assert "raise" not in message
    assert "(line" not in message
    assert "in that line" not in message


@pytest.mark.parametrize(
    "raised",
    [
        "asyncio.CancelledError('x')",
        "GeneratorExit('x')",
        "type('CancelledError', (BaseException,), {})('x')",
    ],
)
def test_an_exception_that_is_no_ordinary_one_ends_nobodys_process(raised):
    solution = f"import asyncio\ndef f():\n    raise {raised}"
    done = run(answer("f", solution), test_cell("f__a", "f()"), test_cell("f__b", "f()"))
    assert [(t.status, t.message.splitlines()[0]) for t in done.tests.values()] == [
        ("error", f"{raised.partition('(')[0].replace('type', 'CancelledError').removeprefix('asyncio.')}: x")
    ] * 2
    assert kinds(done) == set()


@pytest.mark.parametrize("asks", ["input('?')", "breakpoint()"])
def test_an_answer_that_asks_at_the_keyboard_is_not_called_unwritten(asks):
    found = outcome(
        f"def f():\n    {asks}\n    return 1", "from convlab import check\ncheck(f, (), expected=1)"
    )
    assert found.mistake != "not-written"
    assert "nobody can answer input() here" in found.message


def test_an_exceptions_traceback_comes_as_a_note():
    note = "try:\n    f(0)\nexcept ZeroDivisionError as problem:\n    note = problem.__notes__[0]\nassert 'line 2' in note and 'return 1 / x' in note, note"
    assert outcome("def f(x):\n    return 1 / x", note).status == "passed"


def test_a_forged_error_never_makes_another_exception_than_a_builtin_one():
    names = ("os.system", "builtins.SystemExit", "builtins.StopIteration", "numpy.linalg.inv", "ValueError")
    for bases in (*([name] for name in names), "builtins.ValueError", [3], None):
        made = as_exception(encode({"bases": bases, "message": "m"}), {"ValueError": 3}, "f()")
        assert type(made) is proxies.StudentError


def test_an_error_that_names_a_file_shows_nothing_of_it(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the first line\nthe answer is 42\n")
    error = f"SyntaxError('odd', ({str(secret)!r}, 2, 1, 'text', 2, 5))"
    done = run(answer("f", f"def f():\n    raise {error}"), test_cell("f__a", "f()"))
    assert done.tests["f__a"].status == "error"
    assert "the answer is 42" not in str(done.notebook)
