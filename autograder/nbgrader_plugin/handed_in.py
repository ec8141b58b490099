"""Take in a submission of an nbgrader assignment: found and read as `grade` does, restored from the release."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.common.errors import DamagedSubmission
from autograder.common.folder import inert_name, is_modest, opened, read_regular
from autograder.common.text import printable, well_formed
from autograder.course.attachments import TIMESTAMP, own_files
from autograder.course.release import Release, is_test, marks, untouched_answers
from autograder.intake.files import THEIRS
from autograder.intake.find import Submission, submission_in, unreadable_submission
from autograder.intake.notebook import parse
from autograder.pipeline import read_notebook_file, restored_from
from autograder.reports.feedback import cells
from autograder.reports.html.safe_notebook import neutralize
from autograder.restore.restore import Restored, untouched
from autograder.restore.wrong_lesson import other_lesson_of
from autograder.task import NotebookFile, Task

NOT_RUN = "NotRun"
"""The name of the error that stands in a test that could not be run: nbgrader gives it no points."""


@dataclass(frozen=True)
class TakenIn:
    """One notebook of a submission, ready to run."""

    release: Release
    task: Task  # the whole submission
    file: NotebookFile
    notebook: NotebookNode  # restored; where nothing could be read, the release's cells under a note
    flags: tuple[str, ...] = ()  # what was odd
    reason: str = ""  # why it can't be run, empty where it can
    owner: str = ""  # what is to be said of a notebook that is another assignment's, empty for one of this

    @property
    def label(self) -> str:
        """The student and the notebook, as messages name them."""
        return f"{printable(self.task.student)}/{self.release.name}"

    def insist(self) -> None:
        """Raise ForeignNotebook where it is no notebook of this assignment's."""
        if self.owner:
            raise ForeignNotebook(self.owner)


class ForeignNotebook(Exception):
    """A notebook holds graded cells, and none of the release's: another assignment's was handed in."""


def find(place: Path, root: Path, student: str, lesson: str, wanted: list[str]) -> Submission:
    """Find the notebooks in the folder of a student's submission; nothing is read of one that is reached by a link.

    `root`: the folder above, which the instructor has made
    `wanted`: the names of the assignment's notebooks
    """
    try:
        with opened(place, root):
            pass
        return submission_in(place, root, printable(student), lesson, wanted)
    except OSError as problem:
        if problem.errno not in THEIRS:
            raise
        reason = f"the folder {printable(place.name)} can't be read ({problem.strerror})"
        return unreadable_submission(place.parent, lesson, wanted, reason)


def read_task(submission: Submission, released: Iterable[str]) -> Task:
    """Read all that was handed in, once.

    Raises LostSubmission if the machine fails to.
    """
    others = own_files(submission.folder, dict.fromkeys(released, b""), root=submission.root)
    notebooks = tuple(map(read_notebook_file, submission.notebooks))
    return Task(submission.student, submission.lesson, notebooks, submission.timestamp, files=others.files)


def take_in(task: Task, file: NotebookFile, release: Release, course: str) -> TakenIn:
    """Return a notebook as the release has it, with the student's answers in it."""
    try:
        restored = restored_from(file, release)
    except DamagedSubmission as problem:
        notebook = untouched(release, str(problem))
        neutralize(notebook, sources(release))
        fail_tests(notebook, str(problem))
        return TakenIn(release, task, file, notebook, (*file.flags, f"damaged: {problem}"), str(problem))
    notebook, owner = restored.notebook, owner_of(restored, release, course)
    if not notebook.metadata.get("kernelspec"):
        notebook.metadata.update(kernel_of(file.content))
    return TakenIn(release, task, file, notebook, (*file.flags, *restored.flags), owner=owner)


def owner_of(restored: Restored, release: Release, course: str) -> str:
    """Return whose notebook it is where graded cells were handed in, and no answer to this assignment among them."""
    unanswered = untouched_answers(restored.notebook, release)
    if other := other_lesson_of(restored.found, unanswered, release, course):
        return f"this is {other}, handed in as {release.lesson}"
    marked = {name for cell in release.master.cells if (name := marks(cell).get("grade_id"))}
    answers = {marks(cell)["grade_id"] for cell in restored.notebook.cells if marks(cell).get("solution")}
    if not restored.found or restored.found & marked or not answers <= unanswered:
        return ""
    names = ", ".join(sorted(printable(name) for name in restored.found)[:4])
    return f"its graded cells ({names}) are none of {release.lesson}'s"


