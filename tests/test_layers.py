"""Imports run one way: tests, then the autograder, then libraries; lessons, then convlab, then NumPy."""

import ast
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


@pytest.mark.parametrize("path", sources("autograder"), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_autograder_knows_no_lesson_and_no_convolution(path):
    assert not imported(path) & {"convlab", "source", "tests", "tools", "bench"}


@pytest.mark.parametrize("path", sources("convlab"), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_convlab_knows_nothing_of_grading(path):
    assert not imported(path) & {"autograder", "nbgrader", "nbclient", "source", "tests", "tools", "bench"}


@pytest.mark.parametrize("path", sorted((ROOT / "source").glob("*.py")), ids=lambda p: p.name)
def test_a_lesson_imports_nothing_of_grading(path):
    assert not imported(path) & {"autograder", "nbgrader", "tests", "tools", "bench"}


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("pictures/drawing", {"ipywidgets", "matplotlib"}),
        ("numerics/engine", {"ipywidgets", "matplotlib", "scipy"}),
    ],
)
def test_inside_convlab_arrays_and_drawings_know_nothing_above_them(name, above):
    assert not imported(ROOT / "convlab" / f"{name}.py") & above
