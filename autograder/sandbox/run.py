"""Run a restored notebook and say what each test cell came to: answers and tests in processes of their own."""

import atexit
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from nbformat.notebooknode import NotebookNode

from autograder.course.course import mentions_drawing
from autograder.course.import_rules import Rules, rules_of
from autograder.sandbox.executor import Executor
from autograder.sandbox.limits import Limits
from autograder.sandbox.outcome import Run
from autograder.sandbox.prefork.template import Template
from autograder.task import Settings

_MOST = 3
"""So many executors a process keeps."""


class ExecutorKind(NamedTuple):
    """What submissions have in common that are run by one executor."""

    rules: Rules
    sandbox: str  # "auto", "strict" or "off"
    # whether the students' processes have Matplotlib loaded: where no cell draws, that would be most of what it takes
    # to start one
    draws: bool


_executors: dict[ExecutorKind, Executor] = {}
_adopted: dict[ExecutorKind, dict[str, Template]] = {}
_inherited: list[dict] = []
"""What a forked worker has of the executors of its parent: never used, and never closed."""


def run(
    notebook: NotebookNode,
    settings: Settings | None = None,
    test_seconds: float | None = None,
    **submission: Any,
) -> Run:
    """Run a restored notebook: the student's cells confined, the tests in a process of their own.

    Raises SandboxMissing if the sandbox is to be "strict" and this machine lacks a wall.

    `notebook`: its outputs are filled in
    `test_seconds`: for a test cell, if that is less than the settings give to any cell
    `submission`: what else `Executor.run` is to know of it
    """
    settings = settings or Settings()
    course = Path(settings.course) if settings.course else None
    executor = executor_of(notebook, course, settings.sandbox, submission.get("files") or ())
    return executor.run(notebook, limits=limits_for(settings.timeout, test_seconds), **submission)


def draws(notebook: NotebookNode, *files: Mapping[str, bytes]) -> bool:
    """Say whether a cell of the notebook, or a module among the files beside it, seems to draw by Matplotlib."""
    cells = (cell.source.encode() for cell in notebook.cells if cell.cell_type == "code")
    modules = (data for some in files for name, data in some.items() if name.endswith(".py"))
    return any(map(mentions_drawing, itertools.chain(cells, modules)))


def limits_for(timeout: float, test_seconds: float | None = None) -> Limits:
    """Return what one notebook may use when a cell may take `timeout` seconds, a test perhaps less."""
    test = min(timeout, test_seconds or timeout)
    return Limits.of(timeout, test=test, total_seconds=max(Limits.total_seconds, 4 * timeout))


def rules_for(course: Path | None, notebook: NotebookNode) -> Rules:
    """Return the rules under which a notebook is graded; its own locked cells tell whose lesson it is."""
    return rules_of(course, trusted_sources(notebook))


def trusted_sources(notebook: NotebookNode) -> Iterable[str]:
    """Yield the sources of the cells that students don't write."""
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader") or {}
        is_given = marks.get("locked") or marks.get("grade")
        if cell.cell_type == "code" and is_given and not marks.get("solution"):
            yield cell.source


# One executor for each set of rules serves all submissions of a process.


def executor_of(
    notebook: NotebookNode, course: Path | None, sandbox: str, files: Iterable[Mapping[str, bytes]] = ()
) -> Executor:
    """Return this process's executor for a notebook and the files beside it."""
    return executor_for(rules_for(course, notebook), sandbox, draws(notebook, *files))


def executor_for(rules: Rules, sandbox: str, draws: bool = False) -> Executor:
    """Return this process's executor of a kind, made when it is first asked for."""
    kind = ExecutorKind(rules, sandbox, draws)
    if kind not in _executors:
        while len(_executors) >= _MOST:
            _executors.pop(next(iter(_executors))).close()
        _executors[kind] = Executor(
            sandbox=sandbox, rules=rules, draws=draws, templates=_adopted.pop(kind, None)
        )
    return _executors[kind]


def use_templates(kind: ExecutorKind, templates: dict[str, Template]) -> None:
    """Let this process's executor of a kind use templates that were made for it."""
    _inherited.append(dict(_executors))
    _executors.clear()
    _adopted[kind] = templates


@atexit.register
def close_all() -> None:
    """End the processes of all executors."""
    while _executors:
        _executors.popitem()[1].close()