def kernel_of(content: bytes) -> dict[str, dict[str, str]]:
    """Return which kernel a notebook asks for: where the release asks for none, another than Python's is refused."""
    metadata = parse(content).get("metadata")
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    if not isinstance(spec, dict):
        return {}
    keys = ("name", "language", "display_name")
    texts = {key: well_formed(spec[key]) for key in keys if isinstance(spec.get(key), str)}
    return {"kernelspec": {"display_name": "", **texts}} if "name" in texts else {}


def sources(release: Release) -> set[str]:
    """Return the texts of a release's cells."""
    return {cell.source for cell in release.master.cells}


def fail_tests(notebook: NotebookNode, reason: str, which: Callable[[str], bool] = lambda name: True) -> None:
    """Put an error into the test cells of a notebook, so that nbgrader gives them no points."""
    for cell in notebook.cells:
        if is_test(cell) and which(marks(cell)["grade_id"]):
            cell.outputs = [*cell.outputs, error(reason)]


def error(reason: str) -> NotebookNode:
    """Return an output that says why a test earned nothing."""
    return nbformat.v4.new_output("error", ename=NOT_RUN, evalue=reason, traceback=[f"{NOT_RUN}: {reason}"])


def with_claims(taken: TakenIn) -> NotebookNode:
    """Return a notebook with the outputs that were handed in: what `--no-execute` takes for what its tests came to.

    A test that was not handed in has earned nothing.
    """
    notebook = taken.notebook
    if taken.reason:
        return notebook
    found = parse(taken.file.content).get(
        "cells"
    )  # format 3 has none of that name, and no claims are taken from it
    given = [cell for cell in found if isinstance(cell, dict)] if isinstance(found, list) else []
    claims = {
        key: valid_outputs_of(cell)
        for cell in reversed(given)
        for key in keys_of(cell)
        if valid_outputs_of(cell)
    }
    there = {key for cell in given for key in keys_of(cell)}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            known = next((key for key in keys_of(cell) if key in claims), None)
            cell.outputs = claims.get(known, [])
    neutralize(notebook, sources(taken.release))
    fail_tests(notebook, "it was not handed in", lambda name: name not in there)
    return notebook


def keys_of(cell: dict[str, Any]) -> list[str]:
    """Return by what an executed cell is known again: its grade_id, else its text."""
    name = cells.nbgrader_metadata_of(cell).get("grade_id")
    return [name] if isinstance(name, str) and name else [f"\0{cells.source_of(cell)}"]


def valid_outputs_of(cell: dict[str, Any]) -> list[NotebookNode]:
    """Return those outputs of a submitted cell that are outputs."""
    return [nbformat.from_dict(output) for output in cells.outputs_of(cell) if is_output(output)]


def is_output(output: Any) -> bool:
    """Say whether something is an output as notebooks hold them."""
    try:
        nbformat.v4.nbbase.validate(nbformat.from_dict(output), "output")
    except Exception:  # whatever it is, it is none
        return False
    return True


def lay_out(folder: Path, task: Task) -> None:
    """Write what lies beside the notebooks, under names of which a browser runs nothing."""
    for name, content in task.files.items():
        path = folder / inert_name(name)
        if is_modest(name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def lay_out_time(folder: Path, submission: Submission) -> None:
    """Write when a submission was handed in, if that is told, or that nothing is told."""
    if submission.timestamp is not None or has_empty_time(submission):
        (folder / TIMESTAMP).write_text(submission.timestamp or "", encoding="utf-8")


def has_empty_time(submission: Submission) -> bool:
    """Say whether there is a timestamp.txt without a word in it, which nbgrader takes for none."""
    if submission.folder is None:
        return False
    text = read_regular(submission.folder / TIMESTAMP, 1000, submission.root)
    return text is not None and not text.strip()
