"""What was released to the students: the cells that restore puts back, the tests, and their points."""

import copy
import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.common.errors import UsageError
from autograder.course.attachments import NONE, Companions


class Test(NamedTuple):
    """One graded cell: its grade_id, whether students don't see (all of) it, its points, who grades it."""

    __test__ = False

    id: str
    hidden: bool
    points: float
    by_hand: bool = False


class Exercise(NamedTuple):
    """The graded cells that belong together."""

    name: str
    max_score: float
    tests: tuple[Test, ...]


class EarlierCell(NamedTuple):
    """One cell of an earlier release: its grade_id, a hash of its text, its settings ("" where they weren't noted)."""

    name: str
    text: str
    settings: str


@dataclass(frozen=True, eq=False)
class Release:
    """A lesson as it was released."""

    # lesson, name: nbgrader's names of the assignment and of its notebook
    lesson: str
    name: str
    notebook: NotebookNode  # nbgrader's source notebook, with solutions and hidden tests
    master: NotebookNode  # what nbgrader records: stubs for solutions, hidden tests still in, checksums
    released: NotebookNode  # what a student got: no hidden tests either
    exercises: tuple[Exercise, ...]
    key: str  # a hash of everything that a mark can depend on
    beside: Companions = NONE  # the files that lie beside the notebook
    # the cells of earlier releases, in their order (`earlier_releases`). No mark depends on them
    former: tuple[tuple[EarlierCell, ...], ...] = ()
    # grade_ids with hashes of what many students hold alike there, and how many (`held_alike`). No mark depends on them
    alike: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def max_score(self) -> float:
        """The points of all exercises together."""
        return sum(exercise.max_score for exercise in self.exercises)


def make_release(
    lesson: str, name: str, source: NotebookNode, config=None, beside: Companions = NONE
) -> Release:
    """Derive a Release from nbgrader's source notebook."""
    try:
        master = as_recorded(source, config)
        released = as_released(master, config)
    except Exception as problem:
        raise UsageError(f"nbgrader can't release {lesson}: {problem}") from problem
    return release_of(lesson, name, source, master, released, beside)


def release_of(
    lesson: str,
    name: str,
    source: NotebookNode,
    master: NotebookNode,
    released: NotebookNode,
    beside: Companions = NONE,
) -> Release:
    """Put a Release together from its three notebooks."""
    exercises = group(graded_cells(master, released))
    marked = [(c.cell_type, c.source, c.metadata.nbgrader) for c in master.cells if marks(c).get("grade_id")]
    facts = json.dumps([lesson, name, marked, beside.key], sort_keys=True)
    key = hashlib.sha256(facts.encode()).hexdigest()
    return Release(lesson, name, source, master, released, exercises, key, beside)


def as_recorded(source: NotebookNode, config=None) -> NotebookNode:
    """Run nbgrader's own steps of generate_assignment up to where it records the notebook."""
    from nbgrader import preprocessors as steps  # slow to load: who only runs answers does without

    names = ("LockCells", "ClearSolutions", "ClearOutput", "CheckCellMetadata", "ComputeChecksums")
    return _through(source, [getattr(steps, name) for name in names], config)


def as_released(master: NotebookNode, config=None) -> NotebookNode:
    """Run the steps after it, up to what students get; the metadata stay as checked."""
    from nbgrader import preprocessors as steps  # likewise

    return _through(master, [steps.ClearHiddenTests, steps.ClearMarkScheme, steps.ComputeChecksums], config)


def _through(notebook: NotebookNode, steps: list, config) -> NotebookNode:
    notebook, resources = copy.deepcopy(notebook), {}
    for step in steps:
        notebook, resources = step(config=config).preprocess(notebook, resources)
    return notebook


def read_notebook(path: Path) -> NotebookNode:
    """Read a trusted notebook, with nbgrader's metadata in the present schema and an id for every cell."""
    from nbgrader.nbgraderformat import MetadataValidator  # likewise

    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except Exception as problem:
        raise UsageError(f"{path} is no notebook: {problem}") from problem
    validator = MetadataValidator()
    for number, cell in enumerate(notebook.cells, start=1):
        validator.upgrade_cell_metadata(cell)
        cell.setdefault("id", marks(cell).get("grade_id") or f"cell-{number:02d}")
        if cell.cell_type == "code":  # a notebook that a program has made may lack them
            cell.setdefault("outputs", [])
            cell.setdefault("execution_count", None)
    return notebook


def marks(cell: NotebookNode) -> dict:
    """Return nbgrader's metadata of a cell, empty when it has none."""
    return cell["metadata"].get("nbgrader") or {}


def settings_of(own: dict) -> str:
    """Return nbgrader's settings of a cell that no student changes, in one word each."""
    points = own.get("points")
    points = points + 0.0 if isinstance(points, int | float) else points
    return " ".join(map(str, (own.get("grade"), own.get("solution"), points, own.get("schema_version"))))


def is_test(cell: NotebookNode) -> bool:
    """Say whether running this cell gives a mark: graded code that the student doesn't write."""
    own = marks(cell)
    return bool(cell["cell_type"] == "code" and own.get("grade") and not own.get("solution"))


def is_solution(cell: NotebookNode) -> bool:
    """Say whether the student writes this cell."""
    return bool(marks(cell).get("solution"))


def is_locked(cell: NotebookNode) -> bool:
    """Say whether the release decides what stands in this cell."""
    own = marks(cell)
    return not own.get("solution") and bool(own.get("grade") or own.get("locked") or own.get("task"))


def graded_cells(master: NotebookNode, released: NotebookNode) -> list[Test]:
    """Return every cell that carries points, in order; text answers without points are nobody's test."""
    tests = []
    for cell, seen in zip(master.cells, released.cells, strict=True):
        if marks(cell).get("grade") or marks(cell).get("task"):
            points, by_hand = float(marks(cell)["points"]), not is_test(cell)
            if points or not by_hand:
                tests.append(Test(marks(cell)["grade_id"], cell.source != seen.source, points, by_hand))
    return tests


def group(tests: list[Test]) -> tuple[Exercise, ...]:
    """Put the tests of one exercise together: those whose ids agree before the first `__`."""
    names: dict[str, list[Test]] = {}
    for test in tests:
        names.setdefault(test.id.split("__")[0] or test.id, []).append(test)
    return tuple(Exercise(name, sum(t.points for t in those), tuple(those)) for name, those in names.items())


def normalize_source(source: str) -> str:
    """Return a source without what editors change on their own: line ends, trailing blanks, empty lines."""
    return _tidied(source) if len(source) < 5000 else _tidied.__wrapped__(source)


def digest_of_source(source: str) -> str:
    """Return a short hash of a source, tidied."""
    return hashlib.sha256(normalize_source(source).encode("utf-8", "backslashreplace")).hexdigest()[:24]


@functools.lru_cache(maxsize=1024)
def _tidied(source: str) -> str:
    lines = (line.rstrip() for line in source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def untouched_answers(notebook: NotebookNode, release: Release) -> frozenset[str]:
    """Return the ids of the solution cells that still hold what was released."""
    stubs = {
        marks(cell)["grade_id"]: normalize_source(cell.source)
        for cell in release.released.cells
        if is_solution(cell)
    }
    cells = (cell for cell in notebook.cells if is_solution(cell))
    return frozenset(
        marks(c)["grade_id"] for c in cells if stubs.get(marks(c)["grade_id"]) == normalize_source(c.source)
    )
