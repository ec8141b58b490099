"""Find what can't be split between the student's process and the judge's, with the line and the reason."""

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator

from nbformat.notebooknode import NotebookNode

from autograder.authoring.lint import ERROR, Finding
from autograder.authoring.sharing import unseen_sharing
from autograder.authoring.student_names import StudentNames
from autograder.course.effects import changes_in
from autograder.course.release import Release, is_locked, is_solution, is_test, marks
from autograder.course.release_facts import facts_of
from autograder.course.source_names import asked_for, bound_names, free_names, imported_names, names_in, read
from autograder.course.test_cells import TestCell, name_of

SHELL = re.compile(r"^\s*(?:[%!]|[\w, ]+=\s*[%!]|\?\w|\w[\w.]*\?{1,2}\s*$)")
NAMESPACES = frozenset("globals locals vars eval exec get_ipython".split())  # noqa: SIM905
OF_FUNCTIONS = frozenset("__name__ __qualname__ __doc__ __wrapped__ __signature__ __call__".split())  # noqa: SIM905
INTERACTIVE = re.compile(r"In|Out|_{1,3}|_i{1,3}|_[dio]h|_i?\d+")


def find_unsplittable(release: Release) -> list[Finding]:
    """Return what can't be split in a lesson's test cells, in their order, with line and reason."""
    theirs, facts = StudentNames.of(release.notebook), facts_of(release)
    found = []
    for place, cell in enumerate(release.notebook.cells):
        if not is_test(cell):
            continue
        name = marks(cell)["grade_id"]
        magic = [number for number, line in code_lines(cell.source) if SHELL.match(line)]
        if magic:
            reason = "magics and shell commands run in a notebook's kernel, and the judge has none of its own"
            found += [Finding(ERROR, name, line, reason) for line in magic]
            continue
        try:
            reading = TestCell(name, cell.source, theirs.functions | theirs.classes, frozenset())
        except SyntaxError as problem:
            found.append(Finding(ERROR, name, problem.lineno or 1, f"this is no Python: {problem.msg}"))
            continue
        for node in ast.walk(reading.tree):
            found += [
                Finding(ERROR, name, node.lineno, why)
                for rule in RULES
                if (why := rule(node, reading, theirs))
            ]
        later = release.notebook.cells[place + 1 :]
        found += [
            Finding(ERROR, name, line, why)
            for line, why in needed_later(cell, later, theirs, facts.names[name].shared)
        ]
        used = facts.names[name].theirs | facts.names[name].perhaps
        values = TestCell(name, cell.source, theirs.functions, (theirs.answers | used) - theirs.functions)
        found += [Finding(ERROR, name, line, why) for line, why in unseen_sharing(values)]
        found += [Finding(ERROR, name, line, why) for line, why in read_by_answers(reading, theirs)]
        before = [c.source for c in release.notebook.cells[:place] if c.cell_type == "code"]
        found += [Finding(ERROR, name, line, why) for line, why in history(reading, before)]
        if unclear := facts.names[name].unclear:
            found.append(Finding(ERROR, name, 1, unclear))
    return found


