"""What a person decides, and what being late costs, reaches the student's page by the next run of `grade`."""

import json
import re
import shutil

import pytest

from autograder import grading
from autograder.common.errors import UsageError
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.records.gradebook import LessonGradebook
from autograder.records.results import feedback_path, key_path, load_results, result_path
from autograder.reports.class_report import report
from autograder.scoring import manual_marks
from autograder.scoring.manual_marks import Entered
from autograder.scoring.score import together
from tests.support.pages import text_of
from tests.support.words import (
    HALF,
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    cell_of,
    hand_in,
    in_process,
    words_course,
)

TWO_A_DAY = """
from nbgrader.plugins import LateSubmissionPlugin


class TwoADay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 2 * (total_seconds_late // 86400)
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The course of words, whose last answer a person reads for 3 points; two students answer it, one doesn't."""
    course = words_course(tmp_path_factory.mktemp("graded") / "words")
    path = course.root / "source" / f"{LESSON}.py"
    path.write_text(
        path.read_text().replace('"solution": true, "points": 0', '"solution": true, "points": 3')
    )
    (release,) = load_assignment(course, LESSON).parts
    for student, answers in (("anna", RIGHT), ("bob", HALF), ("carl", RIGHT)):
        notebook = answered(release, answers)
        if student != "carl":
            cell_of(notebook, "reflection").source = "The slices."
        hand_in(course, student, as_bytes(notebook))
    run(course)
    return course


@pytest.fixture
def course(graded, tmp_path):
    """A copy of the graded course, in which all stands as it was."""
    shutil.copytree(graded.root, tmp_path / "words")
    return Course(tmp_path / "words")


def run(course, **options):
    return grading.grade_lesson(Course(course.root), LESSON, share=in_process, **options)


def gradebook(course):
    from nbgrader.api import Gradebook

    return Gradebook(course.db_url, course.course_id)


def enter(course, student, cell, points=None, extra=None, comment=None):
    """Enter what a person decides, as the formgrader does."""
    with gradebook(course) as book:
        if points is not None or extra is not None:
            row = book.find_grade(cell, LESSON, LESSON, student)
            row.manual_score, row.extra_credit = points, extra
            row.needs_manual_grade = row.auto_score is None and points is None
        if comment is not None:
            book.find_comment(cell, LESSON, LESSON, student).manual_comment = comment
        book.db.commit()


def take_two_points_a_day(course):
    (course.root / "two_a_day.py").write_text(TWO_A_DAY)
    (course.root / "nbgrader_config.py").write_text(
        f"import sys; sys.path.insert(0, {str(course.root)!r})\n"
        "from two_a_day import TwoADay\n"
        "c = get_config()\nc.AssignLatePenalties.plugin_class = TwoADay\n"
    )


def hand_in_at(course, student, when):
    (course.directory("submitted") / student / LESSON / "timestamp.txt").write_text(when)


def set_due(course, when):
    with gradebook(course) as book:
        book.update_or_create_assignment(LESSON, duedate=when)


def words(course, student):
    """Return the words of a student's page."""
    return text_of(feedback_path(course, student, LESSON, LESSON).read_text(encoding="utf-8"))


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


def report_on(course):
    """Return the report's page."""
    return report.build(Course(course.root), [LESSON]).read_text(encoding="utf-8")


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
    for result in load_results(course, LESSON):
        path = feedback_path(course, result["student"], LESSON, LESSON)
        assert make_pages(course, assignment, result, {}, None) == {LESSON: path.read_text(encoding="utf-8")}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, ""),
        (-5, ""),
        (59, "less than a minute"),
        (60, "1 minute"),
        (3660, "1 hour 1 minute"),
        (7200, "2 hours"),
        (90_000, "1 day 1 hour"),
        (86_460, "1 day"),
        (3 * 86_400, "3 days"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_units(seconds, words):
    assert manual_marks.duration(seconds) == words


class GradedNotebook:
    """A notebook of an assignment, as score.together needs it."""

    def __init__(self, name):
        self.name = name


class Two:
    """An assignment of two notebooks."""

    parts, max_score = [GradedNotebook("one"), GradedNotebook("two")], 6

    def label(self, part, name):
        return f"{part.name}/{name}"


def result_of(name, score, flags):
    test = {"id": name, "hidden": False, "score": score, "max_score": 3, "status": "failed", "message": "no"}
    exercise = {"name": name, "score": score, "max_score": 3, "tests": [test]}
    result = {"student": "ada", "lesson": "ps", "score": score, "max_score": 3, "exercises": [exercise]}
    return result | {"flags": flags, "seconds": 1, "sandbox": {}, "status": "failed"}


def test_a_result_of_several_notebooks_comes_apart_as_it_was_put_together():
    parts = [
        result_of("f", 1, ["late: both", "edited: in one: really", "bare"]),
        result_of("f", 2, ["late: both", "missing: two has none"]),
    ]
    again = manual_marks.parts_of(together(Two(), parts), ["one", "two"])
    assert [(p["exercises"], p["flags"], p["score"], p["max_score"]) for p in again] == [
        (p["exercises"], p["flags"], p["score"], p["max_score"]) for p in parts
    ]


def test_each_notebook_pays_for_being_late_and_the_whole_has_the_sums():
    class Half:
        def late_submission_penalty(self, student, score, seconds):
            return score / 2

    whole = together(Two(), [result_of("f", 1, []), result_of("f", 2, [])])
    found = {
        "one": Entered(points={"f": 3, "text": 1}, seconds_late=60),
        "two": Entered(extra={"f": 2}, seconds_late=60),
    }
    merged = manual_marks.merge_whole(whole, ["one", "two"], found, Half())
    assert (merged["score"], merged["penalty"], merged["total"], merged["late"]) == (8, 4, 4, "1 minute")
    assert [(e["name"], e["score"], e["tests"][0]["id"]) for e in merged["exercises"]] == [
        ("one/f", 3, "one/f"),
        ("two/f", 4, "two/f"),
    ]


@pytest.mark.parametrize(
    ("says", "stored", "penalty"), [(None, 1.5, 1.5), (None, None, 0), (99, 1, 3), (-4, 1, 0), (1, 2, 1)]
)
def test_a_penalty_is_the_plugins_else_the_stored_one_and_never_more_than_there_is(says, stored, penalty):
    class Plugin:
        def late_submission_penalty(self, student, score, seconds):
            return says

    entered = Entered(seconds_late=5, stored_penalty=stored)
    assert manual_marks.penalty_of(Plugin(), "ada", 3.0, entered) == penalty
    assert manual_marks.penalty_of(Plugin(), "ada", 3.0, Entered(stored_penalty=stored)) == 0


def test_reading_the_gradebook_takes_as_many_queries_for_a_class_as_for_one(course):
    from sqlalchemy import event

    enter(course, "bob", "reflection", points=1)
    counts = []
    for extra in ((), ("anna", "carl")):
        for student in extra:
            enter(course, student, "reflection", points=1, comment="x")
        with LessonGradebook(course, load_assignment(course, LESSON)) as gradebook:
            seen = []
            event.listen(gradebook.engine, "before_cursor_execute", lambda *a, seen=seen: seen.append(a))
            found = gradebook.entered()
            counts.append(len(seen))
        assert set(found) == {"bob", *extra}
    assert counts[0] == counts[1] <= 3
