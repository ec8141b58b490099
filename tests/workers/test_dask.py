"""Grading on a Dask cluster: a scheduler and workers in processes of their own, marks as on one machine."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.common.errors import GradingError, UsageError
from autograder.records.results import each_result
from autograder.workers.dask import ask, batched, cluster, room, share_on
from autograder.workers.local import Failure
from tests.support.chores import always_die, die_once, fail, square
from tests.support.words import HALF, LESSON, RIGHT, answered, as_bytes, hand_in, words_course, words_release

pytestmark = [pytest.mark.dask, pytest.mark.filterwarnings("ignore"), pytest.mark.timeout(600)]
SQUARES = {n: n * n for n in range(9)}
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(Path(__file__).parents[2]),
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "60s",
    "DASK_LOGGING__DISTRIBUTED": "error",
}


class Machines:
    """A scheduler and its workers, each a process of its own on 127.0.0.1."""

    def __init__(self, folder):
        self.folder, self.workers = folder, []
        file = folder / "scheduler.json"
        words = [
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(file),
        ]
        self.scheduler = self.start(*words)
        deadline = time.monotonic() + 120
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        self.address = json.loads(file.read_text())["address"] if file.exists() else ""

    def start(self, *words):
        command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
        log = (self.folder / f"{words[0]}.log").open("ab")
        with log:
            return subprocess.Popen(command, env=ENVIRONMENT, cwd=self.folder, stdout=log, stderr=log)

    def add_worker(self):
        words = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder)]
        self.workers.append(self.start("worker", self.address, *words))

    def stop(self):
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    made = Machines(tmp_path_factory.mktemp("machines"))
    for _ in range(2):
        made.add_worker()
    yield made
    made.stop()


def test_all_tasks_are_done_once_on_several_workers(machines):
    with cluster(machines.address) as share:
        assert dict(share(range(9), square, (), jobs=1)) == SQUARES
        assert list(share([], square, (), jobs=1)) == []


def test_a_task_that_kills_its_process_costs_no_other(machines, tmp_path):
    with cluster(machines.address) as share:
        assert dict(share(range(9), die_once, (str(tmp_path),), jobs=1)) == SQUARES
        answers = dict(share(range(9), always_die, (), jobs=1))
    assert answers.pop(3) == Failure("the grading process ended, 2 times", died=True)
    assert answers == {n: s for n, s in SQUARES.items() if n != 3}


def test_an_exception_is_an_answer(machines):
    with cluster(machines.address) as share:
        assert dict(share(range(5), fail, (), jobs=1))[3] == Failure("'three'", died=False, kind="KeyError")


def test_a_worker_that_does_not_see_the_course_is_refused(machines, tmp_path):
    folder = str(tmp_path / "elsewhere")
    with (
        cluster(machines.address, folder) as share,
        pytest.raises(GradingError, match="doesn't see the course folder"),
    ):
        list(share([1], square, (), jobs=1))


def classroom(folder):
    """Make a course with a small class; return it."""
    course, release = words_course(folder), words_release()
    for number in range(12):
        answers = (RIGHT, HALF, {})[number % 3]
        hand_in(course, f"s{number:02}", as_bytes(answered(release, answers)))
    hand_in(course, "damaged", b"{")
    return course


def marks(course):
    return {
        r["student"]: (r["score"], [(t["id"], t["status"]) for e in r["exercises"] for t in e["tests"]])
        for r in each_result(course, LESSON)
    }


def test_marks_equal_a_local_run_though_a_worker_is_killed_in_the_middle(machines, tmp_path):
    here, there = classroom(tmp_path / "here"), classroom(tmp_path / "there")
    assert main(["grade", "--course", str(here.root), "--jobs", "1"]) == 0
    machines.add_worker()
    victim = machines.workers[0]
    command = [sys.executable, "-m", "autograder", "grade", "--course", str(there.root)]
    grader = subprocess.Popen([*command, "--scheduler", machines.address], stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 200
    while (
        not list(there.root.glob("results/*/*.json"))
        and time.monotonic() < deadline
        and grader.poll() is None
    ):
        time.sleep(0.05)
    victim.send_signal(signal.SIGKILL)
    assert grader.wait(timeout=300) == 0
    assert marks(there) == marks(here)
    assert len(marks(there)) == 13


def test_without_a_scheduler_or_the_extra_one_line_says_so(tmp_path, capsys, monkeypatch):
    course = classroom(tmp_path / "words")
    command = ["grade", "--course", str(course.root), "--scheduler", "tcp://127.0.0.1:9"]
    assert main([*command, "--jobs", "2"]) == 2
    assert "--jobs" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(command) == 2
    assert capsys.readouterr().err == (
        "autograder: --scheduler needs dask.distributed: pip install 'convolution-course[dask]'\n"
    )


def test_an_address_where_nobody_answers_is_wrong_usage(monkeypatch):
    monkeypatch.setattr("autograder.workers.dask.CONNECT", 0.5)
    with pytest.raises(UsageError, match="no Dask scheduler answers"), cluster("tcp://127.0.0.1:9"):
        pass


def test_a_scheduler_that_never_answers_is_one_line_and_no_endless_wait(machines, monkeypatch):
    async def never():
        await asyncio.sleep(3600)

    from distributed import Client  # where a test needs it: every process of the suite reads this file

    with Client(machines.address, set_as_default=False) as client:
        assert room(client) >= 4
        with pytest.raises(GradingError, match="the Dask scheduler is gone"):
            ask(client, never, patience=0.1)
        monkeypatch.setattr(client, "nthreads", never)
        monkeypatch.setattr(ask, "__defaults__", (0.1,))
        with pytest.raises(GradingError, match="the Dask scheduler is gone"):
            list(share_on(client, [1], square, (), None))


def test_what_a_new_scheduler_knows_nothing_of_ends_the_run_in_a_line(machines, monkeypatch):
    """Its client's futures are canceled; their exception is none of the grader's."""
    from distributed import Future

    monkeypatch.setattr(Future, "status", "cancelled")
    monkeypatch.setattr(Future, "done", lambda future: True)
    with cluster(machines.address) as share, pytest.raises(GradingError, match="the Dask scheduler is gone"):
        list(share([1], square, (), jobs=1))


def test_items_are_taken_only_when_they_are_needed():
    source = iter(range(7))
    batches = batched(source, 3)
    assert next(batches) == [0, 1, 2]
    assert next(source) == 3
    assert list(batches) == [[4, 5, 6]]
