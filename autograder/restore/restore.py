"""Put the release's test cells and locked cells back into what a student handed in, whatever befell them."""

import copy
import json
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode

from autograder.course.release import Release, is_locked, is_solution
from autograder.intake.notebook import SubmittedCell, read_submitted_cells
from autograder.restore.match import OUTSIDE, Place, match

MAX_FLAGS = 25


@dataclass(frozen=True)
class Restored:
    """A notebook that is ready to run, what had to be mended in it, and the ids of the cells that came with marks."""

    notebook: NotebookNode
    flags: tuple[str, ...]
    found: frozenset[str] = frozenset()


def restore(submission: bytes | str, release: Release) -> Restored:
    """Return the submission with every test and locked cell as released, in the order of the release.

    The student's metadata, outputs, tags, kernel and cell order decide nothing. A solution is found by its
    grade_id, else by its cell id, else by the name it defines; the student's other cells stay behind the cell
    that they followed.

    Raises DamagedSubmission if no notebook can be read from it.

    `submission`: the submitted file
    """
    student, flags = read_submitted_cells(submission)
    places, more = match(student, release)
    cells = []
    for index, place in sorted(places.items()):
        cells += [student_cell(cell) for cell in place.before]
        if index != OUTSIDE:
            cells += middle_cell(place, release.master.cells[index])
        cells += [student_cell(cell) for cell in place.after]
    found = frozenset(cell.grade_id for cell in student if cell.grade_id)
    return Restored(make_notebook(cells, release), shorten([*flags, *more]), found)


def untouched(release: Release, reason: str) -> NotebookNode:
    """Return the released stubs under a note: what instructors see of a submission that can't be read."""
    note = SubmittedCell("markdown", f"**This submission could not be graded:** {reason}.")
    cells = [student_cell(note), *map(release_cell, release.master.cells)]
    return make_notebook(cells, release)


def middle_cell(place: Place, master: NotebookNode) -> list[NotebookNode]:
    """Return the cell that takes a released cell's place, or nothing where the student deleted a free one."""
    if is_locked(master):
        return [release_cell(master)]
    if is_solution(master):
        return [answer_cell(master, place.chosen)]
    return [student_cell(place.chosen, master.id)] if place.chosen else []


def release_cell(master: NotebookNode) -> NotebookNode:
    """Return a copy of a released cell, with marks of its own: what is done to one notebook is done to no other."""
    own = {
        k: NotebookNode(v) if type(v) is NotebookNode else copy.copy(v) for k, v in master["metadata"].items()
    }
    return as_kind(NotebookNode(master, metadata=NotebookNode(own)), master["cell_type"])


def answer_cell(master: NotebookNode, answer: SubmittedCell | None) -> NotebookNode:
    """Return a released solution cell with the student's text in it (the stub when there is none)."""
    cell = release_cell(master)
    if answer is not None:
        cell.source = answer.source
        if answer.attachments and cell.cell_type == "markdown":
            cell.attachments = copy_of(answer.attachments)
    return cell


def student_cell(cell: SubmittedCell, cell_id: str | None = None) -> NotebookNode:
    """Return a cell of the student's own, without metadata."""
    made = NotebookNode(id=cell_id, metadata=NotebookNode(), source=cell.source)
    if cell.attachments and cell.kind == "markdown":
        made.attachments = copy_of(cell.attachments)
    return as_kind(made, cell.kind)


def as_kind(cell: NotebookNode, kind: str) -> NotebookNode:
    """Make a cell a complete one of its kind, without outputs."""
    own = {"outputs": [], "execution_count": None} if kind == "code" else {}
    dict.update(cell, own, cell_type=kind)  # NotebookNode's own update is slow
    return cell


def copy_of(value: dict) -> NotebookNode:
    """Return a deep copy of JSON data as nbformat's kind of dict."""
    return json.loads(json.dumps(value), object_hook=NotebookNode)


def make_notebook(cells: list[NotebookNode], release: Release) -> NotebookNode:
    """Return a notebook of these cells, each with an id of its own, and with the release's metadata."""
    taken = {cell.id for cell in release.master.cells}
    fresh = (name for name in (f"student-{n}" for n in range(1, 1_000_000)) if name not in taken)
    for cell in cells:
        if cell.id is None:
            cell.id = next(fresh)
    kept = {k: v for k, v in release.master.metadata.items() if k in ("kernelspec", "language_info")}
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=copy_of(kept), cells=cells)


def shorten(flags: list[str]) -> tuple[str, ...]:
    """Return the first flags, and how many more there were."""
    more = len(flags) - MAX_FLAGS
    return (*flags[:MAX_FLAGS], f"damaged: {more} more oddities") if more > 0 else tuple(flags)
