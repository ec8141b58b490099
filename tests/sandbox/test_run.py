"""A submission runs in two processes; what one cell does costs its own exercise, and nobody else anything."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.sandbox.executor import Executor
from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork import launch
from autograder.sandbox.run import executor_for
from tests.support.submissions import (
    LIMITS,
    RULES,
    answer,
    cell,
    kinds,
    notebook,
    printed,
    run,
    setup,
    statuses,
    test_cell,
)

DOUBLE = answer("double", "def double(x):\n    return 2 * x")
DOUBLE_TEST = test_cell("double__values", "assert double(4) == 8, double(4)")
TRIPLE = answer("triple", "def triple(x):\n    return 3 * x")
TRIPLE_TEST = test_cell("triple__values", "assert triple(4) == 12")


def between(*cells):
    """Return cells between an honest exercise before and one after."""
    return (setup(), DOUBLE, DOUBLE_TEST, *cells, TRIPLE, TRIPLE_TEST)


def others_pass(done):
    return statuses(done)["double__values"] == statuses(done)["triple__values"] == "passed"


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


def test_processes_can_be_started_anew_where_there_is_no_fork():
    with Executor(LIMITS, "auto", RULES, fork=False) as executor:
        cells = between(cell("import os\nos._exit(1)"), cell("while True: pass"))
        done = executor.run(notebook(*cells), limits=replace(LIMITS, seconds=2.0))
    assert others_pass(done)
    assert {"left-early", "timeout"} <= kinds(done)


def test_an_executor_whose_templates_were_killed_recovers():
    with Executor(LIMITS, "auto", RULES, fork=True) as executor:
        for template in (executor.students, executor.judges):
            template.connection.process.kill()
            template.connection.process.wait()
        assert others_pass(executor.run(notebook(*between())))


def test_closing_leaves_no_process_and_no_folder():
    executor = Executor(LIMITS, "auto", RULES, fork=True)
    executor.run(notebook(*between()))
    bases = [Path(template.base) for template in (executor.students, executor.judges)]
    pids = [template.connection.process.pid for template in (executor.students, executor.judges)]
    executor.close()
    assert not any(base.exists() for base in bases)
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to look for processes")
def test_a_killed_grader_leaves_no_process_behind():
    code = (
        "import psutil\nfrom tests.support.submissions import RULES, cell, executor_for, notebook\n"
        "executor = executor_for(RULES, 'auto')\n"
        "print(*(child.pid for child in psutil.Process().children(recursive=True)), flush=True)\n"
        "executor.run(notebook(cell('while True: pass')))\n"
    )
    root = Path(__file__).resolve().parents[2]
    grader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=root)
    pids = [int(word) for word in grader.stdout.readline().split()]
    assert len(pids) >= 3
    time.sleep(0.3)
    grader.kill()
    grader.wait()
    grader.stdout.close()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_files_go_to_the_student_and_come_back_within_bounds(tmp_path):
    (tmp_path / "data.txt").write_text("7")
    (tmp_path / "p1.ipynb").write_text("{}")
    made = cell(
        "text = open('data.txt').read()\nopen('made.txt', 'w').write(text * 2)\nopen('p1.ipynb', 'w').write('changed')\n"
        "import os\nos.makedirs('a/b')\nopen('a/b/c.txt', 'w').write('deep')\nos.symlink('/etc/passwd', 'link')\n"
        "open('.hidden', 'w').write('x')"
    )
    done = executor_for(RULES, "auto").run(notebook(made), place=tmp_path)
    assert (tmp_path / "made.txt").read_text() == "77"
    assert (tmp_path / "a/b/c.txt").read_text() == "deep"
    assert (tmp_path / "p1.ipynb").read_text() == "{}"
    assert not (tmp_path / "link").exists()
    assert not (tmp_path / ".hidden").exists()
    assert "files" in kinds(done)


def test_an_unknown_sandbox_is_refused():
    with pytest.raises(ValueError, match="expected a sandbox among"):
        Executor(sandbox="perhaps")


def test_folders_of_killed_graders_are_removed_and_those_of_other_containers_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(launch.tempfile, "tempdir", str(tmp_path))
    space = launch._process_space()
    nobody = 2**22 + 1
    names = {
        f"autograder-{nobody}.{space}-student-a": False,
        f"autograder-{nobody}.{space + 1}-student-b": True,
        f"autograder-{os.getpid()}.{space}-judge-c": True,
    }
    for name in names:
        (tmp_path / name).mkdir()
    launch.remove_abandoned_folders()
    assert {name: (tmp_path / name).exists() for name in names} == names


@pytest.mark.skipif(os.name == "nt", reason="needs a user without a home")
@pytest.mark.parametrize("home", ["~", "/dev/null/home"])
def test_a_user_without_a_home_leaves_no_list_of_fonts_behind(home, tmp_path, monkeypatch):
    """Matplotlib, where it can't write into the home, makes a folder in /tmp that nobody removes."""
    for name in ("MPLCONFIGDIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path.replace("~", home))
    assert launch.environment(str(tmp_path))["MPLCONFIGDIR"] == str(tmp_path / "matplotlib")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path.replace("~", str(tmp_path / "home")))
    assert Path(launch.environment(str(tmp_path))["MPLCONFIGDIR"]).is_relative_to(tmp_path / "home")
