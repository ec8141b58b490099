"""Machines with and without walls, and what a process says of what it tried."""

from pathlib import Path

import pytest

from autograder.sandbox.run import executor_for
from tests.support.submissions import (
    RULES,
    cell,
    printed,
    run,
)

ROOT = Path(__file__).resolve().parents[2]


def sandbox():
    """Return what this machine's executor says of its walls."""
    return executor_for(RULES, "auto").sandbox


needs_all = pytest.mark.skipif(
    "bool(__import__('tests.support.walls', fromlist=['sandbox']).sandbox()['missing'])",
    reason="this machine lacks walls",
)


def says(source):
    """Return what a cell prints when it is run as a student's."""
    done = run(cell(source))
    return printed(done.notebook.cells[0]) or "".join(
        out.get("evalue", "") for out in done.notebook.cells[0].outputs
    )


def outcome_of(attempt):
    """Return "stopped: ERROR" or "done" for an expression tried in a student's process."""
    return says(
        f"import os, socket, ctypes, subprocess, errno\ntry:\n    {attempt}\nexcept Exception as e:\n    print('stopped:', type(e).__name__)\nelse:\n    print('done')"
    ).strip()
