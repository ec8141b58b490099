"""Find out which released cell each submitted cell once was, and where the student's own cells belong."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.course.release import (
    Release,
    is_locked,
    is_solution,
    is_test,
    marks,
    normalize_source,
    settings_of,
)
from autograder.course.source_names import bound_at_a_glance
from autograder.intake.notebook import SubmittedCell
from autograder.restore.claims import Claims
from autograder.restore.oddities import Oddities

OUTSIDE = -1
"""The place before the first released cell."""


@dataclass
class Place:
    """What stands at one place of the release: the student's text for it, and the student's cells around."""

    chosen: SubmittedCell | None = None
    before: list[SubmittedCell] = field(default_factory=list)
    after: list[SubmittedCell] = field(default_factory=list)


def match(cells: list[SubmittedCell], release: Release) -> tuple[dict[int, Place], list[str]]:
    """Return a Place for every position in `release.master.cells` and for OUTSIDE, and flags."""
    return Matcher(cells, release).run()


class Matcher:
    """The state of one matching: which student cell claims to be which released cell, and what is used."""

    def __init__(self, cells: list[SubmittedCell], release: Release):
        self.cells = [cell for cell in cells if cell.source.strip()]
        self.master, self.released = release.master.cells, release.released.cells
        self.alike = release.alike
        self.places = {place: Place() for place in range(OUTSIDE, len(self.master))}
        self.claims = Claims(self.cells, release)
        self.settled: dict[int, int] = {}
        self.odd = Oddities({cell.grade_id for cell in cells if not cell.source.strip()})

    def run(self) -> tuple[dict[int, Place], list[str]]:
        """Settle every released cell in turn, then the student's own cells."""
        for place, cell in enumerate(self.master):
            if is_locked(cell):
                self.settle_locked(place)
            elif is_solution(cell) and cell.cell_type == "code":
                self.settle_code(place)
            elif is_solution(cell):
                self.settle_text(place)
            else:
                self.settle_free(place)
        note_marks_and_order(self.odd, self.claims, self.settled)
        self.attach_the_rest()
        return self.places, self.odd.sentences()

    def claiming(self, place: int) -> list[int]:
        """Return the student cells that claim a place and aren't settled yet, in the student's order."""
        return [i for i in self.claims.at(place) if i not in self.settled]

    def note(self, kind: str, place: int) -> None:
        """Remember that something was odd about a released cell; one that came later is nobody's loss."""
        if kind not in ("lost", "missing") or place not in self.claims.hints.added:
            self.odd.note(kind, self.master[place])

    def settle_locked(self, place: int) -> None:
        """Drop every version of a test or locked cell; an edited set-up cell stays as the student's own."""
        found = self.claiming(place)
        edited = [i for i in found if self.claims.is_edited(i, place)]
        if not found and self.released[place].source.strip():  # an empty cell is nobody's loss
            self.note("missing", place)
        if any(self.claims.text_key(i, place) not in self.alike for i in edited):
            self.note("edited", place)
        if len(found) > 1:
            self.note("duplicated", place)
        if any(self.cells[i].kind != self.master[place].cell_type for i in found):
            self.note("retyped", place)
        for i in found:
            self.settled[i] = place
        if edited and self.master[place].cell_type == "code" and not is_test(self.master[place]):
            self.places[place].after.append(as_code_cell(self.cells[edited[-1]]))

    def settle_code(self, place: int) -> None:
        """Choose the student's solution: the cell with the mark, else the one that defines the name.

        Where the marked cell binds other names only, just those before the test may: as nbgrader would run them.
        """
        wanted = self.claims.wanted_at(place)
        found = self.claiming(place)
        own = [i for i in found if not self.claims.is_stub(i, place)]
        own = self.claims.before_test(own, place) or own
        binders = self.claims.binders(own, wanted)
        definers = [] if binders or not wanted else self.definers(place, wanted)
        if any(bound_at_a_glance(self.cells[i].source) for i in own):
            definers = self.claims.before_test(definers, place)
        for i in (i for i in found if self.claims.is_stub(i, place)):
            self.settled[i] = place
        self.note_solution(place, found, own, definers)
        ranked = binders or definers or own
        if not ranked:
            self.places[place].chosen = self.placeholder(wanted)
            return
        chosen = ranked[-1]
        cluster = sorted({*own, *definers})
        self.places[place].chosen = as_code_cell(self.cells[chosen])
        self.places[place].before += [as_code_cell(self.cells[i]) for i in cluster if i < chosen]
        self.places[place].after += [as_code_cell(self.cells[i]) for i in cluster if i > chosen]
        self.settled |= dict.fromkeys(cluster, place)

    def note_solution(self, place: int, found: list[int], own: list[int], definers: list[int]) -> None:
        """Note what was odd about a solution cell."""
        if len(found) > 1:
            self.note("duplicated", place)
        if any(self.cells[i].grade_id not in self.claims.hints.gone for i in definers):
            self.note("unmarked", place)
        elif not found and not definers:
            self.note("lost", place)
        if any(self.cells[i].kind != "code" for i in own):
            self.note("retyped", place)

    def definers(self, place: int, wanted: frozenset[str]) -> list[int]:
        """Return unsettled code that defines a wanted name, unmarked or marked for a later solution."""
        return [
            i
            for i, (cell, claim) in enumerate(zip(self.cells, self.claims.places, strict=True))
            if i not in self.settled
            and cell.kind == "code"
            and (
                claim is None
                or (
                    claim > place
                    and is_solution(self.master[claim])
                    and not self.claims.defines_too(claim, wanted)
                    and not self.claims.is_stub(i, claim)
                )
            )
            and self.claims.binds(i, wanted)
        ]

    def placeholder(self, wanted: frozenset[str]) -> SubmittedCell | None:
        """Return a stand-in for a solution that another cell already holds, None when there is none."""
        others = [i for i, place in self.settled.items() if not self.claims.defines_too(place, wanted)]
        used = [i for i in others if self.claims.binds(i, wanted)]
        if any(normalize_source(self.cells[i].source) not in self.claims.hints.by_text for i in used):
            return SubmittedCell("code", f"# {', '.join(sorted(wanted))}: written in another cell")
        return None

    def settle_text(self, place: int) -> None:
        """Choose the student's text answer: the cell that carries the mark, else the text in its place."""
        found = self.claiming(place)
        own = [i for i in found if not self.claims.is_stub(i, place)]
        if not found:
            own = self.claims.text_after(place - 1)
            self.note("lost", place)
        if len(found) > 1:
            self.note("duplicated", place)
        self.settled |= dict.fromkeys([*found, *own], place)
        if own:
            self.places[place].before += [self.cells[i] for i in own[:-1]]
            self.places[place].chosen = self.cells[own[-1]]

    def settle_free(self, place: int) -> None:
        """Keep the student's version of a cell that is free to edit."""
        found = self.claiming(place)
        if found:
            self.places[place].chosen = self.cells[found[0]]
            self.settled[found[0]] = place

    def attach_the_rest(self) -> None:
        """Put every other cell of the student's behind the cell that it followed."""
        anchor = OUTSIDE
        for i, cell in enumerate(self.cells):
            if i in self.settled:
                anchor = self.settled[i]
            else:
                self.places[anchor].after.append(cell)


def note_marks_and_order(odd: Oddities, claims: Claims, settled: dict[int, int]) -> None:
    """Note marks and tags that were changed, and marked cells in another order than any release's."""
    order, hints = [], claims.hints
    for i, cell in enumerate(claims.cells):
        place = settled.get(i)
        if place is not None and "grade_id" in marks(claims.master[place]):
            order.append(place)
            is_former = (cell.grade_id, settings_of(cell.marks)) in hints.settings
            odd.note_marks(cell, claims.master[place], claims.released[place], is_former)
    if not any(is_in_order(order, those) for those in (range(len(claims.master)), *hints.orders)):
        odd.names["reordered"] = []


def is_in_order(places: list[int], order: Sequence[int]) -> bool:
    """Say whether those of some places that an order knows stand in it.

    >>> is_in_order([1, 3, 2], [3, 2]), is_in_order([1, 3, 2], [1, 2, 3])
    (True, False)
    """
    found = [order.index(place) for place in places if place in order]
    return found == sorted(found)


def as_code_cell(cell: SubmittedCell) -> SubmittedCell:
    """Return the cell as code, if a student had turned it into text."""
    return cell if cell.kind == "code" else SubmittedCell("code", cell.source)
