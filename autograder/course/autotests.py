"""Take the tests that nbgrader has made of `### AUTOTEST` lines from its gradebook, where it keeps them."""

import copy
import re

from nbformat.notebooknode import NotebookNode

from autograder.common.errors import UsageError
from autograder.course.course import Course
from autograder.course.release import is_test, marks

DIRECTIVE = re.compile(r"^\s*###\s*(?:HASHED\s+)?AUTOTEST\b", re.MULTILINE)


def with_autotests(notebook: NotebookNode, course: Course, lesson: str, name: str) -> NotebookNode:
    """Return a source notebook whose test cells hold what `nbgrader generate_assignment` made of them.

    Raises UsageError if a test cell has such a line, and nbgrader has not made its test yet.
    """
    wanted = [marks(c)["grade_id"] for c in notebook.cells if is_test(c) and DIRECTIVE.search(c.source)]
    if not wanted:
        return notebook
    made = recorded(course, lesson, name, wanted)
    if missing := [grade_id for grade_id in wanted if grade_id not in made]:
        raise UsageError(
            f"{lesson}: {missing[0]} has an AUTOTEST line, of which nbgrader makes the test: run"
            f" `nbgrader generate_assignment {lesson!r}` first, and again when the cell has changed"
        )
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if is_test(cell):
            cell.source = made.get(marks(cell)["grade_id"], cell.source)
    return notebook


def recorded(course: Course, lesson: str, name: str, wanted: list[str]) -> dict[str, str]:
    """Return the sources of cells, by grade_id, that the gradebook has of a notebook; none where it has none."""
    # nbgrader is slow to load, and few courses have such tests.
    from nbgrader.api import Gradebook, MissingEntry

    # likewise
    from autograder.common.database import reading_revision_here

    if not course.has_gradebook:
        return {}
    with reading_revision_here(), Gradebook(course.db_url, course.course_id) as book:
        try:
            cells = book.find_notebook(name, lesson).source_cells
        except MissingEntry:
            return {}
        found = {cell.name: cell.source or "" for cell in cells if cell.name in wanted}
    return {grade_id: source for grade_id, source in found.items() if not DIRECTIVE.search(source)}
