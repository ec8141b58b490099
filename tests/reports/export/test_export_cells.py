"""Exported cells: no formula, no line break, whole numbers of points; bad usage is one line."""

import pytest
from nbgrader.api import Gradebook

from autograder import cli
from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.records.marks import read_marks
from autograder.reports import export
from tests.support.exports import rows_of, run


def test_the_plain_file_opens_in_excel_and_the_others_begin_with_their_header(course, tmp_path):
    for form, begins in (("csv", b"\xef\xbb\xbf"), ("canvas", b'"Student"'), ("moodle", b'"First name"')):
        run(course, "--format", form, "--out", str(tmp_path / form))
        assert (tmp_path / form).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    "evil",
    [
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\u00a0=1",
        "\uff1d1",
        "\x00=1",
        "\ufeff=1",
        "-cmd",
    ],
)
def test_formulas_get_an_apostrophe(evil):
    assert export.safe(evil).startswith("'")


@pytest.mark.parametrize("plain", ["-5", "-2.5", "ada", "a=b", "1-2", "", "O'Neil, Jr.", 'say "hi"', -5, 2.5])
def test_plain_cells_stay_as_they_are(plain):
    assert export.safe(plain) == plain
    assert rows_of(export.to_csv([[plain]])) == [[str(plain)]]


def test_cells_stay_on_one_line_and_can_be_encoded():
    text = export.to_csv([["a\nb\r\nc", "\ud800"]])
    assert text.count("\n") == 1
    text.encode("utf-8")


def test_a_mark_above_the_maximum_is_kept_and_told(course, capsys):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.find_grade("f__values", "01_ops", "01_ops", "ada").extra_credit = 10
        book.db.commit()
    run(course, "01_ops", "--format", "moodle")
    captured = capsys.readouterr()
    assert "15.5" in captured.out
    assert "above the maximum" in captured.err


def test_a_mark_is_never_below_zero(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.find_grade("f__values", "01_ops", "01_ops", "ada").manual_score = -9
        book.db.commit()
    assert read_marks(Course(course), ["01_ops"]).marks["ada", "01_ops"].score == 0


def test_a_file_is_written_whole(course, tmp_path, capsys):
    run(course, "--format", "canvas", "--out", str(tmp_path / "marks" / "canvas.csv"))
    assert capsys.readouterr().out == ""
    assert (tmp_path / "marks" / "canvas.csv").read_text(encoding="utf-8").startswith('"Student"')


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["07_none"], "no lesson '07_none'"),
        (["--format", "moodle", "--identity", "sis"], "does not go with"),
        (["--identity", "login"], "does not go with"),
    ],
)
def test_bad_usage_is_one_line(course, words, problem):
    with pytest.raises(UsageError, match=problem):
        run(course, *words)


def test_a_course_without_a_gradebook_gets_none_made(tmp_path, capsys):
    assert cli.main(["export", "--course", str(tmp_path)]) == 2
    assert "no gradebook" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
