"""A course whose source a test changes, and what `build` says of it."""

from autograder.authoring.build import build
from tests.support.words import LESSON


def change(course, old, new):
    path = course.lesson_source(LESSON)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(course):
    return build(course, [LESSON], run=False, say=lambda line: None)
