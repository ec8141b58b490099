"""Decide where each cell of a restored notebook runs: in the student's process, the judge's, or both."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from nbformat.notebooknode import NotebookNode

from autograder.course.bound_names import bound_names, free_names

_DEFINITION = re.compile(
    r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w{1,80})|^(\w{1,80})[ \t]*(?::[^=\n]*)?=(?!=)", re.MULTILINE
)
HIDDEN = "### BEGIN HIDDEN TESTS"
SKIP = "skip-execution"
"""nbclient's own tag for cells that it does not run."""


class Known(NamedTuple):
    """What a release tells beyond its locked cells.

    Attributes
    ----------
    imports : dict of str to dict of str to str
        For a locked cell, by grade_id, the names that it gets from unlocked cells' imports, and these statements.
    answers : dict of str to frozenset of str
        The names that an answer, by grade_id, is to bind.
    effects : dict of str to dict
        What the solution's functions do beyond returning plain data (see `autograder.course.effects`), by name.
    """

    imports: Mapping[str, dict[str, str]] = {}
    answers: Mapping[str, frozenset[str]] = {}
    effects: Mapping[str, dict] = {}


NOTHING = Known()


@dataclass(frozen=True)
class Step:
    """One code cell to run.

    Attributes
    ----------
    index : int
        Its place in the notebook.
    count : int
        Its execution number.
    name : str
        Its grade_id, else "cell N".
    source : str
    is_test : bool
        Runs in the judge's process, alone or not at all.
    in_judge : bool
        A locked cell that the tests need: runs in both.
    is_answer, is_free : bool
        Whether students answer in it; whether it is neither an answer nor locked nor graded.
    is_demo : bool
        Whether the release has it with the tag by which nbclient, and so nbgrader, leaves a cell out.
    hidden, render : bool
        Whether its tests are hidden, and whether figures are drawn.
    binds : frozenset of str
        Names; an answer's are those that it should bind, too.
    imports : dict of str to str
        Names that a cell in the judge gets by statements of the release, whatever the student has bound to them.
    effects : dict of str to dict
        What the release says of functions that a test uses.
    """

    index: int
    count: int
    name: str
    source: str
    is_test: bool = False
    in_judge: bool = False
    is_answer: bool = False
    is_free: bool = False
    is_demo: bool = False
    hidden: bool = False
    render: bool = True
    binds: frozenset[str] = frozenset()
    imports: dict[str, str] = field(default_factory=dict)
    effects: Mapping[str, dict] = field(default_factory=dict)


def plan(
    notebook: NotebookNode, released: Collection[str] | None = None, known: Known = NOTHING
) -> list[Step]:
    """Return the code cells of a notebook in order, with where and how each runs.

    Parameters
    ----------
    notebook : NotebookNode
        Restored: its test cells and locked cells are the release's.
    released : collection of str, optional
        The sources of the release's cells. Figures in a cell that is one of them are not drawn, unless a
        person grades it. Without it all are drawn.
    known : Known, optional
    """
    steps = []
    for index, cell in enumerate(notebook.cells):
        source = cell.get("source", "")
        if cell.cell_type != "code" or not source.strip():
            continue
        marks = cell.metadata.get("nbgrader") or {}
        name = marks.get("grade_id") or f"cell {index + 1}"
        grade, solution = bool(marks.get("grade")), bool(marks.get("solution"))
        steps.append(
            Step(
                index=index,
                count=len(steps) + 1,
                name=name,
                source=source,
                is_test=grade and not solution,
                in_judge=bool(marks.get("locked")) and not grade and not solution,
                is_answer=solution,
                is_free=not (grade or solution or marks.get("locked")),
                is_demo=source in (released or ()) and SKIP in (cell.metadata.get("tags") or ()),
                hidden=HIDDEN in source,
                render=released is None or (grade and solution) or source not in released,
                binds=frozenset(
                    read(bound_names, source) if grade or marks.get("locked") else _at_sight(source)
                ).union(known.answers.get(name, ()) if solution else ()),
                imports={} if solution else known.imports.get(name, {}),
                effects=known.effects if grade and not solution else {},
            )
        )
    return _only_needed_in_judge(steps)


def _only_needed_in_judge(steps: list[Step]) -> list[Step]:
    """Keep `in_judge` for those locked cells that bind a name which the tests, or other such cells, use."""
    wanted = set().union(*(read(free_names, step.source) for step in steps if step.is_test))
    needed: set[int] = set()
    while True:
        more = [
            s for s in steps if s.in_judge and s.index not in needed and (s.binds & wanted or "*" in s.binds)
        ]
        if not more:
            return [
                step if step.in_judge == (step.index in needed) else Step(**{**vars(step), "in_judge": False})
                for step in steps
            ]
        for step in more:
            needed.add(step.index)
            wanted |= set(read(free_names, step.source))


def _at_sight(source: str) -> set[str]:
    """Return the names that a student's cell binds at its left margin. Hostile code isn't parsed here."""
    return {first or second for first, second in _DEFINITION.findall(source)}


@functools.lru_cache(maxsize=4096)
def read(reader: Callable[[str], Iterable[str]], source: str) -> frozenset[str]:
    """Return what `reader` finds in a source that may hold magics; nothing where it is no Python."""
    try:
        return frozenset(reader(source))
    except (SyntaxError, ValueError, RecursionError):
        pass
    try:
        from IPython.core.inputtransformer2 import TransformerManager

        return frozenset(reader(TransformerManager().transform_cell(source)))
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
