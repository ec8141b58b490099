"""`nbgrader autograde` on what our intake has read and restored: nbgrader's own steps never see what was handed in."""

import fnmatch
import glob
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import OperationalError

from autograder.common.errors import ExecutorBroken, LostSubmission, SandboxMissing
from autograder.common.folder import read_files
from autograder.common.text import printable
from autograder.course.assignment import Assignment
from autograder.course.attachments import TIMESTAMP
from autograder.nbgrader_plugin import generate
from autograder.nbgrader_plugin.handed_in import TakenIn
from autograder.nbgrader_plugin.staged import StagedSubmission

EXECUTE = "SplitExecute"
"""The preprocessor by which a course asks for all this."""


def install() -> None:
    """Let nbgrader's Autograde and GenerateAssignment start as ours wherever a course names our executor."""
    generate.install(
        lambda converter: names_ours(converter.config.Autograde.get("autograde_preprocessors", ()))
    )
    if getattr(Autograde.start, "is_ours", False):
        return
    stock = Autograde.start

    def start(self: Autograde) -> None:
        take_over(self)
        stock(self)

    start.is_ours = True
    Autograde.start = start


def take_over(converter: Any) -> None:
    """Make an Autograde that runs notebooks in our executor a ReleaseAutograde."""
    if type(converter) is Autograde and names_ours(getattr(converter, "autograde_preprocessors", ())):
        converter.__class__ = ReleaseAutograde
        converter.assignments, converter.odd_times = {}, []


def names_ours(steps: Iterable[Any]) -> bool:
    """Say whether our executor is among some preprocessors, or their names."""
    names = (getattr(step, "__name__", str(step)) for step in steps)
    return any(name.rpartition(".")[2] == EXECUTE for name in names)


class ReleaseAutograde(Autograde):
    """Autogrades what the release and the students' answers in it come to.

    A submission is found, read and restored as `autograder grade` does it. What came of it is laid out in a folder of
    ours, and nbgrader's steps are led there whenever they ask for what was submitted. Made by `take_over` alone.
    """

    assignments: dict[str, Assignment]
    odd_times: list[str]
    submission: StagedSubmission | None = None
    _staging: tempfile.TemporaryDirectory | None = None

    def init_notebooks(self) -> None:
        """Find the submissions, those without a notebook as well."""
        pattern = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        places = [place for place in sorted(glob.glob(pattern)) if os.path.isdir(place)]
        for place in places:
            if not place.isprintable():
                self.log.error("left out, a folder of an odd name: %s", printable(place))
        self.notebooks, self.assignments = [], {place: [] for place in places if place.isprintable()}
        if not self.assignments:
            super().init_notebooks()  # which says what might have been meant

    def convert_notebooks(self) -> None:
        """Autograde them all; fail at the end if a time of submission was none."""
        try:
            super().convert_notebooks()
        finally:
            if self._staging is not None:
                self._staging.cleanup()
        if self.odd_times:
            raise NbGraderException(f"timestamp.txt is no time: {', '.join(self.odd_times)}")

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Say whether a submission is to be graded, by its time as our intake reads it."""
        self.notebooks = self._find(assignment_id, student_id).to_grade()
        with self._led_to_ours():
            return super().init_destination(assignment_id, student_id)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Take the submission in; let nbgrader enter the student and the time, and copy the files."""
        with voiding(self.coursedir, assignment_id, student_id):
            self.submission.take_in()
        if not self.notebooks:
            self.log.error("%s: no notebook was handed in", printable(student_id))
            void(self.coursedir, assignment_id, student_id)
            return
        with self._led_to_ours():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade one notebook."""
        submission = self.submission
        if submission is None:  # one that was begun before we took over: `at_hand` takes it in
            super().convert_single_notebook(notebook_filename)
            return
        name = Path(notebook_filename).stem
        with voiding(self.coursedir, submission.lesson, submission.student), self._led_to_ours():
            submission.taken[name].insist()
            super().convert_single_notebook(str(submission.path(name)))

    def at_hand(self, resources: dict[str, Any]) -> TakenIn | None:
        """Return the notebook that nbgrader is about to run as it was taken in; None for one of no submission.

        A submission that was begun before we took over is taken in now, and what was copied of it is replaced.
        """
        asked = resources.get("nbgrader") or {}
        lesson, student, name = (asked.get(key) for key in ("assignment", "student", "notebook"))
        if not (lesson and student and name):
            return None
        if self.submission is None:
            self._find(lesson, student)
            with voiding(self.coursedir, lesson, student):
                self.submission.take_in()
                self._copy_anew()
        self.submission.taken[name].insist()
        return self.submission.taken[name]

    def _find(self, lesson: str, student: str) -> StagedSubmission:
        """Find a submission, and lay out what is known of it before it is read."""
        if self._staging is None:
            self._staging = tempfile.TemporaryDirectory(prefix="autograder-taken-in-")
        folder = Path(self.coursedir.format_path(self._staging.name, student, lesson))
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.submission = StagedSubmission(self, lesson, student, folder)
        if self.submission.has_odd_time:
            self.odd_times.append(printable(student))
            self.log.error("%s: timestamp.txt is no time; graded as if there were none", printable(student))
        return self.submission

    def _copy_anew(self) -> None:
        """Replace what nbgrader has copied beside the notebooks by what our intake has read."""
        lesson, student = self.submission.lesson, self.submission.student
        folder = Path(self._format_dest(lesson, student))
        files, _ = read_files(folder)
        for name in files.keys() - self.submission.files() - {TIMESTAMP}:
            (folder / name).unlink()
        with self._led_to_ours():
            BaseConverter.init_assignment(self, lesson, student)

    @contextmanager
    def _led_to_ours(self) -> Iterator[None]:
        """Let nbgrader find there what it looks for among the submissions."""
        kept, self.coursedir.submitted_directory = self.coursedir.submitted_directory, self._staging.name
        try:
            yield
        finally:
            self.coursedir.submitted_directory = kept


@contextmanager
def voiding(course: CourseDirectory, lesson: str, student: str) -> Iterator[None]:
    """Void a submission's marks where something in it ends its grading; a fault of the machine's voids nothing."""
    try:
        yield
    except (LostSubmission, OperationalError, SandboxMissing, ExecutorBroken):
        raise
    except Exception:
        void(course, lesson, student)
        raise


def void(course: CourseDirectory, lesson: str, student: str) -> None:
    """Take away the points that the machine gave the notebooks which are graded now; those by hand stay."""
    with Gradebook(course.db_url, course.course_id) as book:
        try:
            notebooks = book.find_submission(lesson, student).notebooks
        except MissingEntry:
            return
        for notebook in notebooks:
            if fnmatch.fnmatch(notebook.name, course.notebook_id):
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False
        book.db.commit()
