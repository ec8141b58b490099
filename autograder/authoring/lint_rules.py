"""Know the weak asserts one by one: each rule looks at one node of a test cell and says what is weak."""

import ast
from collections.abc import Callable, Iterator

from autograder.course.test_cells import TestCell, is_checker, is_failing, name_of

DRAWN = frozenset("random rng default_rng randint normal integers uniform choice".split())  # noqa: SIM905
ALIKE = frozenset("ones zeros full eye identity".split())  # noqa: SIM905
LENIENT = ("assert_allclose", "assert_array_equal", "assert_array_almost_equal", "assert_almost_equal")


def is_drawn(tree: ast.AST) -> bool:
    """Say whether a cell draws some of its inputs."""
    return any(
        name_of(node) in DRAWN for node in ast.walk(tree) if isinstance(node, ast.Name | ast.Attribute)
    )


def all_square(trees: list[ast.AST]) -> bool:
    """Say whether every random array has equal last sides, and there is one."""
    sizes = []
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "size":
                if not isinstance(node.value, ast.Constant | ast.Tuple):
                    return False
                if isinstance(node.value, ast.Tuple):
                    sizes.append([ast.dump(side) for side in node.value.elts])
            elif isinstance(node, ast.Call) and any(name_of(a) == "rng" for a in node.args):
                return False
    return bool(sizes) and all(len(size) > 1 and size[-1] == size[-2] for size in sizes)


def all_symmetric(trees: list[ast.AST]) -> bool:
    """Say whether every array that can be read equals its own transpose, and there is one."""
    found = False
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node.func) in ALIKE:
                found = True
            elif isinstance(node, ast.List) and (rows := table(node)):
                if rows != [list(column) for column in zip(*rows, strict=True)]:
                    return False
                found = True
    return found


def table(node: ast.List) -> list[list]:
    """Return a literal list of rows of one length as data, empty if it is none."""
    try:
        rows = ast.literal_eval(node)
    except ValueError:
        return []
    is_table = all(isinstance(r, list) and len(r) == len(rows[0]) and r for r in rows) and len(rows) > 1
    return rows if is_table else []


def scalar_expected(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield calls of NumPy's comparisons that let a number pass for an array of equal numbers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node.func) in LENIENT:
            fills = [a for a in node.args if isinstance(a, ast.Call) and name_of(a.func) in ALIKE]
            if fills and not any(k.arg == "strict" for k in node.keywords):
                yield node


def stretched(node: ast.AST, cell: TestCell) -> str:
    """Find `np.allclose`, which stretches shapes and is true of empty arrays."""
    if not isinstance(node, ast.Call) or name_of(node.func) not in ("allclose", "isclose"):
        return ""
    if name_of(node.func) == "isclose" and isinstance(node.func, ast.Attribute) and is_math(node.func):
        return ""
    if cell.guarded or not cell.is_theirs(node):
        return ""
    return (
        f"np.{name_of(node.func)} stretches shapes and is true of an empty array; ask for the shape as well"
    )


def is_math(function: ast.Attribute) -> bool:
    """Say whether a function is one of `math`, which takes numbers only."""
    return isinstance(function.value, ast.Name) and function.value.id in ("math", "cmath")


def empty_all(node: ast.AST, cell: TestCell) -> str:
    """Find `(f(x) == y).all()` and `all(... for v in f(x))`, which are true of nothing at all."""
    if not isinstance(node, ast.Call) or name_of(node.func) != "all" or cell.guarded:
        return ""
    inside = (
        node.func.value if isinstance(node.func, ast.Attribute) and not is_numpy(node.func.value) else None
    )
    subject = inside or (node.args[0] if node.args else None)
    if isinstance(subject, ast.GeneratorExp | ast.ListComp):
        subject = subject.generators[0].iter
    if subject is None or not cell.is_theirs(subject):
        return ""
    return "all() is true of an empty answer, and of one that is stretched; compare the shape or length too"


def is_numpy(node: ast.expr) -> bool:
    """Say whether an expression is the name of NumPy."""
    return isinstance(node, ast.Name) and node.id in ("np", "numpy")


def exact(node: ast.AST, cell: TestCell) -> str:
    """Find `==` where one side is a float or an array."""
    if not isinstance(node, ast.Compare) or not any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
        return ""
    sides = [node.left, *node.comparators]
    others = [side for side in sides if not cell.is_theirs(side)]
    if len(others) == len(sides):
        return ""
    if any(is_array(side) for side in sides):
        return "== compares arrays place by place and stretches shapes; use np.testing or np.array_equal"
    if any(is_float(side) for side in others):
        return "== asks for the last bit of a float; compare with a tolerance (math.isclose)"
    return ""


def is_array(node: ast.expr) -> bool:
    """Say whether an expression makes an array."""
    makers = ("array", "zeros", "ones", "full", "eye", "arange", "linspace", "asarray", "stack")
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and is_numpy(node.func.value)
        and node.func.attr in makers
    )


