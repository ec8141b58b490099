"""A class's endless loops are not waited for in full: the limit of a test follows the time that the solution needs."""

import pytest

from autograder import grading, pipeline
from autograder.course.course import Course
from autograder.grading import grade_lesson
from autograder.records.results import each_result
from autograder.sandbox.run import limits_for
from autograder.task import Settings
from tests.support.words import (
    LESSON,
    RIGHT,
    answered,
    as_bytes,
    hand_in,
    in_process,
    words_course,
    words_release,
)

LOOP = RIGHT | {"count_vowels": "def count_vowels(text):\n    while True:\n        pass"}


def test_a_test_never_gets_more_than_any_cell():
    assert limits_for(30).test == 30
    assert limits_for(30, 10).test == 10
    assert limits_for(5, 10).test == 5


def test_after_a_stopped_call_an_exercise_waits_for_a_quarter_of_the_limit_and_never_long():
    assert [limits_for(seconds).again for seconds in (4, 20, 30, 600)] == [1, 5, 5, 5]


def test_the_limit_is_many_times_the_seconds_of_the_solution(monkeypatch):
    release, settings = words_release(), Settings(sandbox="off", by_solution=True)
    assert pipeline.test_seconds(release, settings) == pipeline.LEAST_SECONDS
    monkeypatch.setattr(pipeline, "LEAST_SECONDS", 0.0)
    pipeline.test_seconds.cache_clear()
    assert 0 < pipeline.test_seconds(release, settings) < 30
    pipeline.test_seconds.cache_clear()


@pytest.mark.parametrize(("size", "waited"), [(1, "3 seconds"), (2, "1.5 seconds")])
def test_loops_of_a_class_are_cut_sooner_and_that_is_told(tmp_path, monkeypatch, size, waited):
    monkeypatch.setattr(grading, "CLASS", 2)
    monkeypatch.setattr(pipeline, "test_seconds", lambda release, settings: 1.5)
    course = words_course(tmp_path / "course")
    for student in ("anna", "bob")[:size]:
        hand_in(course, student, as_bytes(answered(words_release(), LOOP)))
    settings = Settings(timeout=3, course=str(course.root))
    grade_lesson(Course(course.root), LESSON, share=in_process, jobs=1, settings=settings)
    for result in each_result(course, LESSON):
        tests = {test["id"]: test for exercise in result["exercises"] for test in exercise["tests"]}
        assert tests["count_vowels__values"]["status"] == "timeout"
        assert waited in tests["count_vowels__values"]["message"]
        assert result["score"] > 0
