"""Run a restored notebook and say what each test cell came to: answers and tests in processes of their own."""

from __future__ import annotations

import atexit
import secrets
import time
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from autograder.common.errors import SandboxMissing
from autograder.course.import_rules import Rules, rules_of
from autograder.course.release_facts import NOTHING_KNOWN, ReleaseFacts
from autograder.sandbox.limits import Limits
from autograder.sandbox.outcome import Run
from autograder.sandbox.plan import plan
from autograder.sandbox.prefork.template import Template
from autograder.sandbox.prefork.without_fork import NoTemplate, can_fork
from autograder.sandbox.protocol.messages import Restrict, Specialize
from autograder.sandbox.self_test import not_stopped
from autograder.sandbox.skip_demos import without_idle
from autograder.sandbox.supervisor.files import Files, SubmissionFiles
from autograder.sandbox.supervisor.judge_client import JudgeClient
from autograder.sandbox.supervisor.outputs import Outputs
from autograder.sandbox.supervisor.supervisor import Supervisor
from autograder.task import Settings

MODES = ("auto", "strict", "off")
_TRIES = 2
"""A submission during which a process was killed is run once more: who has done it can't be told."""
_MOST = 3
"""So many executors a process keeps."""
_executors: dict[tuple[Rules, str], Executor] = {}
_adopted: dict[tuple[Rules, str], dict[str, Template]] = {}
_inherited: list[dict] = []
"""What a forked worker has of the executors of its parent: never used, and never closed."""


def run(
    notebook: NotebookNode,
    settings: Settings | None = None,
    test_seconds: float | None = None,
    **submission: Any,
) -> Run:
    """Run a restored notebook: the student's cells confined, the tests in a process of their own.

    Parameters
    ----------
    notebook : NotebookNode
        Its outputs are filled in.
    settings : Settings, optional
    test_seconds : float, optional
        For a test cell, if that is less than the settings give to any cell.
    submission
        What else `Executor.run` is to know of it.

    Raises
    ------
    SandboxMissing
        If the sandbox is to be "strict" and this machine lacks a wall.
    """
    settings = settings or Settings()
    rules = rules_for(Path(settings.course) if settings.course else None, notebook)
    return executor_for(rules, settings.sandbox).run(
        notebook, limits=limits_for(settings.timeout, test_seconds), **submission
    )


def limits_for(timeout: float, test_seconds: float | None = None) -> Limits:
    """Return what one notebook may use when a cell may take `timeout` seconds, a test perhaps less."""
    test = min(timeout, test_seconds or timeout)
    return Limits(seconds=timeout, test=test, total_seconds=max(Limits.total_seconds, 4 * timeout))


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


def executor_for(rules: Rules, sandbox: str) -> Executor:
    """Return this process's executor for these rules and walls, made when it is first asked for."""
    key = (rules, sandbox)
    if key not in _executors:
        while len(_executors) >= _MOST:
            _executors.pop(next(iter(_executors))).close()
        _executors[key] = Executor(sandbox=sandbox, rules=rules, templates=_adopted.pop(key, None))
    return _executors[key]


def adopt(rules: Rules, sandbox: str, templates: dict[str, Template]) -> None:
    """Let this process's executor for these rules and walls use templates that were made for it."""
    _inherited.append(dict(_executors))
    _executors.clear()
    _adopted[rules, sandbox] = templates


@atexit.register
def close_all() -> None:
    """End the processes of all executors."""
    while _executors:
        _executors.popitem()[1].close()


