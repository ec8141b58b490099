"""The export: the columns that Canvas and Moodle ask for, marks by hand and late penalties, and no formulas."""

import json

import pytest
from nbgrader.api import Gradebook

from autograder.course.course import Course
from autograder.records.marks import Mark, MarkedStudent, Marks, read_marks
from autograder.reports import export
from tests.support.exports import rows_of, run

LATE = """
from nbgrader.plugins import LateSubmissionPlugin


class OneAnHour(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late // 3600
"""


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
    student = MarkedStudent("=ada", "Ada", "Lovelace", "ada@x.org", "")
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


@pytest.fixture
def unread(course):
    """Ada's file was no notebook: 0 points in the gradebook, a reason in her result."""
    lesson = "01_ops"
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for grade in book.find_submission_notebook(lesson, lesson, "ada").grades:
            grade.auto_score = grade.manual_score = 0
        book.db.commit()
    test = {
        "id": "a__1",
        "status": "not_run",
        "message": "the notebook is empty",
        "mistake": None,
        "score": 0,
    }
    result = {"student": "ada", "lesson": lesson, "exercises": [{"name": "a", "tests": [test]}]}
    path = course / "results" / "ada" / f"{lesson}.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(result))
    return course


@pytest.mark.parametrize("form", export.FORMATS)
def test_what_could_not_be_graded_is_told_and_never_a_silent_zero(unread, capsys, form):
    run(unread, "01_ops", "--format", form)
    captured = capsys.readouterr()
    assert "1 could not be graded, and stand there like what was not handed in:\n" in captured.err
    assert "ada, 01_ops: the notebook is empty\n" in captured.err
    mine = [row for row in rows_of(captured.out) if "ada" in row]
    empty = {"csv": lambda row: row[9], "totals": lambda row: row[4]}
    assert [empty[form](row) for row in mine] == [""] if form in empty else mine == []
    run(unread, "01_ops", "--format", form, "--missing", "zero")
    captured = capsys.readouterr()
    assert "ada, 01_ops: the notebook is empty\n" in captured.err
    assert "0" in next(row for row in rows_of(captured.out) if "ada" in row)


def test_points_by_hand_for_what_could_not_be_graded_are_exported(unread, capsys):
    with Gradebook(f"sqlite:///{unread / 'gradebook.db'}") as book:
        book.find_grade("essay", "01_ops", "01_ops", "ada").manual_score = 1.5
        book.db.commit()
    run(unread, "01_ops")
    captured = capsys.readouterr()
    assert "could not be graded" not in captured.err
    assert next(row for row in rows_of(captured.out) if "ada" in row)[9] == "1.5"
