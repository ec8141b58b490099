"""A platform's own file is filled with marks, and every other byte of it stays; who gets none is named."""

import pytest

from autograder.common.csv_cells import read_cells
from autograder.common.errors import UsageError
from autograder.intake.collect.roster_file import is_canvas
from autograder.records.marks import Mark, MarkedStudent, Marks
from autograder.reports.platform_file import fill

PEOPLE = [
    MarkedStudent("4711", "Jane", "Doe", "jane@uni.example", "4711"),
    MarkedStudent("4713", "Jane", "Doe", "", "4713"),
    MarkedStudent("eve", "Eve", "Long", "eve@uni.example", ""),
    MarkedStudent("4715", "Zoë", "Müller", "", "4715"),
    MarkedStudent("4799", "Gone", "Al", "", "4799"),
]


def marks(*lessons, **scores):
    """Return marks of 10 for these scores (id=points, an underscore before a number)."""
    made = {
        (student.lstrip("_"), lesson): Mark(score, 0, score, 10, "", False)
        for student, score in scores.items()
        for lesson in lessons
    }
    return Marks(dict.fromkeys(lessons, 10.0), dict.fromkeys(lessons, ""), PEOPLE, made)


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,01_ops (77),Essay (78),Ops Current Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,20.00,5,(read only)\r\n"
    '"Doe, Jane",4711,s1,jane@uni.example,"A, B",,4,50.0\r\n'
    '"Doe, Jane",4713,s2,jd2,B,EX,,\r\n'
    '"Long, Eve ""the\nGreat""",4714,s3,eve@uni.example,,"3",,\r\n'
    '"Müller, Zoë",4715,s4,z,,,,\r\n'
    '"Other, Olaf",4716,s5,o,,,,\r\n'
    '"Student, Test",,,t,,,,\r\n'
)


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_canvas_gradebook_is_filled_and_all_else_stays(tmp_path):
    table = read_cells(written(tmp_path, CANVAS, "utf-8-sig"))
    assert is_canvas(table.rows[0])
    ours = marks("01_ops", _4711=18, _4713=7, eve=2.5, _4715=0, _4799=3)
    done = fill(table, ours, {("4715", "01_ops"): "the file is a PDF"}, {}, "")
    due = CANVAS.replace('"A, B",,4,50.0', '"A, B",18,4,50.0').replace(
        'eve@uni.example,,"3"', 'eve@uni.example,,"2.5"'
    )
    assert table.to_bytes() == due.encode("utf-8-sig")
    assert done.marks == 2
    assert done.kept == ["Doe, Jane (4713): excused (EX)"]
    assert done.unmarked == [
        "Müller, Zoë (4715): could not be graded: the file is a PDF",
        "Other, Olaf (4716): not in our gradebook",
    ]
    assert done.unknown == ["4799"]
    assert done.maximum == ["01_ops: 20 points there, 10 here: the marks are written as they are"]


def test_points_by_hand_count_where_the_machine_could_not_grade(tmp_path):
    table = read_cells(written(tmp_path, CANVAS))
    done = fill(table, marks("01_ops", _4715=4), {("4715", "01_ops"): "the file is a PDF"}, {}, "")
    assert done.marks == 1
    assert 'Zoë",4715,s4,z,,4,,\r\n'.encode() in table.to_bytes()


@pytest.mark.parametrize(
    ("column", "lessons", "says"),
    [
        ("Ops Current Score", ["01_ops"], "there is no column 'Ops Current Score' to fill"),
        ("Essay", ["01_ops", "02_output_size"], "takes the marks of one lesson"),
        ("", ["05_kernels"], "no column is called like 05_kernels"),
    ],
)
def test_a_column_that_cannot_be_told_is_one_line(tmp_path, column, lessons, says):
    with pytest.raises(UsageError, match=says):
        fill(read_cells(written(tmp_path, CANVAS)), marks(*lessons, eve=1), {}, {}, column)


def test_a_column_can_be_named_or_be_called_by_the_lessons_heading(tmp_path):
    table = read_cells(written(tmp_path, CANVAS))
    assert fill(table, marks("05_kernels", _4711=5), {}, {}, "Essay (78)").marks == 1
    assert fill(table, marks("05_kernels", _4711=5), {}, {"05_kernels": "Essay"}, "").marks == 1
    assert '"A, B",,5,50.0' in table.to_bytes().decode()


MOODLE = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Feedback comments"\n'
    'Participant 4711,"Jane Doe",x@y.z,"Submitted for grading",,"10,00",Yes,"<p>a, ""b""</p>"\n'
    'Participant 4713,"Jane Doe",q@y.z,"Submitted for grading","5,00","10,00",No,\n'
    'Participant 12,"Eve Long",eve@uni.example,"No submission",,"10,00",Yes,\n'
)


