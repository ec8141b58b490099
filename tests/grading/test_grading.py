"""Grading a course folder: the marks that are due, in files and in nbgrader's gradebook, whatever interrupts it."""

import csv
import errno
import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time

import psutil
import pytest

from autograder import grading
from autograder.authoring.simulate import simulate
from autograder.commands.progress import print_summaries
from autograder.common.errors import GradingError
from autograder.course.course import Course
from autograder.grading import Progress, wanted_lessons
from autograder.intake.submitted import loose, strays, submissions
from autograder.records.lock import the_only_grader
from autograder.records.results import grader_version, load_results
from autograder.reports.class_report import report
from tests.support.submissions import cell
from tests.support.words import (
    COURSE,
    HALF,
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    cell_of,
    hand_in,
    in_process,
    words_course,
    words_release,
)


def grade_lesson(course, lesson=LESSON, **options):
    """Grade in this process, with executors that stay warm."""
    grader_version.cache_clear()
    return grading.grade_lesson(course, lesson, share=in_process, **options)


@pytest.fixture(scope="module")
def release():
    return words_release()


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "words")


def scores(course):
    return {result["student"]: result["score"] for result in load_results(course, LESSON)}


def api(course):
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    return NbGraderAPI(CourseDirectory(root=str(course.root), config=course.config), config=course.config)


def gradebook(course):
    from nbgrader.api import Gradebook

    return Gradebook(course.db_url, course.course_id)


def command(course, *more):
    return [sys.executable, "-m", "autograder", "grade", "--course", str(course.root), *more]


def snapshot(course):
    """Return all that grading wrote that doesn't depend on the clock."""
    found = {}
    for result in load_results(course, LESSON):
        found[result["student"]] = {k: v for k, v in result.items() if k not in ("seconds", "sandbox")}
    with gradebook(course) as book:
        rows = {
            (g.student.id, g.name): (g.auto_score, g.needs_manual_grade)
            for s in book.assignment_submissions(LESSON)
            for n in s.notebooks
            for g in n.grades
        }
    return found, rows


def test_a_made_up_class_gets_the_marks_that_are_due(tmp_path):
    list(simulate(Course(COURSE), tmp_path, 10, seed=4))
    course = Course(tmp_path)
    summary = grade_lesson(course, LESSON)
    assert (summary.graded, summary.unchanged, summary.failures) == (10, 0, {})
    results = {r["student"]: r for r in load_results(course, LESSON)}
    with (tmp_path / "expected" / f"{LESSON}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            result = results.pop(row["student"])
            for exercise in result["exercises"]:
                assert exercise["score"] == float(row[exercise["name"]]), (row, result["flags"])
            path = course.root / "feedback" / row["student"] / LESSON / f"{LESSON}.html"
            assert "<html" in path.read_text(encoding="utf-8")
    assert results == {}
    shown = {s["student"]: s for s in api(course).get_submissions(LESSON)}
    assert {name: s["score"] for name, s in shown.items()} == summary.scores
    assert all(s["autograded"] and s["submitted"] and s["max_score"] == 10 for s in shown.values())
    again = grade_lesson(course, LESSON)
    assert (again.graded, again.unchanged) == (0, 10)
    assert again.scores == summary.scores


@pytest.mark.nbgrader
def test_nbgrader_shows_exports_and_lists_what_was_graded(course, release):
    hand_in(course, "anna", as_bytes(answered(release)))
    place = hand_in(course, "bob", as_bytes(answered(release, HALF)))
    (place.parent / "timestamp.txt").write_text("2026-03-01 12:00:00.000000 UTC")
    grade_lesson(course, LESSON)
    found = {
        s["student"]: (s["score"], s["autograded"], s["timestamp"])
        for s in api(course).get_submissions(LESSON)
    }
    assert found == {"anna": (10, True, None), "bob": (8, True, "2026-03-01T12:00:00")}
    assert api(course).get_autograded_students(LESSON) == {"anna", "bob"}
    notebooks = api(course).get_notebook_submissions(LESSON, LESSON)
    assert {n["student"]: n["failed_tests"] for n in notebooks} == {"anna": False, "bob": True}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "export"], cwd=course.root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    rows = csv.DictReader((course.root / "grades.csv").read_text().splitlines())
    assert {row["student_id"]: float(row["score"]) for row in rows} == {"anna": 10.0, "bob": 8.0}


