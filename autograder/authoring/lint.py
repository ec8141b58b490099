"""Find weak asserts in test cells: tests that answers pass which are not right."""

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from autograder.authoring.lint_inputs import all_square, all_symmetric, is_drawn, scalar_expected
from autograder.authoring.lint_rules import RULES
from autograder.course.bound_names import bound_names, free_names
from autograder.course.release import Exercise, Release, is_solution, is_test, marks
from autograder.course.test_cells import Reading, wants_error

ERROR, WARNING = "error", "warning"
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

    An error is a test that an answer without work passes; a warning is a habit that often lets wrong answers
    through.
    """
    functions, values = theirs(release)
    readings, findings = {}, []
    for cell in release.notebook.cells:
        if not is_test(cell):
            continue
        name = marks(cell)["grade_id"]
        try:
            readings[name] = Reading(name, cell.source, functions, values)
        except SyntaxError:
            continue  # splitting.py reports it
        findings += [
            Finding(ERROR, name, node.lineno, reason) for node, reason in weak_places(readings[name])
        ]
        if not {*free_names(cell.source)} & (functions | values):
            reason = "nothing that a student writes is used, so every notebook passes"
            findings.append(Finding(ERROR, name, 1, reason))
    for exercise in release.exercises:
        findings += habits(exercise, readings)
    return findings


def theirs(release: Release) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the students' functions and classes, and of their other variables."""
    functions, names = set(), set()
    for cell in release.notebook.cells:
        if is_solution(cell) and cell.cell_type == "code":
            try:
                names |= bound_names(cell.source)
                body = ast.parse(cell.source).body
            except SyntaxError:
                continue
            functions |= {
                n.name for n in body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            }
    return frozenset(functions), frozenset(names - functions - {"*"})


def weak_places(cell: Reading) -> Iterator[tuple[ast.AST, str]]:
    """Yield every weak place of one cell with the reason."""
    looks, last = list(cell.looks()), cell.tree.body[-1] if cell.tree.body else None
    if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Call | ast.Await):
        yield last, "the cell ends in an expression, which nbgrader reads as the mark"
    elif not looks:
        yield first(cell), "nothing is checked: any answer that can be called passes"
    elif all(wants_error(look) for look in looks):
        yield first(cell), "only errors are asked for, so a function that always raises passes"
    for node in ast.walk(cell.tree):
        for rule in RULES:
            if reason := rule(node, cell):
                yield node, reason


def first(cell: Reading) -> ast.AST:
    """Return the first statement, for findings about a whole cell."""
    return cell.tree.body[0] if cell.tree.body else ast.Pass(lineno=1)


def habits(exercise: Exercise, readings: dict[str, Reading]) -> Iterator[Finding]:
    """Yield warnings about an exercise's inputs: typed in, square, or symmetric ones alone."""
    tests = [readings[test.id] for test in exercise.tests if test.id in readings]
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
    return [line for those in alike.values() for line in together(those)]


def together(findings: list[Finding]) -> list[str]:
    """Return the lines for warnings with the same reason: one for all where they are many."""
    cells = list(dict.fromkeys(finding.cell for finding in findings))
    if len(cells) <= MOST:
        return [str(finding) for finding in findings]
    return [f"{', '.join(cells[:MOST])} and {len(cells) - MOST} more: {findings[0].reason}"]
