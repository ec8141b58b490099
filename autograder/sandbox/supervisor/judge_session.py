"""Run a submission's tests, and the locked cells that they need, in the judge's process."""

import contextlib
import time
from dataclasses import replace

from autograder.sandbox.outcome import Outcome
from autograder.sandbox.plan import Step
from autograder.sandbox.prefork.template import Replica
from autograder.sandbox.protocol.cells import JudgeCell, JudgeCellEnd
from autograder.sandbox.protocol.channel import ChannelClosed
from autograder.sandbox.protocol.plain_data import Malformed
from autograder.sandbox.protocol.stream import DeadlinePassed
from autograder.sandbox.reasons import explained
from autograder.sandbox.supervisor.judge_client import JudgeClient
from autograder.sandbox.supervisor.outputs import Outputs
from autograder.sandbox.supervisor.relay import Relay
from autograder.sandbox.supervisor.student_client import StudentDied
from autograder.sandbox.supervisor.student_session import NOT_RUN, StudentSession


class JudgeSession:
    """The judge's side of one submission.

    `student`: whose functions the tests call
    `seed`: of what the tests draw
    """

    def __init__(self, steps: list[Step], student: StudentSession, judge_client: JudgeClient, seed: int):
        self.student, self.judge_client, self.seed = student, judge_client, seed
        self.limits, self.outputs, self.flag = student.limits, student.outputs, student.flag
        self.relay = Relay(student.client, student.need_process, student.limits)
        self.trusted = sorted(frozenset().union(*(step.binds for step in steps if step.in_judge)))
        self.judge: Replica | None = None
        self.setup: list[Step] = []
        self.stopped: set[str] = set()
        self.imported: list[str] = []  # modules that the cells have imported
        self.is_lost = False  # a judge ended, or was stopped, by no fault of a test
        self.cpu = 0.0  # seconds of processor time

    def set_up(self, step: Step) -> None:
        """Run a locked cell that the tests need in the judge's process as well."""
        if self.judge is None and step.names.theirs | step.names.perhaps:
            self._need_judge()  # later the student's names may stand for something else
        self.setup.append(step)
        if self.judge is not None:
            self._set_up_judge([step])

    def _set_up_judge(self, steps: list[Step]) -> None:
        for step in steps:
            end = self._run(step, None)
            if end.status != "passed":
                text = f"the lesson's own cell {step.name} fails beside the tests: {end.message}"
                self.flag("setup", text[:500])

    def _need_judge(self) -> None:
        if self.judge is None:
            self.judge = self.judge_client.acquire(self.limits)
            self._set_up_judge(self.setup)

    def test(self, step: Step) -> Outcome:
        """Run a test cell and return its outcome; an exercise that ran out of time once gets less of it."""
        exercise, client = step.name.split("__")[0] or step.name, self.student.client
        self.relay.trouble = None
        if exercise in self.stopped:
            with contextlib.suppress(StudentDied):
                self.student.need_process()
        client.allowed = min(self.limits.test, self.limits.seconds)
        if exercise in self.stopped:
            client.allowed = min(self.limits.again, client.allowed)
        begun = time.perf_counter()
        if step.shares:
            self.student.share_imports(step)
        found = self._outcome(step)
        client.allowed = self.limits.seconds
        if self.relay.trouble is not None and self.relay.trouble.kind == "timeout":
            self.stopped.add(exercise)
        return replace(found, seconds=round(time.perf_counter() - begun, 4))

    def _outcome(self, step: Step) -> Outcome:
        if step.names.unclear:
            return Outcome("not_run", f"not graded here: {step.names.unclear}")
        if self.student.is_over:
            return Outcome("not_run", self.student.used_up())
        try:
            self._need_judge()
            end = self._run(step, self.outputs)
        except (DeadlinePassed, ChannelClosed, Malformed) as problem:
            failed, trouble = self._judge_failed(problem), self.relay.trouble
            return failed if trouble is None else self._troubled(step, trouble)
        for note in end.notes:
            self.flag(*note.split(": ", 1))
        if self.relay.trouble is not None:
            return self._troubled(step, self.relay.trouble)
        return Outcome(end.status, explained(end.message, self.student.of_tests), end.mistake)

    def _judge_failed(self, problem: Exception) -> Outcome:
        """Return the outcome of a test whose own process failed; nothing of it is left."""
        was_stopped = self.judge_client.discard().was_stopped
        self.judge = None
        if self.relay.break_off():
            self.student.client.end()
        self.is_lost = self.is_lost or was_stopped or isinstance(problem, ChannelClosed)
        if isinstance(problem, DeadlinePassed):
            text = f"the test was {self.student.client.still_running()}"
            self.outputs.error("CellTimeoutError", text)
            return Outcome("timeout", text)
        self.outputs.error("ProcessEnded", "the test's own process ended")
        return Outcome("error", "the test's own process ended")

    def _troubled(self, step: Step, death: StudentDied) -> Outcome:
        """Return the outcome of a test during which the student's process failed."""
        self.student.flag_death(step, death)
        if str(death).startswith(NOT_RUN):
            return Outcome("not_run", str(death).removeprefix(NOT_RUN))
        return Outcome("timeout" if death.kind == "timeout" else "error", str(death))

    def _run(self, step: Step, outputs: Outputs | None) -> JudgeCellEnd:
        """Run a trusted cell in the judge's process, which calls functions in the student's."""
        files = self.student.files
        cell = JudgeCell(
            source=step.source,
            count=step.count,
            is_test=step.is_test,
            is_hidden=step.hidden,
            seed=self.seed,
            place=files.for_judge(),
            modules=str(files.copy or ""),
            reasons=self.student.reasons,
            trusted=self.trusted,
            names=step.names.as_dict(),
            effects=dict(step.effects),
            state=self.student.client.state,
        )
        end = self.relay.run(self.judge.channel, cell, outputs, self.student.deadline())
        self.imported += end.imported
        self.cpu += end.cpu
        return end
