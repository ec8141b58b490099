"""Gather what was odd about a submission's cells, and say it in a sentence a kind."""

from collections.abc import Collection

from nbformat.notebooknode import NotebookNode

from autograder.common.text import list_names
from autograder.course.release import is_locked, marks, settings_of
from autograder.intake.notebook import SubmittedCell


class Oddities:
    """What was odd, by kind, with the names of the released cells that it is about.

    `emptied`: the grade_ids of submitted cells without a word in them: what isn't found of these was not deleted
    """

    def __init__(self, emptied: Collection[str | None]) -> None:
        self.emptied = emptied
        self.names: dict[str, list[str]] = {}

    def note(self, kind: str, cell: NotebookNode) -> None:
        """Remember that something was odd about a released cell."""
        name = marks(cell).get("grade_id", cell.id)
        self.names.setdefault("emptied" if kind == "lost" and name in self.emptied else kind, []).append(name)

    def note_marks(
        self, cell: SubmittedCell, master: NotebookNode, released: NotebookNode, is_former: bool
    ) -> None:
        """Note marks of a submitted cell that no release had, and tags that hide errors."""
        if cell.marks and not is_former and settings_of(cell.marks) != settings_of(marks(released)):
            self.note("marks", master)
        if not cell.marks and is_locked(master):
            self.note("stripped", master)
        given = set(cell.tags).difference(released["metadata"].get("tags", ()))
        if given & {"raises-exception", "skip-execution"}:
            self.note("tagged", master)

    def sentences(self) -> list[str]:
        """Return one flag for each kind of oddity."""
        return [
            f"{kind}: {SENTENCES[kind].format(list_names(list(dict.fromkeys(names)), 4))}"
            for kind, names in self.names.items()
        ]


SENTENCES = {
    "missing": "released cells had been deleted and were put back ({})",
    "edited": "released cells had been edited; the release decides ({})",
    "duplicated": "cells stood there more than once ({})",
    "retyped": "cells had changed between code and text ({})",
    "unmarked": "solutions stood in other cells than those meant for them; found by their names ({})",
    "emptied": "solution cells were empty ({})",
    "lost": "solution cells had been deleted ({})",
    "marks": "nbgrader's settings of cells (points, locks) had been changed; they were ignored ({})",
    "stripped": "released cells had lost nbgrader's settings and were put back ({})",
    "tagged": "cells had been given tags that hide errors, without effect ({})",
    "reordered": "cells stood in another order; the release's was taken{}",
}
