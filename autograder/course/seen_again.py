"""Read from a test whether it looks again at what it hands to a function: only then can it see a change of that."""

import ast
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

_MODULES = ("np", "numpy", "copy")
_NEW = frozenset((
    "arange", "astype", "empty", "eye", "full", "integers", "linspace", "normal", "ones", "permutation", "rand",
    "randint", "randn", "random", "standard_normal", "uniform", "zeros",
))  # fmt: skip
_ANY_NAME = frozenset(("eval", "exec", "get_ipython", "globals", "locals", "vars"))
"""By these a cell reaches all names."""


def not_seen_again(
    tree: ast.Module, elsewhere: Collection[str], helpers: Collection[str] = ()
) -> frozenset[str]:
    """Return the functions that a test cell only calls, and each time with values of which nothing is left.

    These are typed in, or have a name that the cell gives and uses once. What an assert says when it fails is no use.

    Parameters
    ----------
    elsewhere : collection of str
        The names that other cells use: what they hold may be looked at there.
    helpers : collection of str
        The names that other cells give, answers aside: such a function may return what others have as well.

    >>> sorted(not_seen_again(ast.parse("x, y = [1], [2]\\nassert f([2, 1]) == g(x) == h(y), x\\nassert k(y)"), ()))
    ['f', 'g']
    """
    uses, sources = _uses(tree), _sources(tree)
    if not _ANY_NAME.isdisjoint({*uses, *elsewhere}):
        return frozenset()
    calls = list(_calls(tree))
    called = Counter(call.func.id for call in calls)
    seen = {
        call.func.id
        for call in calls
        for name in _behind(call, sources, helpers)
        if uses[name] > 1 or name in elsewhere or name not in sources
    }
    return frozenset(name for name in called if name not in seen and uses[name] == called[name])


def seen_again(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Yield the calls in a cell with each name in their arguments that the cell uses elsewhere, too."""
    uses, sources = _uses(tree), _sources(tree)
    for call in _calls(tree):
        yield from ((call, name) for name in _behind(call, sources) if uses[name] > 1)


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))


def _sources(tree: ast.Module) -> dict[str, list[ast.AST]]:
    """Return what the names that a cell gives are given to; for a function of its own that is all of it."""
    found: dict[str, list[ast.AST]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            given, value = node.targets, node.value
        elif isinstance(node, ast.AugAssign):
            given, value = [node.target], node.value
        elif isinstance(node, ast.FunctionDef):
            found.setdefault(node.name, []).append(node)
            continue
        elif isinstance(node, ast.For | ast.comprehension):
            given, value = [node.target], node.iter
        else:
            continue
        for name in (n.id for target in given for n in ast.walk(target) if isinstance(n, ast.Name)):
            found.setdefault(name, []).append(value)
    return found


def _behind(call: ast.Call, sources: Mapping[str, list[ast.AST]], helpers: Collection[str] = ()) -> list[str]:
    """Return the names in a call's arguments, and those that the values of these were made from."""
    own = {*sources, *helpers}
    names = list(_handed([*call.args, *call.keywords], own))
    for name in names:  # grows
        names += [more for more in _handed(sources.get(name, ()), own) if more not in names]
    return names


def _handed(expressions: Iterable[ast.AST], own: Collection[str]) -> Iterator[str]:
    """Yield the names in expressions; of functions that are called there, only the lesson's `own`."""
    waiting = list(expressions)
    while waiting:
        node = waiting.pop()
        if makes_new(node):
            continue
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Call) and (isinstance(node.func, ast.Name) or _is_of_module(node.func)):
            waiting += [*node.args, *node.keywords]
            if isinstance(node.func, ast.Name) and node.func.id in own:
                yield node.func.id
        else:
            waiting += ast.iter_child_nodes(node)


def makes_new(node: ast.AST) -> bool:
    """Say whether code calls a function of NumPy's that draws, fills or copies: the result is nobody else's."""
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return is_method and node.func.attr in _NEW and not any(k.arg == "copy" for k in node.keywords)


def _is_of_module(function: ast.expr) -> bool:
    """Say whether a function is one of NumPy's, or of `copy`."""
    is_dotted = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return is_dotted and function.value.id in _MODULES


def _uses(tree: ast.AST) -> Counter[str]:
    """Count how often code uses each name; to be given together with another (`a = b = []`) is a use."""
    uses, waiting = Counter(), [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            uses[node.id] += 1
        if isinstance(node, ast.Assign) and len(node.targets) > 1:
            uses.update(n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name))
        waiting += [part for part in ast.iter_child_nodes(node) if part is not getattr(node, "msg", None)]
    return uses
