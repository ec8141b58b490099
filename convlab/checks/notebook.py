"""What the notebook at hand holds: its exercises, their visible test cells and points."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

_TITLE = re.compile(r"^### Exercise ([\d.]+: .+?)(?: \([^()]*points?[^()]*\))?$", re.MULTILINE)
_HIDDEN = re.compile(r"\A(?:\s*(?:#.*)?\n?)*\Z")  # a released hidden test: nothing but comments


@dataclass
class Exercise:
    """One exercise: its function's name, its title, the points of its visible test cells by their ids."""

    name: str
    title: str
    visible: dict[str, float] = field(default_factory=dict)
    hidden: float = 0.0


def without_words(ran: Mapping[str, float], cell_id: str, folder: str | Path = ".") -> list[str]:
    """Return the cells that were emptied or deleted since they ran, and saved so: Jupyter runs no empty cell.

    Parameters
    ----------
    ran : mapping
        When each cell ran last, by its id, in seconds of the clock.
    cell_id : str
        A cell of the notebook that is meant.
    """
    for saved, cells in _notebooks(folder):
        words = _words(cells)
        if cell_id in words:
            return [id for id, at in ran.items() if at < saved and not words.get(id, "").strip()]
    return []


def is_made_above(name: str, cell_id: str, folder: str | Path = ".") -> bool:
    """Tell whether a cell above this one in the saved notebook binds a name, by `=`, `def` or `import ... as`."""
    makes = re.compile(rf"^(?:import .* as {name}$|def {name}\(|[\w, ]*\b{name}\b[\w, ]* = )", re.MULTILINE)
    for _, cells in _notebooks(folder):
        words = _words(cells)
        if cell_id in words:
            return any(makes.search(words[id]) for id in takewhile(cell_id.__ne__, words))
    return False


def exercises_with(cell_id: str, folder: str | Path = ".") -> list[Exercise]:
    """Return the exercises of the notebook in a folder that holds a test cell of this id; else none.

    Jupyter runs a kernel in its notebook's folder.
    """
    for _, cells in _notebooks(folder):
        try:
            found = _exercises(cells)
        except (KeyError, TypeError, AttributeError):
            continue  # cells that Jupyter would not write: a card without points is shown
        if any(cell_id in exercise.visible for exercise in found):
            return found
    return []


def _notebooks(folder: str | Path) -> Iterator[tuple[float, list[dict]]]:
    """Yield when each notebook of a folder was saved, and its cells."""
    for path in sorted(Path(folder).glob("*.ipynb")):
        saved = path.stat()
        yield saved.st_mtime, _cells(str(path), saved.st_mtime_ns)


@lru_cache(maxsize=8)
def _cells(path: str, changed: int) -> list[dict]:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []  # some other file, or one that is being written


def _words(cells: list[dict]) -> dict[str, str]:
    """Return what stands in each cell, by its id; nothing where they have no ids."""
    try:
        return {cell["id"]: "".join(cell["source"]) for cell in cells}
    except (KeyError, TypeError):
        return {}


def _exercises(cells: list[dict]) -> list[Exercise]:
    found: dict[str, Exercise] = {}
    title = ""
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            title = next(iter(_TITLE.findall(source)[-1:]), title)
        mark = cell["metadata"].get("nbgrader") or {}
        name, _, part = mark.get("grade_id", "").partition("__")
        if cell["cell_type"] != "code" or not (mark.get("solution") or part):
            continue
        exercise = found.setdefault(name, Exercise(name, title))
        if mark.get("grade") and part and ("### BEGIN HIDDEN TESTS" in source or _HIDDEN.match(source)):
            exercise.hidden += mark["points"]
        elif mark.get("grade") and part:
            exercise.visible[mark["grade_id"]] = mark["points"]
    return [exercise for exercise in found.values() if exercise.visible]
