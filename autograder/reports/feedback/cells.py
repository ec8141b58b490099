"""Read a notebook's cells for a feedback page: what the lesson says of them, and how each is shown."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from autograder.course.release import Release
from autograder.reports.html import markdown, safe_html

MAX_OUTPUTS = 40
"""Outputs shown for one cell."""

MAX_PAGE = 6_000_000
"""Characters of cells and outputs shown on one page; what comes after is named, not shown."""

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$", re.MULTILINE)
_EFFORT = re.compile(r"\s*\((?=[^()]*\b(?:points?|min(?:utes)?|bonus)\b)[^()]*\)\s*$")
_HIDDEN = re.compile(
    r"^[ \t]*### BEGIN HIDDEN TESTS.*?(?:^[ \t]*### END HIDDEN TESTS[^\n]*\n?|\Z)", re.DOTALL | re.MULTILINE
)


@dataclass
class Lesson:
    """What a page needs to know about the released notebook, read once."""

    title: str
    titles: dict = field(default_factory=dict)  # grade_id -> heading of its exercise
    cells: set = field(default_factory=set)  # (cell_type, source) as released
    sources: dict = field(default_factory=dict)  # grade_id -> source as a student may see it


def lesson_of(release: object) -> Lesson:
    """Read title, exercise headings and cells from a release, or from a released notebook alone.

    Of a release it is read once: a class shares it, and it never changes.
    """
    return _read_once(release) if isinstance(release, Release) else _read(release)


def _read(release: object) -> Lesson:
    notebook = getattr(release, "released", release)
    untitled = getattr(release, "name", "") or "Your notebook"
    lesson, heading = Lesson(untitled), ""
    for cell in cells_of(notebook):
        source, name = source_of(cell), nbgrader_metadata_of(cell).get("grade_id")
        lesson.cells.add((cell.get("cell_type"), source))
        if cell.get("cell_type") == "markdown":
            headings = _HEADING.findall(source)
            if headings and lesson.title == untitled:
                lesson.title = _plain(headings[0][1])
            heading = _plain(headings[-1][1]) if headings else heading
        if name:
            lesson.titles[name] = heading
            lesson.sources[name] = _without_hidden(source)
    return lesson


_read_once = functools.lru_cache(maxsize=8)(_read)


def _plain(heading: str) -> str:
    return _EFFORT.sub("", re.sub(r"[`*]", "", heading)).strip()


def _without_hidden(source: str) -> str:
    return _HIDDEN.sub("", source).rstrip()


def cells_of(notebook: object) -> list[dict]:
    """Return the cells of anything that may be a notebook."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def source_of(cell: dict) -> str:
    """Return a cell's text, stored as one string or as lines."""
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def nbgrader_metadata_of(cell: dict) -> dict:
    """Return nbgrader's metadata of a cell, empty without."""
    metadata = cell.get("metadata")
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return mark if isinstance(mark, dict) else {}


def outputs_of(cell: dict) -> list[dict]:
    """Return a cell's outputs that are outputs at all."""
    outputs = cell.get("outputs")
    return [o for o in outputs if isinstance(o, dict)] if isinstance(outputs, list) else []


def hides_something(cell: dict, lesson: Lesson) -> bool:
    """Say whether an executed test cell holds more than the student was given."""
    source = source_of(cell)
    return "BEGIN HIDDEN TESTS" in source or source.rstrip() != lesson.sources.get(
        nbgrader_metadata_of(cell).get("grade_id"), ""
    )


def groups_of(notebook: object, lesson: Lesson, hidden: set) -> list[dict]:
    """Return the notebook's cells in order; runs of cells that are as released are folded into one group."""
    groups, room = [], MAX_PAGE
    for number, cell in enumerate(cells_of(notebook), start=1):
        view = _cell_view(cell, number, lesson, hidden, room)
        if view is None:
            continue
        room -= view["size"]
        if view["folded"] and groups and groups[-1]["folded"]:
            groups[-1]["cells"].append(view)
        else:
            groups.append({"folded": view["folded"], "cells": [view]})
    return groups


def _cell_view(cell: dict, number: int, lesson: Lesson, hidden: set, room: int) -> dict | None:
    mark, source, kind = nbgrader_metadata_of(cell), source_of(cell), cell.get("cell_type")
    name = mark.get("grade_id")
    is_test = bool(mark.get("grade")) and not mark.get("solution")
    as_released = (kind, source) in lesson.cells
    view = {
        "number": number,
        "folded": is_test or (as_released and not mark.get("solution")),
        "note": "",
        "size": 0,
    }
    if is_test:
        secret = name in hidden
        view["label"] = f"{'Hidden test' if secret else 'Test'} {name}"
        view["body"] = safe_html.code(lesson.sources.get(name, "" if secret else source))
        if secret:
            return view
    elif kind == "code":
        view["label"] = f"Your answer: {name}" if mark.get("solution") else f"Code, cell {number}"
        view["note"] = "as it was handed out" if as_released and mark.get("solution") else ""
        view["body"] = _fitting(lambda: safe_html.code(source), len(source), room)
    else:
        view["label"] = f"Your answer: {name}" if mark.get("solution") else f"Text, cell {number}"
        safe = (
            markdown.lesson_markdown(source)
            if as_released
            else _fitting(lambda: markdown.markdown(source, cell.get("attachments")), len(source), room)
        )
        view["size"] = len(safe)
        view["note"] = "as it was handed out" if as_released and mark.get("solution") else ""
        view["body"] = Markup('<div class="prose">{}</div>').format(safe)
        return view if source.strip() else None
    size = len(view["body"])
    outputs, shown = _output_views(cell, number, room - size, text_only=is_test)
    view["size"] = size + shown
    view["body"] += outputs
    return view if source.strip() or outputs else None


def _fitting(render: Callable[[], Markup], size: int, room: int) -> Markup:
    """Return what a student's cell of `size` characters looks like, or that the page is full."""
    shown = render() if size < room else None
    if shown is None or len(shown) > room:
        return safe_html.pre("[the page is full: this cell is not shown]")
    return shown


def _output_views(cell: dict, number: int, room: int, text_only: bool) -> tuple[Markup, int]:
    outputs = outputs_of(cell)
    shown, size = [], 0
    for out in outputs[:MAX_OUTPUTS]:
        if text_only and out.get("output_type") != "stream":
            continue
        piece = safe_html.output(out, f"Output of cell {number}")
        if size + len(piece) > room:
            shown.append(safe_html.pre("[the page is full: further output is not shown]"))
            break
        shown.append(piece)
        size += len(piece)
    if len(outputs) > MAX_OUTPUTS:
        shown.append(safe_html.pre(f"[{len(outputs) - MAX_OUTPUTS:,} more outputs are not shown]"))
    return Markup("").join(shown), size
