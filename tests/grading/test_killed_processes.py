"""A process that something kills costs a second try, never a mark, a wall or the run."""

import contextlib
import itertools
import os
import signal
import socket
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from autograder import pipeline
from autograder.common.errors import ExecutorBroken
from autograder.course.assignment import Assignment
from autograder.pipeline import GRADER_LOST, grade_submission
from autograder.sandbox.executor import Executor
from autograder.sandbox.limits import Limits
from autograder.sandbox.outcome import Outcome, Run
from autograder.sandbox.prefork import connection, shared_templates
from autograder.sandbox.prefork.shared_templates import SharedTemplates
from autograder.sandbox.protocol import stream
from autograder.sandbox.protocol.cells import StudentCell
from autograder.sandbox.protocol.channel import AHEAD, Channel, ChannelClosed, Kind
from autograder.task import NotebookFile, Settings, Task
from autograder.workers import templates
from tests.support.submissions import LIMITS, RULES, answer, notebook, setup, statuses, test_cell
from tests.support.words import LESSON, RIGHT, answered, as_bytes, words_release

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs processes that are forked and walls")

DOUBLE = answer("double", "def double(x):\n    return 2 * x")
KILL = {
    "judge": "os.kill(os.getpid(), 9)",
    "student": "for pid in open('/proc/{inner}/task/{inner}/children').read().split(): os.kill(int(pid), 9)",
    "warm parent": "os.kill({inner}, 9)",
    "judge, stopped": "os.kill(os.getpid(), 19)",
    "student, stopped": "for pid in open('/proc/{inner}/task/{inner}/children').read().split(): os.kill(int(pid), 19)",
}
"""What a test does to end or stop one of the processes in the midst of itself."""


@pytest.fixture
def executor():
    with Executor(LIMITS, "auto", RULES, fork=True) as made:
        yield made


def inner(executor):
    """Return the number of the process inside the walls from which students' processes come."""
    children = psutil.Process(executor.students.connection.process.pid).children()
    return next((child.pid for child in children), executor.students.connection.process.pid)


def killing(executor, victim, mark):
    """Return a notebook with a test that kills once: as long as there is no file `mark`."""
    kill = KILL[victim].format(inner=inner(executor))
    once = f"import os\nif not os.path.exists({str(mark)!r}):\n    open({str(mark)!r}, 'w').close()\n    {kill}\n"
    cells = (
        test_cell("double__a", "assert double(2) == 4"),
        test_cell("double__b", f"{once}assert double(4) == 8"),
    )
    return notebook(setup(), DOUBLE, *cells, test_cell("double__c", "assert double(1) == 2"))


@pytest.mark.parametrize("victim", KILL)
def test_a_process_that_is_killed_in_the_midst_of_a_test_costs_no_mark(executor, victim, tmp_path):
    limits = replace(LIMITS, seconds=4.0, grace=0.5)
    done = executor.run(killing(executor, victim, tmp_path / "killed"), limits=limits)
    assert (tmp_path / "killed").exists()
    assert statuses(done) == dict.fromkeys(["double__a", "double__b", "double__c"], "passed")
    assert done.flags == ()
    assert not done.lost


@pytest.mark.parametrize(("pauses_seen", "status"), [([0, 1], "passed"), ([0, 0], "timeout")])
def test_time_during_which_the_grader_stood_still_costs_no_mark(
    executor, tmp_path, monkeypatch, pauses_seen, status
):
    """As after Ctrl-Z and `fg`: the clock went on, and what was waited for seems to have been slow."""
    seen, late = iter(pauses_seen), tmp_path / "late"
    monkeypatch.setattr(stream, "clock_jumps", lambda: next(seen, pauses_seen[-1]))
    once = f"import os, time\nif not os.path.exists({str(late)!r}):\n    open({str(late)!r}, 'w').close()\n    time.sleep(60)\n"
    limits = replace(LIMITS, seconds=0.5, grace=0.2)
    cell = test_cell("double__a", f"{once}assert double(2) == 4")
    assert statuses(executor.run(notebook(setup(), DOUBLE, cell), limits=limits)) == {"double__a": status}