def test_only_what_changed_is_graded_again(course, release):
    for name in ("anna", "bob"):
        hand_in(course, name, as_bytes(answered(release, HALF)))
    assert grade_lesson(course, LESSON).graded == 2
    hand_in(course, "bob", as_bytes(answered(release)))
    summary = grade_lesson(course, LESSON)
    assert (summary.graded, summary.unchanged, scores(course)) == (1, 1, {"anna": 8, "bob": 10})
    assert grade_lesson(course, LESSON, students=["anna"], force=True).graded == 1


@pytest.mark.parametrize(
    "lost",
    [
        "gradebook.db",
        f"results/anna/{LESSON}.json",
        f"autograded/anna/{LESSON}/{LESSON}.ipynb",
        f"feedback/anna/{LESSON}/{LESSON}.html",
    ],
)
def test_what_was_deleted_is_made_again(course, release, lost):
    hand_in(course, "anna", as_bytes(answered(release, {})))
    grade_lesson(course, LESSON)
    (course.root / lost).unlink()
    assert grade_lesson(course, LESSON).graded == 1
    assert (course.root / lost).is_file()
    assert api(course).get_submissions(LESSON)[0]["autograded"]


def test_no_old_mark_survives_a_worse_resubmission(course, release):
    hand_in(course, "anna", as_bytes(answered(release)))
    grade_lesson(course, LESSON)
    for worse, points in (
        (b"{", 0),
        (as_bytes(answered(release, {})), 0),
        (as_bytes(answered(release, HALF)), 8),
    ):
        hand_in(course, "anna", worse)
        grade_lesson(course, LESSON)
        assert scores(course) == {"anna": points}
        assert api(course).get_submissions(LESSON)[0]["score"] == points


def test_what_a_person_entered_stays_over_every_regrade(course, release):
    notebook = answered(release, HALF)
    cell_of(notebook, "reflection").source = "The slices."
    hand_in(course, "anna", as_bytes(notebook))
    grade_lesson(course, LESSON)
    with gradebook(course) as book:
        grading = book.find_grade("count_vowels__hidden", LESSON, LESSON, "anna")
        assert (grading.auto_score, grading.manual_score, grading.needs_manual_grade) == (0, None, False)
        grading.manual_score, grading.extra_credit = 1.5, 0.25
        text = book.find_grade("reflection", LESSON, LESSON, "anna")
        assert (text.auto_score, text.needs_manual_grade) == (None, True)
        book.find_comment("reflection", LESSON, LESSON, "anna").manual_comment = "Well said."
        book.db.commit()
    grade_lesson(course, LESSON, force=True)
    with gradebook(course) as book:
        grading = book.find_grade("count_vowels__hidden", LESSON, LESSON, "anna")
        assert (grading.auto_score, grading.manual_score, grading.extra_credit) == (0, 1.5, 0.25)
        assert grading.needs_manual_grade
        assert book.find_comment("reflection", LESSON, LESSON, "anna").manual_comment == "Well said."
        assert book.find_submission(LESSON, "anna").score == 9.75


def test_an_unanswered_text_needs_nobody(course, release):
    hand_in(course, "anna", as_bytes(answered(release)))
    grade_lesson(course, LESSON)
    with gradebook(course) as book:
        grading = book.find_grade("reflection", LESSON, LESSON, "anna")
        assert (grading.auto_score, grading.needs_manual_grade) == (0, False)
        assert book.find_comment("reflection", LESSON, LESSON, "anna").auto_comment == "No response."


