"""Finding what was handed in: names of students and files, times, copies, folders in folders."""

import os

import pytest
from nbgrader.utils import parse_utc

from autograder.common.text import printable
from autograder.course.course import Course
from autograder.intake.find import choose_notebook, read_timestamp
from autograder.intake.submitted import submissions
from autograder.intake.timestamp import read_time
from tests.support.words import LESSON, answered, as_bytes, hand_in, words_course, words_release

ORDINARY = [
    "anna",
    "o'brien & söhne",
    "李雷",
    "a b",
    "x" * 250,
    "DOMAIN\\user",
    "=cmd|calc!A0",
    "~a",
    "u200b",
]
ODD = [
    b"m\xff", rb"m\xff", rb"m\\xff", b"m\x85", b"m\xc2\x85", b"new\nline", rb"new\nline", "m\u200b".encode(),
    rb"m\u200b", b"\xed\xa0\x80", b"m" + b"\xff" * 100, b"m" + b"\xff" * 101, "m\u200b".encode() * 60,
]  # fmt: skip


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_names_stay_as_they_are(name):
    assert printable(name) == name


def test_odd_names_become_texts_that_can_be_stored_and_no_two_alike():
    names = {os.fsdecode(name) for name in ODD}
    names |= {printable(name) for name in names}  # folders that are called as others are printed
    found = {printable(name) for name in names}
    assert len(found) == len(names)
    for text in found:
        assert text.isprintable()
        assert len(text.encode("utf-8")) < 200


@pytest.mark.parametrize(
    "text",
    [
        "2015-02-02 15:58:23.948203 America/Los_Angeles", "2026-03-01 12:00:00 UTC", "2026-03-01 12:00:00 +0100",
        "2026-03-01T12:00:00+01:00", "2026-03-01 12:00:00 Etc/GMT+3",
    ],
)  # fmt: skip
def test_times_that_nbgrader_reads_are_times(text):
    assert read_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01 12:00:00 UTC", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00.000Z", "2026-03-01 13:00:00 CET",
        "2026-03-01 07:00:00 EST", "2026-03-01 04:00:00.0 PST", "2026-03-01 13:00:00 +0100", "2026-03-01T13:00:00+01:00",
        "2026-03-01 13:00 Europe/Berlin", "2026-03-01 9:00 Etc/GMT+3", "March 1, 2026 12:00 PM UTC", "2026-03-01 01:00:00 PM CET",
        "Sun Mar  1 13:00:00 CET 2026", "20260301T120000Z", "2026-03-01 17:30:00 Asia/Kolkata", "2026-03-01 12:00:00",
    ],
)  # fmt: skip
def test_a_time_is_read_with_its_zone(text):
    assert read_time(text) == "2026-03-01 12:00:00 UTC"


@pytest.mark.parametrize(
    "text", ["2026-03-01 12:00:00 CST", "2026-03-01 12:00:00 IST", "2026-03-01 12:00:00 BST", "03/04/2026 12:00 UTC",
             "2026-03-01 12:00:00 QQT", "2026-03-01 12:00:00 Nowhere/Atall"],
)  # fmt: skip
def test_a_time_that_may_be_several_is_none(text):
    assert read_time(text) is None


def test_in_summer_a_place_has_its_summer_time():
    assert (
        read_time("2026-07-01 12:00 Europe/Berlin")
        == read_time("2026-07-01 12:00 CEST")
        == "2026-07-01 10:00:00 UTC"
    )


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31 23:59:59-11:00", "0001-01-01 00:00:00+14:00", "2020-01-01 10:00:00+99:00",
        "9999-12-31 23:59:59 -39600", "2020-01-01 10:00:00 ../../etc/passwd", "2020-01-01 10:00:00 /dev/zero",
        "2020-01-01 10:00:00 99999", "soon", "", "99999999999999999999",
    ],
)  # fmt: skip
def test_a_time_that_nbgrader_stumbles_over_is_none(text):
    assert read_time(text) is None


@pytest.mark.parametrize(
    "text", ["10:00", "Friday", "Friday 10:00 UTC", "May 12:00 UTC", "1:00 am", "12:00:00 +0100"]
)
def test_a_time_that_changes_with_the_day_when_it_is_read_is_none(text):
    parse_utc(text)
    assert read_time(text) is None


