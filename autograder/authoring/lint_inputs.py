"""Look at the inputs that test cells try: drawn or typed in, square, symmetric."""

import ast
from collections.abc import Iterator

from autograder.course.test_cells import name_of

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
