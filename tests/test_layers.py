"""Imports run one way: tests, then the autograder, then libraries; lessons, then convlab, then NumPy."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def imported(path: Path) -> set[str]:
    """Return the first part of every module that a file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." if node.level else node.module.split(".")[0])
    return names


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


GRADING = {"autograder", "nbgrader", "tests", "tools", "bench"}
FORBIDDEN = {
    "autograder": {"convlab", "source", "tests", "tools", "bench"},
    "convlab": GRADING | {"nbclient", "source"},
    "source": GRADING,
}
"""By folder: what its files don't import. The grader knows no lesson and no convolution, the lessons no grading."""


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_run_one_way(folder):
    files = sorted((ROOT / folder).glob("*.py")) if folder == "source" else sources(folder)
    assert files
    found = {path.relative_to(ROOT).as_posix(): imported(path) & FORBIDDEN[folder] for path in files}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("pictures/drawing", {"ipywidgets", "matplotlib"}),
        ("numerics/engine", {"ipywidgets", "matplotlib", "scipy"}),
    ],
)
def test_inside_convlab_arrays_and_drawings_know_nothing_above_them(name, above):
    assert not imported(ROOT / "convlab" / f"{name}.py") & above


LONGEST_FILE, LONGEST_CLASS = 300, 150


def test_files_and_classes_can_be_read_at_one_sitting():
    long = []
    for path in [
        p for folder in ("autograder", "convlab", "tests", "bench", "tools") for p in sources(folder)
    ]:
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        long += [name] if len(text.splitlines()) > LONGEST_FILE else []
        classes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
        long += [f"{name}: {c.name}" for c in classes if c.end_lineno - c.lineno >= LONGEST_CLASS]
    assert long == []


LAYERS = {
    "autograder": """
        __main__
        cli
        commands nbgrader_plugin
        authoring grading
        pipeline
        reports workers
        records
        scoring restore
        sandbox
        sandbox.supervisor
        sandbox.prefork
        sandbox.student sandbox.judge
        sandbox.kernel sandbox.protocol sandbox.confinement
        sandbox.limits sandbox.outcome sandbox.plan sandbox.reasons intake
        task
        course
        common
    """,
    "convlab": """
        __main__
        pictures.stills
        quiz
        widgets
        demos
        checks
        mistakes
        checks.calling checks.requirements
        pictures
        checks.compare
        checks.problems checks.time_limit
        numerics
        digits images
    """,
}
"""Each package from top to bottom: a module imports what lies below it, and its own room. The longest name that fits counts."""


def modules(package: str) -> dict[str, Path]:
    """Return the files of a package by module name, without the package's own."""
    found = {}
    for path in sources(package):
        parts = path.relative_to(ROOT / package).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return {name: path for name, path in found.items() if name}


def imports_within(package: str) -> Iterator[tuple[str, str]]:
    """Yield which modules of a package import which, inside functions too."""
    known = modules(package)
    for name, path in known.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                wanted = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                continue
            for full in wanted:
                inner = full.removeprefix(f"{package}.")
                if full != inner and (inner in known or (inner := inner.rpartition(".")[0]) in known):
                    yield name, inner


def place(package: str, module: str) -> tuple[int, str]:
    """Return a module's layer, counted from the top, and its room there."""
    rooms = {room: i for i, line in enumerate(LAYERS[package].split("\n")) for room in line.split()}
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        if (room := ".".join(parts[:length])) in rooms:
            return rooms[room], room
    raise AssertionError(f"{package}/{module} is in no layer: say in LAYERS where it belongs")


@pytest.mark.parametrize("package", LAYERS)
def test_inside_a_package_imports_go_down(package):
    upward = set()
    for importer, imported in imports_within(package):
        (above, room), (below, other) = place(package, importer), place(package, imported)
        if room != other and above >= below:
            upward.add(f"{importer} -> {imported}")
    assert not upward


@pytest.mark.parametrize("package", LAYERS)
def test_no_modules_import_each_other(package):
    graph = {name: set() for name in modules(package)}
    for importer, imported in imports_within(package):
        graph[importer].add(imported)
    reached = {name: reachable(graph, name) for name in graph}
    assert not {name for name in graph if name in reached[name]}


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    """Return all that a module imports, by whatever way."""
    seen, waiting = set(), [start]
    while waiting:
        for name in graph[waiting.pop()] - seen:
            seen.add(name)
            waiting.append(name)
    return seen


def test_an_import_inside_a_function_has_its_reason_beside_it():
    bare = []
    for path in [*sources("autograder"), *sources("convlab")]:
        text = path.read_text(encoding="utf-8")
        lines, explained = text.split("\n"), set()
        for first, last in sorted(imports_in_functions(ast.parse(text))):
            above = first - 1 in explained or lines[first - 2].lstrip().startswith("#")
            if above or "#" in lines[first - 1] or "#" in lines[last - 1]:
                explained.add(last)
            else:
                bare.append(f"{path.relative_to(ROOT)}:{first}")
    assert not bare


def imports_in_functions(tree: ast.AST) -> set[tuple[int, int]]:
    """Return the first and the last line of each import inside a function, but for those that may fail there."""
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    tried = {id(node) for n in ast.walk(tree) if expects_import_error(n) for node in ast.walk(n)}
    return {
        (node.lineno, node.end_lineno)
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in tried
    }


def expects_import_error(node: ast.AST) -> bool:
    """Say whether a statement is a `try` or a `with` that says what is done where an import fails."""
    if isinstance(node, ast.Try):
        return any("ImportError" in ast.unparse(h.type) for h in node.handlers if h.type is not None)
    return isinstance(node, ast.With) and any("ImportError" in ast.unparse(item) for item in node.items)