def test_moodles_worksheet_is_filled_by_number_or_address_with_its_own_decimal_sign(tmp_path):
    table = read_cells(written(tmp_path, MOODLE))
    done = fill(table, marks("01_ops", _4711=7.5, _4713=6, eve=2), {}, {}, "")
    due = MOODLE.replace('grading",,"10,00"', 'grading","7,5","10,00"').replace(
        'submission",,"10,00"', 'submission",2,"10,00"'
    )
    assert table.to_bytes().decode() == due
    assert done.marks == 2
    assert done.kept == ["Jane Doe (4713): Moodle says that this grade can't be changed"]


def test_semicolons_and_old_encodings_come_back_as_they_were(tmp_path):
    text = "Kennung;Vollständiger Name;Bewertung\r\nTeilnehmer/in4715;Zoë Müller;\r\n"
    table = read_cells(written(tmp_path, text, "cp1252"))
    assert fill(table, marks("01_ops", _4715=7), {}, {}, "Bewertung").marks == 1
    assert table.to_bytes() == text.replace("Müller;", "Müller;7").encode("cp1252")


def test_canvas_gradebook_with_first_and_last_names_apart_semicolons_and_decimal_commas(tmp_path):
    text = (
        "LastName;FirstName;ID;SIS User ID;SIS Login ID;Integration ID;Section;01_ops (77)\r\n"
        "    Points Possible;;;;;;;10,00\r\n"
        "Doe;Jane;4711;s1;jane;;1.2;\r\n"
        "Doe;Jane;4713;s2;jd2;;1.2 and 1.3;N/A\r\n"
    )
    table = read_cells(written(tmp_path, text, "utf-8-sig"))
    done = fill(table, marks("01_ops", _4711=7.5, _4713=6), {}, {}, "")
    assert table.to_bytes() == text.replace("1.2;\r", "1.2;7,5\r").encode("utf-8-sig")
    assert done.kept == ["Doe, Jane (4713): not assigned to them, or still anonymous (N/A)"]
    assert done.maximum == []


def test_a_login_that_is_written_like_anothers_number_does_not_bring_their_mark(tmp_path):
    text = "Student,ID,SIS User ID,SIS Login ID,Section,01_ops (77)\nNew,5000,4711,n,A,\nOld,4711,9,o,A,\nEve,1,2,eve,A,\n"
    table = read_cells(written(tmp_path, text))
    done = fill(table, marks("01_ops", _4711=7, eve=3), {}, {}, "")
    assert table.to_bytes().decode() == text.replace("9,o,A,", "9,o,A,7").replace("eve,A,", "eve,A,3")
    assert done.unmarked == ["New (5000): not in our gradebook"]


def test_a_worksheet_with_hidden_names_calls_students_by_their_numbers(tmp_path):
    text = "Identifier,Status,Grade,Maximum Grade\nParticipant 4711,No submission,,100.00\n"
    done = fill(read_cells(written(tmp_path, text)), marks("01_ops", eve=1), {}, {}, "")
    assert done.unmarked == ["Participant 4711: nothing was handed in"]
    assert done.maximum == ["01_ops: 100 points there, 10 here: the marks are written as they are"]


def test_the_column_of_grades_is_the_one_before_the_highest_whatever_the_language(tmp_path):
    text = (
        "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden\n"
        'Teilnehmer/in4711,Jane Doe,a@b.c,Abgegeben,"","10,00",Ja\n'
        'Teilnehmer/in4713,Jane Doe,d@b.c,Abgegeben,"5,00","10,00",Ja\n'
    )
    table = read_cells(written(tmp_path, text))
    assert fill(table, marks("01_ops", _4711=7.5), {}, {}, "").marks == 1
    assert table.to_bytes().decode() == text.replace('""', '"7,5"')


@pytest.mark.parametrize(("can_be_changed", "no"), [("Bewertung kann geändert werden", "Nein"), ("La note peut être modifiée", "Non"),
    ("La calificación puede ser cambiada", "No"), ("評点を変更することができます", "いいえ")])  # fmt: skip
@pytest.mark.parametrize("state", ["", "Bewertungsstatus,"])
def test_marks_that_cannot_be_changed_are_told_in_other_languages(tmp_path, can_be_changed, no, state):
    text = (
        f"ID,Vollständiger Name,Status,Bewertung,Bestwertung,{state}{can_be_changed},Zuletzt geändert\n"
        f"Teilnehmer/in4711,Jane Doe,Abgegeben,,10.00,{state}{no},-\n"
        f"Teilnehmer/in4713,Jane Doe,Abgegeben,,10.00,{state}Ja,-\n"
    )
    table = read_cells(written(tmp_path, text))
    done = fill(table, marks("01_ops", _4711=7, _4713=6), {}, {}, "")
    assert done.kept == ["Jane Doe (4711): Moodle says that this grade can't be changed"]
    assert table.to_bytes().decode() == text.replace(f",,10.00,{state}Ja", f",6,10.00,{state}Ja")
