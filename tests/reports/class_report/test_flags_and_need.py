"""The report names flags without a verdict, who needs help, and what waits for a person."""

import pytest

from autograder.reports.class_report import flags
from autograder.reports.class_report.gather import LessonData, Row
from autograder.reports.class_report.students_in_need import in_need, lost_parts, reason_of
from autograder.reports.feedback import messages
from autograder.restore import oddities
from tests.support.pages import Reader
from tests.support.reports import STUB, hand_in, page_of, section, words_of


def test_flags_that_look_like_intent_stand_apart_from_accidents(course):
    hand_in(course, "ada", flags=["tampering: numpy's comparison was replaced"])
    hand_in(course, "ben", flags=["renamed: 'x.ipynb' was graded", "no kind at all"])
    told = section(page_of(course), "odd")
    assert "A flag is not a verdict." in told
    assert "1 tampering ada : numpy" in told
    assert "1 student with an accident, as every class has them" in told
    assert "1 Notebooks under another name or in another place ben :" in told
    assert "1 note ben : no kind at all" in told


def test_flags_count_students_under_neutral_headings(course):
    hand_in(course, "ada", flags=[f"suspicious: area {what}" for what in ("opens files", "starts programs")])
    hand_in(course, "ben", flags=["forbidden-import: torch was asked for, and refused"])
    hand_in(course, "cyd", flags=["missing: no notebook was handed in"])
    hand_in(course, "dan", flags=["missing: released cells had been deleted and were put back (area)"])
    html = page_of(course)
    told = section(html, "odd")
    assert "1 Code that does what no exercise asks for ada : area opens files; area starts programs" in told
    assert "1 Imports that answers may not use ben :" in told
    assert "2 students with an accident" in told
    assert "1 No notebook that can be graded cyd :" in told
    assert "1 Deleted cells of the lesson dan :" in told
    assert "worth a look</a></dt><dd>2</dd>" in html


def test_every_known_kind_of_flag_has_a_heading():
    kinds = {*messages.KIND_WORDS, *messages.ACCIDENTS, *messages.FOR_INSTRUCTORS, *oddities.SENTENCES}
    assert kinds <= set(flags.HEADINGS)


def test_unreadable_submissions_are_listed_with_the_reason(course):
    reason = "the notebook is not JSON (line 1)"
    hand_in(course, "ada", status="not_run", message=reason, flags=[f"damaged: {reason}"])
    hand_in(course, "ben", flags=["missing: released cells had been deleted and were put back"])
    html = page_of(course)
    assert section(html, "lost").endswith(f"ada : {reason}")
    assert "1 unreadable" in section(html, "exercises")


def test_students_with_few_points_are_named_the_fewest_first(course):
    hand_in(course, "ada")
    hand_in(course, "ben", got=7)
    hand_in(course, "cyd", code=STUB, got=0, mistake="not-written", message="area: it is not written yet.")
    hand_in(course, "dan", status="not_run", message="no JSON", flags=["damaged: no JSON"])
    told = section(page_of(course), "help")
    assert "without any answer, 1 student: cyd" in told
    assert (
        "Under half of the points, the fewest first, 1 student, each with what went wrong first: ben (0)"
        in told
    )
    assert not {"ada", "dan"} & set(told.split())


def test_of_several_notebooks_the_one_that_cannot_be_graded_is_named():
    def exercise(name, status, message=""):
        test = {
            "id": name,
            "status": status,
            "message": message,
            "score": 0.0,
            "max_score": 1.0,
            "waits": False,
        }
        return {"name": name, "score": 0.0, "max_score": 1.0, "tests": [test], "waits": False}

    flags = ["damaged: p2: the notebook is empty"]
    exercises = [exercise("p1/a", "failed"), exercise("p2/b", "not_run", "the notebook is empty")]
    row = Row("ada", {"exercises": exercises, "flags": flags})
    assert lost_parts([row]) == [(row, "p2", "the notebook is empty")]
    assert lost_parts([Row("ben", {"exercises": exercises[:1], "flags": []})]) == []


def test_points_that_wait_for_a_person_make_nobody_needy():
    waits = {"id": "essay", "status": "not_run", "message": "graded by hand", "max_score": 8.0, "waits": True}
    done = {"id": "f", "status": "passed", "score": 2.0, "max_score": 2.0, "waits": False}
    exercises = [
        {"name": "f", "score": 2.0, "max_score": 10.0, "tests": [done, waits], "waits": True},
    ]
    need = in_need(LessonData("x", "X", [Row("ada", {"exercises": exercises})], [], {}, {}, {}))
    assert (need.blank, need.low) == ([], [])


@pytest.mark.parametrize(
    ("tests", "reason"),
    [
        ([{"status": "failed", "mistake": "window-stands-still"}], "1.2: window stands still"),
        ([{"status": "failed", "message": "f: the shape is odd.\nCall: f(1)"}], "1.2: f: the shape is odd"),
        ([{"status": "passed"}, {"status": "failed", "hidden": True}], "1.2: right where tests are visible"),
        ([{"status": "error", "message": "NotImplementedError: not written yet", "mistake": "not-written"}], "1.2: not written yet"),
    ],
)  # fmt: skip
def test_one_reason_stands_beside_each_who_needs_help(tests, reason):
    exercise = {
        "name": "f",
        "score": 0.0,
        "max_score": 4.0,
        "tests": [{"id": "f__a", "message": ""} | t for t in tests],
    }
    whole = {"name": "e", "score": 1.0, "max_score": 1.0, "tests": [{"id": "e__a", "status": "passed"}]}
    row = Row("ada", {"exercises": [whole, exercise]})
    assert reason_of(row, LessonData("x", "X", [row], [], {}, {"f": "1.2 Slide it"}, {})) == reason


def test_what_waits_for_points_by_hand_is_listed_by_exercise_with_links(course):
    hand_in(course, "ada", status="not_run", message="graded by hand")
    hand_in(course, "cyd", status="not_run", message="graded by hand")
    hand_in(course, "ben")
    html = page_of(course)
    assert "Exercise 1: an area , 2 students: ada , cyd" in section(html, "hand")
    assert 'href="../feedback/cyd/rect/rect.html"' in html.split('id="l1-hand"')[1].split("<h3")[0]
    assert "by hand 2 Marks" in words_of(html)
    assert html.count('href="#l1-hand"') == 3, "a tile, the row of parts, the words above the marks"
    assert "In 2 submissions points are still to be given by a person ; they count as 0 here." in section(
        html, "marks"
    )


def test_a_report_with_nothing_to_grade_by_hand_does_not_speak_of_it(course):
    hand_in(course, "ada")
    hand_in(course, "ben", got=7)
    html = page_of(course)
    assert "by hand" not in words_of(html).lower()
    assert "-hand" not in "".join(value for _, key, value in Reader(html).attributes if key in ("id", "href"))


def test_numbers_before_folded_groups_agree_with_their_words(course):
    hand_in(course, "ada", code="def area(w, h):\n    return w + h", got=7)
    hand_in(course, "ben", code="def area(w, h):\n    return w", got=3, mistake="width-only")
    words = words_of(page_of(course))
    assert "1 wrong answer that is the only one of its kind" in words
    assert "1 named mistake that one student has made" in words
    hand_in(
        course, "cyd", code="def area(w, h):\n    return h - 1", status="error", message="area: it stopped."
    )
    hand_in(course, "dan", code="def area(w, h):\n    return h", got=4, mistake="height-only")
    words = words_of(page_of(course))
    assert "2 wrong answers that are the only ones of their kind" in words
    assert "2 named mistakes that one student each has made" in words
