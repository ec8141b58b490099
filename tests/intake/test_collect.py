"""Collecting: every student of a platform's download is there under the platform's number, and nothing is dropped unsaid."""

import zipfile

import pytest

from autograder import cli
from autograder.intake.collect.collect import collect
from autograder.intake.collect.platforms import canvas_prefix
from tests.support.downloads import CANVAS, NEW, OLD, archive, there
from tests.support.words import LESSON, words_course


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "course")


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


def test_what_lies_beside_the_clones_is_told_and_hides_no_login(course, tmp_path):
    place = tmp_path / "words-submissions"
    for login in ("ann", "bob"):
        (place / f"words-{login}" / LESSON).mkdir(parents=True)
        (place / f"words-{login}" / LESSON / f"{LESSON}.ipynb").write_bytes(login.encode())
    (place / "grades.csv").write_text("a,b")
    done = collect(course, "classroom", [place], LESSON)
    assert sorted(there(course)) == [f"{login}/{LESSON}/{LESSON}.ipynb" for login in ("ann", "bob")]
    assert done.left_out == ["grades.csv: it is not named as classroom names files"]
    assert done.refused == set()


@pytest.mark.parametrize(
    ("names", "students"),
    [
        (["class/ada.ipynb", "class/bo.ipynb", "class/notes.txt"], ["ada", "bo", "notes"]),
        (["class/ada/01_words.ipynb", "class/bo.ipynb", "class/cyd/x.pdf"], ["ada", "bo", "cyd"]),
        (["ada/01_words.ipynb", "ada/x.txt"], ["ada"]),
        (["ada/01_words/01_words.ipynb"], ["ada"]),
        (["class/ada/01_words.ipynb"], ["ada"]),
        (["01_words.ipynb", "ada.ipynb"], ["ada"]),
    ],
)
def test_a_folder_around_a_class_is_nobody_and_neither_is_the_lesson(course, tmp_path, names, students):
    done = collect(course, "folder", [archive(tmp_path / "f.zip", dict.fromkeys(names, b"1"))], LESSON)
    assert sorted(done.names) == students
    assert len(done.left_out) == (names[0] == "01_words.ipynb")
