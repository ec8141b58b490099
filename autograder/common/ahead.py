"""Find out at a glance what a lesson's tests import, and whether it draws, before what reads lessons is loaded."""

import json
import re
from pathlib import Path

from autograder.course.course import Course

_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+([A-Za-z_][\w.]*)", re.MULTILINE)


def imports_of_tests(course: Course, lesson: str | None) -> list[str]:
    """Return the modules that test cells name in imports; none where that can't be seen at a glance."""
    try:
        cells = [cell for name in _names(course, lesson) for cell in _test_cells(course, name)]
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return []  # whoever reads the lesson in earnest says what is wrong with it
    return sorted({name for cell in cells for name in _IMPORT.findall(cell)})


def draws_at_a_glance(course: Course, lesson: str | None) -> bool:
    """Say whether a lesson mentions Matplotlib; not where that can't be seen at a glance."""
    try:
        return any(
            b"matplotlib" in path.read_bytes()
            for name in _names(course, lesson)
            for path in _files(course, name)
        )
    except (OSError, LookupError):
        return False


def _names(course: Course, lesson: str | None) -> list[str]:
    return [lesson] if lesson else course.lessons()


def _files(course: Course, lesson: str) -> list[Path]:
    path = course.lesson_source(lesson)
    return [path] if path is not None else course.source_notebooks(lesson)


def _test_cells(course: Course, lesson: str) -> list[str]:
    """Return the sources of a lesson's test cells."""
    path = course.lesson_source(lesson)
    if path is not None:
        cells = re.split(r"^# %%", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        heads = [(cell.partition("\n")[0], cell) for cell in cells]
        return [cell for head, cell in heads if '"grade": true' in head and '"solution": true' not in head]
    found = []
    for notebook in course.source_notebooks(lesson):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            marks = cell["metadata"].get("nbgrader") or {}
            if cell["cell_type"] == "code" and marks.get("grade") and not marks.get("solution"):
                found.append("".join(cell["source"]))
    return found
