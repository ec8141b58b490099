"""Whichever process is killed at whatever moment, the next run gives the same marks."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from autograder import grading as grade
from autograder.common import files
from tests.support.faults import (
    STUDENTS,
    again,
    assert_whole,
    class_of,
    command,
    copied,
    leftovers,
    replay,
    snapshot,
)
from tests.support.words import (
    LESSON,
)


def in_a_child(action):
    """Do something in a forked process; return its exit status, negative for a signal."""
    child = os.fork()
    if child == 0:
        try:
            action()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(place, number, course, kept):
    """Grade in a child that kills itself just before, or within, its `number`-th write; say whether it came to that."""

    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    def action():
        count = 0
        replace, write, fsync = os.replace, files.write_atomically, os.fsync

        def counted(function, within=False):
            def called(*arguments, **options):
                nonlocal count
                count += 1
                if count == number:
                    if within:
                        Path(arguments[0]).parent.mkdir(parents=True, exist_ok=True)
                    die()
                return function(*arguments, **options)

            return called

        if place == "before a file appears":
            os.replace = counted(replace)
        elif place == "while a file is written":
            os.fsync = counted(fsync)
        else:
            from sqlalchemy import event
            from sqlalchemy.engine import Engine

            event.listen(Engine, "commit", counted(lambda connection: None))
        assert write is files.write_atomically
        grade.grade_lesson(course, LESSON, share=replay(kept))

    return in_a_child(action) == -signal.SIGKILL


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    "place", ["before a file appears", "while a file is written", "before the gradebook commits"]
)
def test_killed_at_any_write_the_next_run_gives_the_same(place, ready, graded, tmp_path):
    kept, unbroken = graded
    moments = range(1, 45, 4) if place != "before the gradebook commits" else range(1, 8)
    died = 0
    for number in moments:
        course = copied(ready, tmp_path / f"{number}")
        died += killed_at(place, number, course, kept)
        assert_whole(course)
        grade.grade_lesson(course, LESSON, share=replay(kept))
        assert snapshot(course) == unbroken, number
        assert leftovers(course) == []
    assert died >= 3


def test_killed_again_and_again_the_last_run_gives_the_same(release, graded, tmp_path):
    """SIGKILL to the grader itself at random times, with everything that it started left to itself."""
    _, unbroken = graded
    course, rng = class_of(tmp_path / "a", release), random.Random(7)
    for lines in (1, 3):
        process = subprocess.Popen(
            command(course, "--jobs", "2"), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        family = psutil.Process(process.pid)
        for _ in range(lines):
            process.stderr.readline()
        time.sleep(rng.uniform(0, 0.2))
        children = family.children(recursive=True)
        process.kill()
        process.communicate()
        assert_whole(course)
        assert gone(children), "a killed grader leaves processes behind"
    assert again(course).failures == {}
    assert snapshot(course) == unbroken
    written = {path: path.stat().st_mtime_ns for path in course.root.glob("results/*/*.json")}
    assert again(course).graded == 0
    assert {path: path.stat().st_mtime_ns for path in course.root.glob("results/*/*.json")} == written


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
@pytest.mark.parametrize("whose", ["the grader's own", "every"])
def test_a_killed_grader_leaves_no_stopped_process_behind(whose, release, tmp_path):
    """One that stands still doesn't hear that its connection is closed; the system ends it."""
    course = class_of(tmp_path / "a", release)
    process = subprocess.Popen(
        command(course, "--jobs", "2"), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    for _ in range(2):
        process.stderr.readline()
    family = psutil.Process(process.pid)
    children = family.children(recursive=True)
    for child in family.children(recursive=whose == "every"):
        with contextlib.suppress(psutil.NoSuchProcess):
            child.suspend()
    process.kill()
    process.communicate()
    assert gone(children)


def gone(processes):
    """Say whether all processes end within ten seconds; those that don't are ended."""
    _, alive = psutil.wait_procs(processes, timeout=10)
    alive = [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    for process in alive:
        process.kill()
    return not alive


def test_nothing_is_graded_twice_after_a_kill(ready, graded, tmp_path, monkeypatch):
    kept, unbroken = graded
    course = copied(ready, tmp_path / "a")
    monkeypatch.setattr("autograder.records.writer.BATCH", 3)
    assert killed_at("before the gradebook commits", 4, course, kept)
    asked = []

    def share(tasks, function, arguments, *, jobs):
        for task in tasks:
            asked.append(task.student)
            yield task, kept[task.student]

    done = len(list(course.root.glob(f"results/*/.{LESSON}.key")))
    summary = grade.grade_lesson(course, LESSON, share=share)
    assert (summary.unchanged, summary.graded) == (done, STUDENTS - done)
    assert len(asked) == len(set(asked)) == STUDENTS - done
    assert snapshot(course) == unbroken


def test_any_of_its_processes_may_be_killed(ready, graded, tmp_path):
    """Workers, warm parents and students' processes are killed at random while the grader goes on."""
    _, unbroken = graded
    course, rng = copied(ready, tmp_path / "a"), random.Random(3)
    process = subprocess.Popen(
        command(course, "--jobs", "2"), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    family, victims = psutil.Process(process.pid), 0
    process.stderr.readline()
    while process.poll() is None and victims < 3:
        with contextlib.suppress(psutil.Error):  # a child that ended meanwhile
            children = [
                p for p in family.children(recursive=True) if "resource_tracker" not in " ".join(p.cmdline())
            ]
            if children:
                rng.choice(children).kill()
                victims += 1
        time.sleep(0.4)
    _, err = process.communicate(timeout=200)
    assert victims
    assert process.returncode == 0, err
    assert again(course).failures == {}
    assert snapshot(course) == unbroken
