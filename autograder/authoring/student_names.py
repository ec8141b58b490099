"""Read from a lesson's source what the cells of the student's process define: functions, classes and other names."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from nbformat.notebooknode import NotebookNode

from autograder.course.release import is_solution, is_test
from autograder.course.source_names import bound_names, free_names, imported_names, read, tree_of
from autograder.course.test_cells import name_of

_DRAWS = re.compile(r"\brandom\.\w")
_SEEDS = re.compile(r"\bseed\(|\bdefault_rng\(|\bRandomState\(")


class StudentNames(NamedTuple):
    """What the cells of the student's process define."""

    # functions, classes, coroutines: those of the solution
    functions: frozenset[str]
    classes: frozenset[str]
    coroutines: frozenset[str]
    made_classes: frozenset[str]  # names that the solution binds to what `namedtuple` or `Enum` makes
    # functions of the solution that use `random` without a seed or a generator of their own
    drawing: frozenset[str]
    imported: frozenset[str]  # names that imports bind
    # answers, names: all that the solution binds, and all that any of these cells does
    answers: frozenset[str]
    names: frozenset[str]
    read: dict[str, str]  # names that a solution's functions read from the notebook, and which function does

    @classmethod
    def of(cls, notebook: NotebookNode) -> "StudentNames":
        """Read a source notebook."""
        code = [cell for cell in notebook.cells if cell.cell_type == "code" and not is_test(cell)]
        solved = [cell.source for cell in code if is_solution(cell)]
        body = [node for source in solved for node in tree_of(source).body]
        functions = [node for node in body if isinstance(node, ast.FunctionDef)]
        return cls(
            functions=frozenset(node.name for node in functions),
            classes=frozenset(n.name for n in body if isinstance(n, ast.ClassDef)),
            coroutines=frozenset(node.name for node in body if isinstance(node, ast.AsyncFunctionDef)),
            made_classes=frozenset(name for node in body for name in made_by(node)),
            drawing=frozenset(node.name for node in functions if uses_unseeded_random(node)),
            imported=frozenset().union(*(read(imported_names, cell.source) for cell in code)),
            answers=frozenset().union(*(read(bound_names, source) for source in solved)) - {"*"},
            names=frozenset().union(*(read(bound_names, cell.source) for cell in code)) - {"*"},
            read={
                name: node.name
                for node in body
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                for name in free_names(ast.unparse(node))
            },
        )


def made_by(node: ast.stmt) -> Iterator[str]:
    """Yield the names that an assignment gives to a class that it makes: `Point = namedtuple(...)`."""
    call = node.value if isinstance(node, ast.Assign) else None
    if isinstance(call, ast.Call) and name_of(call.func) in (
        "namedtuple",
        "NamedTuple",
        "Enum",
        "IntEnum",
        "type",
    ):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def uses_unseeded_random(function: ast.FunctionDef) -> bool:
    """Say whether a function uses `random` without a seed or a generator of its own."""
    text = ast.unparse(function)
    return bool(_DRAWS.search(text)) and not _SEEDS.search(text)
