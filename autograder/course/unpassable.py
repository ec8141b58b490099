"""Name the tests that even a lesson's solution fails here, at a glance, for those who grade; `build` says why."""

import ast
import re
from collections.abc import Iterator

from autograder.common.text import counted, list_names
from autograder.course.assignment import Assignment
from autograder.course.release import Release, is_solution, is_test, marks
from autograder.course.release_facts import facts_of
from autograder.course.source_names import bound_names
from autograder.course.test_cells import CAPTURING, name_of

MOST = 6
"""So many tests are named."""

MAKES_OBJECTS = re.compile(r"^[ \t]*class\s|^[ \t]*async\s", re.MULTILINE)
"""Only a solution with such a word in it is parsed."""

PLAIN_BASES = {"object", "ABC", "Protocol"}
"""A class with another base may be a list or a number, which cross between the processes."""

MAYBE = (
    ast.Try | ast.If | ast.While | ast.Match | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
    | ast.IfExp | ast.GeneratorExp
)  # fmt: skip
"""What stands in these may not be run, or not fail."""


def notices(assignment: Assignment) -> list[str]:
    """Return a line for what a course can't count on while this assignment is graded."""
    lines, names = assignment.beside.problems(), unpassable(assignment)
    if names:
        cells, why = counted(len(names), "test cell", "test cells"), "(python -m autograder build says why)"
        lines.insert(
            0, f"{cells} can't be passed here, even by the solution: {list_names(names, MOST)} {why}"
        )
    return [*refused_tests(assignment), *lines]


def refused_tests(assignment: Assignment) -> list[str]:
    """Return a line for each test that is not graded because it can't be told whose names it uses."""
    return [
        f"{assignment.label(part, name)} is not graded here: {names.unclear}"
        for part in assignment.parts
        for name, names in facts_of(part).names.items()
        if names.unclear
    ]


def unpassable(assignment: Assignment) -> list[str]:
    """Return the names of the tests for which the solution hands over what is no plain data.

    In doubt a test is not named: the call stands under a condition, the class derives from another, or the like.
    """
    return [assignment.label(part, name) for part in assignment.parts for name in of_notebook(part)]


def of_notebook(release: Release) -> list[str]:
    """Return the names of one notebook's tests that its solution can't pass."""
    sources = [c.source for c in release.notebook.cells if is_solution(c) and MAKES_OBJECTS.search(c.source)]
    makers = {name for source in sources for name in makers_in(source)}
    found = []
    for cell in release.notebook.cells if makers else ():
        if is_test(cell):
            try:
                called = calls_at_once(ast.parse(cell.source)) - bound_names(cell.source)
            except SyntaxError:
                continue
            if called & makers:
                found.append(marks(cell)["grade_id"])
    return found


def makers_in(source: str) -> Iterator[str]:
    """Yield the classes and coroutines of a solution whose results stay in its process."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return
    for node in body:
        if is_sure_class(node) if isinstance(node, ast.ClassDef) else is_lazy(node):
            yield node.name


def is_sure_class(node: ast.ClassDef) -> bool:
    """Say whether a class's objects are certainly no plain data."""
    own = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
    decorators = {name_of(getattr(d, "func", d)) for d in node.decorator_list}
    is_usual = {name_of(base) for base in node.bases} <= PLAIN_BASES and not node.keywords
    return is_usual and decorators <= {"dataclass"} and "__new__" not in own


def is_lazy(node: ast.stmt) -> bool:
    """Say whether a statement defines a coroutine."""
    return isinstance(node, ast.AsyncFunctionDef) and not node.decorator_list


def calls_at_once(node: ast.AST) -> set[str]:
    """Return the names that are called whenever a cell runs to its end."""
    if isinstance(node, MAYBE):
        return set()
    if isinstance(node, ast.With) and not all(is_capture(item) for item in node.items):
        return set()
    found = {node.func.id} if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else set()
    children = ast.iter_child_nodes(node)
    if isinstance(node, ast.Assert):
        children = [node.test]
    elif isinstance(node, ast.BoolOp):
        children = node.values[:1]
    return found.union(*map(calls_at_once, children))


def is_capture(item: ast.withitem) -> bool:
    """Say whether a context keeps what is printed, and lets errors pass."""
    head = item.context_expr
    return isinstance(head, ast.Call) and name_of(head.func) in CAPTURING