class Executor:
    """Runs submissions in a student's process and a judge's.

    Parameters
    ----------
    limits : Limits, optional
    sandbox : {"auto", "strict", "off"}
        Use the walls there are; refuse to run without all of them; use none. There are always two processes.
    rules : Rules, optional
    fork : bool, optional
        Fork replicas from a template (the default where that is safe) or start each process anew.
    templates : dict of str to Template, optional
        By role, confined, made for this executor; else it starts its own.

    Raises
    ------
    SandboxMissing
        If `sandbox` is "strict" and something isn't stopped here.
    ExecutorBroken
        If no process can be started at all.

    Examples
    --------
    >>> with Executor() as executor:  # doctest: +SKIP
    ...     outcome = executor.run(notebook).tests["conv2d__values"]
    """

    def __init__(
        self,
        limits: Limits | None = None,
        sandbox: str = "auto",
        rules: Rules | None = None,
        fork: bool | None = None,
        templates: dict[str, Template] | None = None,
    ):
        if sandbox not in MODES:
            raise ValueError(f"expected a sandbox among {', '.join(MODES)}, got {sandbox!r}")
        self.limits, self.mode, self.rules = limits or Limits(), sandbox, rules or Rules()
        self.students = self.judges = self.judge_client = None
        try:
            given, kind = templates or {}, Template if fork or (fork is None and can_fork()) else NoTemplate
            self.students = given.get("student") or self._new_template(kind, "student")
            self.judges = given.get("judge") or self._new_template(kind, "judge")
            self.students.wait()  # nobody waits for the judges' until the first test
            self.judge_client = JudgeClient(self.judges)
            self.sandbox = self._inspect()
        except BaseException:
            self.close()
            raise

    def _new_template(self, kind: type[Template], role: str) -> Template:
        """Return a template of this executor's own."""
        made = kind(role)
        made.specialize(Specialize(role), Restrict(self.rules.as_dict()))
        made.confine(walls=self.mode != "off")
        return made

    def _inspect(self) -> dict[str, Any]:
        """Return what the report says of the walls, after a self-test from inside.

        Raises
        ------
        SandboxMissing
            In strict mode, if a wall is missing or an attempt succeeded.
        """
        open_ways, walls = not_stopped(self.students, self.rules, self.limits)
        standing = self.walls = self.students.standing | walls
        missing = [f"{name}: {why}" for name, why in sorted(standing.items()) if why]
        if self.mode == "off" or not standing:
            missing = ["all walls"]
        if self.mode == "strict" and (missing or open_ways):
            raise SandboxMissing("; ".join([*missing, *(f"not stopped: {way}" for way in open_ways)]))
        return {"executor": "split", "mode": self.mode, "missing": missing, "not_stopped": open_ways}

    def run(
        self,
        notebook: NotebookNode,
        *,
        limits: Limits | None = None,
        released: Collection[str] | None = None,
        place: Path | None = None,
        files: Files | None = None,
        facts: ReleaseFacts = NOTHING_KNOWN,
        seed: int | None = None,
    ) -> Run:
        """Run a restored notebook; its outputs are filled in.

        Parameters
        ----------
        notebook : NotebookNode
        limits : Limits, optional
            Other limits than the executor's.
        released : collection of str, optional
            Sources of the release's cells: their figures aren't drawn, and those on which no mark can depend aren't
            run.
        place : Path, optional
            The submission's folder, if its cells may read and write files there (see `SubmissionFiles`).
        files : Files, optional
            Files that lie beside the notebook while it runs.
        facts : ReleaseFacts, optional
            What the release tells beyond its locked cells.
        seed : int, optional
            Of what tests draw without a seed of their own; without it, another at every run.
        """
        start = time.perf_counter()
        limits, seed = limits or self.limits, secrets.randbits(64) if seed is None else seed
        steps = plan(notebook, released, facts)
        if released is not None:
            steps = without_idle(steps, released, self.rules.inert)
        trusted = [step for step in steps if step.is_test or step.in_judge]
        lines = [line for step in trusted for line in step.names.imports.values()]
        if self.judges.precompile([*lines, *(step.source for step in trusted)]):
            self.judge_client.discard()
        self.students.precompile(
            step.source for step in steps if not step.is_test and step.source in (released or ())
        )
        files = SubmissionFiles(files, place, self.judges.base)
        for _ in range(_TRIES):
            supervisor = Supervisor(
                steps, self.students, self.judge_client, Outputs(notebook, limits), limits, files, seed
            )
            supervisor.run()
            if not supervisor.in_doubt:
                break
        self.judges.preload(supervisor.imported)
        seconds, flags = time.perf_counter() - start, tuple(supervisor.flags)
        return Run(notebook, supervisor.tests, flags, seconds, supervisor.cpu, self.sandbox, supervisor.lost)

    def close(self) -> None:
        """End all processes of this executor."""
        if self.judge_client is not None:
            self.judge_client.close()
        for template in (self.students, self.judges):
            if template is not None:
                template.close()

    def __enter__(self) -> Executor:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
