"""Whatever happens to the grader, the next run ends with what an unbroken run gives, and no file is ever half written."""

import contextlib
import errno
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from autograder import grading as grade
from autograder.common import files
from autograder.common.errors import UsageError
from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.intake import files as intake_files
from autograder.intake import find
from autograder.pipeline import grade_submission
from autograder.records.gradebook import LessonGradebook
from autograder.records.results import load_results
from autograder.sandbox.run import close_all
from tests.support.words import (
    HALF,
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    hand_in,
    in_process,
    words_course,
    words_release,
)

STUDENTS = 9
NOT_THE_SAME = ("seconds", "sandbox")


@pytest.fixture(scope="module")
def release():
    return words_release()


@pytest.fixture(scope="module")
def graded(release, tmp_path_factory):
    """What every submission comes to, graded once; and what an unbroken run writes."""
    course = class_of(tmp_path_factory.mktemp("unbroken") / "words", release)
    kept = {}

    def remember(task, *arguments):
        kept[task.student] = grade_submission(task, *arguments)
        return kept[task.student]

    def share(tasks, function, arguments, *, jobs):
        return in_process(tasks, remember, arguments, jobs=jobs)

    grade.grade_lesson(course, LESSON, share=share)
    close_all()
    return kept, snapshot(course)


@pytest.fixture(scope="module")
def ready(release, tmp_path_factory):
    """The same class with an empty gradebook, which takes a while to make."""
    course = class_of(tmp_path_factory.mktemp("ready") / "words", release)
    with LessonGradebook(course, Assignment(LESSON, (release,))):
        return course


def class_of(folder, release):
    """Return a course with a class in it: right, half right and empty notebooks, and a damaged one."""
    course = words_course(folder)
    for number in range(STUDENTS):
        hand_in(course, name(number), as_bytes(answered(release, (RIGHT, HALF, {})[number % 3])))
    hand_in(course, name(4), b"{ cut short")
    return course


def copied(course, folder):
    """Return a copy of a course."""
    return Course(shutil.copytree(course.root, folder))


def name(number):
    return f"student-{number:02d}"


def snapshot(course):
    """Return all that grading wrote, without times."""
    found = {
        r["student"]: {k: v for k, v in r.items() if k not in NOT_THE_SAME}
        for r in load_results(course, LESSON)
    }
    query = """select student.id, base_cell.name, auto_score, manual_score, grade.needs_manual_grade from grade
        join base_cell on grade.cell_id = base_cell.id
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join student on submitted_assignment.student_id = student.id"""
    book = sqlite3.connect(course.root / "gradebook.db")
    rows = sorted(map(str, book.execute(query)))
    assert book.execute("pragma integrity_check").fetchall() == [("ok",)]
    book.close()
    pages = sorted(
        str(p.relative_to(course.root))
        for kind in ("feedback", "autograded")
        for p in (course.root / kind).rglob("*.*")
        if p.is_file()
    )
    return found, rows, pages


