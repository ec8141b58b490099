"""Measure what known answers earn, in a plain Python process: nothing here goes the grader's way.

`simulate` writes these marks down as due; that `grade` comes to the same is then a finding, no tautology.
"""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from autograder.authoring.testability import without_magics
from autograder.common.errors import UsageError
from autograder.common.folder import write_files
from autograder.course.release import Release, is_locked, is_solution, is_test, marks
from autograder.course.source_names import bound_names, free_names, read

SECONDS = 20
"""For one test."""


def measure(release: Release, notebooks: list[dict[str, str]]) -> list[dict[str, bool]]:
    """Return for each notebook which test cells pass.

    `notebooks`: for each notebook the source of every solution cell that isn't a stub, by grade_id
    """
    cells = [
        (
            marks(cell).get("grade_id", ""),
            "test" if is_test(cell) else "answer" if is_solution(cell) else "set-up",
            without_magics(cell.source),
        )
        for cell in needed(release.master.cells, {text for answers in notebooks for text in answers.values()})
    ]
    command = [sys.executable, "-m", "autograder.authoring.measure"]
    with beside(release) as folder:
        work = json.dumps({"cells": cells, "notebooks": notebooks, "folder": folder})
        done = subprocess.run(
            command, input=work, capture_output=True, text=True, encoding="utf-8", check=False
        )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise UsageError(f"the answers of {release.lesson} could not be measured: {last}")
    return json.loads(done.stdout)


def needed(cells: list[NotebookNode], answers: Collection[str]) -> list[NotebookNode]:
    """Return the code cells that have marks, and the free ones that bind a name which these or answers use."""
    code = [cell for cell in cells if cell.cell_type == "code"]
    kept = [is_locked(cell) or is_solution(cell) for cell in code]
    wanted = set().union(*(read(free_names, source) for source in answers))
    while True:
        wanted.update(*(read(free_names, c.source) for c, keep in zip(code, kept, strict=True) if keep))
        more = [
            keep or bool(read(bound_names, c.source) & wanted) for c, keep in zip(code, kept, strict=True)
        ]
        if more == kept:
            return [cell for cell, keep in zip(code, kept, strict=True) if keep]
        kept = more


@contextlib.contextmanager
def beside(release: Release) -> Iterator[str]:
    """Give for a while a folder with the files that lie beside a notebook, an empty text where there are none."""
    if not release.beside.files:
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="autograder-beside-") as folder:
        write_files(Path(folder), release.beside.files)
        yield folder


def go_to(folder: str) -> None:
    """Work in the folder that `beside` gave, with the modules in it (in the measuring process)."""
    if folder:
        os.chdir(folder)
        sys.path.append(folder)


def passes(cells: list, answers: dict[str, str]) -> dict[str, bool]:
    """Run one notebook's cells in order; return which tests pass (in the measuring process)."""
    namespace, results = {"__name__": "__main__"}, {}
    for grade_id, kind, source in cells:
        source = answers.get(grade_id, source) if kind == "answer" else source
        passed = runs(source, namespace)
        if kind == "test":
            results[grade_id] = passed
    return results


def runs(source: str, namespace: dict) -> bool:
    """Say whether code runs to its end."""
    signal.alarm(SECONDS)
    try:
        exec(compile(source, "<cell>", "exec"), namespace)  # noqa: S102
    except BaseException as problem:
        if isinstance(problem, KeyboardInterrupt):
            raise
        return False
    finally:
        signal.alarm(0)
    return True


def stop(*_: object) -> None:
    """End a cell that takes too long."""
    raise TimeoutError


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, stop)
    given = json.load(sys.stdin)
    go_to(given["folder"])
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        measured = [passes(given["cells"], answers) for answers in given["notebooks"]]
    print(json.dumps(measured))
