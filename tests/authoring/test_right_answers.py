"""A test that stops a known right answer is found before a class is graded with it."""

from autograder.authoring.build import build
from autograder.authoring.plain_run import wrong_tests
from autograder.authoring.simulate import simulate
from autograder.course.assignment import load_release
from tests.support.words import LESSON, words_course


def too_strict(tmp_path):
    """Return the course with a hidden test that only its own solution's return type passes."""
    course = words_course(tmp_path / "course")
    path = course.root / "source" / "answers" / f"{LESSON}.py"
    path.write_text(
        path.read_text()
        + "\n# %% running_total  right  as-floats\ndef running_total(numbers):\n"
        + "    return [float(sum(numbers[: i + 1])) for i in range(len(numbers))]\n"
    )
    source = course.lesson_source(LESSON)
    text = source.read_text()
    wanted = "### BEGIN HIDDEN TESTS\nassert running_total"
    assert wanted in text
    source.write_text(
        text.replace(
            wanted, "### BEGIN HIDDEN TESTS\nassert str(running_total([1])) == '[1]'\nassert running_total"
        )
    )
    return course


def test_build_and_simulate_name_the_answer_and_the_test(tmp_path):
    course = too_strict(tmp_path)
    line = "the known right answer 'as-floats' of running_total is stopped by running_total__hidden"
    assert wrong_tests(load_release(course, LESSON), course) == [line]
    assert build(course, [], say=lambda line: None, warn=lambda line: None) == [f"{LESSON}: {line}"]
    told = list(simulate(course, tmp_path / "class", 5))
    assert f"{LESSON}: warning: {line}" in told


def test_right_answers_that_pass_are_silent(tmp_path):
    course = words_course(tmp_path / "course")
    assert wrong_tests(load_release(course, LESSON), course) == []