def code_lines(source: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a source that is no Python as it stands: only such can hold magics."""
    try:
        ast.parse(source)
    except SyntaxError:
        yield from enumerate(source.split("\n"), start=1)


def drop_magics(source: str) -> str:
    """Return a source for a plain process: magics and shell commands at the left margin are left out."""
    numbers = {number for number, line in code_lines(source) if SHELL.match(line)}
    return "\n".join(
        "" if number in numbers else line for number, line in enumerate(source.split("\n"), start=1)
    )


def namespaces(node: ast.AST, cell: TestCell, theirs: StudentNames) -> str:
    """Find looks into the notebook's namespace, which is another one in the judge."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    if is_call and node in asked_for(cell.tree):
        return ""
    if is_call and (node.func.id in NAMESPACES or (node.func.id == "dir" and not node.args)):
        return f"{node.func.id}() sees the judge's names, and the student's are in another process"
    if isinstance(node, ast.Global):
        names = ", ".join(node.names)
        return f"`global {names}` changes the judge's names; the student's functions don't see it"
    return ""


def classes(node: ast.AST, cell: TestCell, theirs: StudentNames) -> str:
    """Find uses of a class that the student writes: neither it nor its objects leave its process."""
    if (
        isinstance(node, ast.Call)
        and name_of(node.func) in theirs.classes
        and isinstance(node.func, ast.Name)
    ):
        return f"{node.func.id}(...) makes an object of the student's class; only plain data crosses"
    is_asked = isinstance(node, ast.Call) and name_of(node.func) in ("isinstance", "issubclass")
    if is_asked and (named := names_in(node) & (theirs.classes | theirs.made_classes)):
        return f"{name_of(node.func)} can't know {min(named)}, a class in the student's process"
    if isinstance(node, ast.ClassDef) and (bases := {name_of(base) for base in node.bases} & theirs.classes):
        return f"{min(bases)} is a class in the student's process; the judge can't derive one from it"
    if isinstance(node, ast.ExceptHandler) and node.type is not None:
        kinds = {name_of(n) for n in ast.walk(node.type)} & theirs.classes
        return f"{min(kinds)} arrives as the built-in error that it derives from" if kinds else ""
    return ""


def made_lazily(node: ast.AST, cell: TestCell, theirs: StudentNames) -> str:
    """Find calls of the student's coroutines, whose results don't cross."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return ""
    if node.func.id in theirs.coroutines:
        return f"{node.func.id}(...) returns a coroutine, which can't be awaited from another process"
    return ""


def inspected(node: ast.AST, cell: TestCell, theirs: StudentNames) -> str:
    """Find looks at a function itself: its stand-in has its name, docstring and signature, no code or attributes."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        name = node.value.id
        if name in (theirs.functions | theirs.classes) & cell.functions and node.attr not in OF_FUNCTIONS:
            return f"{name}.{node.attr} belongs to the student's object; the judge can only call {name}"
    if isinstance(node, ast.Call) and name_of(node.func) in ("dir", "hasattr", "getattr"):
        if (
            len(node.args) > 1
            and isinstance(node.args[1], ast.Constant)
            and node.args[1].value in OF_FUNCTIONS
        ):
            return ""
        if node.args and (name := name_of(node.args[0])) in theirs.functions | theirs.classes:
            return f"{name_of(node.func)} looks into {name}, which is in the student's process"
    return ""


def unsendable(node: ast.AST, cell: TestCell, theirs: StudentNames) -> str:
    """Find arguments that are no plain data: generators and open files."""
    if not isinstance(node, ast.Call) or name_of(node.func) not in theirs.functions:
        return ""
    for value in [*node.args, *(keyword.value for keyword in node.keywords)]:
        if isinstance(value, ast.GeneratorExp):
            return f"a generator can't be handed to {node.func.id}: only plain data crosses (give a list)"
        if isinstance(value, ast.Call) and name_of(value.func) in (
            "iter",
            "open",
            "StringIO",
            "BytesIO",
            "zip",
            "map",
            "filter",
            "RandomState",
        ):
            return (
                f"{name_of(value.func)}(...) can't be handed to {name_of(node.func)}: only plain data crosses"
            )
    return ""


def seeds_shared_generator(node: ast.AST, cell: TestCell, theirs: StudentNames) -> str:
    """Find seeds of the generators that all code of a process shares: the student's process has its own."""
    if not isinstance(node, ast.Call) or name_of(node.func) not in ("seed", "set_state", "setstate"):
        return ""
    drawing = sorted(f for f in theirs.drawing & set(free_names(cell.source)))
    if not drawing or "random" not in ast.unparse(node.func):
        return ""
    return f"this seeds the judge's generator, and {drawing[0]} draws from its own (let it seed, or pass numbers)"


def needed_later(
    cell: NotebookNode, later: list[NotebookNode], theirs: StudentNames, shared: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Yield names that a test cell binds and a later answer needs: the student's process never runs tests.

    Imports aside that students see: those are `shared`.
    """
    own = read(bound_names, cell.source) - theirs.names - set(shared)
    for other in later:
        if other.cell_type != "code" or is_test(other) or not (is_solution(other) or is_locked(other)):
            continue
        for name in sorted(own & read(free_names, other.source)):
            where = marks(other)["grade_id"]
            line = line_of(ast.parse(cell.source), name)
            yield line, f"{where} needs {name}, which only this test cell defines"


def history(cell: TestCell, before: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the names by which a kernel remembers inputs and outputs, unless this cell or one `before` binds them."""
    asked = {name for name in free_names(cell.source) if INTERACTIVE.fullmatch(name)}
    for name in sorted(asked.difference(*(read(bound_names, source) for source in (cell.source, *before)))):
        line = next(n.lineno for n in ast.walk(cell.tree) if isinstance(n, ast.Name) and n.id == name)
        yield line, f"{name} holds the kernel's history, which the judge doesn't have"


def read_by_answers(cell: TestCell, theirs: StudentNames) -> Iterator[tuple[int, str]]:
    """Yield names that a test sets for the student's functions to read: they stay in the judge."""
    changed = set(changes_in(cell.tree)) & theirs.names - theirs.imported
    set_here = (bound_names(cell.source) | changed) & set(theirs.read)
    used = set(free_names(cell.source))
    for name in sorted(set_here - imported_names(cell.source)):
        if theirs.read[name] in used and name not in cell.functions:
            why = f"{theirs.read[name]} reads {name}; what a test sets it to stays in the judge"
            yield line_of(cell.tree, name), why


def line_of(tree: ast.Module, name: str) -> int:
    """Return the first line that binds a name or changes its object."""
    for node in tree.body:
        if name in bound_names(ast.unparse(node)) or name in changes_in(node):
            return node.lineno
    return 1


RULES: tuple[Callable[[ast.AST, TestCell, StudentNames], str], ...] = (
    namespaces,
    classes,
    made_lazily,
    inspected,
    unsendable,
    seeds_shared_generator,
)
