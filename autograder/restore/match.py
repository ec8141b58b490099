"""Find out which released cell each submitted cell once was, and where the student's own cells belong."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.course.release import Release, digest, is_locked, is_solution, is_test, marks, tidy
from autograder.course.source_names import bound_at_a_glance, defined_at_a_glance, nested_at_a_glance
from autograder.intake.notebook import StudentCell

OUTSIDE = -1
"""The place before the first released cell."""


@dataclass
class Place:
    """What stands at one place of the release: the student's text for it, and the student's cells around."""

    chosen: StudentCell | None = None
    before: list[StudentCell] = field(default_factory=list)
    after: list[StudentCell] = field(default_factory=list)


@dataclass(frozen=True)
class Hints:
    """By what a released cell is known again, each with its place, and the places that earlier releases lacked.

    It is known by its grade_id, its cell id, its text, or by a hash of its text in an earlier release.
    """

    by_mark: dict[str, int]
    by_id: dict[str, int]
    by_text: dict[str, int]
    by_former: dict[str, int | None]
    added: frozenset[int | None]


@functools.lru_cache(maxsize=8)
def hints_of(release: Release) -> Hints:
    """Return the hints of a release's cells."""
    master, released = release.master.cells, release.released.cells
    by_mark = first_places(marks(cell).get("grade_id") for cell in master)
    return Hints(
        by_mark,
        first_places(cell.id for cell in master),
        first_places(tidy(cell.source) for cell in released),
        {text: by_mark.get(name) for name, text in release.former if text},
        frozenset(by_mark.get(name) for name, text in release.former if not text),
    )


def match(cells: list[StudentCell], release: Release) -> tuple[dict[int, Place], list[str]]:
    """Return a Place for every position in `release.master.cells` and for OUTSIDE, and flags."""
    return Matcher(cells, release).run()


