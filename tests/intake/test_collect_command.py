"""The command `collect`, and the rosters that it reads: who is in the class, and who is one student under two numbers."""

import errno

import pytest
from nbgrader.api import Gradebook

from autograder import cli
from autograder.intake.collect.log import read_log
from autograder.intake.collect.roster_file import Person, read_people
from autograder.reports.feedback.archive import _prefix
from tests.support.downloads import CANVAS, NEW, OLD, archive, notebook, there
from tests.support.words import LESSON, words_course


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "course")


GRADEBOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,01 words (77)\n"
    ",,,,,Manual Posting\n"
    "    Points Possible,,,,,10\n"
    '"Doe, Jane",4711,s1,jane@uni.example,A,\n'
    '"Doe, Jane",4713,s2,jdoe2,B,\n'
    '"Away, Al",4720,s3,al@uni.example,B,\n'
    '"Student, Test",,,abc,A,\n'
)


def test_the_command_enters_names_and_says_who_is_missing(course, tmp_path, capsys):
    roster = tmp_path / "grades.csv"
    roster.write_bytes(b"\xef\xbb\xbf" + GRADEBOOK.encode())
    path = archive(tmp_path / "c.zip", {name: notebook(name) for name in CANVAS if name.endswith(".ipynb")})
    words = ["collect", "canvas", str(path), LESSON, "--roster", str(roster), "--course", str(course.root)]
    assert cli.main(words) == 0
    said = capsys.readouterr().out
    assert said.startswith("4 collected; 4 new; 1 marked late by the platform\n")
    assert "2 of one name kept apart: doejane: 4711, 4713" in said
    assert "2 not in the roster: 4714 (o_brien_3), 4717 (smith)" in said
    assert "1 of the roster handed in nothing" in said
    with Gradebook(course.db_url, course.course_id) as book:
        jane, other = book.find_student("4711"), book.find_student("4713")
        assert (jane.first_name, jane.last_name, jane.email, jane.lms_user_id) == (
            "Jane", "Doe", "jane@uni.example", "4711",
        )  # fmt: skip
        assert other.email == "jdoe2"
        assert book.find_student("4720").last_name == "Away"
    assert cli.main(words) == 0
    assert "4 unchanged" in capsys.readouterr().out
    words[2] = str(
        archive(tmp_path / "late.zip", {"doejane_LATE_4713_999999_01_words.ipynb": notebook("late")})
    )
    assert cli.main(words) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 collected; 1 newer than before; 1 marked late")
    assert "1 of the roster handed in nothing" in said, "who stands in the first download did"


def test_a_platforms_download_is_not_taken_for_folders_of_students(course, tmp_path, capsys):
    moodle = "Ann Li_12_assignsubmission_file/01_words.ipynb"
    for platform, names in {
        "canvas": [n for n in CANVAS if n.endswith(".ipynb")],
        "moodle": [moodle],
    }.items():
        path = archive(tmp_path / f"{platform}.zip", {name: notebook(name) for name in names})
        assert cli.main(["collect", "folder", str(path), LESSON, "--course", str(course.root)]) == 2
        assert f"use `collect {platform}`" in capsys.readouterr().err
    assert not (course.root / "submitted").exists()


def test_a_full_disk_is_one_line_that_says_what_to_do(course, tmp_path, capsys, monkeypatch):
    path = archive(tmp_path / "c.zip", {name: notebook(name) for name in CANVAS if name.endswith(".ipynb")})

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("autograder.intake.collect.collect.write_atomically", full)
    assert cli.main(["collect", "canvas", str(path), LESSON, "--course", str(course.root)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "make room, and run the same command again" in said
    assert "unexpected" not in said


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Identifier,Full name,Email address,Status\nParticipant 12,Ann Bo Li,a@b.c,-\n", "12"),
        ("Kennung;Vollständiger Name;E-Mail-Adresse\nTeilnehmer/in12;Ann Bo Li;a@b.c\n", "12"),
        ("id,first_name,last_name,email\n12,Ann Bo,Li,a@b.c\n", "12"),
        ('"identifier","github_username","github_id","name"\n"Ann Bo Li","12","9",""\n', "12"),
    ],
)
def test_rosters_of_several_forms_are_read(tmp_path, text, id):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode("cp1252"))
    (person,) = read_people(path)
    assert person.id == id


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (
            "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden\n"
            'Teilnehmer/in12,Ann Bo Li,a@b.c,Nicht abgegeben,,"20,00",Ja\n',
            Person("12", "Ann Bo", "Li", "a@b.c"),
        ),
        ("Identifier,Status,Grade,Maximum Grade\nParticipant 12,No submission,,20.00\n", Person("12")),
        (
            "LastName;FirstName;ID;SIS Login ID;Section\n;;;;\n    Points Possible;;;;\nLi;Ann Bo;12;a@b.c;A\n",
            Person("12", "Ann Bo", "Li", "a@b.c", "a@b.c"),
        ),
        ("id,name,group\ns12,Li,A\n", Person("s12")),
    ],
)
def test_rosters_of_other_languages_hidden_names_and_names_apart(tmp_path, text, person):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    assert read_people(path) == [person]


SHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade\nParticipant {},Ann Li,Ann@b.c,-,,10.00\n"
)


def test_a_student_whom_moodle_numbers_anew_in_the_next_assignment_stays_one(course, tmp_path, capsys):
    for number in ("12", "77"):
        roster = tmp_path / "sheet.csv"
        roster.write_text(SHEET.format(number))
        name = f"Ann Li_{number}_assignsubmission_file/{LESSON}.ipynb"
        path = archive(tmp_path / f"{number}.zip", {name: number.encode()}, OLD if number == "12" else NEW)
        words = [
            "collect",
            "moodle",
            str(path),
            LESSON,
            "--roster",
            str(roster),
            "--course",
            str(course.root),
        ]
        assert cli.main(words) == 0
        assert "Moodle numbers" not in capsys.readouterr().out
    assert there(course) == {f"12/{LESSON}/{LESSON}.ipynb": b"77"}
    with Gradebook(course.db_url, course.course_id) as book:
        assert [(student.id, student.email) for student in book.students] == [("12", "Ann@b.c")]
    assert _prefix("moodle", "12", read_log(course, LESSON)["12"]) == "Ann Li_77_assignfeedback_file_"
    assert cli.main([*words[:4], "--course", str(course.root)]) == 0
    assert "Moodle numbers students anew in each assignment" in capsys.readouterr().out
