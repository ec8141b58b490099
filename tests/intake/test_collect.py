"""Collecting: every student of a platform's download is there under the platform's number, and nothing is dropped unsaid."""

import zipfile
from datetime import datetime

import pytest
from nbgrader.api import Gradebook

from autograder import cli
from autograder.intake.collect.collect import collect
from autograder.intake.collect.log import read_log
from autograder.intake.collect.platforms import canvas_prefix
from autograder.intake.collect.roster_file import Person, read_people
from autograder.reports.feedback.archive import _prefix
from tests.support.words import LESSON, RIGHT, answered, as_bytes, words_course, words_release

OLD, NEW = datetime(2026, 11, 1, 12, 0), datetime(2026, 11, 2, 12, 0)


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "course")


def notebook(text):
    """Return a notebook's bytes that differ from another's."""
    return as_bytes(answered(words_release(), RIGHT | {"count_vowels": f"# {text}\n{RIGHT['count_vowels']}"}))


def archive(path, files, time=OLD):
    """Write a zip archive of names and bytes (None: a folder)."""
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files.items():
            if data is None:
                made.mkdir(name)
            else:
                made.writestr(zipfile.ZipInfo(name, time.timetuple()[:6]), data)
    return path


def there(course):
    """Return all files under submitted/ by name."""
    folder = course.directory("submitted")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


CANVAS = {
    "doejane_4711_9001_01_words.ipynb": b"jane",
    "doejane_4712_LATE_x.txt": b"",  # not as Canvas names files
    "doejane_late_4713_9003_01_words-2.ipynb": b"other jane",
    "o_brien_3_4714_9004_01_words (1).ipynb": b"with a number in the name",
    "müllerzoë_4715_9005_report_2.pdf": b"%PDF-",
    "李小龙_4716_text.html": b"<p>my work</p>",
    "smith_4717_9007_01_words.ipynb": b"older version",
    "smith_4717_9010_01_words-1.ipynb": b"newer version",
    "smith_4717_9011_data.csv": b"1,2",
    "smith_4718_link.html": b"<a>",
}


def test_canvas_keeps_students_of_one_name_apart_and_takes_the_newest_version(course, tmp_path):
    done = collect(course, "canvas", [archive(tmp_path / "c.zip", CANVAS)], LESSON, {"4714"})
    found = there(course)
    assert found[f"4711/{LESSON}/{LESSON}.ipynb"] == b"jane"
    assert found[f"4713/{LESSON}/{LESSON}.ipynb"] == b"other jane"
    assert found[f"4714/{LESSON}/{LESSON}.ipynb"] == b"with a number in the name"
    assert found[f"4717/{LESSON}/{LESSON}.ipynb"] == b"newer version"
    assert found[f"4717/{LESSON}/data.csv"] == b"1,2"
    assert done.late == ["4713"]
    assert done.namesakes == {"doejane": ["4711", "4713"], "smith": ["4717", "4718"]}
    assert set(done.no_notebook) == {"4715", "4716", "4718"}
    assert done.names["4714"] == "o_brien_3"
    (line,) = done.left_out
    assert line == "doejane_4712_LATE_x.txt: it is not named as canvas names files"
    kept = course.root / "downloaded" / LESSON / "earlier" / "4717"
    assert [p.read_bytes() for p in kept.rglob("*.ipynb")] == [b"older version"]


