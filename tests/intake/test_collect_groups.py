"""A group's work that Moodle hands over once is every member's, by the worksheet; else it is told what is missing."""

import pytest

from autograder import cli
from autograder.intake.collect.log import read_log
from tests.support.downloads import archive, notebook, there
from tests.support.words import LESSON, words_course

WORKSHEET = (
    "Kennung,Vollständiger Name,E-Mail-Adresse,Abteilung,Status,Gruppe,Bewertung,Bestwertung,Bewertung kann geändert werden\n"
    "Teilnehmer/in11,Ann Lee,ann@x.y,Physik,Abgegeben,Team 1_2: Rot,,10,Ja\n"
    "Teilnehmer/in12,Bo Ray,bo@x.y,Team 7,Abgegeben,Team 1_2: Rot,,10,Ja\n"
    "Teilnehmer/in13,Cy Fox,cy@x.y,Physik,Abgegeben,Team 7,,10,Ja\n"
    "Teilnehmer/in14,Di Orr,di@x.y,Physik,Abgegeben,Standardgruppe,,10,Ja\n"
    "Teilnehmer/in15,Team 7,ed@x.y,Physik,Keine Abgabe,Team 9,,10,Ja\n"
)
FILES = {
    f"Team 1 2 Rot_13_assignsubmission_file/{LESSON}.ipynb": notebook(
        "red"
    ),  # 13 is the group's number, not Cy
    "Team 1 2 Rot_13_assignsubmission_file/data.csv": b"1",
    f"Team 7_902_assignsubmission_file/{LESSON}.ipynb": notebook("seven"),
    f"Standardgruppe_assignsubmission_file/{LESSON}.ipynb": notebook("nobody's"),
}


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "course")


def collect(course, tmp_path, *words):
    path = archive(tmp_path / "m.zip", FILES)
    return cli.main(["collect", "moodle", str(path), LESSON, "--course", str(course.root), *words])


def test_every_member_of_a_group_has_its_work(course, tmp_path, capsys):
    roster = tmp_path / "worksheet.csv"
    roster.write_text(WORKSHEET)
    assert collect(course, tmp_path, "--roster", str(roster)) == 0
    found, said = there(course), capsys.readouterr().out
    works = {n: found.get(f"{n}/{LESSON}/{LESSON}.ipynb") for n in range(11, 16)}
    assert works == {
        11: notebook("red"), 12: notebook("red"), 13: notebook("seven"), 14: notebook("nobody's"), 15: None,
    }  # fmt: skip
    assert found[f"12/{LESSON}/data.csv"] == b"1"
    assert "Team 1 2 Rot: a group's work, laid under each of its members: 11 (Lee, Ann), 12 (Ray, Bo)" in said
    assert "1 of the roster handed in nothing" in said
    assert "of one name" not in said
    assert {who: one["number"] for who, one in read_log(course, LESSON).items()} == {n: n for n in ("11", "12", "13", "14")}  # fmt: skip


def test_without_a_worksheet_a_group_without_a_number_is_told(course, tmp_path, capsys):
    assert collect(course, tmp_path) == 0
    said = capsys.readouterr().out
    assert said.startswith("2 collected")
    assert "it is a group's without a number: --roster with Moodle's worksheet tells who is in it" in said
