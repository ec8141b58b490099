"""Time, memory, output and figures of a submission have limits, each named where it is reached."""

import time

import pytest

from autograder.sandbox.limits import Limits
from tests.support.neighbors import DOUBLE, DOUBLE_TEST, TRIPLE, TRIPLE_TEST, between, others_pass
from tests.support.submissions import (
    LIMITS,
    answer,
    cell,
    kinds,
    printed,
    run,
    setup,
    statuses,
    test_cell,
)


def test_an_endless_cell_is_interrupted_and_the_notebook_goes_on():
    done = run(*between(cell("while True:\n    pass")), limits=Limits(seconds=0.5, grace=0.5))
    assert others_pass(done)
    assert "timeout" in kinds(done)
    errors = [out.ename for out in done.notebook.cells[3].outputs if out.output_type == "error"]
    assert errors == ["KeyboardInterrupt", "CellTimeoutError"]


@pytest.mark.parametrize(
    "source",
    [
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(100)",
        "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')",
    ],
)
def test_a_cell_that_cannot_be_interrupted_is_ended(source):
    done = run(*between(cell(source)), limits=Limits(seconds=0.5, grace=0.5))
    assert others_pass(done)
    assert "timeout" in kinds(done)


def test_an_endless_function_times_out_and_keeps_the_state_of_its_process():
    slow = answer(
        "slow",
        "state = []\ndef slow():\n    state.append(1)\n    while True: pass\ndef count():\n    return len(state)",
    )
    done = run(
        *between(slow, test_cell("slow__a", "slow()"), test_cell("slow__b", "assert count() == 1")),
        limits=Limits(seconds=0.5),
    )
    assert others_pass(done)
    assert done.tests["slow__a"].status == "timeout"
    assert "0.5 seconds" in done.tests["slow__a"].message
    assert done.tests["slow__b"].status == "passed"


ENDLESS = "def slow():\n    while True: pass"


DEAF = "def slow():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass"


@pytest.mark.parametrize("source", [ENDLESS, DEAF])
def test_the_other_tests_of_an_exercise_in_which_a_call_had_to_be_stopped_wait_less_long(source):
    done = run(
        cell("import time\ntime.sleep(0.6)"),
        answer("slow", source),
        answer("fair", "import time\ndef fair():\n    time.sleep(0.6)\n    return 1"),
        test_cell("slow__a", "slow()"),
        test_cell("slow__b", "slow()"),
        test_cell("fair__a", "assert fair() == 1"),
        limits=Limits(seconds=2.0, again=0.4, grace=0.5),
    )
    assert statuses(done) == {"slow__a": "timeout", "slow__b": "timeout", "fair__a": "passed"}
    assert "still running after 2 seconds and" in done.tests["slow__a"].message
    told = "still running after 0.4 seconds (an earlier test of the exercise had waited 2) and"
    assert told in done.tests["slow__b"].message


def test_no_except_in_a_test_swallows_a_timeout():
    slow = answer("slow", "def slow():\n    while True: pass")
    test = test_cell("slow__a", "try:\n    slow()\nexcept Exception:\n    pass")
    assert run(slow, test, limits=Limits(seconds=0.5)).tests["slow__a"].status == "timeout"


def test_the_time_of_the_whole_submission_is_bounded():
    limits = Limits(seconds=0.6, grace=0.3, total_seconds=2.0)
    loops = [cell("while True:\n    pass") for _ in range(10)]
    begun = time.monotonic()
    done = run(setup(), DOUBLE, DOUBLE_TEST, *loops, TRIPLE, TRIPLE_TEST, limits=limits)
    assert time.monotonic() - begun < 12
    assert statuses(done) == {"double__values": "passed", "triple__values": "not_run"}
    assert "2 seconds" in done.tests["triple__values"].message


