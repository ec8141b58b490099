"""The judge speaks with the student's process itself; what is out of the ordinary there, the grader gets to see."""

import time

import pytest

from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol.channel import Kind
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.run import executor_for
from autograder.sandbox.supervisor.relay import Relay
from tests.support.submissions import LIMITS, RULES, answer, cell, kinds, run, setup, statuses, test_cell

DOUBLE = answer("double", "def double(x):\n    return 2 * x")
DOUBLE_TEST = test_cell("double__values", "assert double(4) == 8 and double(5) == 10")
APPEND = """
import gc, struct
gc.unfreeze()
def bad():
    for found in gc.get_objects():
        if type(found).__name__ == "Channel":
            kind, send = type(found), type(found).send
            def more(self, what, number, body=b"", deadline=None):
                kind.send = send
                head = struct.pack("<BQI", what, number, len(body))
                self.sock.sendall(head + body + struct.pack("<BQI", {kind}, {number}, 1) + b"x")
            kind.send = more
    return 1
"""
"""Sends a second frame in one piece with the answer."""


@pytest.fixture
def passed_on(monkeypatch):
    """Return the list of what the grader has to pass on while a test runs."""
    seen, pass_on = [], Relay._pass_on

    def watched(self, judge, kind, *rest):
        seen.append(kind)
        pass_on(self, judge, kind, *rest)

    monkeypatch.setattr(Relay, "_pass_on", watched)
    return seen


def test_calls_take_no_detour(passed_on):
    done = run(setup(), DOUBLE, DOUBLE_TEST, test_cell("double__more", "assert double('a') == 'aa'"))
    assert statuses(done) == {"double__values": "passed", "double__more": "passed"}
    assert passed_on == []


ASKED = """
import gc
gc.unfreeze()
kind = next(type(found) for found in gc.get_objects() if type(found).__name__ == "Student")
asked, describe = [], kind._describe
kind._describe = lambda self, name: (asked.append(name), describe(self, name))[1]
"""


def test_a_function_is_asked_for_once_until_another_cell_has_run():
    again = test_cell("double__again", "assert double(1) == 2")
    asked = test_cell("asked__a", "assert asked.count('double') == 2, asked")
    other = cell("def double(x):\n    return 3 * x\nonce = double\ndouble = 5")
    names = test_cell("once__a", "assert double == 5 and once(2) == 6")
    done = run(setup(), cell(ASKED), DOUBLE, DOUBLE_TEST, again, other, names, asked)
    assert set(statuses(done).values()) == {"passed"}, done.tests


@pytest.mark.parametrize("number", [0, 2**40])
@pytest.mark.parametrize("kind", [int(Kind.DONE), int(Kind.REPLY), int(Kind.CALLBACK), 99])
def test_a_frame_that_comes_along_with_an_answer_is_not_lost(kind, number):
    bad = answer("bad", APPEND.replace("{kind}", str(kind)).replace("{number}", str(number)))
    done = run(setup(), bad, test_cell("bad__a", "assert bad() == 1"), cell("1"), DOUBLE, DOUBLE_TEST)
    assert statuses(done)["double__values"] == "passed"
    assert "forged-message" in kinds(done)


def test_a_second_call_in_the_same_cell_sees_it_too():
    bad = answer("bad", APPEND.replace("{kind}", "16").replace("{number}", "0"))
    done = run(setup(), bad, test_cell("bad__a", "assert bad() == 1\nassert bad() == 1"), DOUBLE, DOUBLE_TEST)
    assert statuses(done) == {"bad__a": "error", "double__values": "passed"}
    assert "forged-message" in kinds(done)


def test_what_the_process_says_beside_its_answer_reaches_the_grader(passed_on):
    asks = "def asks():\n    try:\n        import torch\n    except ImportError:\n        return 3"
    done = run(setup(), answer("asks", asks), test_cell("asks__a", "assert [asks(), asks()] == [3, 3]"))
    assert statuses(done) == {"asks__a": "passed"}
    assert "forbidden-import" in kinds(done)
    assert passed_on[0] == Kind.RESUME


def test_callbacks_and_calls_after_them_work(passed_on):
    apply = answer("apply", "def apply(f, x):\n    return f(f(x))")
    test = test_cell("apply__a", "assert [apply(lambda v: v + 1, n) for n in range(3)] == [2, 3, 4]")
    assert statuses(run(setup(), apply, test, DOUBLE, DOUBLE_TEST)) == {
        "apply__a": "passed",
        "double__values": "passed",
    }
    assert passed_on == [Kind.RESUME, Kind.CALL, Kind.CALL]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("while True: pass", "timeout"),
        (
            "while True:\n        try:\n            while True: pass\n        except KeyboardInterrupt: pass",
            "timeout",
        ),
        ("import os; os._exit(3)", "error"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", "timeout"),
    ],
)
def test_a_process_that_had_to_be_replaced_is_spoken_with_directly_again(passed_on, body, status):
    bad = answer("bad", f"def bad():\n    {body}")
    test = test_cell("bad__a", "try:\n    bad()\nexcept Exception: pass")
    limits = Limits(seconds=1, grace=0.5)
    done = run(setup(), DOUBLE, bad, test, DOUBLE_TEST, test_cell("double__b", "double(1)"), limits=limits)
    assert statuses(done) == {"bad__a": status, "double__values": "passed", "double__b": "passed"}
    tries = 2 if "SIGSTOP" in body else 1  # who stopped it can't be told
    assert passed_on.count(Kind.RESUME) == tries