class Matcher:
    """The state of one matching: which student cell claims to be which released cell, and what is used."""

    def __init__(self, cells: list[StudentCell], release: Release):
        self.cells = [cell for cell in cells if cell.source.strip()]
        self.master, self.released = release.master.cells, release.released.cells
        self.places = {place: Place() for place in range(OUTSIDE, len(self.master))}
        self.hints = hints_of(release)
        self.claims = [self.claim(cell) for cell in self.cells]
        self.claimants: dict[int | None, list[int]] = {}
        for i, claim in enumerate(self.claims):
            self.claimants.setdefault(claim, []).append(i)
        self.settled: dict[int, int] = {}
        self.odd: dict[str, list[str]] = {}

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
        self.note_order_and_marks()
        self.attach_the_rest()
        return self.places, self.flags()

    def claim(self, cell: StudentCell) -> int | None:
        """Return the place of the released cell that this seems to be: by grade_id, cell id or text."""
        known = self.hints
        if (place := known.by_mark.get(cell.grade_id)) is not None:
            return place
        if (place := known.by_id.get(cell.id)) is not None:
            return place
        place = known.by_text.get(tidy(cell.source))
        return self.former_place(cell) if place is None else place

    def former_place(self, cell: StudentCell) -> int | None:
        """Return the place of the cell that said this in an earlier release."""
        former = self.hints.by_former
        return former.get(digest(cell.source)) if former else None

    def claiming(self, place: int) -> list[int]:
        """Return the student cells that claim a place and aren't settled yet, in the student's order."""
        return [i for i in self.claimants.get(place, ()) if i not in self.settled]

    def note(self, kind: str, place: int) -> None:
        """Remember that something was odd about a released cell."""
        self.odd.setdefault(kind, []).append(marks(self.master[place]).get("grade_id", self.master[place].id))

    def settle_locked(self, place: int) -> None:
        """Drop every version of a test or locked cell; an edited set-up cell stays as the student's own."""
        found = self.claiming(place)
        known = {tidy(self.released[place].source), tidy(self.master[place].source)}
        edited = [
            i
            for i in found
            if tidy(self.cells[i].source) not in known and self.former_place(self.cells[i]) != place
        ]
        is_due = self.released[place].source.strip() and place not in self.hints.added
        if not found and is_due:  # an empty cell, or one that came later, is nobody's loss
            self.note("missing", place)
        if edited:
            self.note("edited", place)
        if len(found) > 1:
            self.note("duplicated", place)
        if any(self.cells[i].kind != self.master[place].cell_type for i in found):
            self.note("retyped", place)
        for i in found:
            self.settled[i] = place
        if edited and self.master[place].cell_type == "code" and not is_test(self.master[place]):
            self.places[place].after.append(as_code(self.cells[edited[-1]]))

    def settle_code(self, place: int) -> None:
        """Choose the student's solution: the cell with the mark, else the one that defines the name.

        Where the marked cell binds other names only, just those before the test may: as nbgrader would run them.
        """
        wanted = defined_at_a_glance(self.released[place].source) or defined_at_a_glance(
            self.master[place].source
        )
        found = self.claiming(place)
        own = [i for i in found if not self.is_stub(i, place)]
        own = self.before_test(own, place) or own
        binders = self.binders(own, wanted)
        definers = [] if binders or not wanted else self.definers(place, wanted)
        if any(bound_at_a_glance(self.cells[i].source) for i in own):
            definers = self.before_test(definers, place)
        for i in (i for i in found if self.is_stub(i, place)):
            self.settled[i] = place
        self.note_solution(place, found, own, definers)
        ranked = binders or definers or own
        if not ranked:
            self.places[place].chosen = self.placeholder(wanted)
            return
        chosen = ranked[-1]
        cluster = sorted({*own, *definers})
        self.places[place].chosen = as_code(self.cells[chosen])
        self.places[place].before += [as_code(self.cells[i]) for i in cluster if i < chosen]
        self.places[place].after += [as_code(self.cells[i]) for i in cluster if i > chosen]
        self.settled |= dict.fromkeys(cluster, place)

    def binders(self, own: list[int], wanted: frozenset[str]) -> list[int]:
        """Return the cells that bind a wanted name at the left margin, or else that define it further in."""
        at_margin = [i for i in own if self.binds(i, wanted)]
        return at_margin or [i for i in own if wanted & nested_at_a_glance(self.cells[i].source)]

    def note_solution(self, place: int, found: list[int], own: list[int], definers: list[int]) -> None:
        """Note what was odd about a solution cell."""
        if len(found) > 1:
            self.note("duplicated", place)
        if definers:
            self.note("unmarked", place)
        elif not found:
            self.note("lost", place)
        if any(self.cells[i].kind != "code" for i in own):
            self.note("retyped", place)

    def is_stub(self, i: int, place: int) -> bool:
        """Say whether a student cell is still the released text."""
        return tidy(self.cells[i].source) == tidy(self.released[place].source)

    def before_test(self, own: list[int], place: int) -> list[int]:
        """Return the cells that stood before the solution's first test, as nbgrader would have run them."""
        test = next((p for p in range(place + 1, len(self.master)) if is_test(self.master[p])), None)
        seen = next((i for i, claim in enumerate(self.claims) if claim == test), None) if test else None
        return [i for i in own if seen is None or i < seen]

    def definers(self, place: int, wanted: frozenset[str]) -> list[int]:
        """Return unsettled code that defines a wanted name, unmarked or marked for a later solution."""
        return [
            i
            for i, (cell, claim) in enumerate(zip(self.cells, self.claims, strict=True))
            if i not in self.settled
            and cell.kind == "code"
            and (
                claim is None
                or (claim > place and is_solution(self.master[claim]) and not self.is_stub(i, claim))
            )
            and self.binds(i, wanted)
        ]

    def binds(self, i: int, wanted: frozenset[str]) -> bool:
        """Say whether a cell binds a wanted name at the left margin; most don't even mention one."""
        source = self.cells[i].source
        return any(name in source for name in wanted) and not wanted.isdisjoint(bound_at_a_glance(source))

    def placeholder(self, wanted: frozenset[str]) -> StudentCell | None:
        """Return a stand-in for a solution that another cell already holds, None when there is none."""
        used = [i for i in self.settled if self.binds(i, wanted)]
        if any(tidy(self.cells[i].source) not in self.hints.by_text for i in used):
            return StudentCell("code", f"# {', '.join(sorted(wanted))}: written in another cell")
        return None

    def settle_text(self, place: int) -> None:
        """Choose the student's text answer: the cell that carries the mark, else the text in its place."""
        found = self.claiming(place)
        own = [i for i in found if not self.is_stub(i, place)]
        if not found:
            own = self.text_after(place - 1)
            self.note("lost", place)
        if len(found) > 1:
            self.note("duplicated", place)
        self.settled |= dict.fromkeys([*found, *own], place)
        if own:
            self.places[place].before += [self.cells[i] for i in own[:-1]]
            self.places[place].chosen = self.cells[own[-1]]

    def text_after(self, place: int) -> list[int]:
        """Return the unclaimed text cell that directly follows the cell at `place`, if there is one."""
        spots = [i + 1 for i, claim in enumerate(self.claims) if claim == place and i + 1 < len(self.cells)]
        return [i for i in spots if self.claims[i] is None and self.cells[i].kind == "markdown"][:1]

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

    def note_order_and_marks(self) -> None:
        """Note marks that were changed, tags that hide errors, and marked cells in another order."""
        order = []
        for i, cell in enumerate(self.cells):
            place = self.settled.get(i)
            if place is None or "grade_id" not in marks(self.master[place]):
                continue
            order.append(place)
            due = marks(self.released[place])
            if cell.marks and any(
                cell.marks.get(key) != due.get(key)
                for key in ("grade", "solution", "points", "schema_version")
            ):
                self.note("marks", place)
            if not cell.marks and is_locked(self.master[place]):
                self.note("stripped", place)
            given = set(cell.tags).difference(self.released[place]["metadata"].get("tags", ()))
            if given & {"raises-exception", "skip-execution"}:
                self.note("tagged", place)
        if order != sorted(order):
            self.odd["reordered"] = []

    def flags(self) -> list[str]:
        """Return one sentence for each kind of oddity."""
        return [f"{kind}: {SENTENCES[kind].format(listed(names))}" for kind, names in self.odd.items()]


def first_places(keys: Iterable[str | None]) -> dict[str, int]:
    """Return for each key the first place where it stands."""
    places: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key:
            places.setdefault(key, place)
    return places


SENTENCES = {
    "missing": "released cells had been deleted and were put back ({})",
    "edited": "released cells had been edited; the release decides ({})",
    "duplicated": "cells stood there more than once ({})",
    "retyped": "cells had changed between code and text ({})",
    "unmarked": "solutions stood in other cells than those meant for them; found by their names ({})",
    "lost": "solution cells had been deleted ({})",
    "marks": "nbgrader's settings of cells (points, locks) had been changed; they were ignored ({})",
    "stripped": "released cells had lost nbgrader's settings and were put back ({})",
    "tagged": "cells had been given tags that hide errors, without effect ({})",
    "reordered": "cells stood in another order; the release's was taken{}",
}


def listed(names: list[str]) -> str:
    """Return a few names as a list in words."""
    unique = list(dict.fromkeys(names))
    return ", ".join(unique[:4]) + (f" and {len(unique) - 4} more" if len(unique) > 4 else "")


def as_code(cell: StudentCell) -> StudentCell:
    """Return the cell as code, if a student had turned it into text."""
    return cell if cell.kind == "code" else StudentCell("code", cell.source)
