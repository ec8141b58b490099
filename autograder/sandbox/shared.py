"""Keep one executor per worker and per set of rules, so that its warm parents serve all submissions."""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from autograder.course.import_rules import Rules, rules_of
from autograder.sandbox.executor import Executor
from autograder.sandbox.prefork.template import Grown

_MOST = 3
_executors: dict[tuple, Executor] = {}
_grown: dict[tuple, dict[str, Grown]] = {}
_inherited: list[dict] = []
"""What a forked worker has of the executors of its parent: never used, and never closed."""


def executor_for(rules: Rules, sandbox: str) -> Executor:
    """Return this process's executor for these rules and walls, made when it is first asked for."""
    key = (rules, sandbox)
    if key not in _executors:
        while len(_executors) >= _MOST:
            _executors.pop(next(iter(_executors))).close()
        _executors[key] = Executor(sandbox=sandbox, rules=rules, grown=_grown.pop(key, None))
    return _executors[key]


def adopt(rules: Rules, sandbox: str, grown: dict[str, Grown]) -> None:
    """Let this process's executor for these rules and walls use warm processes that were made for it."""
    _inherited.append(dict(_executors))
    _executors.clear()
    _grown[rules, sandbox] = grown


def rules_for(course: Path | None, notebook: NotebookNode) -> Rules:
    """Return the rules under which a notebook is graded; its own locked cells tell whose lesson it is."""
    return rules_of(course, trusted_sources(notebook))


def trusted_sources(notebook: NotebookNode) -> Iterable[str]:
    """Yield the sources of the cells that students don't write."""
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader") or {}
        if (
            cell.cell_type == "code"
            and (marks.get("locked") or marks.get("grade"))
            and not marks.get("solution")
        ):
            yield cell.source


@atexit.register
def close_all() -> None:
    """End the processes of all executors."""
    while _executors:
        _executors.popitem()[1].close()
