"""Results of several notebooks come apart and together; being late costs what the plugin says."""

import pytest

from autograder.course.assignment import load_assignment
from autograder.records.gradebook import LessonGradebook
from autograder.scoring import manual_marks
from autograder.scoring.manual_marks import Entered
from autograder.scoring.score import join_results
from tests.support.manual_marks import enter
from tests.support.words import (
    LESSON,
)


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
    again = manual_marks.parts_of(join_results(Two(), parts), ["one", "two"])
    assert [(p["exercises"], p["flags"], p["score"], p["max_score"]) for p in again] == [
        (p["exercises"], p["flags"], p["score"], p["max_score"]) for p in parts
    ]


def test_each_notebook_pays_for_being_late_and_the_whole_has_the_sums():
    class Half:
        def late_submission_penalty(self, student, score, seconds):
            return score / 2

    whole = join_results(Two(), [result_of("f", 1, []), result_of("f", 2, [])])
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
