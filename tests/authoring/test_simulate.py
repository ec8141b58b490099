"""Making up a class: the same seed, the same class; marks measured, never typed in."""

import csv
import random
from pathlib import Path

import pytest

from autograder.authoring.accidents import FATAL, HARMLESS
from autograder.authoring.answers import answers_path, load_answers
from autograder.authoring.plain_run import measure
from autograder.authoring.simulate import enroll, make_names, simulate
from autograder.common.errors import UsageError
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.restore.restore import restore
from tests.support.words import COURSE, LESSON, hand_in, passing, words_course, words_release

ROOT = Path(__file__).parents[2]
LESSONS = [name for name in Course(ROOT).lessons() if answers_path(Course(ROOT), name).is_file()]


def class_of(folder, students, seed=0):
    assert len(list(simulate(Course(COURSE), folder, students, seed))) == 1
    with (folder / "expected" / f"{LESSON}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_same_seed_makes_the_same_class(tmp_path):
    for name in ("a", "b", "c"):
        class_of(tmp_path / name / "demo", 30, seed=int(name == "c"))
    assert files(tmp_path / "a") == files(tmp_path / "b") != files(tmp_path / "c")


def test_every_kind_and_every_wrong_answer_is_there(tmp_path):
    rows = class_of(tmp_path, 60)
    assert {row["kind"] for row in rows} >= {
        "right",
        "wrong",
        "stub",
        "unfinished",
        "missing",
        *HARMLESS,
        *FATAL,
    }
    assert len({row["student"] for row in rows}) == 60
    assert any(not row["student"].isascii() for row in rows)
    wrong = [row for row in rows if row["kind"] == "wrong"]
    assert {(row["count_vowels"], row["running_total"]) for row in wrong} == {("2", "6"), ("4", "0")}
    assert {row["mistakes"] for row in wrong} == {
        "count_vowels:upper-case-forgotten",
        "running_total:last-left-out",
    }


def test_due_marks_are_those_of_the_restored_notebooks(tmp_path):
    """Two ways to the same marks: answers alone in a plain process, and the file handed in, restored and run."""
    release = words_release()
    points = {test.id: (e.name, test.points) for e in release.exercises for test in e.tests}
    for row in class_of(tmp_path, 30):
        path = tmp_path / "submitted" / row["student"] / LESSON / f"{LESSON}.ipynb"
        if row["kind"] in FATAL or row["kind"] == "missing":
            assert (row["count_vowels"], row["running_total"], row["mistakes"]) == ("0", "0", "")
            continue
        due = dict.fromkeys(("count_vowels", "running_total"), 0.0)
        for test in passing(restore(path.read_bytes(), release).notebook):
            name, worth = points[test]
            due[name] += worth
        assert due == {name: float(row[name]) for name in due}, row


def test_measuring_outlives_answers_that_never_end_or_leave(monkeypatch):
    monkeypatch.setenv("PYTHONWARNINGS", "default")
    release = words_release()
    odd = [
        {"count_vowels": "def count_vowels(text):\n    raise SystemExit"},
        {"count_vowels": "this is no Python"},
        {"count_vowels": "def count_vowels(text):\n    print('noise')\n    return 3"},
    ]
    found = measure(release, odd)
    assert [sum(passed.values()) for passed in found] == [0, 0, 1]


def test_a_class_is_never_mixed_with_real_submissions(tmp_path):
    course = words_course(tmp_path)
    hand_in(course, "anna", b"real work")
    with pytest.raises(UsageError, match="not made up"):
        list(simulate(course, tmp_path, 3))
    assert (tmp_path / "submitted" / "anna" / LESSON / f"{LESSON}.ipynb").read_bytes() == b"real work"


def test_a_second_class_replaces_the_first(tmp_path):
    class_of(tmp_path, 20)
    rows = class_of(tmp_path, 5)
    assert {p.name for p in (tmp_path / "submitted").iterdir()} == {row["student"] for row in rows}


def test_a_class_made_for_one_lesson_leaves_the_others_of_its_course(tmp_path):
    class_of(tmp_path, 5)
    other = tmp_path / "expected" / "02_more.csv"
    other.write_text("student,kind,mistakes\nada,right,\n")
    work = tmp_path / "submitted" / "ada" / "02_more" / "02_more.ipynb"
    work.parent.mkdir(parents=True)
    work.write_text("{}")
    rows = class_of(tmp_path, 3)
    assert other.is_file()
    assert work.is_file()
    assert {p.name for p in (tmp_path / "submitted").iterdir()} == {"ada"} | {row["student"] for row in rows}


def test_names_never_run_out():
    import random

    assert len(set(make_names(5000, random.Random(0)))) == 5000


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_has_right_answers_for_a_class(lesson):
    """Steps without points need none: they stay as they were released."""
    (release,) = load_assignment(Course(ROOT), lesson).parts
    answers = load_answers(answers_path(Course(ROOT), lesson))
    students = enroll(["ada", "bo"], answers, release, random.Random(0))
    graded = {
        exercise.name for exercise in release.exercises if not all(test.by_hand for test in exercise.tests)
    }
    assert graded <= {*students[0].answers}
