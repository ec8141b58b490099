"""Find out at a glance whether a lesson draws, before what reads lessons is loaded."""

import re
from pathlib import Path

from autograder.course.course import Course

_DRAWING = re.compile(rb"matplotlib|pyplot|pylab|seaborn")


def draws_at_a_glance(course: Course, lesson: str | None) -> bool:
    """Say whether a lesson mentions Matplotlib; not where that can't be seen at a glance."""
    try:
        return any(
            mentions_drawing(path.read_bytes())
            for name in _names(course, lesson)
            for path in _files(course, name)
        )
    except (OSError, LookupError):
        return False


def mentions_drawing(data: bytes) -> bool:
    """Say whether source code seems to draw by Matplotlib."""
    return _DRAWING.search(data) is not None


def _names(course: Course, lesson: str | None) -> list[str]:
    return [lesson] if lesson else course.lessons()


def _files(course: Course, lesson: str) -> list[Path]:
    path = course.lesson_source(lesson)
    return [path] if path is not None else course.source_notebooks(lesson)
