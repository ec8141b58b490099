"""Grading a course folder: the marks that are due, in files and in nbgrader's gradebook, whatever interrupts it."""

import csv
import subprocess

import pytest

from autograder.authoring.simulate import simulate
from autograder.course.course import Course
from autograder.records.results import each_result
from tests.support.graded import api, grade_lesson, gradebook, scores
from tests.support.nbgrader_tools import NBGRADER
from tests.support.words import (
    COURSE,
    HALF,
    LESSON,
    answered,
    as_bytes,
    cell_of,
    hand_in,
)


def test_a_made_up_class_gets_the_marks_that_are_due(tmp_path):
    list(simulate(Course(COURSE), tmp_path, 10, seed=4))
    course = Course(tmp_path)
    summary = grade_lesson(course, LESSON)
    assert (summary.graded, summary.unchanged, summary.failures) == (10, 0, {})
    results = {r["student"]: r for r in each_result(course, LESSON)}
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
    done = subprocess.run([*NBGRADER, "export"], cwd=course.root, capture_output=True, text=True)
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
