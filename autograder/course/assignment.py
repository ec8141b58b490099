"""What is handed out, handed in and marked together: mostly one notebook, in other courses often several."""

import hashlib
from dataclasses import dataclass

from autograder.common.errors import UsageError
from autograder.course.attachments import Companions, released_files
from autograder.course.autotests import with_autotests
from autograder.course.course import Course
from autograder.course.lesson import read_lesson
from autograder.course.release import Exercise, Release, make_release, read_notebook


@dataclass(frozen=True)
class Assignment:
    """A lesson as it was released, with all of its notebooks."""

    lesson: str  # nbgrader's name of the assignment
    parts: tuple[Release, ...]  # its notebooks, sorted by name

    @property
    def max_score(self) -> float:
        """The points of all notebooks together."""
        return sum(part.max_score for part in self.parts)

    @property
    def exercises(self) -> list[Exercise]:
        """The exercises of all notebooks."""
        return [exercise for part in self.parts for exercise in part.exercises]

    @property
    def names(self) -> list[str]:
        """The notebooks' names."""
        return [part.name for part in self.parts]

    @property
    def beside(self) -> Companions:
        """The files that lie beside the notebooks."""
        return self.parts[0].beside

    @property
    def key(self) -> str:
        """A hash of everything in the release that a mark can depend on."""
        return hashlib.sha256("".join(part.key for part in self.parts).encode()).hexdigest()

    def label(self, part: Release, name: str) -> str:
        """Return how a notebook's exercise or test is called in the result: with several, by both names."""
        return name if len(self.parts) == 1 else f"{part.name}/{name}"

    def full_name(self, part: Release) -> str:
        """Return how a notebook is called in the course: by its lesson's name, and its own where that is another."""
        alone = len(self.parts) == 1 and part.name == self.lesson
        return self.lesson if alone else f"{self.lesson}/{part.name}"


def load_assignment(course: Course, lesson: str) -> Assignment:
    """Load what the course released as `lesson`, from its py:percent source or nbgrader's source notebooks.

    Raises UsageError if there is no such lesson, or nbgrader can't make an assignment of it.
    """
    course.require(lesson)
    path, beside = course.lesson_source(lesson), released_files(course, lesson)
    if path is not None:
        return Assignment(lesson, (make_release(lesson, lesson, read_lesson(path), course.config, beside),))
    paths = course.source_notebooks(lesson)
    sources = [(p.stem, with_autotests(read_notebook(p), course, lesson, p.stem)) for p in paths]
    parts = (make_release(lesson, name, source, course.config, beside) for name, source in sources)
    return Assignment(lesson, tuple(parts))


def load_release(course: Course, lesson: str) -> Release:
    """Load the one notebook of a lesson.

    Raises UsageError as load_assignment does; and if the lesson has several notebooks.
    """
    assignment = load_assignment(course, lesson)
    if len(assignment.parts) > 1:
        raise UsageError(f"{lesson} holds several notebooks ({', '.join(assignment.names)})")
    return assignment.parts[0]
