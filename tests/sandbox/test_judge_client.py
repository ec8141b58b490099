"""One judge serves many submissions, and nothing of one is there in the next."""

import os
import signal

import numpy as np
import pytest

from autograder.course.import_rules import Rules
from autograder.sandbox.executor import Executor
from tests.support.submissions import LIMITS, RULES, answer, notebook, setup, test_cell

WHO = "import os\nraise AssertionError(str(os.getpid()))"


def grade(executor, test, solution="def f(x):\n    return x"):
    """Return a test's message, and which process judged."""
    cells = setup(), answer("f", solution), test_cell("f__a", test), test_cell("f__who", WHO)
    done = executor.run(notebook(*cells), seed=1)
    return done.tests["f__a"].message, done.tests["f__who"].message


def know(executor, *tests):
    """Let the judges' parent know these cells, as it knows a release's before anybody's are run."""
    executor.judges.precompile(["import numpy as np", WHO, *tests])
    executor.judge_client.discard()


@pytest.fixture(scope="module")
def executor():
    with Executor(LIMITS, "auto", RULES) as made:
        yield made


def test_a_judge_that_is_as_it_was_serves_again(executor):
    tests = "assert f(1) == 1", "assert f(2) == 3, 'no'", "f(1).nothing"
    know(executor, *tests)
    found = [grade(executor, test) for test in tests]
    assert [message for message, _ in found] == [
        "",
        "no",
        "AttributeError: 'int' object has no attribute 'nothing'",
    ]
    assert len({who for _, who in found}) == 1


def test_a_judge_with_new_cells_to_know_is_a_fresh_one(executor):
    assert grade(executor, "assert f(3) == 3")[1] != grade(executor, "assert f(4) == 4")[1]


@pytest.mark.parametrize(
    "left",
    [
        "left = f(1)",
        "np = None",
        "import builtins; builtins.left = 1",
        "len = lambda x: 0",
        "np.left = 1",
        "np.array = list",
        "import os; os.environ['LEFT'] = '1'",
        "import sys; sys.path.insert(0, '/left')",
        "import os; os.chdir('/')",
        "np.seterr(all='raise')",
        "np.set_printoptions(precision=1)",
        "import warnings; warnings.simplefilter('error')",
        "import random; random.seed(3); np.random.seed(3)",
        "import decimal; decimal.getcontext().prec = 3",
        "import sys; sys.setrecursionlimit(300)",
        "import threading, time; threading.Thread(target=time.sleep, args=(30,), daemon=True).start()",
        "import sys, types; sys.modules['left'] = types.ModuleType('left')",
        "import sys, types; sys.modules['fractions'] = types.ModuleType('fractions')",
        "import logging; logging.root.addHandler(logging.NullHandler())",
        "import gc; gc.disable()",
        "import matplotlib.pyplot as plt; plt.figure(); plt.rcParams['lines.linewidth'] = 9",
    ],
)
def test_what_a_test_leaves_behind_is_not_there_for_the_next_submission(executor, left):
    seen = (
        "import builtins, decimal, fractions, gc, logging, os, random, sys, threading, warnings\n"
        "import matplotlib.pyplot as plt\n"
        "raise AssertionError(str(('left' in globals(), hasattr(builtins, 'left'), len([1]), hasattr(np, 'left'),\n"
        "    np.array is list, os.environ.get('LEFT'), sys.path[0], os.getcwd(), np.geterr(), np.get_printoptions(),\n"
        "    warnings.filters[0], random.random(), np.random.random(), decimal.getcontext().prec,\n"
        "    sys.getrecursionlimit(), threading.active_count(), 'left' in sys.modules, plt.get_fignums(),\n"
        "    hasattr(fractions, 'Fraction'), len(logging.root.handlers), gc.isenabled(),\n"
        "    plt.rcParams['lines.linewidth'], In, Out)))"
    )
    know(executor, left, seen)
    fresh, who = grade(executor, seen)
    assert grade(executor, seen) == (fresh, who)
    assert grade(executor, left) == ("", who)
    assert grade(executor, seen)[0] == fresh


def test_the_courses_own_modules_are_looked_into(tmp_path):
    (tmp_path / "helpers.py").write_text("seen = []\ntable = {}\nclass Counter:\n    count = 0\n")
    rules = Rules(libraries=("numpy",), paths=(str(tmp_path),))
    seen = "import helpers\nraise AssertionError(str((helpers.seen, helpers.table, helpers.Counter.count)))"
    left = ("helpers.seen.append(1)", "helpers.table['a'] = f(1)", "helpers.Counter.count += 1")
    with Executor(LIMITS, "auto", rules) as executor:
        know(executor, seen, *(f"import helpers\n{line}" for line in left))
        fresh, _ = grade(executor, seen)
        for line in left:
            assert grade(executor, f"import helpers\n{line}")[0] == ""
            assert grade(executor, seen)[0] == fresh, line


def test_flags_and_troubles_of_a_submission_end_its_judge(executor):
    know(executor, "assert f(1) == 1")
    who = grade(executor, "assert f(1) == 1")[1]
    gone = grade(executor, "assert f(1) == 1", "import os\ndef f(x):\n    os._exit(0)")
    assert "ended its own process" in gone[0]
    assert grade(executor, "assert f(1) == 1")[1] not in (who, gone[1])


def test_a_judge_that_was_killed_is_replaced(executor):
    know(executor, "assert f(1) == 1")
    who = grade(executor, "assert f(1) == 1")[1]
    os.kill(int(who), signal.SIGKILL)
    message, other = grade(executor, "assert f(1) == 1")
    assert (message, other != who) == ("", True)


def test_a_folder_that_is_gone_costs_nothing_but_a_fresh_judge(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    with Executor(LIMITS, "auto", RULES) as executor:
        know(executor, "assert f(1) == 1")
        (tmp_path / "gone").rmdir()
        assert [grade(executor, "assert f(1) == 1")[0] for _ in range(2)] == ["", ""]


def test_one_students_function_is_not_there_for_anothers_test(executor):
    know(executor, "kept = f\nassert kept(1) == 1", "kept(1)")
    assert grade(executor, "kept = f\nassert kept(1) == 1")[0] == ""
    assert "name 'kept' is not defined" in grade(executor, "kept(1)", "def f(x):\n    return 2")[0]


def drawn(executor, seed=None):
    """Return what a test draws from the generators that all code shares, from two of its own, and with a seed."""
    test = (
        "import random\n"
        "raw = [random.random(), np.random.random(), *(np.random.default_rng().random() for _ in '12')]\n"
        "raise AssertionError(' '.join(map(str, [*raw, np.random.default_rng(7).random()])))"
    )
    cells = setup(), answer("f", "def f(x):\n    return x"), test_cell("f__a", test)
    return executor.run(notebook(*cells), seed=seed).tests["f__a"].message.split()


def test_the_same_seed_lets_tests_draw_the_same_numbers_whoever_came_before(executor):
    first, other, again = drawn(executor, 5), drawn(executor, 6), drawn(executor, 5)
    assert first == again
    assert len(set(first)) == 5
    assert not set(first[:4]) & set(other[:4])
    assert first[4] == other[4] == str(np.random.default_rng(7).random())


def test_without_a_seed_every_run_draws_other_numbers(executor):
    first, second = drawn(executor), drawn(executor)
    assert not set(first[:4]) & set(second[:4])