def test_canvas_numbers_in_names_of_files_are_nobodys_and_anonymous_students_are_kept_apart(course, tmp_path):
    files = {
        "doejane_12345_6789012_01_words_20261129_153000_final.ipynb": b"1",
        "doejon_12346_6789013_01_words_20261129_153000_final.ipynb": b"2",
        "_LATE_12347_6789014_01_words.ipynb": b"a name without a letter",
        "anon_aB3xZ_6789015_01_words.ipynb": b"3",
        "LATE_anon_Qw9rT_6789016_01_words-1.ipynb": b"4",
        "anon_zzzzz_text.html": b"<p>",
        "doejane_12345_6789017_plot-1.png": b"one",
        "doejane_12345_6789018_plot-2.png": b"two",
        "doejon_12346_6789019_data-1.csv": b"handed in again",
    }
    done = collect(course, "canvas", [archive(tmp_path / "c.zip", files)], LESSON)
    found = there(course)
    assert found.pop(f"12345/{LESSON}/01_words_20261129_153000_final.ipynb") == b"1"
    assert found.pop(f"12346/{LESSON}/01_words_20261129_153000_final.ipynb") == b"2"
    assert found == {
        f"12347/{LESSON}/{LESSON}.ipynb": b"a name without a letter",
        f"anon_aB3xZ/{LESSON}/{LESSON}.ipynb": b"3",
        f"anon_Qw9rT/{LESSON}/{LESSON}.ipynb": b"4",
        f"anon_zzzzz/{LESSON}/text.html": b"<p>",
        f"12345/{LESSON}/plot-1.png": b"one",
        f"12345/{LESSON}/plot-2.png": b"two",
        f"12346/{LESSON}/data.csv": b"handed in again",
    }
    assert done.late == ["12347", "anon_Qw9rT"]
    assert (
        canvas_prefix("LATE_anon_Qw9rT_6789016_01_words-1.ipynb", "anon_Qw9rT") == "LATE_anon_Qw9rT_6789016_"
    )
    assert canvas_prefix("_LATE_12347_6789014_01_words.ipynb", "12347") == "_LATE_12347_6789014_"


def test_names_that_macos_wrote_in_utf_8_without_saying_so_are_read(course, tmp_path):
    path = archive(tmp_path / "f.zip", {f"Joerg Mueller/{LESSON}.ipynb": b"1", f"bo/{LESSON}.ipynb": b"2"})
    data = path.read_bytes().replace(b"Joerg Mueller", "Jörg Müller".encode())
    path.write_bytes(data)
    collect(course, "folder", [path], LESSON)
    assert sorted(there(course)) == [f"Jörg Müller/{LESSON}/{LESSON}.ipynb", f"bo/{LESSON}/{LESSON}.ipynb"]


def test_moodle_reads_folders_and_flat_names_of_either_version(course, tmp_path):
    files = {
        f"Ann O'Neil_12_assignsubmission_file_/{LESSON}.ipynb": b"before 4.1",
        f"Ann O'Neil_13_assignsubmission_file/{LESSON}.ipynb": b"since 4.1",
        f"Group A-Bo_Li_14_assignsubmission_file_{LESSON}.ipynb": b"flat",
        "Bo Li_14_assignsubmission_onlinetext_onlinetext.html": b"<p>",
        "Participant_15_assignsubmission_file/data/x.csv": b"3",
        "Nobody_16_assignsubmission_file/": None,
    }
    done = collect(course, "moodle", [archive(tmp_path / "m.zip", files)], LESSON)
    found = there(course)
    assert [found[f"{n}/{LESSON}/{LESSON}.ipynb"] for n in (12, 13, 14)] == [
        b"before 4.1",
        b"since 4.1",
        b"flat",
    ]
    assert found[f"15/{LESSON}/data/x.csv"] == b"3"
    assert done.no_notebook == {"15": ["data/x.csv"]}
    assert done.namesakes == {"Ann O'Neil": ["12", "13"]}
    assert [line.split(":")[0] for line in done.left_out] == ["Nobody_16_assignsubmission_file"]


