"""Read from a solution what its functions do beyond returning plain data, which tests of such functions look at."""

import ast
from collections.abc import Iterator

from autograder.course.source_names import names_in
from autograder.course.test_cells import name_of

CHANGING = frozenset((
    "add", "append", "appendleft", "clear", "difference_update", "discard", "extend", "extendleft", "fill", "insert",
    "intersection_update", "itemset", "move_to_end", "pop", "popitem", "popleft", "put", "remove", "resize",
    "reverse", "rotate", "setdefault", "sort", "subtract", "symmetric_difference_update", "update",
))  # fmt: skip
"""Methods that change the list, dict, set or array they belong to."""

CHANGES_ITS_ARGUMENT = frozenset((
    "copyto", "fill_diagonal", "heapify", "heappop", "heappush", "insort", "insort_left", "insort_right", "putmask",
    "shuffle",
))  # fmt: skip
LAZY_CALLS = frozenset((
    "chain", "count", "cycle", "enumerate", "filter", "islice", "iter", "map", "partial", "range", "reversed", "zip",
))  # fmt: skip
Function = ast.FunctionDef | ast.Lambda


def functions_in(tree: ast.Module) -> dict[str, Function]:
    """Return the functions that a cell defines at its left margin, by name; lambdas with a name are some."""
    found: dict[str, Function] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            found |= {target.id: node.value for target in node.targets if isinstance(target, ast.Name)}
    return found


def changed_names(function: Function) -> set[str]:
    """Return the names whose objects a function changes, or which it declares global: parameters and others.

    >>> sorted(changed_names(functions_in(ast.parse("def f(x, y):\\n    x.sort()\\n    y[0] = 3"))["f"]))
    ['x', 'y']
    """
    return set(changes_in(function)) - _own_names(function)


def _own_names(function: Function) -> set[str]:
    """Return the names of a function's own objects, which nobody else sees change: none that it declares global."""
    shared = {name for n in ast.walk(function) if isinstance(n, ast.Global) for name in n.names}
    bound = names_in(function, context=ast.Store)
    return (bound - parameters(function) | set(_rebound(function))) - shared


def changes_in(tree: ast.AST) -> Iterator[str]:
    """Yield the names whose objects code changes, or which it declares global."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield from node.names
        elif isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            yield from root_of(node)
        elif isinstance(node, ast.AugAssign) and isinstance(node.value, ast.List | ast.ListComp):
            yield from root_of(node.target)
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
                yield from root_of(node.func.value)
            if name_of(node.func) in CHANGES_ITS_ARGUMENT and node.args:
                yield from root_of(node.args[0])


def changed_at_top(source: str) -> set[str]:
    """Return the names whose objects a cell itself changes, functions that it defines aside.

    >>> changed_at_top("data.append(3)\\ndef f(): other.append(4)")
    {'data'}
    """
    definitions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    statements = (node for node in ast.parse(source).body if not isinstance(node, definitions))
    return {name for statement in statements for name in changes_in(statement)}


def root_of(node: ast.expr) -> Iterator[str]:
    """Yield the name to which an expression such as `table[0].rows` belongs, if it has one."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _rebound(function: Function) -> Iterator[str]:
    """Yield the names that certainly are another object after a first line, such as a copy."""
    for node in function.body if isinstance(function, ast.FunctionDef) else ():
        targets = node.targets if isinstance(node, ast.Assign) else ()
        for target in targets:
            if isinstance(target, ast.Name) and not may_be(target.id, node.value):
                yield target.id


def may_be(name: str, value: ast.expr) -> bool:
    """Say whether the value of an expression may be the very object that has this name."""
    if isinstance(value, ast.IfExp):
        return may_be(name, value.body) or may_be(name, value.orelse)
    if isinstance(value, ast.BoolOp):
        return any(may_be(name, part) for part in value.values)
    return isinstance(value, ast.Name) and value.id == name


def parameters(function: Function) -> set[str]:
    """Return the names of a function's parameters."""
    given = function.args
    return {a.arg for a in [*given.posonlyargs, *given.args, *given.kwonlyargs]}


def all_changes(functions: dict[str, Function]) -> dict[str, set[str]]:
    """Return which names each function changes, those it hands to functions that change theirs included."""
    changes = {name: changed_names(function) for name, function in functions.items()}
    grown = True
    while grown:
        grown = False
        for name, function in functions.items():
            more = set(_by_others(function, functions, changes)) - _own_names(function) - changes[name]
            changes[name] |= more
            grown |= bool(more)
    return changes


def _by_others(
    function: Function, functions: dict[str, Function], changes: dict[str, set[str]]
) -> Iterator[str]:
    """Yield the names that a function's calls of other functions change."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            theirs = functions[node.func.id]
            places = [a.arg for a in [*theirs.args.posonlyargs, *theirs.args.args]]
            pairs = [*zip(places, node.args, strict=False), *((k.arg, k.value) for k in node.keywords)]
            for place, value in pairs:
                if place in changes[node.func.id]:
                    yield from root_of(value)
            yield from changes[node.func.id] - parameters(theirs)


def makes_functions(function: Function, functions: dict[str, Function]) -> bool:
    """Say whether a function returns what is to be called or iterated over: a closure, a generator, a `map`."""
    if isinstance(function, ast.Lambda):
        return _is_made(function.body, {})
    inner = {n.name for n in ast.walk(function) if isinstance(n, ast.FunctionDef)} - {function.name}
    own = {**functions, **dict.fromkeys(inner)}
    return any(
        isinstance(node, ast.Yield | ast.YieldFrom)
        or (isinstance(node, ast.Return) and node.value is not None and _is_made(node.value, own))
        for node in ast.walk(function)
    )


def _is_made(value: ast.expr, functions: dict) -> bool:
    """Say whether an expression is a function, an iterator, or a list, tuple or dict of such."""
    if isinstance(value, ast.Lambda | ast.GeneratorExp):
        return True
    if isinstance(value, ast.Name):
        return value.id in functions
    if isinstance(value, ast.Tuple | ast.List):
        return any(_is_made(part, functions) for part in value.elts)
    if isinstance(value, ast.Dict):
        return any(_is_made(part, functions) for part in value.values)
    if isinstance(value, ast.IfExp):
        return _is_made(value.body, functions) or _is_made(value.orelse, functions)
    return isinstance(value, ast.Call) and name_of(value.func) in LAZY_CALLS


def effects_in(sources: list[str], imported: frozenset[str] = frozenset()) -> dict[str, dict]:
    """Return what functions do beyond returning plain data, by name; others are left out.

    Each is a dict with `arguments` (it changes some), `names` (of the notebook that it changes) and `makes`
    (functions or iterators). What is `imported` is nothing that `np.sort` or the like could change.

    >>> effects_in(["seen = []\\ndef f(x):\\n    seen.append(x)\\n    return lambda: x"])
    {'f': {'arguments': False, 'names': ['seen'], 'makes': True}}
    """
    functions: dict[str, Function] = {}
    for source in sources:
        try:
            functions |= functions_in(ast.parse(source))
        except SyntaxError:
            continue
    found = {}
    for name, changed in all_changes(functions).items():
        own = parameters(functions[name])
        effect = {
            "arguments": bool(changed & own),
            "names": sorted(changed - own - imported),
            "makes": makes_functions(functions[name], functions),
        }
        if any(effect.values()):
            found[name] = effect
    return found
