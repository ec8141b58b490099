"""Read a lesson written as py:percent text as the notebook that nbgrader calls its source."""

import base64
import html
import json
import re
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.common.errors import LessonError

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
FIGURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>figures/[^)\s]+\.(?P<kind>svg|png))\)")
COMMENTS = re.compile(r"(?:\s*#.*\n?)+")
GOES_ON = "raises-exception"
HEADER = re.compile(r"^# %%(.*)$", re.MULTILINE)
MIME = {"svg": "image/svg+xml", "png": "image/png"}


def read_lesson(path: Path) -> NotebookNode:
    """Return the source notebook of a py:percent lesson: marks complete, ids fixed, figures inside.

    A figure `![alt](figures/NAME.svg)`, relative to the lesson, becomes an `img` element that holds it.
    (An attachment would be neater, but JupyterLab shows no SVG that is attached.)

    Raises LessonError if the text can't be read, a mark is wrong, an id is used twice or a figure is missing.
    """
    import jupytext  # slow to load, and only where a lesson is read from its script

    try:
        text = path.read_text(encoding="utf-8")
        raw = jupytext.reads(text, fmt="py:percent")
    except Exception as problem:
        raise LessonError(f"{path}: {problem}") from problem
    for marked, cell in zip(HEADER.findall(text), raw.cells, strict=False):
        if ("nbgrader" in marked) != ("nbgrader" in cell.metadata):
            raise LessonError(f"{path}: the mark in the line '# %%{marked}' can't be read")
    cells = [complete(cell, number, path) for number, cell in enumerate(raw.cells, start=1)]
    repeated = sorted({c.id for c in cells if sum(other.id == c.id for other in cells) > 1})
    if repeated:
        raise LessonError(f"{path}: the id {repeated[0]!r} is used more than once")
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": dict(KERNEL), "cells": cells})


def complete(cell: NotebookNode, number: int, path: Path) -> NotebookNode:
    """Return a copy of one cell with all of nbgrader's marks, a lasting id, its figures and its folding.

    A test that fails does not stop "Run All", nor does a slip in an answer: Jupyter goes on after a cell with the
    tag `raises-exception`, and nbgrader counts such a cell as failed all the same. A cell of comments alone is a
    place to try things; its id tells it from the lesson's own cells.
    """
    marks = cell.metadata.get("nbgrader")
    kind = "try" if cell.cell_type == "code" and COMMENTS.fullmatch(cell.source) else "cell"
    made = {"cell_type": cell.cell_type, "id": f"{kind}-{number:02d}", "metadata": {}, "source": cell.source}
    tags = list(cell.metadata.get("tags", ()))
    shown = cell.metadata.get("jupyter")
    if shown is not None or is_folded(marks, cell.cell_type):
        made["metadata"]["jupyter"] = dict(shown or {"source_hidden": True})
    if marks is not None:
        full = complete_marks(marks, cell.cell_type, f"{path}, cell {number}")
        if cell.cell_type == "code" and (full["grade"] or full["solution"]):
            tags = list(dict.fromkeys([*tags, GOES_ON]))
        made["metadata"]["nbgrader"] = full
        made["id"] = marks["grade_id"]
    if tags:
        made["metadata"]["tags"] = tags
    if cell.cell_type == "code":
        made |= {"execution_count": None, "outputs": []}
    else:
        made["source"] = FIGURE.sub(lambda found: embed(found, path), cell.source)
    return NotebookNode(made)


def is_folded(marks: dict | None, cell_type: str) -> bool:
    """Say whether a cell is shown folded, by its first line: a test cell, unless its own `jupyter` mark says other."""
    return bool(marks and marks.get("grade") and not marks.get("solution")) and cell_type == "code"


def complete_marks(marks: dict, cell_type: str, where: str) -> dict:
    """Return nbgrader's metadata with every field that the schema asks for."""
    known = {"grade_id", "grade", "solution", "locked", "task", "points"}
    if not isinstance(marks, dict) or not ID.fullmatch(str(marks.get("grade_id", ""))):
        raise LessonError(
            f"{where}: the mark needs a grade_id of letters, digits, - and _, got {json.dumps(marks)}"
        )
    if set(marks) - known:
        raise LessonError(f"{where}: unknown mark {sorted(set(marks) - known)[0]!r}")
    grade, solution = bool(marks.get("grade")), bool(marks.get("solution"))
    task = bool(marks.get("task"))
    if (grade or task) != ("points" in marks):
        raise LessonError(f"{where}: {marks['grade_id']!r} needs points if and only if it is graded")
    full = {
        "schema_version": 3,
        "grade_id": marks["grade_id"],
        "grade": grade,
        "solution": solution,
        "task": task,
    }
    full["locked"] = bool(marks.get("locked", False)) or (grade and not solution)
    full["cell_type"] = cell_type
    if grade or task:
        full["points"] = marks["points"]
    return full


def embed(figure: re.Match, path: Path) -> str:
    """Return an `img` element that carries the figure and its alternative text."""
    file = path.parent / figure["path"]
    if not file.is_file():
        raise LessonError(f"{path}: there is no figure {figure['path']}")
    if not figure["alt"].strip():
        raise LessonError(f"{path}: the figure {figure['path']} has no alternative text")
    data = base64.b64encode(file.read_bytes()).decode("ascii")
    return f'<img alt="{html.escape(figure["alt"])}" src="data:{MIME[figure["kind"]]};base64,{data}">'
