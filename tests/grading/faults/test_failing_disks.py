"""Disks that are full, fail or hide something, clocks that jump, other programs: one line, and nothing lost."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder import grading as grade
from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.intake import files as intake_files
from autograder.intake import find
from tests.support.faults import (
    STUDENTS,
    again,
    assert_whole,
    class_of,
    command,
    copied,
    leftovers,
    name,
    replay,
    snapshot,
)
from tests.support.words import (
    LESSON,
)

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
            find.read_handed_in(path, 10_000)
    assert len(find.read_handed_in(path, 10_000)) == path.stat().st_size > 0


def test_a_class_that_a_failing_disk_does_not_list_is_one_line(ready, tmp_path, monkeypatch):
    course, scandir = copied(ready, tmp_path / "a"), os.scandir

    def fail(path="."):
        if Path(os.fsdecode(path)).name == "submitted":
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", fail)
    with pytest.raises(UsageError, match="submitted can't be read: Stale"):
        grade.wanted_lessons(course, None, None)
