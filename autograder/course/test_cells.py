"""Read what a test cell does with the student's work: which names stand for it, and where it is looked at."""

import ast
from collections.abc import Iterator

from autograder.course.source_names import names_in

NO_CHECK = frozenset(
    "abs all any bool dict display enumerate filter float id int iter len list map max min next print range"  # noqa: SIM905
    " repr reversed round set sorted str sum tuple type zip".split()
)
"""Calls that look at nothing: a statement that consists of one of them passes whatever a student returns."""

CAPTURING = frozenset(("redirect_stdout", "redirect_stderr", "capture_output"))
"""Contexts that keep what is printed inside."""


class TestCell:
    """One test cell, parsed.

    `name`: its grade_id
    `functions`, `values`: the student's functions and classes, and the student's other variables
    """

    __test__ = False

    def __init__(self, name: str, source: str, functions: frozenset[str], values: frozenset[str]):
        self.name, self.source = name, source
        self.tree = ast.parse(source)
        # values: names that hold something the student's code made
        # functions: names that stand for a function of the student's, the cell's own helpers that call one included
        self.functions, self.values = set(functions), set(values)
        own = {n.name for n in self.tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        self.functions -= own
        for _ in range(4):
            before = len(self.functions) + len(self.values)
            self.follow()
            if len(self.functions) + len(self.values) == before:
                break
        self.guarded = any(is_size(node) for check in self.looks() for node in ast.walk(check))

    def follow(self) -> None:
        """Add the names that assignments, loops and definitions give to the student's work."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.Lambda) and self.is_used_in(node):
                self.functions.add(getattr(node, "name", ""))
            elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr) and node.value:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                self.give(targets, node.value)
            elif isinstance(node, ast.For | ast.comprehension):
                self.give([node.target], node.iter)
            elif isinstance(node, ast.Expr) and self.is_plain_call(node.value):
                # Called for its effect, a function can show it in its arguments alone.
                given = [*node.value.args, *(k.value for k in node.value.keywords)]
                self.values |= {v.id for v in given if isinstance(v, ast.Name)} - self.functions
            elif isinstance(node, ast.With) and any(map(self.is_used_in, node.body)):
                self.values |= {name for item in node.items for name in captured(item)} - self.functions
        if self.is_used_in(self.tree):
            self.values |= {name for node in ast.walk(self.tree) for name in put_for_stdout(node)}

    def give(self, targets: list[ast.expr], value: ast.expr) -> None:
        """Note what the names in `targets` stand for, once `value` is bound to them."""
        names = names_in(*targets)
        if isinstance(value, ast.Lambda):
            self.functions |= names if self.is_used_in(value) else set()
        elif self.is_theirs(value):
            self.values |= names - self.functions
        elif self.is_used_in(value):
            self.functions |= names

    def is_used_in(self, node: ast.AST) -> bool:
        """Say whether a function of the student's is named anywhere in `node`."""
        return not self.functions.isdisjoint(names_in(node))

    def is_call(self, node: ast.AST) -> bool:
        """Say whether a node calls a function of the student's, itself or by way of `map` and the like."""
        if not isinstance(node, ast.Call):
            return False
        named = [node.func, *node.args, *(k.value for k in node.keywords)]
        return any(isinstance(n, ast.Name) and n.id in self.functions for n in named)

    def is_theirs(self, node: ast.AST) -> bool:
        """Say whether the value of `node` depends on what the student's code returned."""
        return any(
            self.is_call(n) or (isinstance(n, ast.Name) and n.id in self.values) for n in ast.walk(node)
        )

    def looks(self) -> Iterator[ast.stmt]:
        """Yield the statements that can fail because of what the student's code did."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.stmt) and self.is_look(node))

    def is_look(self, node: ast.stmt) -> bool:
        """Say whether one statement can fail because of what the student's code did."""
        if isinstance(node, ast.Assert | ast.If):
            fails = isinstance(node, ast.Assert) or is_failing(node)
            return fails and (self.is_theirs(node.test) or self.is_used_in(node.test))
        if isinstance(node, ast.Expr):
            checks = is_checker(node.value) and not self.is_plain_call(node.value)
            return checks and self.is_theirs(node.value)
        if isinstance(node, ast.With):
            return wants_error(node) and self.is_theirs(node)
        return isinstance(node, ast.Try) and self.is_theirs(node) and any(map(is_failing, node.orelse))

    def is_plain_call(self, node: ast.expr) -> bool:
        """Say whether a call is one of the student's function itself."""
        return (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in self.functions
        )


def captured(item: ast.withitem) -> Iterator[str]:
    """Yield the names that hold what is printed inside a context: of `redirect_stdout(buffer)` the buffer's."""
    head = item.context_expr
    if isinstance(head, ast.Call) and name_of(head.func) in CAPTURING:
        for place in [*head.args, item.optional_vars]:
            if isinstance(place, ast.Name):
                yield place.id


def put_for_stdout(node: ast.AST) -> Iterator[str]:
    """Yield the names that an assignment to `sys.stdout` or `sys.stderr` lets hold what is printed, `sys` as well."""
    for target in node.targets if isinstance(node, ast.Assign) else ():
        is_pair = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
        targets, values = (target.elts, node.value.elts) if is_pair else ([target], [node.value])
        for place, value in zip(targets, values, strict=False):
            if isinstance(place, ast.Attribute) and place.attr in ("stdout", "stderr"):
                yield from (name.id for name in (place.value, value) if isinstance(name, ast.Name))


def is_checker(node: ast.expr) -> bool:
    """Say whether a statement calls something that may complain: any call but those that look at nothing."""
    return isinstance(node, ast.Call) and name_of(node.func) not in NO_CHECK


def name_of(node: ast.expr) -> str:
    """Return the last part of a (dotted) name, empty for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def is_size(node: ast.AST) -> bool:
    """Say whether a node asks how much there is: `.shape`, `.size`, `len(...)`, `np.shape(...)`."""
    if isinstance(node, ast.Attribute):
        return node.attr in ("shape", "size")
    return isinstance(node, ast.Call) and name_of(node.func) in ("len", "shape", "array_equal")


def is_failing(node: ast.AST) -> bool:
    """Say whether a node raises something, or asserts."""
    return any(isinstance(n, ast.Raise | ast.Assert) for n in ast.walk(node))


def wants_error(node: ast.AST) -> bool:
    """Say whether a statement asks for an exception: `raises=`, `pytest.raises(...)`, `assertRaises(...)`."""
    heads = [item.context_expr for item in node.items] if isinstance(node, ast.With) else [node]
    for head in heads:
        for n in ast.walk(head):
            if isinstance(n, ast.Call) and (
                name_of(n.func) in ("raises", "assertRaises", "assert_raises", "assertRaisesRegex")
                or any(k.arg == "raises" for k in n.keywords)
            ):
                return True
    return isinstance(node, ast.Try)
