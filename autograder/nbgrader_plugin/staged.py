"""Lay a submission out, as our intake has read and restored it, in a folder to which nbgrader is led."""

import fnmatch
import logging
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from autograder.common.text import escape_controls, printable
from autograder.course.assignment import Assignment
from autograder.course.attachments import Companions
from autograder.course.course import Course
from autograder.course.earlier_releases import with_former
from autograder.course.release import Release
from autograder.nbgrader_plugin import handed_in
from autograder.nbgrader_plugin.handed_in import TakenIn
from autograder.nbgrader_plugin.release import release_on_record
from autograder.restore.held_alike import alike_lines, with_held_alike


class StagedSubmission:
    """One submission, found at once and read when it is taken in.

    `converter`: nbgrader's, with a dict `assignments` of those that it has read
    `folder`: empty; where it is laid out
    """

    def __init__(self, converter: Autograde, lesson: str, student: str, folder: Path):
        self.converter, self.lesson, self.student, self.folder = converter, lesson, student, folder
        self.names = self._names()
        self.taken: dict[str, TakenIn] = {}  # the notebooks that were taken in, by name
        directory = converter.coursedir
        place = Path(directory.format_path(directory.submitted_directory, student, lesson))
        self.found = handed_in.find(place, self._root(place), student, lesson, self.names)
        self.has_odd_time = self.found.has_odd_time and not handed_in.has_empty_time(self.found)
        there = zip(self.names, self.found.notebooks, strict=True)
        self.there = [name for name, one in there if not one.is_missing]
        handed_in.lay_out_time(folder, self.found)
        for name in self.there:
            self.path(name).touch()  # nbgrader gives no points for those that are not there

    def path(self, name: str) -> Path:
        """Return where a notebook is laid out."""
        return self.folder / f"{name}.ipynb"

    def to_grade(self) -> list[str]:
        """Return the files of the notebooks that are to be graded now."""
        wanted = self.converter.coursedir.notebook_id
        return [str(self.path(name)) for name in fnmatch.filter(self.there, wanted)]

    def take_in(self) -> None:
        """Read what was handed in, once, and lay it out as the release has it."""
        course = Course(self.converter.coursedir.root, self.converter.config)
        releases = {part.name: part for part in self._assignment(course).parts}
        own = set(self.converter.exclude_overwriting.get(self.lesson, ()))
        kept = {name for release in releases.values() for name in release.beside.files} - own
        task = handed_in.read_task(self.found, kept)
        handed_in.lay_out(self.folder, task)
        for name, file in zip(self.names, task.notebooks, strict=True):
            if name not in self.there:
                log_flags(self.converter.log, f"{printable(self.student)}/{name}", file.flags)
                continue
            taken = handed_in.take_in(task, file, without(releases[name], own), str(course.root))
            self.taken[name] = taken
            log_flags(self.converter.log, taken.label, taken.flags)
            executes = self.converter.config.Execute.get("enabled", True) is not False
            notebook = taken.notebook if executes else handed_in.with_claims(taken)
            nbformat.write(notebook, self.path(name))

    def files(self) -> set[str]:
        """Return the names of the files that the release has beside the notebooks."""
        return {name for taken in self.taken.values() for name in taken.release.beside.files}

    def _names(self) -> list[str]:
        directory = self.converter.coursedir
        with Gradebook(directory.db_url, directory.course_id) as book:
            try:
                return sorted(notebook.name for notebook in book.find_assignment(self.lesson).notebooks)
            except MissingEntry:
                raise NbGraderException(
                    f"No assignment with ID '{self.lesson}' exists in the database"
                ) from None

    def _root(self, place: Path) -> Path:
        """Return the instructor's folder above a submission: what is a link below it was made by a student."""
        directory = self.converter.coursedir
        submitted = Path(directory.root, directory.submitted_directory)
        return submitted if place.is_relative_to(submitted) else Path(directory.root)

    def _assignment(self, course: Course) -> Assignment:
        """Return the assignment, read once a run, with what earlier releases and many of the class hold otherwise."""
        known, log = self.converter.assignments, self.converter.log
        if self.lesson not in known:
            db_url = self.converter.coursedir.db_url
            parts = (release_on_record(course, db_url, self.lesson, name, log) for name in self.names)
            assignment = with_former(course, Assignment(self.lesson, tuple(parts)), remember=False)
            if course.notebook_names(self.lesson) == self.names:
                assignment = with_held_alike(course, assignment)
            for line in alike_lines(assignment):
                log.warning("%s: %s", self.lesson, line)
            known[self.lesson] = assignment
        return known[self.lesson]


def log_flags(log: logging.Logger, label: str, flags: Iterable[str]) -> None:
    """Log what an instructor may want to know about a notebook; `label` is its student and name, empty for none."""
    for flag in flags:
        log.warning("%s%s", f"{label}: " if label else "", escape_controls(flag))


def without(release: Release, names: set[str]) -> Release:
    """Return a release without some of the files beside it: those that students hand in versions of their own of."""
    files = {name: content for name, content in release.beside.files.items() if name not in names}
    return release if len(files) == len(release.beside.files) else replace(release, beside=Companions(files))
