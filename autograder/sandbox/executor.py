"""Execute restored notebooks: answers and tests in processes of their own, forked from warm templates."""

import contextlib
import secrets
import time
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from autograder.common.errors import SandboxMissing
from autograder.course.import_rules import Rules
from autograder.course.release_facts import NOTHING_KNOWN, ReleaseFacts
from autograder.sandbox.limits import Limits
from autograder.sandbox.outcome import Run
from autograder.sandbox.plan import plan
from autograder.sandbox.prefork.shared_templates import shared_templates
from autograder.sandbox.prefork.template import Template
from autograder.sandbox.prefork.without_fork import NoTemplate, can_fork
from autograder.sandbox.protocol.channel import ChannelClosed
from autograder.sandbox.protocol.messages import Draw, Restrict, Specialize
from autograder.sandbox.protocol.stream import DeadlinePassed
from autograder.sandbox.self_test import not_stopped
from autograder.sandbox.skip_demos import without_idle
from autograder.sandbox.supervisor.files import Files, SubmissionFiles
from autograder.sandbox.supervisor.judge_client import JudgeClient
from autograder.sandbox.supervisor.outputs import Outputs
from autograder.sandbox.supervisor.supervisor import Supervisor

MODES = ("auto", "strict", "off")
_TRIES = 2
"""A submission during which a process was killed is run once more: who has done it can't be told."""


class Executor:
    """Runs submissions in a student's process and a judge's.

    Raises SandboxMissing if `sandbox` is "strict" and something isn't stopped here. Raises ExecutorBroken if no
    process can be started at all.

    `sandbox`: "auto" uses the walls there are, "strict" refuses to run without all of them, "off" uses none; there are
        always two processes
    `draws`: whether cells draw by Matplotlib: it is loaded once then, and not by every process
    `fork`: fork replicas from templates of its own, or start each process anew. By default, where it is safe to fork,
        its templates are copies of those that this process shares.
    `templates`: by role, confined, made for this executor; else it starts its own

    >>> with Executor() as executor:  # doctest: +SKIP
    ...     outcome = executor.run(notebook).tests["conv2d__values"]
    """

    def __init__(
        self,
        limits: Limits | None = None,
        sandbox: str = "auto",
        rules: Rules | None = None,
        draws: bool = False,
        fork: bool | None = None,
        templates: dict[str, Template] | None = None,
    ):
        if sandbox not in MODES:
            raise ValueError(f"expected a sandbox among {', '.join(MODES)}, got {sandbox!r}")
        self.limits, self.mode, self.rules = limits or Limits(), sandbox, rules or Rules()
        self.students = self.judges = self.judge_client = None
        try:
            given = templates or (_copies(self.rules, self.mode, draws) if fork is None else {})
            kind = Template if fork or (fork is None and can_fork()) else NoTemplate
            self.students = given.get("student") or self._new_template(kind, "student", draws)
            self.judges = given.get("judge") or self._new_template(kind, "judge")
            self.students.wait()  # nobody waits for the judges' until the first test
            self.judge_client = JudgeClient(self.judges)
            self.sandbox = self._inspect()
        except BaseException:
            self.close()
            raise

    def _new_template(self, kind: type[Template], role: str, draws: bool = False) -> Template:
        """Return a template of this executor's own."""
        made = kind(role)
        made.specialize(Specialize(role), *([Draw()] if draws else []), Restrict(asdict(self.rules)))
        made.confine(walls=self.mode != "off")
        return made

    def _inspect(self) -> dict[str, Any]:
        """Return what the report says of the walls, after a self-test from inside.

        Raises SandboxMissing in strict mode, if a wall is missing or an attempt succeeded.
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

        `limits`: other limits than the executor's
        `released`: sources of the release's cells: their figures aren't drawn, and those on which no mark can depend
            aren't run
        `place`: the submission's folder, if its cells may read and write files there (see `SubmissionFiles`)
        `files`: files that lie beside the notebook while it runs
        `facts`: what the release tells beyond its locked cells
        `seed`: of what tests draw without a seed of their own; without it, another at every run
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

    def __enter__(self) -> "Executor":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _copies(rules: Rules, mode: str, draws: bool) -> dict[str, Template]:
    """Return copies of the templates that this process shares; none where they can't be had."""
    with contextlib.suppress(ChannelClosed, DeadlinePassed):
        if shared := shared_templates():
            return shared.copies(rules, mode != "off", draws=draws)
    return {}
