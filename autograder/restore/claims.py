"""Say which released cell a submitted cell seems to be: by nbgrader's mark, its id or its text."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.course.release import (
    Release,
    digest_of_source,
    is_locked,
    is_solution,
    is_test,
    marks,
    normalize_source,
)
from autograder.course.source_names import bound_at_a_glance, defined_at_a_glance, nested_at_a_glance
from autograder.intake.notebook import SubmittedCell


@dataclass(frozen=True)
class Hints:
    """By what a released cell is known again, each with its place, and what was another thing in earlier releases.

    It is known by its grade_id, its cell id, its text, or by a hash of its text in an earlier release.
    """

    by_mark: dict[str, int]
    by_id: dict[str, int]
    by_text: dict[str, int]
    by_former: dict[str, int | None]
    added: frozenset[int]  # the places that an earlier release lacked
    gone: frozenset[str]  # the grade_ids that only earlier releases had
    settings: frozenset[tuple[str, str]]  # grade_ids with settings that their cells had in earlier releases
    orders: tuple[tuple[int, ...], ...]  # the places in the order of each earlier release

    def claim(self, cell: SubmittedCell) -> int | None:
        """Return the place of the released cell that this seems to be: by grade_id, cell id or text."""
        if (place := self.by_mark.get(cell.grade_id)) is not None:
            return place
        if (place := self.by_id.get(cell.id)) is not None:
            return place
        place = self.by_text.get(normalize_source(cell.source))
        return self.former_place(cell) if place is None else place

    def former_place(self, cell: SubmittedCell) -> int | None:
        """Return the place of the cell that said this in an earlier release."""
        return self.by_former.get(digest_of_source(cell.source)) if self.by_former else None


@functools.lru_cache(maxsize=8)
def hints_of(release: Release) -> Hints:
    """Return the hints of a release's cells."""
    master, released = release.master.cells, release.released.cells
    by_mark = first_places(marks(cell).get("grade_id") for cell in master)
    every = [cell for cells in release.former for cell in cells]
    # of the oldest memories only locked cells are known, and not their order
    whole = [[cell.name for cell in cells] for cells in release.former if cells and cells[0].settings]
    old = [{cell.name for cell in cells} for cells in release.former if cells and not cells[0].settings]
    return Hints(
        by_mark,
        first_places(cell.id for cell in master),
        first_places(normalize_source(cell.source) for cell in released),
        {cell.text: by_mark.get(cell.name) for cell in every},
        frozenset(
            place
            for name, place in by_mark.items()
            if not all(name in names for names in [*whole, *(old if is_locked(master[place]) else ())])
        ),
        frozenset(cell.name for cell in every) - by_mark.keys(),
        frozenset((cell.name, cell.settings) for cell in every),
        tuple(tuple(by_mark[name] for name in names if name in by_mark) for names in whole),
    )


def first_places(keys: Iterable[str | None]) -> dict[str, int]:
    """Return for each key the first place where it stands."""
    places: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key:
            places.setdefault(key, place)
    return places


class Claims:
    """Which released cell each submitted cell claims to be, and what a submitted cell says."""

    def __init__(self, cells: list[SubmittedCell], release: Release):
        self.cells, self.master, self.released = cells, release.master.cells, release.released.cells
        self.hints = hints_of(release)
        # for each submitted cell the place of the released one
        self.places = [self.hints.claim(cell) for cell in cells]
        self.claimants: dict[int | None, list[int]] = {}
        for i, place in enumerate(self.places):
            self.claimants.setdefault(place, []).append(i)

    def at(self, place: int) -> list[int]:
        """Return the submitted cells that claim a place, in their order."""
        return self.claimants.get(place, [])

    def is_stub(self, i: int, place: int) -> bool:
        """Say whether a student cell is still the released text."""
        return normalize_source(self.cells[i].source) == normalize_source(self.released[place].source)

    def is_edited(self, i: int, place: int) -> bool:
        """Say whether a cell says what no release had in this place."""
        known = {normalize_source(self.released[place].source), normalize_source(self.master[place].source)}
        return (
            normalize_source(self.cells[i].source) not in known
            and self.hints.former_place(self.cells[i]) != place
        )

    def text_key(self, i: int, place: int) -> tuple[str, str]:
        """Return the grade_id of a place with a hash of what a cell says there: by it texts held alike are known."""
        return marks(self.master[place]).get("grade_id", ""), digest_of_source(self.cells[i].source)

    def wanted_at(self, place: int) -> frozenset[str]:
        """Return the names that a solution is to define."""
        return defined_at_a_glance(self.released[place].source) or defined_at_a_glance(
            self.master[place].source
        )

    def defines_too(self, place: int, wanted: frozenset[str]) -> bool:
        """Say whether a solution is to define such a name itself: what stands there is no other one's answer."""
        return is_solution(self.master[place]) and not wanted.isdisjoint(self.wanted_at(place))

    def binds(self, i: int, wanted: frozenset[str]) -> bool:
        """Say whether a cell binds a wanted name at the left margin; most don't even mention one."""
        source = self.cells[i].source
        return any(name in source for name in wanted) and not wanted.isdisjoint(bound_at_a_glance(source))

    def before_test(self, own: list[int], place: int) -> list[int]:
        """Return the cells that stood before the solution's first test, as nbgrader would have run them."""
        test = next((p for p in range(place + 1, len(self.master)) if is_test(self.master[p])), None)
        seen = next((i for i, claim in enumerate(self.places) if claim == test), None) if test else None
        return [i for i in own if seen is None or i < seen]

    def text_after(self, place: int) -> list[int]:
        """Return the unclaimed text cell that directly follows the cell at `place`, if there is one."""
        spots = [i + 1 for i, claim in enumerate(self.places) if claim == place and i + 1 < len(self.cells)]
        return [i for i in spots if self.places[i] is None and self.cells[i].kind == "markdown"][:1]

    def binders(self, own: list[int], wanted: frozenset[str]) -> list[int]:
        """Return the cells that bind a wanted name at the left margin, or else that define it further in."""
        at_margin = [i for i in own if self.binds(i, wanted)]
        return at_margin or [i for i in own if wanted & nested_at_a_glance(self.cells[i].source)]
