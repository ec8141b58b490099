"""The report counts what a person gave, and leaves out what waits."""

import re

import pytest

from autograder.common.errors import UsageError
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.reports.class_report import report
from tests.support.manual_marks import (
    enter,
    gradebook,
    hand_in_at,
    run,
    set_due,
    take_two_points_a_day,
    words,
)
from tests.support.pages import text_of
from tests.support.words import (
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    hand_in,
)


def report_on(course):
    """Return the report's page."""
    return report.write_report(Course(course.root), [LESSON]).read_text(encoding="utf-8")


def exercises_in(html):
    """Return what stands beside each exercise in the report's ranking, in its order."""
    part = re.search(r'<h3 id="l1-exercises".*?</table>', html, re.DOTALL).group()
    return [text_of(row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", part, re.DOTALL)]


def test_the_report_counts_what_a_person_gave_and_leaves_out_what_waits(course):
    html = report_on(course)
    assert "In 2 submissions points are still to be given by a person ; they count as 0 here." in text_of(
        html
    )
    assert "Histogram of 3 marks, points and students: 8: 1, 10: 2." in html
    assert (
        exercises_in(html)[-1]
        == "Exercise 2: running total: reflection – 1 2 wait for a person, 1 not written"
    ), "carl's only, which says nothing about the others"
    enter(course, "anna", "reflection", points=3)
    enter(course, "bob", "reflection", points=1.5, extra=0.5)
    enter(course, "bob", "count_vowels__hidden", points=2)
    html = report_on(course)
    assert "still to be given" not in text_of(html)
    assert "Histogram of 3 marks, points and students: 10: 1, 12: 1, 13: 1." in html
    assert (
        exercises_in(html)[0]
        == "Exercise 2: running total: reflection 56 % 1 1 1 1 graded by a person, 1 not written"
    )
    assert "Exercise 1: count vowels 100 % 3" in exercises_in(html)


def test_an_exercise_that_waits_for_everybody_is_not_among_the_hardest(course):
    with gradebook(course) as book:
        grade_of_carl = book.find_grade("reflection", LESSON, LESSON, "carl")
        grade_of_carl.auto_score, grade_of_carl.needs_manual_grade = None, True
        book.db.commit()
    *_, last = exercises_in(report_on(course))
    assert last == "Exercise 2: running total: reflection – 3 wait for a person"


def test_the_report_tells_who_was_late_and_takes_off_what_it_costs(course):
    take_two_points_a_day(course)
    hand_in_at(course, "anna", "2026-03-04 15:00:00 UTC")
    hand_in_at(course, "bob", "2026-03-02 12:30:00 UTC")
    set_due(course, "2026-03-02 12:00:00 UTC")
    run(course)
    html = report_on(course)
    assert "2 submissions came after the due date; being late cost 1 of them points" in text_of(html)
    assert "anna 6 10 − 4 late" in text_of(html)
    assert "points and students: 6: 1, 8: 1, 10: 1." in html
    assert "anna : handed in 2 days 3 hours after the due date" in text_of(html)
    assert "worth a look 0" in text_of(html), "being late is no suspicion"


def test_the_report_names_who_was_graded_again_after_a_person_gave_points(course):
    enter(course, "anna", "reflection", 3)
    enter(course, "bob", "reflection", 2)
    assert "Graded again after" not in report_on(course)
    hand_in(course, "bob", as_bytes(answered(load_assignment(course, LESSON).parts[0], RIGHT)))
    run(course)
    words = text_of(report_on(course).split('id="l1-hand"')[1].split("<h3")[0])
    assert "Graded again after a person gave points" in words
    assert "see whether they still fit, 1 student: bob" in " ".join(words.split())
    enter(course, "bob", "reflection", 2)
    assert "Graded again after" not in report_on(course), "confirmed"


def test_an_extension_moves_the_due_date_of_one_student(course):
    """As docs/instructor.md says it."""
    take_two_points_a_day(course)
    for student in ("anna", "bob"):
        hand_in_at(course, student, "2026-03-04 15:00:00 UTC")
    set_due(course, "2026-03-02 12:00:00 UTC")
    with gradebook(course) as book:
        book.grant_extension(LESSON, "bob", days=3)
    run(course)
    assert "minus 4 because it was handed in 2 days 3 hours after the due date" in words(course, "anna")
    assert "due date" not in words(course, "bob")
    assert "1 submission came after the due date" in text_of(report_on(course))
    hand_in(course, "bob", as_bytes(answered(load_assignment(course, LESSON).parts[0], RIGHT)))
    run(course)
    assert "due date" not in words(course, "bob"), "who hands in again keeps it"


def test_a_report_without_a_gradebook_has_the_marks_of_the_machine(course):
    (course.root / "gradebook.db").unlink()
    html = report_on(course)
    assert "Histogram of 3 marks, points and students: 8: 1, 10: 2." in html
    assert not (course.root / "gradebook.db").exists()


def test_a_report_whose_gradebook_is_broken_says_so_in_one_line(course):
    (course.root / "gradebook.db").write_bytes(b"no database, " * 100)
    with pytest.raises(UsageError, match=r"gradebook\.db can't be read: file is not a database"):
        report_on(course)