def test_what_is_no_time_is_flagged_and_the_work_found(tmp_path):
    course = words_course(tmp_path / "words")
    for name, text in {"anna": "9999-12-31 23:59:59-11:00", "bert": "2026-03-01 12:00:00 UTC"}.items():
        place = hand_in(course, name, as_bytes(answered(words_release())))
        (place.parent / "timestamp.txt").write_text(text)
    os.makedirs(course.root / "submitted" / "carl" / LESSON / "timestamp.txt")
    found = {one.student: one for one in submissions(Course(course.root), LESSON)}
    sentence = "timestamp: timestamp.txt names no certain time; ignored, so nothing counts as late"
    assert (found["anna"].timestamp, found["anna"].notebooks[0].flags) == (None, (sentence,))
    assert (found["bert"].timestamp, found["bert"].notebooks[0].flags) == ("2026-03-01 12:00:00 UTC", ())
    assert sentence in found["carl"].notebooks[0].flags
    assert found["anna"].notebooks[0].read()


def chosen(folder, files, wanted):
    """Return which of these files is graded as which notebook, "" where none is."""
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("{}")
    found = {name: choose_notebook(folder, name, set(wanted) - {name}) for name in wanted}
    return {n: f.path.relative_to(folder).as_posix() if f.path else "" for n, f in found.items()}


SEVERAL = {
    "copies": ("p1-Copy1.ipynb p10-Copy1.ipynb", "p1-Copy1.ipynb p10-Copy1.ipynb"),
    "capitals": ("P1.ipynb P10.IPYNB", "P1.ipynb P10.IPYNB"),
    "browser": ("p1.ipynb.txt p10(1).ipynb", "p1.ipynb.txt p10(1).ipynb"),
    "one is missing": ("p10.ipynb p10(1).ipynb", "- p10.ipynb"),
    "only a copy of the other": ("p10(1).ipynb", "- p10(1).ipynb"),
    "only a copy of the first": ("p1(1).ipynb", "p1(1).ipynb -"),
    "old tries": ("p1_old.ipynb p1(1).ipynb p10_final.ipynb", "p1(1).ipynb p10_final.ipynb"),
    "two copies": ("p1(1).ipynb p1(2).ipynb p10.ipynb", "- p10.ipynb"),
    "folder in the folder": ("ps1/p1.ipynb ps1/p10.ipynb", "ps1/p1.ipynb ps1/p10.ipynb"),
    "one in a folder": ("p1.ipynb ps1/p10.ipynb", "p1.ipynb ps1/p10.ipynb"),
    "two such folders": ("a/p1.ipynb b/p1.ipynb p10.ipynb", "- p10.ipynb"),
    "of another name": ("work.ipynb p10.ipynb", "- p10.ipynb"),
}


@pytest.mark.parametrize("case", SEVERAL)
def test_of_several_notebooks_each_is_found_once(tmp_path, case):
    files, due = (text.split() for text in SEVERAL[case])
    first, second = (name.strip("-") for name in due)
    assert chosen(tmp_path, files, ["p1", "p10"]) == {"p1": first, "p10": second}


def test_no_file_is_two_notebooks(tmp_path):
    assert chosen(tmp_path, ["P 1.ipynb"], ["p1", "p-1"]) == {"p1": "", "p-1": ""}


def test_a_copy_goes_before_an_old_try_of_a_single_notebook(tmp_path):
    assert chosen(tmp_path, ["ops (1).ipynb", "ops_old.ipynb"], ["ops"]) == {"ops": "ops (1).ipynb"}


@pytest.mark.parametrize("place", ["", LESSON])
def test_a_folder_that_cannot_be_read_is_told_and_costs_nobody_else(tmp_path, monkeypatch, place):
    """It is no empty one: its student would be left out in silence."""
    course = words_course(tmp_path / "words")
    for name in ("anna", "bert"):
        hand_in(course, name, as_bytes(answered(words_release())))
    closed, listdir = course.root / "submitted" / "anna" / place, os.listdir

    def refuse(path="."):
        if str(path).rstrip("/") == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refuse)
    found = {one.student: one.notebooks[0] for one in submissions(course, LESSON)}
    assert found["anna"].flags == ("refused: the student's folder can't be read (Permission denied)",)
    assert found["bert"].read()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2015-02-02 15:58:23.948203 America/Los_Angeles", "2015-02-02 15:58:23.948203 America/Los_Angeles"),
        ("2026-03-01 12:00:00 UTC", "2026-03-01 12:00:00 UTC"),
        ("2026-03-01T13:00+01:00", "2026-03-01 12:00:00 UTC"),
    ],
)
def test_a_time_that_nbgrader_reads_stays_as_it_stands(tmp_path, text, kept):
    (tmp_path / "timestamp.txt").write_text(text)
    assert read_timestamp(tmp_path) == (kept, ())
