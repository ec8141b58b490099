"""Count a learner's honest tries at an exercise; after three of them, open the course's solution."""

import ast
import html
import json
from collections.abc import Callable
from pathlib import Path

from convlab.checks.calling import tree_of
from convlab.checks.cards import inline

HONEST = 3
WHY = "# Why it works: "

_tried: dict[str, set[str]] = {}  # by exercise: what was tried, each once


def note(name: str, function: Callable) -> int:
    """Note a try that failed; return how many different ones there were.

    Layout, comments and docstrings make no difference, and a function whose source can't be read is no new try.
    """
    tries = _tried.setdefault(name, set())
    tree = tree_of(function)
    if tree.body:
        tries.add(ast.dump(without_docstrings(tree)))
    return len(tries)


def without_docstrings(tree: ast.Module) -> ast.Module:
    """Return a module whose functions have lost their docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def offer(name: str, function: Callable) -> str:
    """Note a try that failed; return the folded solution as HTML after three, else nothing."""
    if note(name, function) < HONEST:
        return ""
    try:
        found = solution(name, Path.cwd())
    except FileNotFoundError:  # the lesson's folder was deleted, or copied anew, while its kernel runs
        found = None
    if found is None:
        return ""
    why, code = found
    summary = "<summary>Three different tries, none of them right yet: open the course’s solution</summary>"
    reason = f"<p><b>Why it works:</b> {inline(why)}</p>" if why else ""
    return f"<details>{summary}{reason}<pre><code>{html.escape(code)}</code></pre></details>"


def solution(name: str, folder: Path) -> tuple[str, str] | None:
    """Return why the solution of an exercise works, and its code; None where it isn't on this machine.

    Parameters
    ----------
    name : str
        The function.
    folder : Path
        The notebook's, named after its lesson. The worked lessons lie beside it or above it in `solutions/`.
    """
    lesson = folder.name
    paths = (up / "solutions" / lesson / f"{lesson}.ipynb" for up in folder.parents)
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        return None
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    source = next(("".join(cell["source"]) for cell in cells if cell.get("id") == name), None)
    return None if source is None else told(source)


def told(source: str) -> tuple[str, str]:
    """Return the reason that stands in a solution as a comment, and its code without that and the docstring.

    >>> told('def f(x):\\n    # Why it works: two halves make a whole.\\n    return 2 * x')
    ('two halves make a whole.', 'def f(x):\\n    return 2 * x')
    """
    lines = source.splitlines()
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            first, last = node.body[0].lineno, node.body[0].end_lineno
            lines[first - 1 : last] = [""] * (last - first + 1)
    why = " ".join(line.strip().removeprefix(WHY) for line in lines if line.strip().startswith(WHY))
    kept = [line for line in lines if line.strip() and not line.strip().startswith(WHY)]
    return why, "\n".join(kept)
