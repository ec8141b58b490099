"""Read from a cell's source which names it binds, and which it expects others to have bound."""

from __future__ import annotations

import ast
import symtable


def free_names(source: str) -> list[str]:
    """Return the names that a cell uses before it binds them itself, in no particular order.

    Examples
    --------
    >>> sorted(free_names("x = f(3); assert all(g(y) for y in [x])"))
    ['all', 'f', 'g']
    """
    tree = ast.parse(source)
    table = symtable.symtable(source, "<test>", "exec")
    used = _global_names(table)
    assigned = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    bound: set[str] = set()
    free: set[str] = set()
    for statement in tree.body:
        names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        free |= {n.id for n in names if isinstance(n.ctx, ast.Load | ast.Del) and n.id in used} - bound
        bound |= ({n.id for n in names if isinstance(n.ctx, ast.Store)} | _bound_by(statement)) & assigned
        bound -= {n.id for n in names if isinstance(n.ctx, ast.Del)}
    return list(free)


def _bound_by(statement: ast.stmt) -> set[str]:
    """Return the names that an import or a definition binds."""
    definitions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return _imported(statement) | {n.name for n in ast.walk(statement) if isinstance(n, definitions)}


def _imported(tree: ast.AST) -> set[str]:
    """Return the names that imports bind, at any depth."""
    lines = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return {(alias.asname or alias.name).partition(".")[0] for line in lines for alias in line.names}


def imported_names(source: str) -> set[str]:
    """Return the names that a cell's imports bind."""
    return _imported(ast.parse(source))


def _global_names(table: symtable.SymbolTable) -> set[str]:
    """Return the names that are read from the module's namespace in any scope of the table."""
    top = table.get_type() == "module"
    names = {s.get_name() for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())}
    return names.union(*(_global_names(child) for child in table.get_children()))


def bound_names(source: str) -> set[str]:
    """Return the names that a cell binds in the notebook's namespace; "*" for a star import.

    Examples
    --------
    >>> sorted(bound_names("import numpy as np\\nx = [i for i in range(3)]\\ndef f(a): b = a"))
    ['f', 'np', 'x']
    """
    table = symtable.symtable(source, "<cell>", "exec")
    names = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    stars = any(alias.name == "*" for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)
                for alias in node.names)  # fmt: skip
    return names | ({"*"} if stars else set())


def imported_modules(tree: ast.AST) -> set[str]:
    """Return the modules that code names in imports, at any depth; some may be names in modules instead.

    Examples
    --------
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
