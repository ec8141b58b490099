"""A submission runs in two processes; what one cell does costs its own exercise, and nobody else anything."""

import time

import pytest

from autograder.sandbox.limits import Limits
from tests.support.neighbors import DOUBLE, DOUBLE_TEST, TRIPLE, TRIPLE_TEST, between, others_pass
from tests.support.submissions import (
    answer,
    cell,
    kinds,
    printed,
    run,
    setup,
    statuses,
    test_cell,
)


def test_right_answers_pass_and_wrong_ones_fail_with_the_message_of_the_test():
    wrong = answer("double", "def double(x):\n    return x + 2")
    done = run(setup(), wrong, DOUBLE_TEST, TRIPLE, TRIPLE_TEST)
    assert statuses(done) == {"double__values": "failed", "triple__values": "passed"}
    assert done.tests["double__values"].message == "6"


def test_a_later_definition_does_not_rescue_an_earlier_test():
    wrong = answer("double", "def double(x):\n    return x")
    assert statuses(run(wrong, DOUBLE_TEST, DOUBLE))["double__values"] == "failed"


def test_an_answer_may_be_redefined_before_its_test():
    wrong = answer("double", "def double(x):\n    return x")
    assert statuses(run(wrong, DOUBLE, DOUBLE_TEST))["double__values"] == "passed"


def test_a_function_may_use_what_other_cells_define():
    cells = (cell("factor = 2"), answer("double", "def double(x):\n    return factor * x"), DOUBLE_TEST)
    assert statuses(run(*cells))["double__values"] == "passed"


@pytest.mark.parametrize(
    ("source", "kind", "word"),
    [
        ("import os\nos._exit(3)", "left-early", "exit code 3"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "left-early", "killed"),
        ("import ctypes\nctypes.string_at(0)", "crash", "segmentation fault"),
    ],
)
def test_a_cell_that_ends_its_process_costs_its_own_exercise(source, kind, word):
    bad = answer("bad", f"def bad():\n    return 1\n{source}")
    done = run(*between(bad, test_cell("bad__values", "assert bad() == 1")))
    assert others_pass(done)
    assert done.tests["bad__values"].status == "error"
    assert word in done.tests["bad__values"].message
    assert kind in kinds(done)


def test_a_function_that_ends_its_process_costs_its_own_exercise():
    bad = answer("bad", "def bad():\n    import os\n    os._exit(0)")
    done = run(*between(bad, test_cell("bad__a", "bad()"), test_cell("bad__b", "bad()")))
    assert others_pass(done)
    assert statuses(done)["bad__a"] == statuses(done)["bad__b"] == "error"
    assert "ended its own process" in done.tests["bad__a"].message


@pytest.mark.parametrize(
    "source", ["exit()", "quit()", "import sys\nsys.exit()", "raise SystemExit", "raise KeyboardInterrupt"]
)
def test_leaving_by_an_exception_ends_nothing(source):
    assert others_pass(run(*between(cell(source))))


def test_students_start_equal():
    leave = "import numpy as np, os, builtins, sys\nnp.sum = len\nbuiltins.mark = 1\nos.environ['MARK'] = '1'\nnp.random.seed(1)\nsys.modules['mark'] = 1\nopen('mark', 'w').close()"
    look = "import numpy as np, os, builtins, sys\nprint(np.sum is len, hasattr(builtins, 'mark'), 'MARK' in os.environ, 'mark' in sys.modules, os.listdir('.'), np.random.random())"
    before = printed(run(cell(look)).notebook.cells[0])
    run(cell(leave))
    after = printed(run(cell(look)).notebook.cells[0])
    assert before == after
    assert before.startswith("False False False False []")


def test_random_numbers_are_the_same_in_every_run():
    look = cell("import numpy as np, random\nprint(np.random.random(), random.random(), hash('x'))")
    assert printed(run(look).notebook.cells[0]) == printed(run(look).notebook.cells[0])


def test_a_thread_that_outlives_its_cell_does_not_outlive_the_submission():
    threads = cell(
        "import threading, time\nfor _ in range(5): threading.Thread(target=time.sleep, args=(100,)).start()"
    )
    begun = time.monotonic()
    assert others_pass(run(*between(threads)))
    assert time.monotonic() - begun < 5


FORGERIES = [
    "os.write(fd, b'garbage' * 100)",
    "os.write(fd, struct.pack('<BQI', 18, 1, 4) + b'abcd')",
    "os.write(fd, struct.pack('<BQI', 16, 5, 0))",
    "os.write(fd, struct.pack('<BQI', 17, 0, 2**32 - 1))",
    "os.write(fd, struct.pack('<BQI', 99, 0, 0))",
    "os.write(fd, b'x')",
    "os.close(fd)",
]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forged_messages_cost_their_own_exercise(forgery):
    bad = answer(
        "bad",
        f"import os, struct\nfor fd in range(3, 60):\n    try:\n        {forgery}\n    except OSError: pass\ndef bad():\n    return 1",
    )
    done = run(*between(bad, test_cell("bad__a", "assert bad() == 2")), limits=Limits(seconds=1.5, grace=0.3))
    assert others_pass(done)
    assert done.tests["bad__a"].status != "passed"


def test_a_forged_reply_within_a_call_is_flagged_and_fails():
    source = "import os, struct\ndef bad():\n    for fd in range(3, 60):\n        try: os.write(fd, struct.pack('<BQI', 20, 0, 3) + b'abc')\n        except OSError: pass\n    return 1"
    done = run(*between(answer("bad", source), test_cell("bad__a", "assert bad() == 1")))
    assert others_pass(done)
    assert done.tests["bad__a"].status == "error"
    assert "forged-message" in kinds(done)


def test_the_tests_are_nowhere_in_the_students_process():
    secret = "zqx" + "jk7"
    look = f"import gc, sys\ngc.unfreeze()\nprint(any(''.join([{secret[:3]!r}, {secret[3:]!r}]) in repr(o) for o in gc.get_objects() if isinstance(o, (str, bytes, list, dict, tuple)) and len(o) < 50 and o is not In))"
    done = run(
        setup(), DOUBLE, test_cell("double__x", f"# {secret}\nassert double(1) == 2, {secret!r}"), cell(look)
    )
    assert done.tests["double__x"].status == "passed"
    assert printed(done.notebook.cells[3]) in ("False\n", "")


def test_nothing_tells_the_student_that_this_is_grading():
    look = cell(
        "import sys, os\nprint(sys.argv, os.environ.get('HOME'), [m for m in sys.modules if m.startswith('autograder')])"
    )
    text = printed(run(look).notebook.cells[0])
    assert "grade" not in text