def test_a_late_submission_costs_what_the_course_says(course, release):
    (course.root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    )
    for name, day in (("anna", "01"), ("bob", "03")):
        place = hand_in(course, name, as_bytes(answered(release)))
        (place.parent / "timestamp.txt").write_text(f"2026-03-{day} 12:00:00 UTC")
    grade_lesson(course, LESSON)
    with gradebook(course) as book:
        book.update_or_create_assignment(LESSON, duedate="2026-03-02 00:00:00 UTC")
    grade_lesson(Course(course.root), LESSON, force=True)
    with gradebook(course) as book:
        penalties = {s.student.id: s.late_submission_penalty for s in book.assignment_submissions(LESSON)}
    assert penalties == {"anna": 0, "bob": 10}


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
    (result,) = load_results(course, LESSON)
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
    (result,) = load_results(course, LESSON)
    assert result["flags"] == [f"other-version: there is also {LESSON}-2.ipynb; it was not graded"]


def test_a_notebook_in_no_students_folder_is_told(course, release, capsys):
    hand_in(course, "anna", as_bytes(answered(release)))
    (course.root / "submitted" / "bob_01.ipynb").write_bytes(as_bytes(answered(release)))
    (course.root / "submitted" / "notes.txt").write_text("none")
    assert loose(course) == ["bob_01.ipynb"]
    print_summaries(course, [grade_lesson(course, LESSON)], as_json=False)
    assert "left out, in no student's folder: bob_01.ipynb" in capsys.readouterr().err
    assert "in no student's folder: <bdi>bob_01.ipynb</bdi>." in report.build(course).read_text()


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
    results = {r["student"]: r for r in load_results(course, LESSON)}
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
    assert strays(course) == ["anna/99_other"]
    assert wanted_lessons(course, None, None) == [LESSON]


def test_two_graders_at_once_are_one_too_many(course, release):
    hand_in(course, "anna", as_bytes(answered(release)))
    with the_only_grader(course), pytest.raises(GradingError, match="another grader"):
        grade_lesson(course, LESSON)
    assert grade_lesson(course, LESSON).graded == 1


def test_a_gradebook_that_is_locked_for_a_while_is_waited_for(course, release):
    hand_in(course, "anna", as_bytes(answered(release)))
    grade_lesson(course, LESSON)
    hand_in(course, "anna", as_bytes(answered(release, HALF)))
    said = []

    class Listener(Progress):
        def say(self, line):
            said.append(line)
            blocker.rollback()

        def start(self, lesson, total):
            blocker.execute("BEGIN EXCLUSIVE")

    blocker = sqlite3.connect(course.root / "gradebook.db", check_same_thread=False)
    grade_lesson(course, LESSON, progress=Listener())
    blocker.close()
    assert said == ["the gradebook is locked by another program; waiting for it"]
    assert api(course).get_submissions(LESSON)[0]["score"] == 8


def test_a_gradebook_that_stays_locked_is_one_line_and_nothing_is_lost(course, release, monkeypatch):
    hand_in(course, "anna", as_bytes(answered(release)))
    grade_lesson(course, LESSON)
    hand_in(course, "anna", as_bytes(answered(release, HALF)))
    monkeypatch.setattr("autograder.common.database.PATIENCE", 0.0)

    class Blocker(Progress):
        def start(self, lesson, total):
            blocker.execute("BEGIN EXCLUSIVE")

    blocker = sqlite3.connect(course.root / "gradebook.db")
    with pytest.raises(GradingError, match="locked"):
        grade_lesson(course, LESSON, progress=Blocker())
    blocker.close()
    assert grade_lesson(course, LESSON).graded == 1
    assert api(course).get_submissions(LESSON)[0]["score"] == 8


def class_of(course, release, count):
    for number in range(count):
        answers = (RIGHT, HALF, {})[number % 3]
        hand_in(course, f"student-{number:02d}", as_bytes(answered(release, answers)))


