"""What a student's process forges costs its own submission alone, and never looks like a fault of the grader's."""

import pytest

from autograder.sandbox.protocol.channel import Kind
from tests.support.submissions import answer, kinds, run, setup, statuses, test_cell

DOUBLE = answer("double", "def double(x):\n    return 2 * x")
DOUBLE_TEST = test_cell("double__values", "assert double(4) == 8 and double(5) == 10")
BAD_TEST = test_cell("bad__a", "assert bad() == 1")
FIND = """
import gc
gc.unfreeze()
student = next(found for found in gc.get_objects() if type(found).__name__ == "Student")
channel, encode = student.channel, student._send.__globals__["encode"]
"""
"""Finds the student's end of the connection, as anybody can who knows this code."""
SAYS = """
def bad():
    channel.send({kind}, student.number, encode({what}))
    return 1
"""


def is_left_alone(supervisors, done):
    """Say whether there was one try, no process of the grader's was lost, and the next submission fares well."""
    after = run(setup(), DOUBLE, DOUBLE_TEST)
    fares_well = (statuses(after), after.flags) == ({"double__values": "passed"}, ())
    return len(supervisors) == 2 and not done.lost and fares_well


@pytest.mark.parametrize(
    "said",
    [
        "{'kind': 'other', 'what': 10**9000}",
        "{'kind': 'other', 'what': np.arange(3)}",
        "{'kind': np.arange(3)}",
        "{'kind': 'module', 'name': []}",
        "{'kind': 'module', 'name': {'numpy': 1}}",
        "{'kind': ['callable']}",
        "{'kind': 'data', 'value': np.zeros(3)}",
        "{'kind': 'data', 'value': 5}",
        "{1: 2}",
        "5",
    ],
)
def test_of_what_is_said_of_names_nothing_ends_the_judge(supervisors, said):
    bad = answer("bad", f"{FIND}student._describe = lambda name: {said}\ndef bad():\n    return 1")
    done = run(setup(), bad, BAD_TEST)
    assert statuses(done) == {"bad__a": "error"}
    assert is_left_alone(supervisors, done)


def test_garbled_words_on_names_are_flagged():
    bad = answer(
        "bad", f"{FIND}student._describe = lambda name: {{'kind': 10**9000}}\ndef bad():\n    return 1"
    )
    assert kinds(run(setup(), bad, BAD_TEST)) == {"forged-message"}


@pytest.mark.parametrize(
    "what",
    [
        "[[np.arange(3), {}]]",
        "[['refused', {'names': [10**9000, np.arange(2)]}]]",
        "[['stream', {'name': np.arange(3), 'text': 'x'}]]",
        "[['display_data', {'data': np.arange(3)}]]",
        "[['clear_output', {'wait': np.arange(3)}]]",
    ],
)
@pytest.mark.parametrize("when", ["in a cell", "in a call"])
def test_forged_messages_of_the_kernel_end_their_process_and_no_more(supervisors, what, when):
    says = SAYS.replace("{kind}", str(int(Kind.OUTPUT))).replace("{what}", what)
    bad = answer("bad", FIND + says + ("bad()" if when == "in a cell" else ""))
    done = run(setup(), bad, BAD_TEST, DOUBLE, DOUBLE_TEST)
    assert statuses(done) == {"bad__a": "error", "double__values": "passed"}
    assert "forged-message" in kinds(done)
    assert is_left_alone(supervisors, done)


@pytest.mark.parametrize("end", ["{'status': 10**9000}", "{'ename': np.arange(4)}", "[]", "10**9000"])
def test_a_forged_end_of_a_cell_ends_its_process_and_no_more(supervisors, end):
    says = SAYS.replace("{kind}", str(int(Kind.DONE))).replace("{what}", end)
    done = run(setup(), answer("bad", f"{FIND}{says}bad()"), BAD_TEST, DOUBLE, DOUBLE_TEST)
    assert statuses(done) == {"bad__a": "error", "double__values": "passed"}
    assert "forged-message" in kinds(done)
    assert is_left_alone(supervisors, done)


def test_variables_that_are_too_much_together_are_told_and_end_nothing():
    bad = answer("bad", "one = np.zeros(5_000_000)\nother = np.zeros(5_000_000)")
    test = test_cell("bad__a", "assert len(one) == len(other)")
    done = run(setup(), bad, test, DOUBLE, DOUBLE_TEST)
    assert statuses(done) == {"bad__a": "failed", "double__values": "passed"}
    assert "too much" in done.tests["bad__a"].message
    assert not done.flags


def test_what_a_display_says_beside_its_data_may_be_anything():
    shows = """
from IPython.display import clear_output, display
display({"text/plain": "here"}, raw=True, transient={"a": np.arange(3)}, metadata={"b": 10**9000})
clear_output(wait=np.True_)
"""
    done = run(setup(), answer("double", f"{shows}def double(x):\n    return 2 * x"), DOUBLE_TEST)
    assert statuses(done) == {"double__values": "passed"}
    assert not done.flags
