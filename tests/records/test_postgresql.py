"""The gradebook on PostgreSQL: a real server, started here, gets the marks that SQLite gets."""

import os
import pwd
import subprocess
import tempfile
from pathlib import Path

import psutil
import pytest

from autograder import grading as grade
from autograder.common import database
from autograder.common.errors import GradingError
from autograder.course.course import Course
from tests.support.needs import initdb
from tests.support.words import (
    HALF,
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    grades,
    hand_in,
    in_process,
    words_course,
    words_release,
)

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.timeout(600),
]


def as_server(*command, folder):
    """Run a PostgreSQL program as an ordinary user: the server refuses to be root."""
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    program = str(Path(initdb()).with_name(command[0]))
    subprocess.run([program, *command[1:]], check=True, cwd=folder, stdout=subprocess.DEVNULL, **who)


@pytest.fixture(scope="module")
def server():
    """Start a server that listens on a socket in a folder of its own; give the folder."""
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data, log = str(folder / "data"), str(folder / "log")
        as_server("initdb", "-D", data, "-U", "teacher", "-A", "trust", "--no-sync", folder=folder)
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        as_server("pg_ctl", "-D", data, "-l", log, "-w", "-t", "120", "-o", options, "start", folder=folder)
        yield folder
        as_server("pg_ctl", "-D", data, "-m", "immediate", "stop", folder=folder)


def classroom(folder, server=None, database="marks"):
    """Make a course with a small class, whose gradebook is on the server, or in SQLite without one."""
    course, release = words_course(folder), words_release()
    if server is not None:
        as_server("createdb", "-h", str(server), "-U", "teacher", database, folder=server)
        url = f"postgresql+psycopg://teacher@/{database}?host={server}"
        (folder / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n")
    for student, answers in {"anna": RIGHT, "bert": HALF, "carl": {}}.items():
        hand_in(course, student, as_bytes(answered(release, answers)))
    hand_in(course, "damaged", b"{")
    return Course(folder)


def grade_all(course):
    return grade.grade_lesson(course, LESSON, share=in_process)


def rows(course):
    """Return what nbgrader's own API reads from the gradebook."""
    return grades(course, LESSON, "auto_score", "manual_score", "needs_manual_grade", "score")


def test_the_marks_are_those_of_sqlite_and_a_regrade_adds_nothing(server, tmp_path):
    here, there = classroom(tmp_path / "sqlite"), classroom(tmp_path / "postgresql", server)
    grade_all(here)
    assert grade_all(there).graded == 4
    assert rows(there) == rows(here)
    assert {student for student, _ in rows(there)} == {"anna", "bert", "carl", "damaged"}
    assert not (there.root / "gradebook.db").exists()
    assert grade_all(there).unchanged == 4
    hand_in(there, "bert", as_bytes(answered(words_release(), RIGHT)))
    assert grade_all(there).graded == 1
    assert sum(m[0] or 0 for (who, _), m in rows(there).items() if who == "bert") == 10


def test_marks_by_hand_are_kept_over_a_regrade(server, tmp_path):
    from nbgrader.api import Gradebook

    course = classroom(tmp_path / "hand", server, "hand")
    grade_all(course)
    with Gradebook(course.db_url, course.course_id) as book:
        found = book.find_grade("count_vowels__values", LESSON, LESSON, "carl")
        found.manual_score = 1.5
        book.db.commit()
    hand_in(course, "carl", as_bytes(answered(words_release(), HALF)))
    assert grade_all(course).graded == 1
    assert rows(course)["carl", "count_vowels__values"] == (2, 1.5, True, 1.5)


def test_a_driver_that_is_not_installed_is_named(tmp_path):
    course = words_course(tmp_path / "words")
    (course.root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.db_url = 'postgresql+pg8000://teacher@/marks'\n"
    )
    hand_in(course, "anna", b"{")
    with pytest.raises(GradingError, match="needs pg8000, which is not installed"):
        grade_all(Course(course.root))


def test_a_server_that_does_not_answer_is_one_line(tmp_path):
    course = words_course(tmp_path / "words")
    url = f"postgresql+psycopg://teacher:secret@/marks?host={tmp_path}"
    (course.root / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n")
    hand_in(course, "anna", b"{")
    with pytest.raises(GradingError, match=r"the gradebook .*:\*\*\*@.* can't be used"):
        grade_all(Course(course.root))


def grading(course, happens):
    """Grade while something happens to the server before the first answer; return what was said meanwhile."""
    said = []

    class Listener(grade.Progress):
        def say(self, line):
            said.append(line)

    def share(tasks, function, arguments, *, jobs):
        happens()
        yield from in_process(tasks, function, arguments, jobs=jobs)

    grade.grade_lesson(course, LESSON, share=share, progress=Listener())
    return said


def test_a_server_that_is_started_anew_in_the_middle_of_a_run_costs_nothing(server, tmp_path):
    course = classroom(tmp_path / "restart", server, "restart")
    data = str(server / "data")

    def restart():
        as_server(
            "pg_ctl", "-D", data, "-m", "immediate", "-l", str(server / "log"), "restart", folder=server
        )

    assert set(grading(course, restart)) <= {"the gradebook's server is gone; waiting for it"}
    assert {student for student, _ in rows(course)} == {"anna", "bert", "carl", "damaged"}
    assert grade_all(course).unchanged == 4


def test_a_server_that_says_nothing_more_ends_the_run_in_one_line(server, tmp_path, monkeypatch):
    """Its process is stopped; the connection stays open for ever."""
    course, stopped = classroom(tmp_path / "silent", server, "silent"), []

    def stop():
        for process in psutil.process_iter(["name", "cmdline"]):
            if process.info["name"] == "postgres" and "teacher silent" in " ".join(
                process.info["cmdline"] or ()
            ):
                process.suspend()
                stopped.append(process)
        monkeypatch.setattr(database, "PATIENCE", 1.0)

    with pytest.raises(GradingError, match="the gradebook can't be written"):
        grading(course, stop)
    assert stopped
    for process in stopped:
        process.resume()
    monkeypatch.undo()
    assert grade_all(course).graded == 4


def test_a_row_that_another_program_holds_is_waited_for_and_not_for_ever(server, tmp_path, monkeypatch):
    import psycopg

    course = classroom(tmp_path / "held", server, "held")
    grade_all(course)
    hand_in(course, "carl", as_bytes(answered(words_release(), HALF)))
    monkeypatch.setattr(database, "LOCK", "100ms")
    monkeypatch.setattr(database, "PATIENCE", 4.0)
    with psycopg.connect(f"host={server} user=teacher dbname=held") as holder:
        holder.execute("select * from grade for update")
        with pytest.raises(GradingError, match="can't be written: canceling statement due to lock timeout"):
            grade_all(course)
        holder.rollback()
        holder.execute("select * from grade for update")
        monkeypatch.setattr(database.time, "sleep", lambda seconds: holder.rollback())
        assert grading(course, lambda: None) == ["the gradebook is locked by another program; waiting for it"]
    assert grade_all(course).unchanged == 4


def test_the_gradebook_s_session_is_not_kept_open_while_a_class_is_graded(server, tmp_path):
    """`nbgrader db upgrade` and the server's own cleaning would wait for it."""
    import psycopg

    course, states = classroom(tmp_path / "idle", server, "idle"), []

    def look():
        with psycopg.connect(f"host={server} user=teacher dbname=idle") as other:
            states.extend(
                other.execute(
                    "select state from pg_stat_activity where datname = 'idle' and pid != pg_backend_pid()"
                )
            )

    grading(course, look)
    assert states
    assert {state for (state,) in states} == {"idle"}