def test_a_run_that_is_killed_goes_on_where_it_stopped(tmp_path, release):
    """Whenever the grader is killed: the next run ends with what an unbroken run gives."""
    unbroken, broken = words_course(tmp_path / "a"), words_course(tmp_path / "b")
    for course in (unbroken, broken):
        class_of(course, release, 6)
    grade_lesson(unbroken, LESSON)
    for wait in (1, 2):
        process = subprocess.Popen(command(broken), stderr=subprocess.PIPE, text=True, start_new_session=True)
        for _ in range(wait):
            process.stderr.readline()
        process.kill()
        process.communicate()
        for path in (broken.root / "results").glob(f"*/{LESSON}.json"):
            json.loads(path.read_text(encoding="utf-8"))
    assert subprocess.run(command(broken), capture_output=True).returncode == 0
    assert snapshot(broken) == snapshot(unbroken)


def test_those_who_draw_in_a_course_that_does_not_cost_nobody_anything(tmp_path, release):
    """Their processes come from other templates than the workers were given."""
    course = words_course(tmp_path / "a")
    for number in range(4):
        submission = answered(release, RIGHT)
        if number:
            submission.cells.insert(0, cell("import matplotlib.pyplot as plt"))
        hand_in(course, f"student-{number:02d}", as_bytes(submission))
    done = subprocess.run(command(course, "--jobs", "2"), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert scores(course) == {f"student-{number:02d}": 10 for number in range(4)}


def test_a_killed_worker_costs_nothing(tmp_path, release):
    course = words_course(tmp_path / "a")
    class_of(course, release, 8)
    process = subprocess.Popen(command(course, "--jobs", "2"), stderr=subprocess.PIPE, text=True)
    process.stderr.readline()
    process.stderr.readline()
    children = psutil.Process(process.pid).children()
    workers = [p for p in children if "grade" in p.cmdline() or "spawn_main" in " ".join(p.cmdline())]
    workers[0].kill()
    process.communicate()
    assert process.returncode == 0
    assert scores(course) == {f"student-{n:02d}": (10, 8, 0)[n % 3] for n in range(8)}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_is_one_line_and_consistent(tmp_path, release, number):
    course = words_course(tmp_path / "a")
    class_of(course, release, 60)
    process = subprocess.Popen(command(course), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.stderr.readline()
    process.stderr.readline()
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert err.splitlines()[-1].startswith("autograder: interrupted")
    assert "Traceback" not in err
    kept = len(load_results(course, LESSON))
    assert kept >= 1
    summary = grade_lesson(course, LESSON)
    assert (summary.unchanged, summary.graded) == (kept, 60 - kept)
    assert multiprocessing.active_children() == []


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, release):
    course = words_course(tmp_path / "a")
    hand_in(course, "anna", as_bytes(answered(release)))
    (course.root / "autograded").write_text("a file where a folder should be")
    done = subprocess.run(command(course), capture_output=True, text=True)
    assert done.returncode == 1
    assert "can't be written" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_time_passes_backwards_and_nothing_minds(course, release):
    path = hand_in(course, "anna", as_bytes(answered(release)))
    os.utime(path, (0, 0))
    grade_lesson(course, LESSON)
    os.utime(path, (time.time() + 1e6,) * 2)
    assert grade_lesson(course, LESSON).graded == 0


@pytest.mark.skipif(sys.platform == "win32", reason="locks files in another way")
def test_a_course_where_no_file_can_be_locked_is_told_from_one_that_is_locked(course, release, monkeypatch):
    """As on some network file systems: the words of a second grader would send the user the wrong way."""
    import fcntl

    def refuse(*arguments):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    hand_in(course, "anna", as_bytes(answered(release)))
    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(GradingError, match=r"results/\.lock can't be locked: No locks available"):
        grade_lesson(course, LESSON)