def test_too_much_memory_is_named_and_costs_its_own_exercise():
    big = answer("big", "import numpy as np\ndef big():\n    return np.ones(2 * 10**9).sum()")
    grow = answer("grow", "def grow():\n    x = []\n    while True: x.append(bytes(10**7))")
    done = run(*between(big, test_cell("big__a", "big()"), grow, test_cell("grow__a", "grow()")))
    assert others_pass(done)
    assert statuses(done)["big__a"] == statuses(done)["grow__a"] == "memory"


def test_what_filled_the_memory_is_gone_when_the_next_function_is_called():
    grow = answer(
        "grow", "import gc\ngc.disable()\ndef grow():\n    x = []\n    while True: x.append(bytes(10**6))"
    )
    tall = answer("tall", "import numpy as np\ndef tall():\n    return np.zeros(4 * 10**6)")
    tests = [test_cell("grow__a", "grow()"), test_cell("tall__a", "assert tall().sum() == 0")]
    done = run(*between(grow, tall, *tests), limits=Limits(seconds=20, memory=200_000_000))
    assert others_pass(done)
    assert (statuses(done)["grow__a"], statuses(done)["tall__a"]) == ("memory", "passed")


def test_a_cell_out_of_memory_is_an_error_of_that_cell():
    done = run(*between(cell("x = bytearray(10**10)")))
    assert others_pass(done)
    assert done.notebook.cells[3].outputs[-1].ename == "MemoryError"


def test_a_huge_result_fails_its_test_alone():
    huge = answer("huge", "import numpy as np\ndef huge():\n    return np.broadcast_to(0.0, (10**9,))")
    done = run(*between(huge, test_cell("huge__a", "assert huge() is not None")))
    assert others_pass(done)
    assert done.tests["huge__a"].status == "failed"
    assert "MB" in done.tests["huge__a"].message


def test_a_flood_of_output_is_cut_with_the_count():
    done = run(
        *between(
            cell("for i in range(200_000): print(i)"),
            cell("print('x' * 20_000_000)"),
            cell("'y' * 20_000_000"),
        )
    )
    assert others_pass(done)
    for place in (3, 4):
        text = printed(done.notebook.cells[place])
        assert len(text) < 250_000
        assert "more characters, not kept" in text
    assert len(done.notebook.cells[5].outputs[0].data["text/plain"]) < 250_000
    assert "more characters" in done.notebook.cells[5].outputs[0].data["text/plain"][-60:]


def test_many_displays_are_cut_with_the_count():
    done = run(*between(cell("for i in range(5000): display(i)")))
    assert others_pass(done)
    outputs = done.notebook.cells[3].outputs
    assert len(outputs) <= LIMITS.outputs + 1
    assert "4,800 more outputs" in outputs[-1].text


def test_figures_are_drawn_where_somebody_looks_and_counted_beyond_the_limit():
    draw = "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3]);"
    many = "import matplotlib.pyplot as plt\nfor i in range(15):\n    plt.figure(figsize=(1, 1))\n    plt.plot([i])\n    plt.show()"
    done = run(*between(cell(draw), cell("plt.plot([3, 1]);"), cell(many)), released={draw})
    lesson, own, flood = done.notebook.cells[3:6]
    assert not any("image/png" in out.get("data", {}) for out in lesson.outputs)
    assert any("<Figure size" in out.get("data", {}).get("text/plain", "") for out in lesson.outputs)
    assert any("image/png" in out.get("data", {}) for out in own.outputs)
    assert sum("image/png" in out.get("data", {}) for out in flood.outputs) == LIMITS.figures
    assert "3 more figures" in printed(flood)


def test_figures_opened_in_a_call_are_closed_and_never_drawn_later():
    draws = answer(
        "draws",
        "import matplotlib.pyplot as plt\ndef draws():\n    plt.figure(); plt.plot([1]); return len(plt.get_fignums())",
    )
    done = run(draws, test_cell("draws__a", "assert [draws() for _ in range(30)] == [1] * 30"), cell("x = 1"))
    assert done.tests["draws__a"].status == "passed"
    assert done.notebook.cells[2].outputs == []
