"""What may not be written is told in one line, by every command, and what was there stays."""

import os
from pathlib import Path

import pytest

from autograder import cli
from autograder.common import files
from autograder.grading import grade_lesson
from autograder.task import Settings
from tests.support.downloads import CANVAS, archive
from tests.support.words import LESSON, answered, as_bytes, hand_in, in_process, words_course, words_release


@pytest.fixture
def course(tmp_path):
    course = words_course(tmp_path / "course")
    hand_in(course, "4711", as_bytes(answered(words_release())))
    grade_lesson(course, LESSON, share=in_process, settings=Settings(course=str(course.root)))
    return course


def said(course, capsys, *words):
    capsys.readouterr()
    assert cli.main([*map(str, words), "--course", str(course.root)]) != 0
    return capsys.readouterr().err.splitlines()


def test_a_gradebook_that_may_not_be_written_is_one_line_without_sql(course, tmp_path, capsys):
    book = f"file:{course.root / 'gradebook.db'}?mode=ro&uri=true"
    (course.root / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.db_url = 'sqlite:///{book}'\n"
    )
    path = course.lesson_source(LESSON)
    path.write_text(path.read_text().replace('"points": 4', '"points": 5'))
    roster = tmp_path / "roster.csv"
    roster.write_text("Student,ID,SIS Login ID,Section\nDoe,4711,d,A\n")
    download = archive(tmp_path / "c.zip", CANVAS)
    for words in (
        ("grade", LESSON),
        ("extend", LESSON, "4711", "--days", "2"),
        ("collect", "canvas", download, LESSON, "--roster", roster),
    ):
        *others, line = said(course, capsys, *words)
        assert not [other for other in others if not other.startswith("WARNING: there is no gradebook")]
        assert line.startswith("autograder: the gradebook sqlite:///file")
        assert line.endswith("attempt to write a readonly database")


def test_a_folder_that_may_not_be_written_is_one_line_and_the_file_there_stays(
    course, tmp_path, capsys, monkeypatch
):
    grades = tmp_path / "grades.csv"
    grades.write_text(f"Student,ID,SIS Login ID,Section,{LESSON} (7)\nDoe,4711,d,A,3\n")
    before = grades.read_bytes()

    def refused(path: Path):
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(files, "_opened", refused)
    assert said(course, capsys, "export", LESSON, "--into", grades) == [
        f"autograder: {grades} can't be written: Permission denied"
    ]
    assert grades.read_bytes() == before
    (line,) = said(course, capsys, "collect", "canvas", archive(tmp_path / "c.zip", CANVAS), LESSON)
    assert line.endswith(": Permission denied; what is written is kept, and nothing else was changed")


def test_an_archive_of_pages_is_whole_or_is_the_one_before(course, tmp_path, monkeypatch):
    collected = {"doejane_4711_9001_01_words.ipynb": as_bytes(answered(words_release()))}
    root = ["--course", str(course.root)]
    assert cli.main(["collect", "canvas", str(archive(tmp_path / "c.zip", collected)), LESSON, *root]) == 0
    assert cli.main(["feedback", LESSON, "--zip", "canvas", *root]) == 0
    (made,) = (course.root / "exports").iterdir()
    before = made.read_bytes()
    (course.root / "feedback" / "4711" / LESSON / f"{LESSON}.html").write_text("another page" * 1000)

    def killed(*names):
        raise SystemExit

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(SystemExit):
        cli.main(["feedback", LESSON, "--zip", "canvas", *root])
    assert made.read_bytes() == before
