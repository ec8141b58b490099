"""Make mutants of a solution: the same code with one small slip in it."""

import ast
import difflib
from collections.abc import Iterator
from typing import NamedTuple

from autograder.course.source_names import names_in

BOUNDARY = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
NEGATED = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC = {
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div, ast.Add],
    ast.Div: [ast.Mult, ast.FloorDiv],
    ast.FloorDiv: [ast.Div, ast.Mult],
    ast.Mod: [ast.FloorDiv],
    ast.Pow: [ast.Mult],
    ast.MatMult: [ast.Mult],
}
TWINS = {
    "min": "max", "max": "sum", "sum": "mean", "mean": "sum", "zeros": "ones", "ones": "zeros", "argmax": "argmin",
    "argmin": "argmax",
}  # fmt: skip


class Mutant(NamedTuple):
    """One slip."""

    function: str  # the grade_id of the solution cell
    source: str  # the whole cell
    diff: str  # the lines that differ, "- " before the old and "+ " before the new ones


def mutants(function: str, source: str) -> list[Mutant]:
    """Return all mutants of a solution cell, each text once, in the order of the code."""
    tree = ast.parse(source)
    plain = ast.unparse(tree)
    seen, made = {plain}, []
    for text in changed_texts(tree):
        if text not in seen:
            seen.add(text)
            made.append(Mutant(function, text, difference(plain, text)))
    return made


def difference(old: str, new: str) -> str:
    """Return the lines that differ between two texts."""
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return "\n".join(line.rstrip() for line in lines if line[0] in "+-")


def changed_texts(tree: ast.Module) -> Iterator[str]:
    """Yield the text of the tree with one change after another made in it; the tree is left as it was."""
    defaults = defaults_of(tree)
    for parent, field, index, node in slots(tree):
        for other in alternatives(node, defaults):
            put(parent, field, index, other)
            try:
                yield ast.unparse(ast.fix_missing_locations(tree))
            finally:
                put(parent, field, index, node)


def put(parent: ast.AST, field: str, index: int | None, node: ast.AST | None) -> None:
    """Set a slot of a tree."""
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def slots(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Yield every place of a tree where a node stands, but for docstrings, annotations and what is raised."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns") or (isinstance(node, ast.Raise) and field in ("exc", "cause")):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            is_text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not is_text:
                yield node, field, index, child
                yield from slots(child)


def defaults_of(tree: ast.Module) -> dict[str, ast.expr]:
    """Return the arguments that have a plain default, by name."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = node.args.args[len(node.args.args) - len(node.args.defaults) :]
            found |= {a.arg: d for a, d in zip(names, node.args.defaults, strict=True)}
    return {name: value for name, value in found.items() if isinstance(value, ast.Constant)}


def alternatives(node: ast.AST, defaults: dict[str, ast.expr]) -> Iterator[ast.AST]:
    """Yield what may stand in place of a node after a slip."""
    kind = type(node)
    if kind is ast.Name and isinstance(node.ctx, ast.Load) and node.id in defaults:
        yield defaults[node.id]
    for types, maker in MAKERS:
        if isinstance(node, types):
            yield from maker(node)


def constants(node: ast.Constant) -> Iterator[ast.AST]:
    """A number is one too large or too small, a truth is a lie."""
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)


def comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    """A limit is off by one, a comparison is turned round."""
    for place, op in enumerate(node.ops):
        for table in (BOUNDARY, NEGATED):
            if type(op) in table:
                ops = [*node.ops[:place], table[type(op)](), *node.ops[place + 1 :]]
                yield ast.Compare(node.left, ops, node.comparators)


def arithmetic(node: ast.BinOp) -> Iterator[ast.AST]:
    """Another operator, or a term left out."""
    for other in ARITHMETIC.get(type(node.op), []):
        yield ast.BinOp(node.left, other(), node.right)
    if not isinstance(node.left, ast.Constant | ast.JoinedStr):
        yield node.left
    if not isinstance(node.right, ast.Constant):
        yield node.right


def truths(node: ast.BoolOp) -> Iterator[ast.AST]:
    """`and` for `or`, or a condition left out."""
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for place in range(len(node.values)):
        rest = node.values[:place] + node.values[place + 1 :]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def signs(node: ast.UnaryOp) -> Iterator[ast.AST]:
    """A minus or a `not` is forgotten."""
    yield node.operand


def tuples(node: ast.Tuple) -> Iterator[ast.AST]:
    """Neighbors are swapped: axes, indices, sides."""
    for swapped in swaps(node.elts):
        yield ast.Tuple(swapped, node.ctx)


def swaps(items: list) -> Iterator[list]:
    """Yield a list with two neighbors swapped, for every two that differ and that aren't unpacked."""
    for place in range(len(items) - 1):
        one, other = items[place : place + 2]
        if not isinstance(one, ast.Starred) and not isinstance(other, ast.Starred):
            yield [*items[:place], other, one, *items[place + 2 :]]


