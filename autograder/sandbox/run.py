"""Run a restored notebook and say what each test cell came to: answers and tests in two processes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from autograder.course.release_facts import NOTHING_KNOWN, ReleaseFacts
from autograder.sandbox.limits import Limits
from autograder.sandbox.outcome import Outcome, Run
from autograder.sandbox.shared import executor_for, rules_for
from autograder.sandbox.supervisor.files import Files

__all__ = ["Files", "Outcome", "Run", "run"]


def run(
    notebook: NotebookNode,
    *,
    timeout: float = 30.0,
    sandbox: str = "auto",
    course: str | None = None,
    released: Collection[str] | None = None,
    files: Files | None = None,
    facts: ReleaseFacts = NOTHING_KNOWN,
    seed: int | None = None,
) -> Run:
    """Run a restored notebook: the student's cells confined, the tests in a process of their own.

    Parameters
    ----------
    notebook : NotebookNode
        Its outputs are filled in.
    timeout : float
        Seconds for one cell.
    sandbox : str
        "auto" uses the walls that this machine has, "strict" refuses to run without one, "off" uses none.
    course : str, optional
        The course folder, whose course.toml says what answers may import.
    released : collection of str, optional
        Sources of the release's cells: figures that they draw are not rendered.
    files : Files, optional
        Files that lie beside the notebook while it runs.
    facts : ReleaseFacts, optional
        What the release tells beyond its locked cells.
    seed : int, optional
        Of what tests draw without a seed of their own; without it, another at every run.

    Raises
    ------
    SandboxMissing
        If `sandbox` is "strict" and this machine lacks a wall.
    """
    rules = rules_for(Path(course) if course else None, notebook)
    return executor_for(rules, sandbox).run(
        notebook, limits=limits_for(timeout), released=released, files=files, facts=facts, seed=seed
    )


def limits_for(timeout: float) -> Limits:
    """Return what one notebook may use when a cell may take `timeout` seconds."""
    return Limits(seconds=timeout, total_seconds=max(Limits.total_seconds, 4 * timeout))
