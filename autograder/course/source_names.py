"""Read which names a cell binds, uses, imports and calls: exactly in the release's, at a glance in a student's.

The release's cells are parsed. What students hand in may be no Python, or hostile to parsers, and is only looked at.
"""

import ast
import functools
import re
import symtable
import warnings
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from autograder.course.symbols import symbols

_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_LONG = 5000
"""What is longer is not remembered."""
MAX_PARSED = 8_000
"""Longer answers are not parsed: Python's parser is not built for hostile text."""
_MOST_IMPORTS, _MOST_TARGETS = 1000, 50
"""So many imports of a cell, and targets in one chain of assignments, are read: more are nobody's work."""
_DEFINITION = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_NESTED = re.compile(r"^[ \t]+(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_IMPORT = re.compile(
    r"^(?:import|(from)[ \t]+[\w.]+[ \t]+import)[ \t]*(?:\(([^)]{0,1000})\)?|[ \t]([^\n(#;]*))", re.MULTILINE
)
_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_TARGETS = re.compile(r"[\w \t,()\[\]*]+")
_NO_TARGET = re.compile(r"\w[ \t]*[(\[]|\w[ \t]+\w")
_ANNOTATED = re.compile(r"[ \t]*(\w+)[ \t]*:")
_RUNS_THE_REST = re.compile(r"\A\s*%%(?:capture|time)\b.*\n?|^([ \t]*)%time[ \t]+(?=\S)", re.MULTILINE)
_TO_A_FILE = re.compile(r"\s*%%(?:writefile|file)\b")
_NO_PYTHON = (SyntaxError, ValueError, RuntimeError, MemoryError)
"""What reading a text raises that is no Python, or more than its parser or IPython's transformers bear."""


# Exactly


@functools.lru_cache(maxsize=4096)
def read(reader: Callable[[str], Iterable[str]], source: str) -> frozenset[str]:
    """Return what one of the readers below finds in a source that may hold magics; nothing where it is no Python."""
    try:
        return frozenset(reader(source))
    except _NO_PYTHON:
        pass
    try:
        return frozenset(reader(without_magics(source)))
    except _NO_PYTHON:
        return frozenset()


def tree_of(source: str) -> ast.Module:
    """Return the syntax tree of a source that may hold magics, an empty one where it is no Python."""
    for text in (source, None):
        try:
            return ast.parse(without_magics(source) if text is None else text)
        except _NO_PYTHON:
            continue
    return ast.Module([], [])


def without_magics(source: str) -> str:
    """Return a source with IPython's magics and shell commands turned into calls, as its kernel does.

    Those that run what stands behind them are left out.
    """
    from IPython.core.inputtransformer2 import TransformerManager  # rarely needed, and slow to load

    return TransformerManager().transform_cell(_RUNS_THE_REST.sub(r"\1", source))


def bound_names(source: str) -> set[str]:
    """Return the names that a cell binds in the notebook's namespace; "*" for a star import.

    >>> sorted(bound_names("import numpy as np\\nx = [i for i in range(3)]\\ndef f(a): b = a"))
    ['f', 'np', 'x']
    """
    names = _assigned_in(symbols(source))
    return names | ({"*"} if star_imports(source) else set())


def free_names(source: str) -> list[str]:
    """Return the names that a cell uses, or asks for, before it binds them itself, in no particular order.

    >>> sorted(free_names("x = f(3); assert all([g(y) for y in [x]]) and 'z' in dir()"))
    ['all', 'dir', 'f', 'g', 'z']
    """
    tree = ast.parse(source)
    asked = asked_for(tree)
    table = symbols(source)
    used, assigned = _global_names(table), _assigned_in(table)
    bound: set[str] = set()
    free: set[str] = set()
    for statement in tree.body:
        nodes = list(ast.walk(statement))
        names = [node for node in nodes if isinstance(node, ast.Name)]
        free |= {n.id for n in names if isinstance(n.ctx, ast.Load | ast.Del) and n.id in used} - bound
        free |= {asked[node] for node in nodes if node in asked} - bound
        bound |= ({n.id for n in names if isinstance(n.ctx, ast.Store)} | _bound_by(statement)) & assigned
        bound -= {n.id for n in names if isinstance(n.ctx, ast.Del)}
    return list(free)


def asked_for(tree: ast.Module) -> dict[ast.AST, str]:
    """Return the calls by which a cell asks whether a name of the notebook is there, `"x" in dir()`, and the names."""
    found = {}
    for node in (node for line in tree.body if not isinstance(line, _DEFINITIONS) for node in ast.walk(line)):
        match node:
            case ast.Compare(
                ast.Constant(str(name)),
                [ast.In() | ast.NotIn(), *_],
                [ast.Call(ast.Name("dir" | "globals" | "locals" | "vars"), []) as call, *_],
            ):
                found[call] = name
    return found


def names_in(*nodes: ast.AST, context: type[ast.expr_context] = ast.expr_context) -> set[str]:
    """Return the names that stand in parts of code: all of them, or those that are bound there (`ast.Store`)."""
    found = (n for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name))
    return {name.id for name in found if isinstance(name.ctx, context)}


def deferred_names(source: str) -> set[str]:
    """Return the names of the notebook that a cell's functions and classes read, whenever they are called.

    >>> sorted(deferred_names("x = y\\ndef f(a): return a + g(x)"))
    ['g', 'x']
    """
    table = symbols(source)
    return set().union(*(_global_names(child) for child in table.get_children()))


def imported_names(source: str) -> set[str]:
    """Return the names that a cell's imports bind."""
    return _imported_in(ast.parse(source))


def star_imports(source: str) -> list[str]:
    """Return the modules of which a cell imports all names."""
    lines = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom))
    return [line.module or "." for line in lines if any(alias.name == "*" for alias in line.names)]