@pytest.mark.parametrize("ahead", [0, AHEAD])
@pytest.mark.parametrize(("jump", "noticed"), [(5.0, 1), (0.01, 0)])
def test_a_wait_that_ends_far_too_late_is_a_pause(monkeypatch, ahead, jump, noticed):
    """The clock jumps while something is received."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Channel(theirs).send(1, 2, b"x")
        clock = itertools.count(0.0, jump)
        monkeypatch.setattr(time, "monotonic", lambda: next(clock))
        before = stream.clock_jumps()
        assert Channel(ours, ahead=ahead).receive(1000.0) == (1, 2, b"x")
        assert (stream.clock_jumps() > before) == noticed


def test_a_judge_that_is_killed_every_time_is_told(executor):
    cells = (
        test_cell("double__a", "import os\nos.kill(os.getpid(), 9)"),
        test_cell("double__b", "assert double(1) == 2"),
    )
    done = executor.run(notebook(setup(), DOUBLE, *cells))
    assert statuses(done) == {"double__a": "error", "double__b": "passed"}
    assert done.lost


def test_a_template_process_that_is_killed_comes_back_with_all_its_walls(executor):
    standing = dict(executor.students.standing)
    os.kill(inner(executor), signal.SIGKILL)
    done = executor.run(notebook(setup(), DOUBLE, test_cell("double__a", "assert double(2) == 4")))
    assert statuses(done) == {"double__a": "passed"}
    assert executor.students.standing == standing


def killed_at_the_start(monkeypatch, count):
    """Let the next `count` processes that are started be killed before they have said a word."""
    start, killed = connection.start_process, []

    def started(*arguments):
        process, sock = start(*arguments)
        if len(killed) < count:
            process.kill()
            process.wait()
            killed.append(process.pid)
        return process, sock

    monkeypatch.setattr(connection, "start_process", started)
    return killed


def test_a_template_process_that_is_killed_while_it_starts_is_started_again(executor, monkeypatch):
    os.kill(inner(executor), signal.SIGKILL)
    killed = killed_at_the_start(monkeypatch, 2)
    done = executor.run(notebook(setup(), DOUBLE, test_cell("double__a", "assert double(2) == 4")))
    assert statuses(done) == {"double__a": "passed"}
    assert len(killed) == 2


def test_one_that_is_killed_at_every_start_is_given_up(monkeypatch):
    killed = killed_at_the_start(monkeypatch, 100)
    with pytest.raises(ExecutorBroken, match="the student's process doesn't start: it said nothing"):
        Executor(LIMITS, "auto", RULES, fork=True)
    assert 2 < len(killed) < 10


def test_ending_a_replica_of_an_earlier_process_costs_the_new_one_nothing(executor):
    replica = executor.students.replica(Limits())
    assert executor.students.end(99_999_999, 0.0).code is None
    assert replica.channel.receive()[0]
    busy = StudentCell("import time\ntime.sleep(60)", 1)  # else it may end by itself, before it is killed
    replica.channel.send(Kind.RUN, 1, busy.encoded())
    assert replica.end().was_killed


@pytest.fixture
def shared(monkeypatch):
    made = SharedTemplates()
    monkeypatch.setattr(shared_templates, "shared_templates", lambda: made)
    yield made
    made.close()


@pytest.mark.parametrize("moment", ["before they are restricted", "before its copies"])
def test_where_the_shared_templates_are_killed_workers_start_their_own(shared, moment):
    assignment = Assignment(LESSON, (words_release(),))
    make = templates.templates_for(assignment, Settings()) if moment == "before its copies" else None
    processes = [
        shared.root.connection.process,
        *psutil.Process(shared.root.connection.process.pid).children(recursive=True),
    ]
    for process in processes:
        process.kill()
    shared.root.connection.process.wait()
    psutil.wait_procs(processes[1:], timeout=10)
    shared.of_role["judge"].preload(["json"])
    with contextlib.suppress(ChannelClosed):
        shared.draw()
    make = make or templates.templates_for(assignment, Settings())
    made = make()
    if made is not None:  # the template's end took a while to be seen: its copy is missed when it is asked
        made.forget()
    assert moment == "before its copies" or made is None


def task_for(release):
    file = NotebookFile(as_bytes(answered(release, RIGHT)))
    return Task("anna", LESSON, (file,), key="key")


@pytest.mark.parametrize("lost", [True, False])
def test_a_result_that_the_machine_may_have_spoiled_is_flagged_and_not_kept(monkeypatch, lost):
    release = words_release()
    tests = {t.id: Outcome("passed") for exercise in release.exercises for t in exercise.tests}
    monkeypatch.setattr(pipeline, "run", lambda notebook, settings, **more: Run(notebook, tests, lost=lost))
    graded = grade_submission(task_for(release), Assignment(LESSON, (release,)), Settings())
    assert graded.key == ("" if lost else "key")
    assert (GRADER_LOST in graded.result["flags"]) is lost


def test_no_folder_is_left_of_what_was_killed(executor):
    base = Path(executor.students.base)
    os.kill(inner(executor), signal.SIGKILL)
    executor.run(notebook(setup(), DOUBLE, test_cell("double__a", "assert double(2) == 4")))
    executor.close()
    assert not base.exists()


def test_a_copy_that_no_worker_got_ends_with_the_shared_templates(shared):
    """As when the grader is interrupted just then: a copy that lived on would be in the way of removing its folder."""
    make = templates.templates_for(Assignment(LESSON, (words_release(),)), Settings())
    make().templates["student"].wait()
    family = psutil.Process(shared.root.connection.process.pid).children(recursive=True)
    shared.close()
    assert psutil.wait_procs(family, timeout=10)[1] == []
    assert not any(Path(template.base).exists() for template in [shared.root, *shared.copied])