@pytest.mark.parametrize("newest_first", [True, False])
def test_of_repeated_downloads_the_newest_wins_in_any_order_and_the_older_is_kept(
    course, tmp_path, newest_first
):
    old = archive(tmp_path / "a.zip", {f"Ann_12_assignsubmission_file/{LESSON}.ipynb": b"old"}, OLD)
    new = archive(tmp_path / "b.zip", {f"Ann_12_assignsubmission_file/{LESSON}.ipynb": b"new"}, NEW)
    for path in (new, old) if newest_first else (old, new):
        collect(course, "moodle", [path], LESSON)
    again = collect(course, "moodle", [old, new], LESSON)
    assert again.unchanged == ["12"]
    assert there(course)[f"12/{LESSON}/{LESSON}.ipynb"] == b"new"
    kept = course.root / "downloaded" / LESSON / "earlier" / "12"
    assert [p.read_bytes() for p in kept.rglob("*.ipynb")] == [b"old"]


def test_folders_and_classroom_clones(course, tmp_path):
    for login in ("ann-1", "ann-2"):
        place = tmp_path / "words-submissions" / f"words-{login}"
        (place / ".git").mkdir(parents=True)
        (place / ".git" / "config").write_text("secret")
        (place / f"{LESSON}.ipynb").write_bytes(login.encode())
    (tmp_path / "words-submissions" / "words-cyd").mkdir()
    done = collect(course, "classroom", [tmp_path / "words-submissions"], LESSON)
    assert sorted(there(course)) == [f"{login}/{LESSON}/{LESSON}.ipynb" for login in ("ann-1", "ann-2")]
    assert done.left_out == ["cyd: it is an empty folder"]
    files = {
        f"class/eve/{LESSON}/{LESSON}.ipynb": b"1",
        f"class/fay/{LESSON}.ipynb": b"2",
        "class/fay/x/y.txt": b"",
    }
    collect(course, "folder", [archive(tmp_path / "f.zip", files)], LESSON)
    found = there(course)
    assert found[f"eve/{LESSON}/{LESSON}.ipynb"] == b"1"
    assert found[f"fay/{LESSON}/{LESSON}.ipynb"] == b"2"


def test_nothing_in_an_archive_leaves_its_place(course, tmp_path):
    link = zipfile.ZipInfo("x_7_8_link")
    link.external_attr = 0o120777 << 16
    path = archive(
        tmp_path / "c.zip", {"../../evil_5_6_a.ipynb": b"1", "ok_1_2_a.ipynb": b"2", "b_3_4_..": b"3"}
    )
    with zipfile.ZipFile(path, "a") as made:
        made.writestr(link, "/etc/passwd")
    done = collect(course, "canvas", [path], LESSON)
    assert sorted(done.names) == ["1"]
    assert len(done.left_out) == 3
    assert done.refused == {"3", "5", "7"}
    assert not list(tmp_path.rglob("*evil*"))


def test_whose_only_file_cannot_be_taken_has_not_handed_in_nothing(course, tmp_path, capsys):
    roster = tmp_path / "grades.csv"
    roster.write_text("Student,ID,Section\nLong,4711,A\nLine,4712,A\nNone,4713,A\n")
    files = {f"long_4711_91_{'x' * 201}.ipynb": b"1", "line_4712_92_a\nb.ipynb": b"2"}
    path = archive(tmp_path / "c.zip", files | {"ok_4714_93_a.ipynb": b"3"})
    cli.main(["collect", "canvas", str(path), LESSON, "--roster", str(roster), "--course", str(course.root)])
    said = capsys.readouterr().out
    assert "2 handed in only what can't be taken: 4711 (Long), 4712 (Line)\n1 of the roster handed in" in said
    assert "xx.ipynb: its name is longer than 200 signs, or lies deeper than 5 folders\n" in said
    assert "b.ipynb: its name can't be a file's here\n" in said


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "there is no file or folder"), (b"not a zip", "is neither a zip archive nor a folder")],
)
def test_a_download_that_is_none_is_one_line(course, tmp_path, capsys, content, says):
    path = tmp_path / "c.zip"
    if content:
        path.write_bytes(content)
    assert cli.main(["collect", "canvas", str(path), LESSON, "--course", str(course.root)]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


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
