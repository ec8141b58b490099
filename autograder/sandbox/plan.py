"""Decide where each cell of a restored notebook runs: in the student's process, the judge's, or both."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from nbformat.notebooknode import NotebookNode

from autograder.course.effects import changed_at_top
from autograder.course.name_owners import NO_NAMES, CellNames
from autograder.course.release_facts import NOTHING_KNOWN, ReleaseFacts
from autograder.course.source_names import bound_at_a_glance, bound_names, free_names, read

HIDDEN = "### BEGIN HIDDEN TESTS"


@dataclass(frozen=True)
class Step:
    """One code cell to run."""

    index: int  # its place in the notebook
    count: int  # its execution number
    name: str  # its grade_id, else "cell N"
    source: str
    is_test: bool = False  # runs in the judge's process, alone or not at all
    in_judge: bool = False  # a locked cell that the tests need: runs in both
    # is_answer, is_free: whether students answer in it; whether it is neither an answer nor locked nor graded
    is_answer: bool = False
    is_free: bool = False
    # whether it is the release's: a test, a locked cell, or another that is as it was handed out
    is_released: bool = False
    # whether the release has it with the tag by which nbclient, and so nbgrader, leaves a cell out
    is_demo: bool = False
    # hidden, render: whether its tests are hidden, and whether figures are drawn
    hidden: bool = False
    render: bool = True
    binds: frozenset[str] = frozenset()  # names; an answer's are those that it should bind, too
    names: CellNames = NO_NAMES  # where the names of a cell in the judge come from
    # what the release says of functions that a test uses
    effects: Mapping[str, dict] = field(default_factory=dict)
    shares: tuple[str, ...] = ()  # a test's imports that the student's cells rely on


def plan(
    notebook: NotebookNode, released: Collection[str] | None = None, facts: ReleaseFacts = NOTHING_KNOWN
) -> list[Step]:
    """Return the code cells of a notebook in order, with where and how each runs.

    `notebook`: restored: its test cells and locked cells are the release's
    `released`: the sources of the release's cells. Figures in a cell that is one of them are not drawn, unless a
        person grades it. Without it all are drawn.
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
                is_released=not solution and bool(grade or marks.get("locked") or source in (released or ())),
                is_demo=source in facts.demos,
                hidden=HIDDEN in source,
                render=released is None or (grade and solution) or source not in released,
                binds=frozenset(
                    read(bound_names, source)
                    if not solution and (grade or marks.get("locked"))
                    else bound_at_a_glance(source)
                ).union(facts.answers.get(name, ()) if solution else ()),
                names=NO_NAMES if solution else facts.names.get(name, NO_NAMES),
                effects=facts.effects if grade and not solution else {},
            )
        )
    return _with_shared_imports(_only_needed_in_judge(steps))


def _with_shared_imports(steps: list[Step]) -> list[Step]:
    """Let those tests share their imports whose names a cell of the student's process mentions."""
    return [
        replace(step, shares=shares) if (shares := tuple(_mentioned(step.names.shared, steps))) else step
        for step in steps
    ]


def _mentioned(imports: Mapping[str, str], steps: list[Step]) -> Iterator[str]:
    """Yield the statements of imports whose names a cell mentions that runs in the student's process."""
    for name, line in imports.items():
        word = re.compile(rf"\b{re.escape(name)}\b")
        if any(word.search(step.source) for step in steps if not step.is_test):
            yield line


def _only_needed_in_judge(steps: list[Step]) -> list[Step]:
    """Keep `in_judge` for those locked cells that bind or change what the tests, or other such cells, use."""
    wanted = set().union(*(read(free_names, step.source) for step in steps if step.is_test))
    needed: set[int] = set()
    while True:
        more = [
            s
            for s in steps
            if s.in_judge
            and s.index not in needed
            and ((s.binds | read(changed_at_top, s.source)) & wanted or "*" in s.binds)
        ]
        if not more:
            return [
                step if step.in_judge == (step.index in needed) else Step(**{**vars(step), "in_judge": False})
                for step in steps
            ]
        for step in more:
            needed.add(step.index)
            wanted |= set(read(free_names, step.source))
