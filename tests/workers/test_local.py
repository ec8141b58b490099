"""Workers: whatever happens to one of them, every task gets its answer."""

import multiprocessing
import os

import pytest

from autograder.course.assignment import Assignment
from autograder.task import Settings
from autograder.workers.local import Failure, share
from autograder.workers.templates import templates_for
from tests.support.chores import always_die, die_once, fail, hang, square
from tests.support.words import LESSON, words_release

SQUARES = {n: n * n for n in range(8)}


@pytest.fixture(autouse=True)
def no_process_is_left():
    yield
    assert multiprocessing.active_children() == []


def test_all_tasks_are_done_once():
    assert sorted(share(range(8), square, (), jobs=3)) == sorted(SQUARES.items())


def test_no_task_is_fine():
    assert list(share([], square, (), jobs=2)) == []


def test_a_worker_that_is_killed_costs_nothing(tmp_path):
    assert dict(share(range(8), die_once, (str(tmp_path),), jobs=2)) == SQUARES
    assert (tmp_path / "died").exists()


def test_a_task_that_kills_every_worker_is_given_up_and_the_others_are_done():
    answers = dict(share(range(8), always_die, (), jobs=2))
    assert answers.pop(3) == Failure("the grading process ended, 2 times", died=True)
    assert answers == {n: s for n, s in SQUARES.items() if n != 3}


def test_an_exception_is_an_answer():
    answers = dict(share(range(5), fail, (), jobs=2))
    assert answers[3] == Failure("'three'", died=False, kind="KeyError")
    assert answers[4] == 16


def test_a_worker_that_hangs_is_replaced():
    answers = dict(share(range(5), hang, (), jobs=2, limit=2.0))
    assert answers[3] == Failure("it took too long, 2 times", died=True)
    assert answers[4] == 16


def test_leaving_early_ends_all_workers():
    answers = share(range(100), square, (), jobs=2)
    next(answers)
    answers.close()


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="needs a system that keeps processes on cores"
)
def test_workers_stay_on_cores_only_where_there_is_one_for_each_and_the_first_ones():
    cores = sorted(os.sched_getaffinity(0))
    assignment = Assignment(LESSON, (words_release(),))
    everybody = templates_for(assignment, Settings())
    made = [everybody() for _ in range(len(cores) + 1)]
    few = templates_for(assignment, Settings(), jobs=len(cores) - 1)()
    try:
        assert [templates.core for templates in made] == [*cores, None]
        assert few.core is None
    finally:
        for templates in [*made, few]:
            templates.forget()
