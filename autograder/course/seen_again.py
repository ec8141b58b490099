"""Read from a test whether it looks again at what it hands to a function: only then can it see a change of that."""

import ast
import functools
from collections import Counter
from collections.abc import Iterator

from autograder.course.source_names import tree_of

_MODULES = ("np", "numpy", "copy")


@functools.lru_cache(maxsize=512)
def not_seen_again(source: str) -> frozenset[str]:
    """Return the functions that a test cell only calls, and each time with names that it uses nowhere else.

    What an assert says when it fails counts as no use.

    >>> sorted(not_seen_again("x, y = [1], [2]\\nassert f([2, 1]) == g(x) == h(y), x\\nassert k(y)"))
    ['f', 'g']
    """
    tree = tree_of(source)
    uses, called = Counter(_loaded(tree)), Counter(call.func.id for call in _calls(tree))
    seen = {call.func.id for call, _ in seen_again(tree)}
    return frozenset(name for name in called if name not in seen and uses[name] == called[name])


def seen_again(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Yield the calls in a cell with each name in their arguments that the cell uses elsewhere, too."""
    uses = Counter(_loaded(tree))
    for call in _calls(tree):
        yield from ((call, name) for name in _handed(call) if uses[name] > 1)


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))


def _handed(call: ast.Call) -> Iterator[str]:
    """Yield the names in a call's arguments, those of functions that are called there left out."""
    waiting: list[ast.AST] = [*call.args, *call.keywords]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Call) and (isinstance(node.func, ast.Name) or _is_of_module(node.func)):
            waiting += [*node.args, *node.keywords]
        else:
            waiting += ast.iter_child_nodes(node)


def _is_of_module(function: ast.expr) -> bool:
    """Say whether a function is one of NumPy's, or of `copy`."""
    is_dotted = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return is_dotted and function.value.id in _MODULES


def _loaded(tree: ast.AST) -> Iterator[str]:
    """Yield the names that code uses, as often as it does."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        waiting += [part for part in ast.iter_child_nodes(node) if part is not getattr(node, "msg", None)]
