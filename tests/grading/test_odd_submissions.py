"""What students hand in at odd places, instead of a notebook, or by accident is found, named or told."""

import os

import pytest

from autograder.commands.progress import print_summaries
from autograder.grading import wanted_lessons
from autograder.intake.submitted import folders_of_no_lesson, notebooks_in_no_folder, submissions
from autograder.records.results import each_result
from autograder.reports.class_report import report
from tests.support.graded import grade_lesson, scores
from tests.support.words import (
    LESSON,
    answered,
    as_bytes,
    hand_in,
)

ODD_PLACES = {
    "other name": (f"{LESSON}/my work.ipynb", "renamed"),
    "copy": (f"{LESSON}/{LESSON} (1).ipynb", "renamed"),
    "browser": (f"{LESSON}/{LESSON}.ipynb.txt", "renamed"),
    "nested": (f"{LESSON}/{LESSON}/{LESSON}.ipynb", "renamed"),
    "folder": (f"01-Words/{LESSON}.ipynb", "renamed"),
    "folder copy": (f"{LESSON} (2)/{LESSON}.ipynb", "renamed"),
    "no folder": (f"{LESSON}.ipynb", "renamed"),
}


@pytest.mark.parametrize("name", ODD_PLACES)
def test_work_in_an_odd_place_is_found_and_flagged(course, release, name):
    place, kind = ODD_PLACES[name]
    path = course.root / "submitted" / "anna" / place
    path.parent.mkdir(parents=True)
    path.write_bytes(as_bytes(answered(release)))
    (found,) = submissions(course, LESSON)
    (notebook,) = found.notebooks
    assert notebook.read() == path.read_bytes()
    assert [flag.split(":")[0] for flag in notebook.flags] == [kind]


INSTEAD = {
    "pdf": ([f"{LESSON}.pdf"], f"no notebook, but {LESSON}.pdf: a PDF can't be graded"),
    "zip": ([f"{LESSON}.ZIP"], f"no notebook, but {LESSON}.ZIP: an archive can't be graded"),
    "odd": (["data.xyz"], "no notebook, but data.xyz: such a file can't be graded"),
    "export": (["a.html", "a.py"], "no notebook, but a.html, a.py: only a file that ends in .ipynb can be graded"),
    "checkpoint": ([f".ipynb_checkpoints/{LESSON}-checkpoint.ipynb"], "no notebook, but a copy in .ipynb_checkpoints"),
    "nothing": ([], "no notebook was handed in"),
}  # fmt: skip


@pytest.mark.parametrize("name", INSTEAD)
def test_what_was_handed_in_instead_of_a_notebook_is_named(course, name):
    files, words = INSTEAD[name]
    folder = course.root / "submitted" / "anna" / LESSON
    folder.mkdir(parents=True)
    for file in files:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(b"x")
    grade_lesson(course, LESSON)
    (result,) = each_result(course, LESSON)
    (flag,) = result["flags"]
    assert flag.startswith(f"missing: {words}")
    page = (course.root / "feedback" / "anna" / LESSON / f"{LESSON}.html").read_text()
    assert "We could not grade this one: no notebook" in page
    assert "Hand in that file" in page
    assert "Revert notebook" not in page


def test_another_version_beside_the_notebook_is_flagged(course, release):
    hand_in(course, "anna", as_bytes(answered(release)))
    folder = course.root / "submitted" / "anna" / LESSON
    for name in (f"{LESSON}-2.ipynb", "scratch.ipynb"):
        (folder / name).write_bytes(b"{}")
    grade_lesson(course, LESSON)
    (result,) = each_result(course, LESSON)
    assert result["flags"] == [f"other-version: there is also {LESSON}-2.ipynb; it was not graded"]


def test_a_notebook_in_no_students_folder_is_told(course, release, capsys):
    hand_in(course, "anna", as_bytes(answered(release)))
    (course.root / "submitted" / "bob_01.ipynb").write_bytes(as_bytes(answered(release)))
    (course.root / "submitted" / "notes.txt").write_text("none")
    assert notebooks_in_no_folder(course) == ["bob_01.ipynb"]
    print_summaries(course, [grade_lesson(course, LESSON)], as_json=False)
    assert "left out, in no student's folder: bob_01.ipynb" in capsys.readouterr().err
    assert "in no student's folder: <bdi>bob_01.ipynb</bdi>." in report.write_report(course).read_text()


def test_links_pipes_and_folders_are_refused_without_waiting(course, tmp_path, release):
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(as_bytes(answered(release)))
    places = {}
    for name in ("link", "pipe", "folder", "loop"):
        places[name] = course.root / "submitted" / name / LESSON / f"{LESSON}.ipynb"
        places[name].parent.mkdir(parents=True)
    places["link"].symlink_to(secret)
    os.mkfifo(places["pipe"])
    places["folder"].mkdir()
    places["loop"].symlink_to(places["loop"])
    (course.root / "submitted" / "dirlink").symlink_to(tmp_path)
    (course.root / "submitted" / "inner").mkdir()
    (course.root / "submitted" / "inner" / LESSON).symlink_to(tmp_path)
    grade_lesson(course, LESSON)
    results = {r["student"]: r for r in each_result(course, LESSON)}
    assert set(results) >= {"link", "pipe", "folder", "loop", "inner"}
    for result in results.values():
        assert result["score"] == 0
        assert any(flag.startswith(("refused", "missing")) for flag in result["flags"]), result


def test_odd_names_of_students_are_graded_like_any(course, release):
    names = [
        "李雷",
        "o'brien & söhne",
        "a b",
        "{x}",
        "%s",
        "-rf",
        "x" * 90,
        "=cmd|calc!A0",
        "new\nline",
        "*",
    ]
    for name in names:
        hand_in(course, name, as_bytes(answered(release)))
    os.makedirs(os.fsencode(course.root / "submitted") + b"/caf\xe9/01_words")
    summary = grade_lesson(course, LESSON)
    assert summary.graded == len(names) + 1
    assert set(scores(course)) == {*(n for n in names if n != "new\nline"), "new\\nline", "caf\\xe9"}


def test_strays_are_told(course, release):
    hand_in(course, "anna", as_bytes(answered(release)))
    hand_in(course, "anna", b"", lesson="99_other")
    assert folders_of_no_lesson(course) == ["anna/99_other"]
    assert wanted_lessons(course, None, None) == [LESSON]