def assert_whole(course):
    """Nothing in the folder is half of a file."""
    for path in course.root.glob("results/*/*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in course.root.glob("autograded/*/*/*.ipynb"):
        assert json.loads(path.read_text(encoding="utf-8"))["cells"]
    for path in course.root.glob("feedback/*/*/*.html"):
        assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")


def leftovers(course):
    """Return files that a killed writer left beside the good ones."""
    return list(course.root.rglob("*.tmp"))


def command(course, *more):
    return [sys.executable, "-m", "autograder", "grade", LESSON, "--course", str(course.root), *more]


def again(course):
    """Grade what is not graded yet, here, by one process: the run after the one that something happened to."""
    return grade.grade_lesson(course, LESSON, share=in_process)


def replay(kept):
    """Return a way to share tasks that grades nothing: the answers are known."""

    def share(tasks, function, arguments, *, jobs):
        for task in tasks:
            answer = kept[task.student]
            yield task, answer

    return share


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


FULL = """
import json, os, subprocess, sys
folder, grade = sys.argv[1], json.loads(sys.argv[2])
run = lambda: subprocess.run(grade, capture_output=True, text=True)
first = run()
subprocess.run(["mount", "-o", "remount,size=60m", folder], check=True)
second = run()
subprocess.run(["cp", "-a", folder + "/words", sys.argv[3]], check=True)
print(json.dumps([first.returncode, first.stderr, second.returncode, second.stderr]))
"""


def can_mount():
    tools = all(shutil.which(tool) for tool in ("unshare", "mount"))
    return (
        tools and subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(
    sys.platform != "linux" or not can_mount(), reason="needs a mount namespace for a small disk"
)
def test_a_full_disk_is_one_line_and_loses_nothing(release, graded, tmp_path):
    """The course lies on a file system with room for the submissions and little else; then room is made."""
    _, unbroken = graded
    class_of(tmp_path / "words", release)
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    grading = [sys.executable, "-m", "autograder", "grade", LESSON, "--course", str(disk / "words")]
    script = (
        'mount -t tmpfs -o size=400k none "$1" && cp -a "$2/words" "$1/" && exec "$3" -c "$4" "$1" "$5" "$6"'
    )
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", script, "sh", str(disk), str(tmp_path), sys.executable, FULL, json.dumps(grading), str(out)],
        capture_output=True, text=True, timeout=250, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, said, second, _ = json.loads(done.stdout)
    assert first == 1
    assert "Traceback" not in said
    assert said.strip().splitlines()[-1].startswith("autograder: ")
    assert second == 0
    assert snapshot(Course(out)) == unbroken
    assert leftovers(Course(out)) == []


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
from autograder.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_file_that_cannot_grow_is_one_line_and_loses_nothing(release, graded, tmp_path):
    """A quota on the size of files stops the gradebook in the middle of its first tables."""
    _, unbroken = graded
    course = class_of(tmp_path / "words", release)
    limited = [sys.executable, "-c", LIMITED, *command(course)[3:]]
    done = subprocess.run(limited, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("autograder: ")
    assert_whole(course)
    assert again(course).failures == {}
    assert snapshot(course) == unbroken


def test_of_two_graders_at_once_one_grades_and_the_other_says_so(release, graded, tmp_path):
    _, unbroken = graded
    course = class_of(tmp_path / "a", release)
    both = [
        subprocess.Popen(command(course), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    ends = [(process.communicate(timeout=200)[1], process.returncode) for process in both]
    assert sorted(code for _, code in ends) == [0, 1], ends
    loser = next(text for text, code in ends if code)
    assert "Traceback" not in loser
    assert loser.strip().splitlines()[-1].startswith("autograder: ")
    assert snapshot(course) == unbroken


def test_a_gradebook_that_another_program_holds_is_waited_for(ready, graded, tmp_path):
    """As the formgrader does while it saves a mark."""
    kept, unbroken = graded
    course = copied(ready, tmp_path / "a")
    grade.grade_lesson(course, LESSON, students=[name(0)], share=replay(kept))
    hold = "import sqlite3, sys, time\nbook = sqlite3.connect(sys.argv[1])\nbook.execute('begin exclusive')\nprint('held', flush=True)\ntime.sleep(0.7)\nbook.rollback()"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(course.root / "gradebook.db")], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    grade.grade_lesson(course, LESSON, share=replay(kept))
    assert holder.wait() == 0
    holder.stdout.close()
    assert snapshot(course) == unbroken


@pytest.mark.parametrize("happens", ["moved", "a disk that fails"])
def test_what_can_no_longer_be_read_when_its_turn_comes_gets_no_mark(
    happens, ready, graded, tmp_path, monkeypatch
):
    """As when a share is unmounted, or nbgrader collects anew: a 0 would be nobody's fault."""
    kept, unbroken = graded
    course, open_regular = copied(ready, tmp_path / "a"), intake_files.open_regular
    submitted, elsewhere = course.root / "submitted" / name(0), tmp_path / "elsewhere"

    def fail(path, root=None):
        if name(0) in str(path):
            raise OSError(errno.EIO, "Input/output error", str(path))
        return open_regular(path, root)

    def share(tasks, function, arguments, *, jobs):
        if happens == "moved":
            submitted.rename(elsewhere)
        else:
            monkeypatch.setattr(intake_files, "open_regular", fail)
        yield from replay(kept)(tasks, function, arguments, jobs=jobs)

    summary = grade.grade_lesson(course, LESSON, share=share)
    assert list(summary.failures) == [name(0)]
    assert "can't be read" in summary.failures[name(0)]
    assert summary.graded == STUDENTS - 1
    assert not (course.root / "results" / name(0)).exists()
    if happens == "moved":
        elsewhere.rename(submitted)
    monkeypatch.undo()
    assert grade.grade_lesson(course, LESSON, share=replay(kept)).graded == 1
    assert snapshot(course) == unbroken


def test_the_clock_may_jump(ready, graded, tmp_path, monkeypatch):
    kept, unbroken = graded
    course = copied(ready, tmp_path / "a")
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() - 10**8)
    grade.grade_lesson(course, LESSON, students=[name(n) for n in range(4)], share=replay(kept))
    monkeypatch.setattr(time, "time", lambda: now() + 10**8)
    summary = grade.grade_lesson(course, LESSON, share=replay(kept))
    assert (summary.unchanged, summary.graded) == (4, STUDENTS - 4)
    assert snapshot(course) == unbroken


@pytest.mark.parametrize("call", ["listdir", "lstat"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE])
def test_a_folder_that_a_failing_disk_does_not_show_gets_no_mark(
    call, number, ready, graded, tmp_path, monkeypatch
):
    """Nothing handed in, or a folder that its student has closed, would be 0 points; this is nobody's fault."""
    kept, unbroken = graded
    course, real = copied(ready, tmp_path / "a"), getattr(os, call)

    def fail(path=".", *more, **options):
        if name(0) in os.fsdecode(path) and LESSON in os.fsdecode(path):
            raise OSError(number, os.strerror(number), path)
        return real(path, *more, **options)

    monkeypatch.setattr(os, call, fail)
    summary = grade.grade_lesson(course, LESSON, share=replay(kept))
    assert list(summary.failures) == [name(0)]
    assert os.strerror(number) in summary.failures[name(0)]
    assert summary.graded == STUDENTS - 1
    assert not (course.root / "results" / name(0)).exists()
    monkeypatch.undo()
    assert grade.grade_lesson(course, LESSON, share=replay(kept)).graded == 1
    assert snapshot(course) == unbroken


def test_a_notebook_that_changes_while_it_is_read_gets_no_mark(tmp_path, monkeypatch):
    """As when it is being copied there: half of it would be a damaged one."""
    path, fstat = tmp_path / "a.ipynb", os.fstat
    path.write_bytes(b"{}" * 1000)

    def fstat_and_shrink(handle):
        status = fstat(handle)
        os.truncate(path, status.st_size // 2)
        return status

    with monkeypatch.context() as patched:
        patched.setattr(os, "fstat", fstat_and_shrink)
        with pytest.raises(find.LostSubmission, match="changed meanwhile"):
            find.read_regular(path, 10_000)
    assert len(find.read_regular(path, 10_000)) == path.stat().st_size > 0


def test_a_class_that_a_failing_disk_does_not_list_is_one_line(ready, tmp_path, monkeypatch):
    course, scandir = copied(ready, tmp_path / "a"), os.scandir

    def fail(path="."):
        if Path(os.fsdecode(path)).name == "submitted":
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", fail)
    with pytest.raises(UsageError, match="submitted can't be read: Stale"):
        grade.wanted_lessons(course, None, None)
