"""A gradebook that another version made, that is out of reach, or that another program writes: one line, or patience."""

import shutil
import sqlite3
from pathlib import Path

import nbgrader
import pytest
from sqlalchemy.orm import Session

from autograder import grading
from autograder.common import database
from autograder.common.errors import GradingError, UsageError
from autograder.course.course import Course
from tests.support.words import LESSON, answered, as_bytes, hand_in, in_process, words_course, words_release

OLD = Path(nbgrader.__file__).parent / "tests" / "apps" / "files" / "gradebook.db"


@pytest.fixture
def course(tmp_path):
    made = words_course(tmp_path / "words")
    hand_in(made, "anna", as_bytes(answered(words_release())))
    return made


def grade_all(course, **options):
    return grading.grade_lesson(course, LESSON, share=in_process, **options)


def book(course, *lines):
    """Change the gradebook from outside."""
    with sqlite3.connect(course.root / "gradebook.db") as connection:
        found = [connection.execute(line).fetchall() for line in lines]
    connection.close()
    return found


def test_a_gradebook_of_an_older_nbgrader_is_one_line_and_stays_as_it_was(course):
    """As in nbgrader's own test of `nbgrader db upgrade`: tables that were added would be in its way."""
    path = course.root / "gradebook.db"
    shutil.copy(OLD, path)
    before = path.read_bytes()
    with pytest.raises(GradingError, match="older nbgrader; `nbgrader db upgrade` renews it"):
        grade_all(course)
    assert path.read_bytes() == before


def test_a_gradebook_of_a_newer_nbgrader_is_one_line(course):
    assert grade_all(course).graded == 1
    book(course, "update alembic_version set version_num = 'fff000fff000'")
    with pytest.raises(GradingError, match="newer nbgrader"):
        grade_all(course)


def test_a_gradebook_whose_making_was_cut_short_is_finished(course):
    """Without its revision `nbgrader db upgrade` would take it for the oldest."""
    grade_all(course)
    (revision,) = book(course, "select version_num from alembic_version")
    for cut in ("delete from alembic_version", "drop table alembic_version"):
        book(course, cut)
        assert grade_all(course).unchanged == 1
        assert book(course, "select version_num from alembic_version") == [revision]


@pytest.mark.parametrize(
    "url", ["nonsense", "postgres://me:secret@host/x", "postgresql+psycopg://me@host:port/x"]
)
def test_an_address_that_is_none_is_one_line(course, url):
    config = f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n"
    (course.root / "nbgrader_config.py").write_text(config)
    with pytest.raises(UsageError, match="is no address of a database") as told:
        grade_all(Course(course.root))
    assert "secret" not in str(told.value)


def test_a_gradebook_that_is_locked_at_the_start_is_waited_for(course, monkeypatch):
    grade_all(course)
    hand_in(course, "bert", b"{")
    blocker, said = sqlite3.connect(course.root / "gradebook.db"), []
    blocker.execute("begin exclusive")

    class Listener(grading.Progress):
        def say(self, line):
            said.append(line)
            blocker.rollback()

    assert grade_all(course, progress=Listener()).graded == 1
    blocker.close()
    assert said == ["the gradebook is locked by another program; waiting for it"]


def test_a_gradebook_that_stays_locked_is_waited_for_once(course, monkeypatch):
    """Not again when the run ends: two minutes are enough."""
    grade_all(course)
    hand_in(course, "anna", b"{")
    monkeypatch.setattr(database, "PATIENCE", 0.0)
    tried, retry = [], database.with_retries

    def counted(work, say):
        tried.append(work)
        return retry(work, say)

    class Blocker(grading.Progress):
        def start(self, lesson, total):
            tried.clear()
            blocker.execute("begin exclusive")

    blocker = sqlite3.connect(course.root / "gradebook.db")
    monkeypatch.setattr(database, "with_retries", counted)
    with pytest.raises(GradingError, match="locked"):
        grade_all(course, progress=Blocker())
    blocker.close()
    assert len(tried) == 1
    assert grade_all(course).graded == 1


def test_a_student_whom_another_program_adds_at_the_same_moment_is_no_trouble(course, monkeypatch):
    """`nbgrader db student add` between the look for the student and the new row: the whole batch is tried again."""
    add_all, added = Session.add_all, []

    def add_late(session, rows):
        if not added:
            added.append(book(course, "insert into student (id) values ('anna')"))
        add_all(session, rows)

    monkeypatch.setattr(Session, "add_all", add_late)
    assert grade_all(course).graded == 1
    assert len(added) == 1
    assert book(course, "select count(*) from student") == [[(1,)]]