def is_float(node: ast.expr) -> bool:
    """Say whether an expression is a float by its looks: a literal, a quotient, a function of math."""
    node = node.operand if isinstance(node, ast.UnaryOp) else node
    if isinstance(node, ast.Constant):
        return type(node.value) is float
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Div) or is_float(node.left) or is_float(node.right)
    whole = ("floor", "ceil", "gcd", "lcm", "comb", "perm", "factorial", "isqrt")
    return isinstance(node, ast.Call) and (
        (isinstance(node.func, ast.Attribute) and is_math(node.func) and node.func.attr not in whole)
        or name_of(node.func) == "float"
    )


def truthy(node: ast.AST, cell: TestCell) -> str:
    """Find `assert f(x)`, which nearly everything passes, and asserts that can't fail."""
    if not isinstance(node, ast.Assert):
        return ""
    test = node.test
    if isinstance(test, ast.Tuple) and test.elts:
        return "an assert on a tuple can't fail; take the brackets away"
    if isinstance(test, ast.Constant) and test.value:
        return "this assert can't fail"
    test = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
    bare = cell.is_plain_call(test) or (
        isinstance(test, ast.Name | ast.Subscript | ast.Attribute) and cell.is_theirs(test)
    )
    if bare:
        return "nearly every value is true (or false) here; write `is True`, or compare with what is due"
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.IsNot) and cell.is_theirs(test):
        return "everything but one value passes here; compare with what is due"
    return ""


def cut_short(node: ast.AST, cell: TestCell) -> str:
    """Find loops over what a student returned: with nothing in it, nothing is checked."""
    if isinstance(node, ast.Call) and name_of(node.func) == "zip" and any(map(cell.is_theirs, node.args)):
        strict = any(k.arg == "strict" and getattr(k.value, "value", False) for k in node.keywords)
        return (
            ""
            if strict or cell.guarded
            else "zip ends with the shorter one; a short answer is not checked: strict=True"
        )
    if isinstance(node, ast.For) and is_failing(node) and not cell.guarded and cell.is_theirs(node.iter):
        zipped = isinstance(node.iter, ast.Call) and name_of(node.iter.func) == "zip"
        return "" if zipped else "an answer without elements is not checked here; ask for its length as well"
    return ""


def swallowed(node: ast.AST, cell: TestCell) -> str:
    """Find handlers that let a failing test pass."""
    if isinstance(node, ast.With):
        names = {name_of(i.context_expr.func) for i in node.items if isinstance(i.context_expr, ast.Call)}
        return "suppress() lets a failing call pass" if "suppress" in names and cell.is_theirs(node) else ""
    if not isinstance(node, ast.Try) or not any(cell.is_theirs(part) for part in node.body):
        return ""
    for handler in node.handlers:
        keeps = any(
            isinstance(n, ast.Assign | ast.Raise | ast.Assert | ast.AugAssign) for n in ast.walk(handler)
        )
        checks = any(isinstance(n, ast.Expr) and is_checker(n.value) for n in handler.body)
        fails_in_body = any(is_failing(part) for part in node.body)
        if keeps or checks:
            continue
        if fails_in_body and catches_asserts(handler):
            return "this handler catches the failing assert as well; name the one error that is due"
        if not fails_in_body and not any(map(is_failing, node.orelse)):
            return "this handler lets a failing call pass; raise in `else` when no error came"
    return ""


def catches_asserts(handler: ast.ExceptHandler) -> bool:
    """Say whether a handler catches AssertionError."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(k is None or name_of(k) in ("Exception", "BaseException", "AssertionError") for k in kinds)


def one_sided(node: ast.AST, cell: TestCell) -> str:
    """Find `f(x) - y < tolerance`, which every small enough answer passes."""
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Lt | ast.LtE):
        return ""
    left = node.left
    if isinstance(left, ast.Call) and name_of(left.func) in ("sum", "mean", "max"):
        inner = (
            left.func.value
            if isinstance(left.func, ast.Attribute) and not is_numpy(left.func.value)
            else None
        )
        left = inner or (left.args[0] if left.args else left)
    is_difference = isinstance(left, ast.BinOp) and isinstance(left.op, ast.Sub)
    if is_difference and cell.is_theirs(left):
        return "a difference without abs() is small for every answer that is too small"
    return ""


RULES: tuple[Callable[[ast.AST, TestCell], str], ...] = (
    stretched,
    empty_all,
    exact,
    truthy,
    cut_short,
    swallowed,
    one_sided,
)
