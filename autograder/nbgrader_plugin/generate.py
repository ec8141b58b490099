"""`nbgrader generate_assignment` of what was graded already: the gradebook follows, where nbgrader itself refuses."""

from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment

from autograder.common.errors import UsageError
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.course.earlier_releases import with_former
from autograder.records.backup import kept_safe
from autograder.records.gradebook import LessonGradebook


def install(is_ours: Any) -> None:
    """Let nbgrader's GenerateAssignment start as ours where `is_ours` says so of a converter."""
    if getattr(GenerateAssignment.start, "is_ours", False):
        return
    stock = GenerateAssignment.start

    def start(self: GenerateAssignment) -> None:
        if self.no_database or not is_ours(self):
            stock(self)
            return
        follow(self)
        stock(self)
        remember(self)

    start.is_ours = True
    GenerateAssignment.start = start


def follow(converter: GenerateAssignment) -> None:
    """Make the gradebook's rows of an assignment with submissions those of its source, as `grade` does."""
    directory = converter.coursedir
    with Gradebook(directory.db_url, directory.course_id) as book:
        try:
            notebooks = book.find_assignment(directory.assignment_id).notebooks
        except MissingEntry:
            return
        if not any(notebook.submissions for notebook in notebooks):
            return
    course, say = Course(directory.root, converter.config), converter.log.warning
    assignment = load_assignment(course, directory.assignment_id)
    with kept_safe(course, say), LessonGradebook(course, assignment, say):
        pass


def remember(converter: GenerateAssignment) -> None:
    """Note what was released: who holds it has changed nothing when the next release is out."""
    course, lesson = Course(converter.coursedir.root, converter.config), converter.coursedir.assignment_id
    try:
        with_former(course, load_assignment(course, lesson))
    except UsageError as problem:
        converter.log.warning("%s: this release is not remembered (%s)", lesson, problem)
