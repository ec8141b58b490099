"""Run a lesson's known right answers against its tests: a test that stops one is wrong."""

from autograder.authoring.answers import answers_path, load_answers
from autograder.authoring.tryout import SEEDS, try_out
from autograder.course.course import Course
from autograder.course.release import Release


def wrong_tests(release: Release, course: Course) -> list[str]:
    """Return a line for each known right answer that a lesson's tests stop: the test is wrong, not the answer."""
    path, found = answers_path(course, release.lesson), []
    right = [answer for answer in load_answers(path) if answer.kind == "right"] if path.is_file() else []
    for exercise in release.exercises:
        answers = [answer for answer in right if answer.function == exercise.name]
        stopped = try_out(release, exercise, [answer.source for answer in answers], seeds=SEEDS[:1])
        for answer, test in zip(answers, stopped, strict=True):
            if test:
                found.append(f"the known right answer {answer.id!r} of {exercise.name} is stopped by {test}")
    return found
