"""Run a restored notebook and say what each test cell came to."""

import json
import tempfile
import time
from dataclasses import dataclass, field

from nbformat.notebooknode import NotebookNode

from autograder.release import is_test, marks

CHECK_MIME = "application/vnd.autograder.check+json"
"""A test cell's own report of a failure: {"mistake": id or null, "message": text}."""
MAX_MESSAGE = 4_000


@dataclass(frozen=True)
class Outcome:
    """What one test cell came to.

    Attributes
    ----------
    status : str
        "passed", "failed", "error", "timeout", "memory" or "not_run".
    message : str
        Why, in words for the student; empty when passed.
    mistake : str or None
        The id of the recognized mistake.
    seconds : float
    """

    status: str
    message: str = ""
    mistake: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Run:
    """An executed notebook and the outcome of each of its test cells."""

    notebook: NotebookNode
    tests: dict[str, Outcome]
    flags: tuple[str, ...] = ()
    seconds: float = 0.0
    sandbox: dict = field(default_factory=dict)


def run(
    notebook: NotebookNode, *, timeout: float = 30.0, sandbox: str = "auto", course: str | None = None
) -> Run:
    """Run a restored notebook in a Jupyter kernel, cell by cell, in an empty folder.

    Parameters
    ----------
    notebook : NotebookNode
        Its outputs are filled in.
    timeout : float
        Seconds for one cell.
    sandbox : str
        "auto" or "off"; this executor has no walls, so "strict" is refused.
    course : str, optional
        The course folder, whose course.toml says what answers may import; this executor does not hold to it.

    Raises
    ------
    RuntimeError
        If `sandbox` is "strict".
    """
    from nbclient.exceptions import DeadKernelError
    from nbgrader.preprocessors import Execute

    del course
    if sandbox == "strict":
        raise RuntimeError("this executor has no walls")
    start, flags = time.perf_counter(), []
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"]
        step = Execute(
            timeout=int(timeout), shutdown_kernel="immediate", record_timing=True, extra_arguments=arguments
        )
        step.log.disabled = True
        try:
            step.preprocess(notebook, {"metadata": {"path": folder}})
        except DeadKernelError:
            flags.append("died: the student's process ended before the last cell")
        except Exception as problem:
            flags.append(f"died: the notebook could not be run to its end ({type(problem).__name__})")
    tests = {marks(cell)["grade_id"]: outcome(cell) for cell in notebook.cells if is_test(cell)}
    walls = {"executor": "jupyter", "missing": ["all walls"]}
    return Run(notebook, tests, tuple(flags), time.perf_counter() - start, walls)


def outcome(cell: NotebookNode) -> Outcome:
    """Read an executed test cell's outcome from its outputs."""
    timing = cell.metadata.pop("execution", {})
    seconds = duration(timing)
    if "iopub.status.idle" not in timing and "shell.execute_reply" not in timing:
        return Outcome("not_run", "an earlier cell ended the process, so this test was not run")
    error = next((output for output in cell.outputs if output.output_type == "error"), None)
    if error is None:
        return Outcome("passed", seconds=seconds)
    report = check_report(cell)
    message = report.get("message") or f"{error.ename}: {error.evalue}".removesuffix(": ")
    mistake = report.get("mistake")
    return Outcome(status_of(error.ename), str(message)[:MAX_MESSAGE], mistake, seconds)


def status_of(ename: str) -> str:
    """Return the status that an exception's name stands for."""
    return {
        "AssertionError": "failed",
        "CheckFailed": "failed",
        "NotImplementedError": "failed",
        "CellTimeoutError": "timeout",
        "MemoryError": "memory",
    }.get(ename, "error")


def check_report(cell: NotebookNode) -> dict:
    """Return what the cell's check said about its failure, empty when it said nothing."""
    for output in reversed(cell.outputs):
        report = output.get("data", {}).get(CHECK_MIME)
        if isinstance(report, str):
            report = json.loads(report)
        if isinstance(report, dict):
            return report
    return {}


def duration(timing: dict) -> float:
    """Return the seconds between a cell's start and end."""
    from dateutil.parser import isoparse

    ends = [timing.get("iopub.status.busy"), timing.get("iopub.status.idle")]
    return (isoparse(ends[1]) - isoparse(ends[0])).total_seconds() if all(ends) else 0.0
