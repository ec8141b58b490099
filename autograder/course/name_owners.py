"""Work out from a release whose each name of a test is: the last cell before it that binds the name decides."""

import builtins
import functools
import importlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from autograder.course.effects import changed_at_top
from autograder.course.release import Release, is_locked, is_solution, is_test, marks
from autograder.course.source_names import (
    bound_names,
    deferred_names,
    free_names,
    plain_imports,
    read,
    star_imports,
)

ANSWER, FREE, IMPORT, LOCKED, TEST = "answer", "free", "import", "locked", "test"
_REACHES_ANY_NAME = re.compile(
    r"\b(?:globals|vars|locals)\(\)|\bexec\(|\buser_ns\b|^[ \t]*%(?:run|load|pylab|store)\b", re.MULTILINE
)
"""How an answer binds names that it doesn't spell out."""
KERNELS = frozenset(("display", "exit", "get_ipython", "open", "quit"))
"""Names that a notebook's kernel gives beside Python's own."""


class CellNames(NamedTuple):
    """Where the names of one test, or of one locked cell, come from."""

    # names that an unlocked cell imports, and the statements: what the student has bound to them decides nothing
    imports: Mapping[str, str] = {}
    # names that an answer binds or changes: the student's, before builtins and what earlier tests bound
    theirs: frozenset[str] = frozenset()
    modules: Mapping[str, str] = {}  # those of them that the solution imports, and the statements
    # names that an unlocked cell binds otherwise: the student's where there are such
    perhaps: frozenset[str] = frozenset()
    # names that a test's visible imports bind for the student's cells as well, and the statements
    shared: Mapping[str, str] = {}
    unclear: str = ""  # why it can't be told whose a name is; empty where it can

    def as_dict(self) -> dict:
        """Return them as plain data, always in the same order."""
        sets = {name: sorted(value) for name, value in self._asdict().items() if isinstance(value, frozenset)}
        dicts = {name: dict(value) for name, value in self._asdict().items() if isinstance(value, Mapping)}
        return {**sets, **dicts, "unclear": self.unclear}


NO_NAMES = CellNames()


class Owner(NamedTuple):
    """Which cell has bound a name last: what kind it is, its place, and the statement if it was an import."""

    kind: str
    place: int
    statement: str = ""


def names_by_cell(release: Release, effects: Mapping[str, dict]) -> dict[str, CellNames]:
    """Return where the names of every test and locked cell come from, by grade_id.

    `effects`: what the solution's functions do (see `effects.effects_in`)
    """
    owners, found = Owners(effects, release.beside.files), {}
    cells = zip(release.master.cells, release.notebook.cells, release.released.cells, strict=True)
    for place, (cell, solved, seen) in enumerate(cells):
        if cell.cell_type != "code":
            continue
        if is_locked(cell):
            names, shared = (
                owners.names_of(cell.source),
                owners.shared_of(seen.source) if is_test(cell) else {},
            )
            found[marks(cell)["grade_id"]] = names._replace(shared=shared)
            owners.bind(place, cell.source, TEST if is_test(cell) else LOCKED)
        elif is_solution(cell):
            owners.answer(place, marks(cell)["grade_id"], cell.source, solved.source)
        else:
            owners.bind(place, cell.source, FREE)
    return found


