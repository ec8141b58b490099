"""Whatever interrupts a run, nothing is lost: locks, kills, folders that can't be written."""

import errno
import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time

import psutil
import pytest

from autograder.common.errors import GradingError
from autograder.grading import Progress
from autograder.records.lock import the_only_grader
from autograder.records.results import each_result
from tests.support.graded import api, grade_lesson, gradebook, scores
from tests.support.heeding import start_heeding
from tests.support.submissions import cell
from tests.support.words import (
    HALF,
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    hand_in,
    words_course,
)


def command(course, *more):
    return [sys.executable, "-m", "autograder", "grade", "--course", str(course.root), *more]


def snapshot(course):
    """Return all that grading wrote that doesn't depend on the clock."""
    found = {}
    for result in each_result(course, LESSON):
        found[result["student"]] = {k: v for k, v in result.items() if k not in ("seconds", "sandbox")}
    with gradebook(course) as book:
        rows = {
            (g.student.id, g.name): (g.auto_score, g.needs_manual_grade)
            for s in book.assignment_submissions(LESSON)
            for n in s.notebooks
            for g in n.grades
        }
    return found, rows


def test_two_graders_at_once_are_one_too_many(course, release):
    hand_in(course, "anna", as_bytes(answered(release)))
    with the_only_grader(course), pytest.raises(GradingError, match="another grader"):
        grade_lesson(course, LESSON)
    assert grade_lesson(course, LESSON).graded == 1


def test_a_gradebook_that_is_locked_for_a_while_is_waited_for(course, release):
    hand_in(course, "anna", as_bytes(answered(release)))
    grade_lesson(course, LESSON)
    hand_in(course, "anna", as_bytes(answered(release, HALF)))
    said = []

    class Listener(Progress):
        def say(self, line):
            said.append(line)
            blocker.rollback()

        def start(self, lesson, total):
            blocker.execute("BEGIN EXCLUSIVE")

    blocker = sqlite3.connect(course.root / "gradebook.db", check_same_thread=False)
    grade_lesson(course, LESSON, progress=Listener())
    blocker.close()
    assert said == ["the gradebook is locked by another program; waiting for it"]
    assert api(course).get_submissions(LESSON)[0]["score"] == 8


def test_a_gradebook_that_stays_locked_is_one_line_and_nothing_is_lost(course, release, monkeypatch):
    hand_in(course, "anna", as_bytes(answered(release)))
    grade_lesson(course, LESSON)
    hand_in(course, "anna", as_bytes(answered(release, HALF)))
    monkeypatch.setattr("autograder.common.database.PATIENCE", 0.0)

    class Blocker(Progress):
        def start(self, lesson, total):
            blocker.execute("BEGIN EXCLUSIVE")

    blocker = sqlite3.connect(course.root / "gradebook.db")
    with pytest.raises(GradingError, match="locked"):
        grade_lesson(course, LESSON, progress=Blocker())
    blocker.close()
    assert grade_lesson(course, LESSON).graded == 1
    assert api(course).get_submissions(LESSON)[0]["score"] == 8


def class_of(course, release, count):
    for number in range(count):
        answers = (RIGHT, HALF, {})[number % 3]
        hand_in(course, f"student-{number:02d}", as_bytes(answered(release, answers)))


def test_a_run_that_is_killed_goes_on_where_it_stopped(tmp_path, release):
    """Whenever the grader is killed: the next run ends with what an unbroken run gives."""
    unbroken, broken = words_course(tmp_path / "a"), words_course(tmp_path / "b")
    for course in (unbroken, broken):
        class_of(course, release, 6)
    grade_lesson(unbroken, LESSON)
    for wait in (1, 2):
        process = subprocess.Popen(command(broken), stderr=subprocess.PIPE, text=True, start_new_session=True)
        for _ in range(wait):
            process.stderr.readline()
        process.kill()
        process.communicate()
        for path in (broken.root / "results").glob(f"*/{LESSON}.json"):
            json.loads(path.read_text(encoding="utf-8"))
    assert grade_lesson(broken, LESSON).failures == {}
    assert snapshot(broken) == snapshot(unbroken)


def test_those_who_draw_in_a_course_that_does_not_cost_nobody_anything(tmp_path, release):
    """Their processes come from other templates than the workers were given."""
    course = words_course(tmp_path / "a")
    for number in range(4):
        submission = answered(release, RIGHT)
        if number:
            submission.cells.insert(0, cell("import matplotlib.pyplot as plt"))
        hand_in(course, f"student-{number:02d}", as_bytes(submission))
    done = subprocess.run(command(course, "--jobs", "2"), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert scores(course) == {f"student-{number:02d}": 10 for number in range(4)}


def test_a_killed_worker_costs_nothing(tmp_path, release):
    course = words_course(tmp_path / "a")
    class_of(course, release, 8)
    process = subprocess.Popen(command(course, "--jobs", "2"), stderr=subprocess.PIPE, text=True)
    process.stderr.readline()
    process.stderr.readline()
    children = psutil.Process(process.pid).children()
    workers = [p for p in children if "grade" in p.cmdline() or "spawn_main" in " ".join(p.cmdline())]
    workers[0].kill()
    process.communicate()
    assert process.returncode == 0
    assert scores(course) == {f"student-{n:02d}": (10, 8, 0)[n % 3] for n in range(8)}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_is_one_line_and_consistent(tmp_path, release, number):
    course = words_course(tmp_path / "a")
    class_of(course, release, 24)
    process = start_heeding(command(course))
    process.stderr.readline()
    process.stderr.readline()
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert err.splitlines()[-1].startswith("autograder: interrupted")
    assert "Traceback" not in err
    kept = len(list(each_result(course, LESSON)))
    assert kept >= 1
    summary = grade_lesson(course, LESSON)
    assert (summary.unchanged, summary.graded) == (kept, 24 - kept)
    assert multiprocessing.active_children() == []


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, release):
    course = words_course(tmp_path / "a")
    hand_in(course, "anna", as_bytes(answered(release)))
    (course.root / "autograded").write_text("a file where a folder should be")
    done = subprocess.run(command(course), capture_output=True, text=True)
    assert done.returncode == 1
    assert "can't be written" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_time_passes_backwards_and_nothing_minds(course, release):
    path = hand_in(course, "anna", as_bytes(answered(release)))
    os.utime(path, (0, 0))
    grade_lesson(course, LESSON)
    os.utime(path, (time.time() + 1e6,) * 2)
    assert grade_lesson(course, LESSON).graded == 0


@pytest.mark.skipif(sys.platform == "win32", reason="locks files in another way")
def test_a_course_where_no_file_can_be_locked_is_told_from_one_that_is_locked(course, release, monkeypatch):
    """As on some network file systems: the words of a second grader would send the user the wrong way."""
    import fcntl

    def refuse(*arguments):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    hand_in(course, "anna", as_bytes(answered(release)))
    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(GradingError, match=r"results/\.lock can't be locked: No locks available"):
        grade_lesson(course, LESSON)
