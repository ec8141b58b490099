"""Find weak asserts in test cells: tests that answers pass which are not right."""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from autograder.authoring.lint_rules import (
    RULES,
    all_square,
    all_symmetric,
    is_drawn,
    scalar_expected,
)
from autograder.authoring.student_names import StudentNames
from autograder.common.text import list_names
from autograder.course.release import Exercise, Release, is_test, marks
from autograder.course.release_facts import facts_of
from autograder.course.source_names import free_names
from autograder.course.test_cells import TestCell, wants_error

ERROR, WARNING = "error", "warning"
REACHES_OUT = re.compile(
    r"\b(?:open|Path|globals|locals|vars|dir|eval|exec|get_ipython|import_module|__import__)\(|\b(?:os|plt|subprocess)\."
    r"|^[ \t]*[%!]",
    re.MULTILINE,
)
"""How a test gets at what a student made otherwise than by its name."""
_AT_THE_END = "the cell ends in an expression, which nbgrader reads as the mark"
MOST = 3
"""A warning for more cells than these is told once."""


class Finding(NamedTuple):
    """One weak place of a test cell; its text names cell, line and reason."""

    level: str
    cell: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.cell}, line {self.line}: {self.reason}"


def lint(release: Release) -> list[Finding]:
    """Return what is weak in a lesson's test cells, in their order.

    An error is a test with points that an answer without work passes; a warning is a habit that often lets
    wrong answers through.
    """
    students, facts = StudentNames.of(release.notebook), facts_of(release)
    cells, findings = {}, []
    for cell in release.notebook.cells:
        if not is_test(cell):
            continue
        name, has_points = marks(cell)["grade_id"], marks(cell)["points"] > 0
        used = facts.names[name].theirs | facts.names[name].perhaps
        functions = students.functions | students.classes | students.coroutines
        try:
            cells[name] = TestCell(name, cell.source, functions, (students.answers | used) - functions)
        except SyntaxError:
            continue  # testability.py reports it
        free = set(free_names(cell.source))
        is_open = bool(used - free or REACHES_OUT.search(cell.source))
        findings += [
            Finding(level if has_points else WARNING, name, node.lineno, reason)
            for node, level, reason in weak_places(cells[name], is_open)
        ]
        if not used and not free & (students.answers | functions) and not is_open:
            reason = "nothing that a student writes is used, so every notebook passes"
            findings.append(Finding(ERROR if has_points else WARNING, name, 1, reason))
    for exercise in release.exercises:
        findings += weak_inputs(exercise, cells)
    return findings


def weak_places(cell: TestCell, is_open: bool = False) -> Iterator[tuple[ast.AST, str, str]]:
    """Yield every weak place of one cell with its level and the reason.

    `is_open` says that it may look at the student's work otherwise than by name: through other cells' functions, say.
    """
    looks, last = list(cell.looks()), cell.tree.body[-1] if cell.tree.body else None
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield last, ERROR, f"{_AT_THE_END}: False gives all points, too; assert it"
    elif isinstance(last, ast.Expr) and not isinstance(last.value, ast.Call | ast.Await):
        yield last, WARNING, f"{_AT_THE_END}: a number gives so many points"
    elif not looks and not is_open:
        yield first(cell), ERROR, "nothing is checked: any answer that can be called passes"
    elif looks and not is_open and all(wants_error(look) for look in looks):
        yield first(cell), WARNING, "only errors are asked for, so a function that always raises passes"
    for node in ast.walk(cell.tree):
        for rule in RULES:
            if reason := rule(node, cell):
                yield node, WARNING, reason


def first(cell: TestCell) -> ast.AST:
    """Return the first statement, for findings about a whole cell."""
    return cell.tree.body[0] if cell.tree.body else ast.Pass(lineno=1)


def weak_inputs(exercise: Exercise, cells: dict[str, TestCell]) -> Iterator[Finding]:
    """Yield warnings about an exercise's inputs: typed in, square, or symmetric ones alone."""
    tests = [cells[test.id] for test in exercise.tests if test.id in cells]
    if not tests:
        return
    trees = [test.tree for test in tests]
    for test in tests:
        for node in scalar_expected(test.tree):
            reason = "a single number passes where an array of equal numbers is due; add strict=True"
            yield Finding(WARNING, test.name, node.lineno, reason)
    if not any(map(is_drawn, trees)):
        reason = "every input is typed in: a table of answers passes; draw some at random"
        yield Finding(WARNING, tests[0].name, 1, reason)
        if all_symmetric(trees):
            reason = f"every array of {exercise.name} is symmetric: an answer that swaps or flips axes passes"
            yield Finding(WARNING, tests[0].name, 1, reason)
    elif all_square(trees):
        reason = f"every random array of {exercise.name} is square: an answer that swaps the axes passes"
        yield Finding(WARNING, tests[0].name, 1, reason)


def lines(findings: Iterable[Finding], level: str) -> list[str]:
    """Return the findings of one level as text; a warning that holds for many cells is one line."""
    found = [finding for finding in findings if finding.level == level]
    if level != WARNING:
        return [str(finding) for finding in found]
    alike: dict[str, list[Finding]] = {}
    for finding in found:
        alike.setdefault(finding.reason, []).append(finding)
    return [line for those in alike.values() for line in merge_findings(those)]


def merge_findings(findings: list[Finding]) -> list[str]:
    """Return the lines for warnings with the same reason: one for all where they are many."""
    cells = list(dict.fromkeys(finding.cell for finding in findings))
    if len(cells) <= MOST:
        return [str(finding) for finding in findings]
    return [f"{list_names(cells, MOST)}: {findings[0].reason}"]