def calls(node: ast.Call) -> Iterator[ast.AST]:
    """Arguments are swapped, a keyword or the call is forgotten, or a near name is called."""
    is_method = isinstance(node.func, ast.Attribute)
    name = node.func.attr if is_method else getattr(node.func, "id", "")
    for swapped in swaps(node.args) if name not in ("min", "max") else ():
        yield ast.Call(node.func, swapped, node.keywords)
    for place in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, node.keywords[:place] + node.keywords[place + 1 :])
    if is_method and (not node.args or node.func.attr in ("astype", "reshape", "transpose")):
        yield node.func.value
    if len(node.args) == 1 and not isinstance(node.args[0], ast.Starred | ast.GeneratorExp):
        yield node.args[0]
    if name in TWINS:
        other = (
            ast.Attribute(node.func.value, TWINS[name], ast.Load()) if is_method else ast.Name(TWINS[name])
        )
        yield ast.Call(other, node.args, node.keywords)


def slices(node: ast.Slice) -> Iterator[ast.AST]:
    """A bound or the step is forgotten or one off."""
    for field in ("lower", "upper", "step"):
        if (bound := getattr(node, field)) is None:
            continue
        bounds = {name: getattr(node, name) for name in ("lower", "upper", "step")}
        yield ast.Slice(**bounds | {field: None})
        if not isinstance(bound, ast.Constant):
            for op in (ast.Add(), ast.Sub()):
                yield ast.Slice(**bounds | {field: ast.BinOp(bound, op, ast.Constant(1))})


def choices(node: ast.IfExp) -> Iterator[ast.AST]:
    """A choice is turned round, or always falls the same way."""
    yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    yield node.body
    yield node.orelse


def conditions(node: ast.If) -> Iterator[ast.AST]:
    """A condition is turned round; what it guards is never done, or always."""
    yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    yield ast.If(ast.Constant(False), node.body, node.orelse)
    if not all(isinstance(statement, ast.Raise) for statement in node.body):
        yield ast.If(ast.Constant(True), node.body, node.orelse)


def statements(node: ast.stmt) -> Iterator[ast.AST]:
    """A statement is left out; a sum is overwritten."""
    yield ast.Pass()
    if isinstance(node, ast.AugAssign):
        target = ast.parse(ast.unparse(node.target), mode="eval").body
        yield ast.Assign([target], node.value)


def returns(node: ast.Return) -> Iterator[ast.AST]:
    """A part of the answer is returned, or another name that the line holds."""
    if node.value is None:
        return
    for name in sorted(names_in(node.value))[:4]:
        yield ast.Return(ast.Name(name))


MAKERS = (
    (ast.Constant, constants),
    (ast.Compare, comparisons),
    (ast.BinOp, arithmetic),
    (ast.BoolOp, truths),
    (ast.UnaryOp, signs),
    (ast.Tuple, tuples),
    (ast.Call, calls),
    (ast.Slice, slices),
    (ast.IfExp, choices),
    (ast.If, conditions),
    ((ast.AugAssign, ast.Raise, ast.Assign, ast.Break, ast.Continue), statements),
    (ast.Return, returns),
)
