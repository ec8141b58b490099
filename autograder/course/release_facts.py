"""Read from a release which imports of its unlocked cells its tests rely on, and what its answers define and do."""

import ast
import functools
from collections.abc import Iterator

from autograder.course.bound_names import bound_names, free_names, imported_names
from autograder.course.effects import effects_in
from autograder.course.release import Release, is_locked, is_solution, marks
from autograder.course.source_names import names_defined
from autograder.sandbox.plan import Known, read


@functools.lru_cache(maxsize=8)
def known_of(release: Release) -> Known:
    """Return what running a submission needs to know of its release.

    A name that a test uses, and that an import in an unlocked cell binds for it, comes from that import as it was
    released: a student's own `assert_allclose` decides nothing. What an answer binds, or an unlocked cell otherwise
    than by a plain import, is the student's.
    """
    solved = [cell for cell in release.notebook.cells if is_solution(cell) and cell.cell_type == "code"]
    theirs = frozenset().union(*(read(bound_names, cell.source) for cell in solved))
    imports: dict[str, dict[str, str]] = {}
    there: dict[str, str] = {}
    for cell in release.master.cells:
        if cell.cell_type != "code":
            continue
        if is_locked(cell):
            wanted = read(free_names, cell.source) & there.keys() - theirs
            imports[marks(cell)["grade_id"]] = {name: there[name] for name in sorted(wanted)}
        there = after(cell.source, there, is_free=not is_locked(cell) and not is_solution(cell))
    answers = {marks(cell)["grade_id"]: names_defined(cell.source) for cell in solved}
    code = [cell.source for cell in release.master.cells if cell.cell_type == "code"]
    imported = frozenset().union(
        *(read(imported_names, source) for source in [*code, *(c.source for c in solved)])
    )
    return Known(imports, answers, effects_in([cell.source for cell in solved], imported))


def after(source: str, there: dict[str, str], *, is_free: bool) -> dict[str, str]:
    """Return which names stand for what imports after a cell, from those before it: name and statements."""
    bound = read(bound_names, source)
    if "*" in bound:
        return {}
    found = {name: line for name, line in there.items() if name not in bound}
    for _, name, line in sorted(read(plain_imports, source)) if is_free else ():
        before = found.get(name) or there.get(name, "")
        is_package = line.startswith(f"import {name}.") and before.startswith(f"import {name}")
        found[name] = f"{before}\n{line}" if is_package and " as " not in line + before else line
    return found


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
        if name not in otherwise and getattr(line, "module", "") != "__future__":
            alone = (
                ast.Import([alias])
                if isinstance(line, ast.Import)
                else ast.ImportFrom(line.module, [alias], line.level)
            )
            yield place, name, ast.unparse(alone)