class Owners:
    """Whose the notebook's names are after each cell, in the notebook's order.

    `files`: what lies beside the notebook, modules perhaps
    """

    def __init__(self, effects: Mapping[str, dict], files: Mapping[str, bytes]):
        self.effects, self.files = effects, files
        self.by_name: dict[str, Owner] = {}
        self.deferred: dict[int, frozenset[str]] = {}
        self.doubt: tuple[int, str, bool] | None = None

    def bind(self, place: int, source: str, kind: str) -> None:
        """Take note of what a test, a locked cell or a free one binds."""
        if kind == FREE:
            self._bind_stars(place, source, IMPORT)
        else:
            self.deferred[place] = read(deferred_names, source)
        statements = {name: line for _, name, line in sorted(read(plain_imports, source))}
        whole = {name: self._joined(name, line) for name, line in statements.items()}
        for name in read(bound_names, source) - {"*"}:
            is_import = kind == FREE and name in whole
            self.by_name[name] = Owner(IMPORT if is_import else kind, place, whole.get(name, ""))

    def answer(self, place: int, grade_id: str, *sources: str) -> None:
        """Take note of what an answer binds and changes: in its stub and in its solution."""
        for source in sources:
            self._bind_stars(place, source, FREE)
            bound = read(bound_names, source) - {"*"}
            statements = {name: line for _, name, line in read(plain_imports, source)}
            changed = {n for f in bound for n in self.effects.get(f, {}).get("names", ())}
            changed |= read(changed_at_top, source)
            for name in bound | changed.intersection(self.by_name):
                line, before = statements.get(name, ""), self.by_name.get(name)
                if not line or before is None or before.statement != line:  # the same import changes nothing
                    self.by_name[name] = Owner(ANSWER, place, line)
            if _REACHES_ANY_NAME.search(source):
                self.doubt = (place, f"{grade_id} may bind any name", False)

    def _joined(self, name: str, line: str) -> str:
        """Return an import's statement, after those of other parts of the same package."""
        before = self.by_name.get(name)
        is_package = line.startswith(f"import {name}.") and " as " not in line
        if before and is_package and before.statement.startswith(f"import {name}"):
            return line if line in before.statement.split("\n") else f"{before.statement}\n{line}"
        return line

    def _bind_stars(self, place: int, source: str, kind: str) -> None:
        """Take note of all names of the modules that a cell imports so."""
        for module in read(star_imports, source):
            names = self._public_names(module)
            if names is None:
                self.doubt = (place, f"`from {module} import *` may bind any name", True)
            for name in names or ():
                line = f"from {module} import {name}" if kind == IMPORT else ""
                self.by_name[name] = Owner(kind, place, line)

    def _public_names(self, module: str) -> frozenset[str] | None:
        """Return the names that a star import of a module binds; None where that can't be told."""
        source = self.files.get(f"{module}.py")
        if source is None:
            return installed_names(module)
        found = read(bound_names, source.decode("utf-8", "replace"))
        return None if "*" in found else frozenset(n for n in found if not n.startswith("_"))

    def names_of(self, source: str) -> CellNames:
        """Return where the names come from that a cell uses, and those that functions use which it calls."""
        at_once = read(free_names, source)
        needed = self.with_deferred(at_once)
        mine = {name: self.by_name[name] for name in sorted(needed) if name in self.by_name}
        return CellNames(
            {name: owner.statement for name, owner in mine.items() if owner.kind == IMPORT},
            frozenset(name for name, owner in mine.items() if owner.kind == ANSWER),
            {n: owner.statement for n, owner in mine.items() if owner.kind == ANSWER and owner.statement},
            frozenset(name for name, owner in mine.items() if owner.kind == FREE),
            unclear=next(self.doubts(sorted(at_once)), ""),
        )

    def shared_of(self, source: str) -> dict[str, str]:
        """Return the imports of a test that bind what the student's process doesn't have."""
        lines = {name: line for _, name, line in sorted(read(plain_imports, source))}
        before = {name: self.by_name.get(name) for name in lines}
        return {
            name: line
            for name, line in lines.items()
            if (owner := before[name]) is None or (owner.kind != ANSWER and owner.statement != line)
        }

    def with_deferred(self, names: Iterable[str]) -> set[str]:
        """Return names, and those that functions of tests and locked cells use among them."""
        found, waiting = set(), list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                owner = self.by_name.get(name)
                waiting += self.deferred.get(owner.place, ()) if owner else ()
        return found

    def doubts(self, names: Iterable[str]) -> Iterator[str]:
        """Yield why it can't be told whose a name is: one that was there, and that a cell may have bound since."""
        if self.doubt is None:
            return
        place, why, is_module = self.doubt
        for name in names:
            owner = self.by_name.get(name)
            is_given = owner is None and is_module and (hasattr(builtins, name) or name in KERNELS)
            if is_given or (owner is not None and owner.kind in (TEST, LOCKED) and owner.place < place):
                yield f"whose {name} is meant can't be told: {why}"


@functools.lru_cache(maxsize=64)
def installed_names(module: str) -> frozenset[str] | None:
    """Return the public names of an installed module, None where there is no such module."""
    try:
        names = vars(importlib.import_module(module))
    except Exception:  # whatever its code runs into
        return None
    return frozenset(names.get("__all__") or (name for name in names if not name.startswith("_")))