def test_arguments_that_nobody_reads_end_at_the_deadline():
    stop = "import os, signal, threading\ndef stop():\n    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGSTOP)).start()"
    test = "import time\nstop()\ntime.sleep(0.3)\ndouble(b'x' * 20_000_000)"
    limits = Limits(seconds=1, grace=0.5)
    done = run(setup(), DOUBLE, answer("stop", stop), test_cell("stop__a", test), DOUBLE_TEST, limits=limits)
    assert statuses(done) == {"stop__a": "timeout", "double__values": "passed"}


CHANNEL = """
import gc, os, signal, socket, struct, time
gc.unfreeze()
student = next(found for found in gc.get_objects() if type(found).__name__ == "Student")
channel = student.channel
"""
"""Finds the student's end of the connection, as anybody can who knows this code."""


@pytest.mark.parametrize("missing", [0, 1])
@pytest.mark.parametrize("kind", [int(Kind.OUTPUT), int(Kind.REPLY), int(Kind.CALLBACK)])
def test_the_largest_frame_that_may_be_never_looks_like_a_fault_of_the_graders(supervisors, kind, missing):
    """The judge hands over what it has read of it; that must not be more than the grader takes from a judge."""
    body = (
        f"channel.sock.sendall(struct.pack('<BQI', {kind}, student.number, size) + bytes(size - {missing}))"
    )
    bad = answer("bad", f"{CHANNEL}size = 400_000\ndef bad():\n    {body}\n    time.sleep(60)")
    limits = Limits(seconds=1, grace=0.5, frame=400_000)
    done = run(setup(), DOUBLE, DOUBLE_TEST, bad, test_cell("bad__a", "assert bad() == 1"), limits=limits)
    assert statuses(done)["double__values"] == "passed"
    assert statuses(done)["bad__a"] in ("timeout", "error")
    assert not done.lost
    assert len(supervisors) == 1


@pytest.mark.parametrize(
    ("trick", "flag"),
    [
        (
            "channel.sock.shutdown(socket.SHUT_WR)",
            "left-early: bad__a: its process closed its connection, and was",
        ),
        (
            "channel.sock.sendall(struct.pack('<BQI', 18, student.number, 2**32 - 1))",
            "forged-message: bad__a: its process sent a message larger than any may be, and was ended",
        ),
    ],
)
def test_a_process_that_the_grader_had_to_end_earns_no_second_try(supervisors, trick, flag):
    bad = answer("bad", f"{CHANNEL}def bad():\n    {trick}\n    time.sleep(60)")
    done = run(setup(), bad, test_cell("bad__a", "assert bad() == 1"), DOUBLE, DOUBLE_TEST)
    assert statuses(done) == {"bad__a": "error", "double__values": "passed"}
    assert done.flags[0].startswith(flag)
    assert len(supervisors) == 1


def test_tests_that_never_end_by_themselves_use_up_none_of_the_fresh_processes():
    """The student's process has to go with the judge that may have left it in the middle of a call."""
    endless = [test_cell(f"double__{n}", "x = double(1)\nwhile x: pass") for n in range(3)]
    done = run(setup(), DOUBLE, *endless, DOUBLE_TEST, limits=Limits(seconds=0.5, grace=0.2, restarts=1))
    assert list(statuses(done).values()) == ["timeout"] * 3 + ["passed"]


@pytest.mark.parametrize("size", [1, 2_000_000])
def test_a_call_back_that_never_ends_costs_no_other_exercise(size):
    """Whatever is on its way when the call is interrupted, what comes behind it is understood."""
    endless = answer("endless", f"def endless(f):\n    while True: f(b'x' * {size})")
    tests = [test_cell(f"endless__{n}", "endless(lambda x: 1)") for n in range(3)]
    limits = Limits(seconds=0.6, grace=2, again=0.6)
    done = run(setup(), endless, *tests, DOUBLE, DOUBLE_TEST, limits=limits)
    assert statuses(done) == {f"endless__{n}": "timeout" for n in range(3)} | {"double__values": "passed"}
    assert all(flag.endswith("was stopped") for flag in done.flags), done.flags


def test_what_a_callback_returned_too_late_ends_no_process():
    child = executor_for(RULES, "auto").students.replica(LIMITS)
    try:
        soon = time.monotonic() + 20
        assert child.channel.receive(soon)[0] == Kind.READY
        child.channel.send(Kind.CALLBACK_RESULT, 1, encode({"value": 1}))
        child.channel.send(Kind.LOOKUP, 2, encode(["x"]))
        kind, number, body = child.channel.receive(soon)
        assert (kind, number, decode(body)) == (Kind.REPLY, 2, {"x": {"kind": "missing"}})
    finally:
        child.end()


def test_a_test_that_calls_while_it_is_called_back_accuses_nobody():
    apply = answer("apply", "def apply(f, x):\n    return f(x)")
    tests = (
        test_cell("apply__a", "assert apply(lambda x: double(x), 3) == 6"),
        test_cell("apply__b", "assert apply(double, 3) == 6"),
    )
    done = run(setup(), DOUBLE, apply, *tests, DOUBLE_TEST)
    assert statuses(done) == {"apply__a": "error", "apply__b": "passed", "double__values": "passed"}
    assert "this test can't call double from within a function" in done.tests["apply__a"].message
    assert done.flags == ()


@pytest.mark.parametrize("name", ["print", "input", "eval", "__import__"])
def test_a_forged_callback_reaches_no_function_that_the_test_does_not_hand_over(name):
    source = f"""
import gc
gc.unfreeze()
def bad():
    for found in gc.get_objects():
        if type(found).__name__ == "Calls":
            try:
                return repr(found._call_back({name!r}, ("3",), {{}}))
            except Exception as problem:
                return type(problem).__name__
"""
    done = run(setup(), answer("bad", source), test_cell("bad__a", "assert bad() == 'TypeError', bad()"))
    assert done.tests["bad__a"].status == "passed", done.tests["bad__a"].message
