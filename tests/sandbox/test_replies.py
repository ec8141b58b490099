"""What a test sees of a call beside its value: an argument that came back, printed text, variables that it changed."""

import pytest

from autograder.course.release_facts import ReleaseFacts
from tests.support.submissions import answer, run, setup, statuses, test_cell

CAPTURES = """import contextlib, io
with contextlib.redirect_stdout(io.StringIO()) as text:
    f()
assert text.getvalue() == "hi\\n"
"""


def status(source, test, facts=None):
    """Return how a test of one answer ends."""
    done = run(setup(), answer("f", source), test_cell("f__a", test), **({"facts": facts} if facts else {}))
    return statuses(done)["f__a"]


@pytest.mark.parametrize("made", ["[1, 2]", "{'a': 1}", "{1, 2}", "np.arange(3)"])
@pytest.mark.parametrize(
    ("body", "passes"), [("return x", "failed"), ("return x.copy()", "passed")], ids=["itself", "copy"]
)
def test_an_argument_that_is_returned_itself_is_no_copy(made, body, passes):
    assert status(f"def f(x):\n    {body}", f"x = {made}\nassert f(x) is not x") == passes
    assert status(f"def f(*, x):\n    {body}", f"x = {made}\nassert f(x=x) is not x") == passes


def test_what_is_appended_to_a_result_that_is_the_argument_is_appended_to_both():
    test = "x = [1]\nf(x).append(2)\nassert x == [1]"
    assert status("def f(x):\n    return x", test) == "failed"
    assert status("def f(x):\n    return x[:]", test) == "passed"


def test_an_argument_that_is_changed_and_returned_is_seen_all_the_same():
    test = "x = [2, 1]\nassert f(x) == [1, 2] and x == [2, 1]"
    assert status("def f(x):\n    x.sort()\n    return x", test) == "failed"


@pytest.mark.parametrize("before", ["", "### BEGIN HIDDEN TESTS\n"], ids=["visible", "hidden"])
def test_tests_can_capture_what_is_printed_hidden_ones_too(before):
    assert status("def f():\n    print('hi')", before + CAPTURES) == "passed"
    assert status("def f():\n    print('ho')", before + CAPTURES) == "failed"


@pytest.mark.parametrize("new", ["object()", "f", "[2]"])
def test_a_variable_that_a_call_changes_is_what_it_was_changed_to(new):
    source = f"seen = [1]\ndef f():\n    global seen\n    seen = {new}"
    facts = ReleaseFacts(effects={"f": {"arguments": False, "names": ["seen"], "makes": False}})
    assert status(source, "assert seen == [1]\nf()\nassert seen == [1]", facts) == "failed"
