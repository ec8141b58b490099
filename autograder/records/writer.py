"""Write results so that a killed run leaves nothing half done: files at once, the gradebook in batches."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from autograder.common.errors import GradingError
from autograder.common.files import write_atomically
from autograder.course.assignment import Assignment
from autograder.course.attachments import SECRET, TIMESTAMP
from autograder.course.course import Course
from autograder.records.gradebook import LessonGradebook
from autograder.records.gradebook_batch import make_entries
from autograder.records.moved import Moved, add_moved, compare, read_before
from autograder.records.results import (
    feedback_path,
    is_same_submission,
    key_path,
    key_text,
    notebook_path,
    read_key,
    result_path,
)
from autograder.task import GradedSubmission

BATCH, MAX_AGE = 25, 5.0
"""A batch is written when it holds so many submissions, or when the last one is so many seconds ago."""


class Writer:
    """Writes finished submissions: files as they come, the gradebook and the keys that vouch for them in batches.

    So workers, whose next task comes from the process that writes, never wait for a whole batch of files.

    `say`: takes a line when writing has to wait
    """

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        gradebook: LessonGradebook,
        say: Callable[[str], None] = print,
    ):
        self.course, self.assignment, self.gradebook, self.say = course, assignment, gradebook, say
        self.waiting: list[GradedSubmission] = []
        self.since, self.has_failed = time.monotonic(), False
        self.begun, self.moved = datetime.now(), list[Moved]()

    def add(self, graded: GradedSubmission) -> None:
        """Write one finished submission's files; enter the batch when it is large or old enough.

        Raises GradingError as `flush`.
        """
        with self._telling():
            self.write_files(graded)
        self.waiting.append(graded)
        if len(self.waiting) >= BATCH or time.monotonic() - self.since > MAX_AGE:
            self.flush()

    def flush(self) -> None:
        """Enter all that waits; nothing more once that has failed, which would only take as long again.

        Raises GradingError if a file or the gradebook can't be written.
        """
        if self.has_failed:
            return
        with self._telling():
            if self.waiting:
                self.has_failed = True
                self.gradebook.record(make_entries(self.assignment, self.waiting), self.say)
                self.has_failed = False
            for graded in self.waiting:
                if graded.key:
                    path = key_path(self.course, graded.student, self.assignment.lesson)
                    write_atomically(path, key_text(graded.key))
        self.waiting, self.since = [], time.monotonic()

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """Say in one line what can't be written."""
        try:
            yield
        except OSError as problem:
            place = problem.filename or self.course.root
            raise GradingError(f"{place} can't be written: {problem.strerror}") from problem

    def write_files(self, graded: GradedSubmission) -> None:
        """Write a submission's files: no key is left beside files that it doesn't describe."""
        lesson = self.assignment.lesson
        before = read_before(result_path(self.course, graded.student, lesson))
        if before and is_same_submission(read_key(self.course, graded.student, lesson), graded.key):
            entered = self.gradebook.points_by_hand(graded.student)
            if moved := compare(before, graded.result, entered, self.gradebook.renamed):
                add_moved(self.course, lesson, self.begun, moved)
                self.moved += moved
        key_path(self.course, graded.student, lesson).unlink(missing_ok=True)
        for part in graded.parts:
            notebook = notebook_path(self.course, graded.student, lesson, part.name)
            write_atomically(notebook, part.notebook)
            if part.page is not None:
                write_atomically(feedback_path(self.course, graded.student, lesson, part.name), part.page)
        stamp = notebook.with_name(TIMESTAMP)
        if graded.timestamp:
            write_atomically(stamp, graded.timestamp)
        else:
            stamp.unlink(missing_ok=True)
        self.write_secret(graded)
        write_atomically(result_path(self.course, graded.student, lesson), result_text(graded.result))

    def write_secret(self, graded: GradedSubmission) -> None:
        """Lay beside the pages of a submission from nbgrader's exchange what `release_feedback` looks for there."""
        lesson = self.assignment.lesson
        if graded.secret is None:
            return
        for path_of in (notebook_path, feedback_path):
            place = path_of(self.course, graded.student, lesson, lesson).parent
            write_atomically(place / SECRET, graded.secret)
            write_atomically(place / TIMESTAMP, graded.timestamp or "")


def result_text(result: dict) -> str:
    """Return a result's JSON with each of its entries, and each exercise, on a line of its own."""

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    def entry(value: object) -> str:
        is_long = isinstance(value, list) and value and isinstance(value[0], dict)
        return "[\n  " + ",\n  ".join(map(line, value)) + "\n ]" if is_long else line(value)

    return "{\n " + ",\n ".join(f"{line(key)}: {entry(value)}" for key, value in result.items()) + "\n}\n"
