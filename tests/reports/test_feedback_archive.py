"""Feedback pages go back to a platform under the names by which it knows its students."""

import zipfile

import pytest

from autograder import cli
from autograder.grading import grade_lesson
from autograder.task import Settings
from tests.support.words import LESSON, answered, as_bytes, hand_in, in_process, words_course, words_release


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "course")


def run(course, *words):
    return cli.main([*map(str, words), "--course", str(course.root)])


@pytest.mark.parametrize(
    ("platform", "name", "page"),
    [
        ("canvas", "doejane_LATE_4711_9001_my words.ipynb", f"doejane_LATE_4711_9001_{LESSON}.html"),
        ("moodle", f"Jane Do_e_4711_assignsubmission_file/{LESSON}.ipynb", f"Jane Do e_4711_assignfeedback_file_{LESSON}.html"),
    ],
)  # fmt: skip
def test_pages_get_the_platforms_names_and_others_are_named(course, tmp_path, capsys, platform, name, page):
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as made:
        made.writestr(name, as_bytes(answered(words_release())))
    assert run(course, "collect", platform, tmp_path / "download.zip", LESSON) == 0
    hand_in(course, "by-hand", as_bytes(answered(words_release())))
    grade_lesson(course, LESSON, share=in_process, settings=Settings(course=str(course.root)))
    assert run(course, "feedback", LESSON, "--zip", platform) == 0
    said = capsys.readouterr()
    assert "pages of 1 student" in said.out
    assert f"left out: by-hand: not collected from {platform}" in said.err
    with zipfile.ZipFile(course.root / "exports" / f"{LESSON}-feedback-{platform}.zip") as made:
        assert made.namelist() == [page]
        assert b"<h1" in made.read(page)


def test_without_pages_there_is_one_line(course, capsys):
    assert run(course, "feedback", LESSON, "--zip", "canvas") == 2
    assert capsys.readouterr().err.count("\n") == 1
