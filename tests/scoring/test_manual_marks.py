"""Points, comments and lateness by a person's hand reach the student's page."""

import json

import pytest

from autograder import grading
from autograder.course.assignment import load_assignment
from autograder.records.results import each_result, feedback_path, key_path, result_path
from tests.support.manual_marks import (
    enter,
    gradebook,
    hand_in_at,
    run,
    set_due,
    take_two_points_a_day,
    words,
)
from tests.support.words import (
    LESSON,
)


def stamps(course):
    return {path: path.stat().st_mtime_ns for path in (course.root / "feedback").rglob("*.html")}


def test_points_extra_credit_and_comments_reach_the_page_of_their_student_alone(course):
    assert "Some answers are read by a person; their points are still to come." in words(course, "bob")
    before = stamps(course)
    enter(
        course,
        "bob",
        "reflection",
        points=2.5,
        comment="Good.\nAnd <b>why</b>?\u202e<script>alert(1)</script>",
    )
    enter(course, "bob", "count_vowels__hidden", points=1.5, extra=0.25, comment=None)
    enter(course, "bob", "count_vowels", comment="Think of CAPITALS.")
    summary = run(course)
    assert (summary.graded, summary.unchanged, summary.renewed) == (0, 3, 1)
    told = words(course, "bob")
    assert "12.25 of 13 points" in told
    assert "still to come" not in told
    assert "graded by a person Hidden test count_vowels__hidden 1.5 of 2, plus 0.25 extra credit" in told
    assert "Your instructor on count_vowels Think of CAPITALS." in told
    assert "&lt;script&gt;alert(1)" in told
    assert "[U+202E]" in told
    changed = [path.parts[-3] for path, when in stamps(course).items() if when != before[path]]
    assert changed == ["bob"]
    result = json.loads(result_path(course, "bob", LESSON).read_text())
    assert result["score"] == 8, "the result stays the machine's"


def test_a_page_is_made_anew_once_and_again_when_something_is_taken_back(course):
    enter(course, "anna", "reflection", points=3)
    assert run(course).renewed == 1
    before = stamps(course)
    assert run(course).renewed == 0
    assert stamps(course) == before
    assert "All 3 exercises have all points." in words(course, "anna")
    with gradebook(course) as book:
        row = book.find_grade("reflection", LESSON, LESSON, "anna")
        row.manual_score, row.needs_manual_grade = None, True
        book.db.commit()
    assert run(course).renewed == 1
    assert "10 of 13 points" in words(course, "anna")
    assert "still to come" in words(course, "anna")


def test_what_a_person_entered_is_on_the_page_after_a_regrade_too(course):
    enter(course, "anna", "reflection", points=3, comment="Yes.")
    for options in ({"force": True}, {}):
        summary = run(course, **options)
        assert summary.renewed == (1 if options else 0)
        assert "13 of 13 points" in words(course, "anna")
        assert "Yes." in words(course, "anna")


def test_a_run_that_ends_between_page_and_key_is_made_good(course, monkeypatch):
    from autograder.reports.feedback import refresh

    enter(course, "anna", "reflection", points=3)

    def killed(path, data):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(refresh, "write_atomically", killed)
        with pytest.raises(KeyboardInterrupt):
            run(course)
    assert not key_path(course, "anna", LESSON).exists()
    summary = run(course)
    assert (summary.graded, summary.renewed) == (1, 1)
    assert "13 of 13 points" in words(course, "anna")


def test_an_answer_that_was_left_empty_waits_for_nobody(course):
    told = words(course, "carl")
    assert "still to come" not in told
    assert "not answered Your own words reflection 0 of 3" in told


def test_unchanged_pages_cost_no_look_into_their_files(course, monkeypatch):
    from autograder.reports.feedback import refresh

    monkeypatch.setattr(refresh, "make_pages", None)
    monkeypatch.setattr(refresh, "key_path", None)
    assert run(course).unchanged == 3


def test_being_late_is_on_the_page_with_what_it_costs_and_follows_the_due_date(course):
    take_two_points_a_day(course)
    hand_in_at(course, "anna", "2026-03-04 15:00:00 UTC")
    run(course)
    assert "due date" not in words(course, "anna")
    set_due(course, "2026-03-02 12:00:00 UTC")
    assert run(course).renewed == 1
    told = words(course, "anna")
    assert (
        "6 of 13 points 10 points, minus 4 because it was handed in 2 days 3 hours after the due date."
        in told
    )
    set_due(course, "2026-03-04 14:00:00 UTC")
    assert run(course).renewed == 1
    told = words(course, "anna")
    assert "It was handed in 1 hour after the due date; no points are taken off for that." in told
    set_due(course, "2026-03-05 12:00:00 UTC")
    assert run(course).renewed == 1
    assert "due date" not in words(course, "anna")


def test_a_page_that_cannot_be_made_anew_is_told_and_ends_nothing(course, monkeypatch):
    from autograder.reports.feedback import refresh

    heard = []

    class Heard(grading.Progress):
        def say(self, line):
            heard.append(line)

    def broken(*arguments):
        raise ValueError("odd")

    enter(course, "anna", "reflection", points=3)
    with monkeypatch.context() as patched:
        patched.setattr(refresh, "make_pages", broken)
        assert run(course, progress=Heard()).renewed == 0
    assert heard == ["anna: the page can't be made anew (ValueError: odd)"]
    assert run(course).renewed == 1


def test_a_page_made_from_files_is_the_page_that_was_made_from_the_run(course):
    from autograder.reports.feedback.refresh import make_pages

    assignment = load_assignment(course, LESSON)
    for result in each_result(course, LESSON):
        path = feedback_path(course, result["student"], LESSON, LESSON)
        assert make_pages(course, assignment, result, {}, None) == {LESSON: path.read_text(encoding="utf-8")}
