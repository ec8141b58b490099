"""Find tests that ask whether two things are one object, where it can't be told: they came by different calls."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from autograder.course.effects import changes_in
from autograder.course.source_names import names_in
from autograder.course.test_cells import TestCell, name_of

_OF_TWO = frozenset(("shares_memory", "may_share_memory", "assertIs", "assertIsNot"))


class Source(NamedTuple):
    """Where something of the student's came from: a call, by its place, or the answer's variables (no function)."""

    place: int = 0
    function: str = ""
    given: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.function}()" if self.function else "the answer"


def unseen_sharing(cell: TestCell) -> Iterator[tuple[int, str]]:
    """Yield the lines of a test that ask for what is lost on the way, with the reason.

    What crosses in one call, arguments and result, keeps its objects; so do the answer's variables. Of two calls'
    results nobody can tell whether a change of one would show in the other.
    """
    sources: dict[str, Source] = {
        name: Source() for name in cell.values - names_in(cell.tree, context=ast.Store)
    }
    changed: dict[str, Source] = {}
    for statement in _in_order(cell.tree):
        parts = _own_parts(statement)
        calls = [call for part in parts for call in _calls(part, cell)]
        for pair in (pair for part in parts for pair in _pairs(part)):
            found = [_source(side, sources, cell) for side in pair]
            if all(found) and found[0] != found[1]:
                what = " and ".join(dict.fromkeys(map(str, found)))
                yield (
                    statement.lineno,
                    f"whether two things are one object can't be told between {what}: copies cross",
                )
        for name, source in changed.items():
            again = any(call.func.id == source.function and name not in _names(call) for call in calls)
            if again or (isinstance(statement, ast.Assert) and _sees(parts, name, source, sources)):
                yield (
                    statement.lineno,
                    f"{name} came from {source} and was changed, as a copy: whether that shows here can't be told",
                )
        for name in {n for part in parts for n in changes_in(part)} | _augmented(statement):
            if name in sources:
                changed[name] = sources[name]
        _bind(statement, sources, changed, cell)


def _bind(
    statement: ast.stmt, sources: dict[str, Source], changed: dict[str, Source], cell: TestCell
) -> None:
    """Note where the names come from that a statement binds."""
    for target, value in _assigned(statement):
        for name in names_in(target, context=ast.Store):
            changed.pop(name, None)
            sources.pop(name, None)
            if (source := _source(value, sources, cell)) is not None:
                sources[name] = source


def _assigned(statement: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield the targets and values of an assignment, tuples item by item."""
    for target in statement.targets if isinstance(statement, ast.Assign) else ():
        if isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
            yield from zip(target.elts, statement.value.elts, strict=False)
        else:
            yield target, statement.value


def _source(node: ast.expr, sources: dict[str, Source], cell: TestCell) -> Source | None:
    """Return where an expression comes from that is an object of the student's, or a part of one."""
    if isinstance(node, ast.Call) and name_of(node.func) == "id" and node.args:
        node = node.args[0]
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        return sources.get(node.id)
    if cell.is_plain_call(node):
        return Source(node.lineno * 1000 + node.col_offset, node.func.id, frozenset(_names(node)))
    return None


def _sees(parts: list[ast.AST], name: str, source: Source, sources: dict[str, Source]) -> bool:
    """Say whether expressions look at something else of the student's that was there before `name` was changed."""
    seen = names_in(*parts) & sources.keys() - {name}
    return any(sources[other] != source and other not in source.given for other in seen)


def _pairs(part: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what is asked to be one object: both sides of `is`, arguments of `shares_memory`."""
    for node in ast.walk(part):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            are_ids = name_of(getattr(node.left, "func", node)) == "id" and isinstance(
                node.ops[0], ast.Eq | ast.NotEq
            )
            if are_ids or isinstance(node.ops[0], ast.Is | ast.IsNot):
                yield node.left, node.comparators[0]
        elif isinstance(node, ast.Call) and name_of(node.func) in _OF_TWO and len(node.args) > 1:
            yield node.args[0], node.args[1]


def _calls(part: ast.AST, cell: TestCell) -> list[ast.Call]:
    return [node for node in ast.walk(part) if cell.is_plain_call(node)]


def _names(call: ast.Call) -> set[str]:
    """Return the names in a call's arguments."""
    return names_in(*call.args, *(keyword.value for keyword in call.keywords))


def _augmented(statement: ast.stmt) -> set[str]:
    """Return the name that `x += ...` changes: a list or array in place."""
    is_name = isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name)
    return {statement.target.id} if is_name and isinstance(statement.value, ast.List) else set()


def _in_order(tree: ast.Module) -> list[ast.stmt]:
    """Return a cell's statements in their order, those in loops and branches too, functions left out."""
    found, waiting = [], list(reversed(tree.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        found.append(node)
        handlers = [inner for handler in getattr(node, "handlers", ()) for inner in handler.body]
        after = [*getattr(node, "orelse", ()), *getattr(node, "finalbody", ())]
        waiting += reversed([*getattr(node, "body", ()), *handlers, *after])
    return found


def _own_parts(statement: ast.stmt) -> list[ast.AST]:
    """Return what of a statement isn't a statement itself: of a loop its head."""
    return [
        part for part in ast.iter_child_nodes(statement) if not isinstance(part, ast.stmt | ast.ExceptHandler)
    ]
