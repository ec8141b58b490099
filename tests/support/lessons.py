"""The lessons' sources as tests see them: parsed once, cell by cell."""

import re
from functools import cache
from pathlib import Path

import jupytext

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "source").glob("[0-9][0-9]_*.py"))
START = "00_start"
NAMES = [path.stem for path in SOURCES if path.stem != START]


@cache
def cells(lesson):
    """Return the cells of a lesson's source, in order."""
    return tuple(jupytext.read(ROOT / "source" / f"{lesson}.py").cells)


def mark(cell, name, default=None):
    """Return one entry of a cell's nbgrader mark, or `default`."""
    return cell.metadata.get("nbgrader", {}).get(name, default)


def released(cell):
    """Return the source of a cell as a student sees it, without solution and hidden tests."""
    return re.sub(
        r"^[ \t]*### BEGIN (SOLUTION|HIDDEN TESTS)$.*?^[ \t]*### END \1$",
        "",
        cell.source,
        flags=re.DOTALL | re.MULTILINE,
    ).strip()


@cache
def prose(lesson):
    """Return all Markdown of a lesson as one text."""
    return "\n\n".join(cell.source for cell in cells(lesson) if cell.cell_type == "markdown")
