"""Read from a release where the names of its tests come from, and what its answers define and do."""

import functools
from collections.abc import Mapping
from typing import NamedTuple

from autograder.course.effects import effects_in
from autograder.course.name_owners import CellNames, names_by_cell
from autograder.course.release import Release, is_solution, marks
from autograder.course.source_names import bound_at_a_glance, imported_names, read

SKIP = "skip-execution"
"""nbclient's own tag for cells that it does not run."""


class ReleaseFacts(NamedTuple):
    """What a release tells beyond its locked cells."""

    names: Mapping[str, CellNames] = {}  # where the names of tests and locked cells come from, by grade_id
    answers: Mapping[str, frozenset[str]] = {}  # the names that an answer, by grade_id, is to bind
    # what the solution's functions do beyond returning plain data (see `effects`), by name
    effects: Mapping[str, dict] = {}
    # the sources of cells that are tagged `skip-execution`: plots and dials on which no mark depends
    demos: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """All of it as text: the same for the same facts."""
        names = {grade_id: names.as_dict() for grade_id, names in self.names.items()}
        return repr([names, self.effects])


NOTHING_KNOWN = ReleaseFacts()


@functools.lru_cache(maxsize=8)
def facts_of(release: Release) -> ReleaseFacts:
    """Return what running a submission needs to know of its release.

    A name that a test uses, and that an import in an unlocked cell binds for it, comes from that import as it was
    released: a student's own `assert_allclose` decides nothing. What an answer binds, or an unlocked cell otherwise
    than by a plain import, is the student's.
    """
    solved = [cell for cell in release.notebook.cells if is_solution(cell) and cell.cell_type == "code"]
    answers = {marks(cell)["grade_id"]: bound_at_a_glance(cell.source) for cell in solved}
    code = [cell.source for cell in release.master.cells if cell.cell_type == "code"]
    imported = frozenset().union(
        *(read(imported_names, source) for source in [*code, *(c.source for c in solved)])
    )
    effects = effects_in([cell.source for cell in solved], imported)
    demos = frozenset(cell.source for cell in release.master.cells if SKIP in cell.metadata.get("tags", ()))
    return ReleaseFacts(names_by_cell(release, effects), answers, effects, demos)
