"""The export: the columns that Canvas and Moodle ask for, marks by hand and late penalties, and no formulas."""

import csv
import io
import shutil
import warnings
from argparse import ArgumentParser

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from autograder import cli
from autograder.commands import export as command
from autograder.common.database import reading_revision_here
from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.records.marks import Mark, Marks, Student, read_marks
from autograder.reports import export

LATE = """
from nbgrader.plugins import LateSubmissionPlugin


class OneAnHour(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late // 3600
"""


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    """A gradebook of two lessons; five students: on time, late, waiting for a person, absent, hostile."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with warnings.catch_warnings(), reading_revision_here():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own, in add_submission
        with Gradebook(f"sqlite:///{path}") as book:
            fill(book)
    return path


@pytest.fixture
def course(gradebook, tmp_path):
    """A course folder that holds a copy of the gradebook."""
    shutil.copy(gradebook, tmp_path)
    return tmp_path


def fill(book):
    for lesson in ("01_ops", "02_size"):
        book.add_assignment(lesson, duedate="2026-03-01 12:00:00 UTC")
        book.add_notebook(lesson, lesson)
        book.add_grade_cell("f__values", lesson, lesson, max_score=4, cell_type="code")
        book.add_grade_cell("essay", lesson, lesson, max_score=2, cell_type="markdown")
    book.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@x.org", lms_user_id="77")
    book.add_student("ben", first_name="Ben", last_name="O'Neil, Jr.")
    book.add_student("chloe")
    book.add_student("dora", first_name="Dora")
    book.add_student("=cmd|'/c calc'!A1", first_name="@SUM(1)", last_name="\t+1", email="-2+3")
    submit(book, "ada", 4.0, manual=1.5)
    submit(book, "ben", 3.0, manual=1.0, when="2026-03-01 14:30:00 UTC")
    submit(book, "chloe", 2.0, manual=None)
    submit(book, "=cmd|'/c calc'!A1", 0.0, manual=0.0)
    submit(book, "=cmd|'/c calc'!A1", 0.0, manual=0.0, lesson="02_size")
    book.add_assignment("03_later", duedate="2026-05-01 12:00:00 UTC")


def submit(book, student, auto, manual, lesson="01_ops", when="2026-03-01 10:00:00 UTC"):
    book.add_submission(lesson, student, timestamp=when)
    grade = book.find_grade("f__values", lesson, lesson, student)
    grade.auto_score, grade.needs_manual_grade = auto, False
    essay = book.find_grade("essay", lesson, lesson, student)
    essay.manual_score, essay.needs_manual_grade = manual, manual is None
    book.db.commit()


def run(course, *words):
    """Run the export as the command line does; return its rows."""
    parser = ArgumentParser()
    parser.add_argument("--course")
    command.add_arguments(parser)
    assert command.main(parser.parse_args(["--course", str(course), *words])) == 0


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


def test_the_plain_export_has_nbgraders_columns_and_a_row_for_each_student_and_lesson(course, capsys):
    run(course)
    head, *rows = rows_of(capsys.readouterr().out)
    assert ",".join(head[:11]) == (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,"
        "late_submission_penalty,score,max_score"
    )
    assert len(rows) == 2 * 5
    ada = next(row for row in rows if row[:1] + row[3:4] == ["01_ops", "ada"])
    assert ada[7:] == ["5.5", "0", "5.5", "6", "0"]


def test_points_given_by_hand_count_and_missing_ones_are_reported(course, capsys):
    run(course, "01_ops")
    captured = capsys.readouterr()
    scores = {row[3]: (row[9], row[11]) for row in rows_of(captured.out)}
    assert scores["ada"] == ("5.5", "0")
    assert scores["chloe"] == ("2", "1")
    assert "1 submission still waits for points by hand" in captured.err


def test_each_lesson_that_waits_for_points_by_hand_is_told_once_with_its_count(course, capsys):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for student, lesson in (("ada", "01_ops"), ("=cmd|'/c calc'!A1", "02_size")):
            essay = book.find_grade("essay", lesson, lesson, student)
            essay.manual_score, essay.needs_manual_grade = None, True
        book.db.commit()
    run(course, "--format", "canvas")
    captured = capsys.readouterr()
    told = [line for line in captured.err.splitlines() if "points by hand" in line]
    assert told == [
        "autograder export: 3 submissions still wait for points by hand (nbgrader formgrader): 01_ops 2, 02_size 1"
    ]
    assert "by hand" not in captured.out
    run(course, "01_ops")
    assert "(nbgrader formgrader): 01_ops 2\n" in capsys.readouterr().err, "only lessons that are exported"


def test_points_by_hand_that_nbgrader_lists_for_another_look_wait_for_nobody(course, capsys):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.find_grade("essay", "01_ops", "01_ops", "ada").needs_manual_grade = True
        book.db.commit()
    run(course, "01_ops")
    captured = capsys.readouterr()
    assert "1 submission still waits" in captured.err, "chloe's"
    assert "1 submission was graded again after a person gave points" in captured.err
    ada = next(row for row in rows_of(captured.out) if "ada" in row)
    assert (ada[9], ada[11]) == ("5.5", "1"), "nbgrader's own column stays as it is"


def test_late_hours_cost_what_the_courses_plugin_says(course):
    (course / "late.py").write_text(LATE)
    (course / "nbgrader_config.py").write_text(
        f"import sys; sys.path.insert(0, {str(course)!r})\n"
        "from late import OneAnHour\n"
        "c = get_config()\nc.AssignLatePenalties.plugin_class = OneAnHour\n"
    )
    marks = read_marks(Course(course), ["01_ops"]).marks
    assert (marks["ben", "01_ops"].raw, marks["ben", "01_ops"].penalty, marks["ben", "01_ops"].score) == (
        4,
        2,
        2,
    )
    assert marks["ada", "01_ops"].penalty == 0


def test_a_penalty_that_takes_all_also_takes_points_given_by_hand_later(course):
    (course / "nbgrader_config.py").write_text(
        "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    )
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.find_submission_notebook("01_ops", "01_ops", "ben").late_submission_penalty = 3.0
        book.db.commit()
    mark = read_marks(Course(course), ["01_ops"]).marks["ben", "01_ops"]
    assert (mark.raw, mark.score) == (4, 0)


def test_a_penalty_that_the_gradebook_holds_counts_where_the_plugin_says_nothing(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.find_submission_notebook("01_ops", "01_ops", "ben").late_submission_penalty = 1.25
        book.find_submission_notebook("01_ops", "01_ops", "ada").late_submission_penalty = 3.0
        book.db.commit()
    marks = read_marks(Course(course), ["01_ops"]).marks
    assert marks["ben", "01_ops"].score == 2.75
    assert marks["ada", "01_ops"].score == 5.5, "ada was not late"


def test_canvas_gets_its_header_the_points_possible_and_logins(course, capsys):
    run(course, "--format", "canvas")
    head, possible, *rows = rows_of(capsys.readouterr().out)
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "01_ops", "02_size"]
    assert possible == ["    Points Possible", "", "", "", "", "6", "6"]
    assert ["Lovelace, Ada", "77", "", "ada", "", "5.5", ""] in rows
    assert ["chloe", "", "", "chloe", "", "2", ""] in rows


def test_canvas_can_be_told_that_ids_are_sis_ids(course, capsys):
    run(course, "01_ops", "--format", "canvas", "--identity", "sis")
    assert ["Lovelace, Ada", "77", "ada", "", "", "5.5"] in rows_of(capsys.readouterr().out)


def test_moodle_gets_names_that_it_can_map(course, capsys):
    run(course, "01_ops", "--format", "moodle")
    head, *rows = rows_of(capsys.readouterr().out)
    assert head == ["First name", "Last name", "Username", "ID number", "Email address", "01_ops"]
    assert ["Ada", "Lovelace", "ada", "77", "ada@x.org", "5.5"] in rows


@pytest.mark.parametrize("form", ["canvas", "moodle"])
def test_an_absent_student_has_no_row_unless_zeros_are_asked_for(course, capsys, form):
    run(course, "01_ops", "--format", form)
    assert "ora" not in capsys.readouterr().out
    run(course, "01_ops", "--format", form, "--missing", "zero")
    dora = next(row for row in rows_of(capsys.readouterr().out) if "dora" in row)
    assert dora[-1] == "0"


@pytest.mark.parametrize("form", ["csv", "canvas", "moodle"])
def test_no_cell_is_a_formula(course, capsys, form):
    run(course, "--format", form, "--missing", "zero")
    captured = capsys.readouterr()
    for row in rows_of(captured.out):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
            assert "\t" not in cell[:1]
    assert "'=cmd|'/c calc'!A1" in captured.out
    assert "like formulas" in captured.err or "like a formula" in captured.err


def test_numbers_in_warnings_agree_with_their_words():
    student = Student("=ada", "Ada", "Lovelace", "ada@x.org", "")
    mark = Mark(12.0, 0.0, 12.0, 10.0, "", True)
    said = export.warnings(Marks({"a": 10.0, "b": 10.0}, {}, [student], {("=ada", "a"): mark}), "csv")
    assert [line.split(" and ")[0] for line in said] == [
        "1 submission still waits for points by hand (nbgrader formgrader): a 1",
        "1 mark is above the maximum",
        "1 submission is missing; --missing says what stands there",
        "1 student has an id or address that looks like a formula",
    ]


def test_a_lesson_that_nobody_handed_in_is_left_out_unless_it_is_named(course, capsys):
    run(course, "--format", "canvas")
    captured = capsys.readouterr()
    assert "03_later" not in captured.out
    assert "left out, as nobody handed it in: 03_later" in captured.err
    run(course, "03_later", "--format", "canvas")
    captured = capsys.readouterr()
    assert rows_of(captured.out)[0][-1] == "03_later"
    assert "left out" not in captured.err


def test_moodle_gets_its_own_sign_for_no_mark(course, capsys):
    run(course, "--format", "moodle")
    assert ["Ada", "Lovelace", "ada", "77", "ada@x.org", "5.5", "-"] in rows_of(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("words", "gaps"),
    [
        (["--format", "moodle"], ["ID number", "Email address"]),
        (["--format", "moodle", "--identity", "idnumber"], ["Username", "Email address"]),
        (["--format", "canvas"], []),
    ],
)
def test_columns_with_gaps_are_told_where_moodle_could_map_from_them(course, capsys, words, gaps):
    run(course, "01_ops", *words)
    said = capsys.readouterr().err
    assert [
        name for name in ("Username", "ID number", "Email address") if f"no {name}: don't map" in said
    ] == gaps


def test_students_whom_a_platform_will_not_find_are_named(course, capsys):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.update_or_create_student("dora", lms_user_id="=5+5")
    run(course, "01_ops", "--format", "canvas")
    said = capsys.readouterr().err
    assert (
        "enter by hand what dora, =cmd|'/c calc'!A1 earned" in said or "what =cmd|'/c calc'!A1, dora" in said
    )


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