def plain_imports(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield place, name and statement of a cell's imports, but for names that it binds otherwise too.

    >>> list(plain_imports("from math import pi, e as base\\nimport os.path\\npi = 3"))
    [(1, 'base', 'from math import e as base'), (2, 'os', 'import os.path')]
    """
    statements = ast.parse(source).body
    others = [s for s in statements if not isinstance(s, ast.Import | ast.ImportFrom)]
    otherwise = bound_names(ast.unparse(ast.Module(others, [])))
    lines = [s for s in statements if isinstance(s, ast.Import | ast.ImportFrom)]
    parts = [(line, alias) for line in lines for alias in line.names]
    for place, (line, alias) in enumerate(parts):
        name = alias.asname or alias.name.partition(".")[0]
        if name not in {"*", *otherwise} and getattr(line, "module", "") != "__future__":
            is_whole = isinstance(line, ast.Import)
            alone = ast.Import([alias]) if is_whole else ast.ImportFrom(line.module, [alias], line.level)
            yield place, name, ast.unparse(alone)


def imported_modules(tree: ast.AST) -> set[str]:
    """Return the modules that code names in imports, at any depth; some may be names in modules instead.

    >>> sorted(imported_modules(ast.parse("import a.b as c\\nfrom d import e")))
    ['a', 'a.b', 'd', 'd.e']
    """
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found |= {alias.name, alias.name.partition(".")[0]}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _assigned_in(table: symtable.SymbolTable) -> set[str]:
    """Return the names that are bound in the module's own scope."""
    # `:=` in a comprehension declares its name global there.
    found = (s for s in table.get_symbols() if s.is_assigned() or s.is_imported() or s.is_declared_global())
    return {s.get_name() for s in found}


def _global_names(table: symtable.SymbolTable) -> set[str]:
    """Return the names that are read from the module's namespace in any scope of the table."""
    top = table.get_type() == "module"
    names = {s.get_name() for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())}
    return names.union(*(_global_names(child) for child in table.get_children()))


def _bound_by(statement: ast.stmt) -> set[str]:
    """Return the names that an import or a definition binds."""
    return _imported_in(statement) | {n.name for n in ast.walk(statement) if isinstance(n, _DEFINITIONS)}


def _imported_in(tree: ast.AST) -> set[str]:
    """Return the names that imports bind, at any depth."""
    lines = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return {(alias.asname or alias.name).partition(".")[0] for line in lines for alias in line.names}


# At a glance


def bound_at_a_glance(source: str) -> frozenset[str]:
    """Return the names that code binds at its left margin: by definitions, assignments and imports.

    >>> sorted(bound_at_a_glance("from numpy import dot as d, eye\\na, (b, c) = f(x=1)\\nk.m = 2\\nn: int = 3"))
    ['a', 'b', 'c', 'd', 'eye', 'n']
    """
    if _TO_A_FILE.match(source):
        return frozenset()
    return defined_at_a_glance(source).union(_import_targets(source))


def defined_at_a_glance(source: str) -> frozenset[str]:
    """Return the names that code binds at its left margin otherwise than by imports."""
    return _defined(source) if len(source) < _LONG else _defined.__wrapped__(source)


def nested_at_a_glance(source: str) -> frozenset[str]:
    """Return the names of indented definitions, such as those under an `if`."""
    return frozenset() if _TO_A_FILE.match(source) else frozenset(_NESTED.findall(source))


@functools.lru_cache(maxsize=1024)
def free_at_a_glance(source: str) -> frozenset[str]:
    """Return the names that code uses before it binds them; none where it can't be parsed."""
    return frozenset(_read_modest(free_names, source))


@functools.lru_cache(maxsize=1024)
def called_in(source: str) -> frozenset[str]:
    """Return the plain names that code calls, docstrings and comments aside; none where it can't be parsed.

    >>> sorted(called_in("def f(x):\\n    '''See g(x).'''\\n    return h(x) + np.sum(x)  # k(x)"))
    ['h']
    """
    nodes = _read_modest(lambda text: list(ast.walk(ast.parse(text))), source)
    functions = (node.func for node in nodes if isinstance(node, ast.Call))
    return frozenset(function.id for function in functions if isinstance(function, ast.Name))


def _read_modest(reader: Callable[[str], list], source: str) -> list:
    """Return what a reader finds in code that is short enough to be parsed; nothing where it is no Python."""
    if len(source) > MAX_PARSED:
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return reader(source)
    except _NO_PYTHON:
        return []


@functools.lru_cache(maxsize=1024)
def _defined(source: str) -> frozenset[str]:
    return frozenset([*_DEFINITION.findall(source), *_targets(source)])


def _import_targets(source: str) -> Iterator[str]:
    """Yield the names that imports bind."""
    for found in islice(_IMPORT.finditer(source), _MOST_IMPORTS):
        is_from, inside, rest = (part or "" for part in found.groups())
        for part in re.sub(r"#[^\n]*", "", inside or rest).split(","):
            words = part.split()
            if len(words) == 3 and words[1] == "as":
                yield words[2]
            elif len(words) == 1:
                yield words[0] if is_from else words[0].partition(".")[0]


def _targets(source: str) -> Iterator[str]:
    """Yield the targets of assignments: plain names, tuples of them, several in a chain."""
    for line in source.split("\n"):
        if "=" not in line or line[:1].isspace():
            continue
        first, *more = _EQUALS.split(line, maxsplit=_MOST_TARGETS)
        if more and (found := _ANNOTATED.match(first)):
            yield found[1]
            continue
        for target in [first, *more[:-1]] if more else ():
            if not _TARGETS.fullmatch(target) or _NO_TARGET.search(target):
                break
            yield from re.findall(r"\w+", target)
