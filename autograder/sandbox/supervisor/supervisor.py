"""Supervise one submission: its cells in order, each in its process, and fresh processes after a death."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace

from autograder.sandbox.limits import Limits
from autograder.sandbox.outcome import Outcome
from autograder.sandbox.plan import Step
from autograder.sandbox.prefork.template import Replica, Template
from autograder.sandbox.protocol import clock_jumps
from autograder.sandbox.protocol.channel import ChannelClosed, DeadlinePassed, Kind
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.plain_data import Malformed
from autograder.sandbox.reasons import cause_of, explained, missed_from_tests, unfinished
from autograder.sandbox.supervisor.files import SubmissionFiles
from autograder.sandbox.supervisor.judge_client import JudgeClient
from autograder.sandbox.supervisor.outputs import Outputs
from autograder.sandbox.supervisor.relay import Relay
from autograder.sandbox.supervisor.student_client import StudentClient, StudentDied

_NOT_RUN = "not run: "
_MOST_REASONS = 500


class Supervisor:
    """Runs one submission.

    Parameters
    ----------
    students : Template
        Where the student's processes come from.
    judge_client : JudgeClient
        Where the judge is found.
    outputs : Outputs
    limits : Limits
    files : SubmissionFiles, optional
        The submission's files.
    seed : int
        Of what the tests draw.
    """

    def __init__(
        self,
        students: Template,
        judge_client: JudgeClient,
        outputs: Outputs,
        limits: Limits,
        files: SubmissionFiles | None = None,
        seed: int = 0,
    ):
        self.seed = seed
        self.judge_client, self.outputs, self.limits, self.files = (
            judge_client,
            outputs,
            limits,
            files or SubmissionFiles(),
        )
        self.student = StudentClient(students, limits, self._flag)
        self.relay = Relay(self.student, self._need_student, limits)
        self.judge: Replica | None = None
        self.played: list[Step] = []
        self.setup: list[Step] = []
        self.trusted: frozenset[str] = frozenset()
        self.of_tests: frozenset[str] = frozenset()
        self.reasons: dict[str, str] = {}
        self.flags: dict[str, None] = {}
        self.imported: list[str] = []
        self.tests: dict[str, Outcome] = {}
        self.stopped: set[str] = set()
        self.judge_cpu = 0.0
        self.lost_judge = False
        self.pauses = clock_jumps.seen()
        self.end_of_time = time.monotonic() + limits.total_seconds

    @property
    def cpu(self) -> float:
        """The processor time of the submission's processes, so far as they have ended."""
        return self.student.cpu + self.judge_cpu

    @property
    def lost(self) -> bool:
        """A process of the grader's own has ended: the judge, or where the student's come from."""
        return self.lost_judge or self.student.is_orphan

    @property
    def in_doubt(self) -> bool:
        """What the tests came to may be the machine's fault: another run may say otherwise."""
        return (
            self.lost
            or self.student.was_killed
            or (self._ran_out_of_time and clock_jumps.seen() > self.pauses)
        )

    @property
    def _ran_out_of_time(self) -> bool:
        """Something was cut short, or not begun, because time was up."""
        missed = any(outcome.status in ("timeout", "not_run") for outcome in self.tests.values())
        return missed or any(flag.startswith("timeout:") for flag in self.flags)

    def run(self, steps: list[Step]) -> None:
        """Run all cells; afterwards `tests`, `flags` and the notebook's outputs are complete."""
        self.trusted = frozenset().union(*(step.binds for step in steps if step.in_judge))
        self.of_tests = frozenset().union(*(step.binds for step in steps if step.is_test))
        try:
            for step in steps:
                self.outputs.begin(step.index, step.count)
                if step.is_test:
                    self._timed_test(step)
                else:
                    self._student_cell(step)
                    if step.in_judge:
                        self._set_up(step)
            self._bring_back_files()
        finally:
            self.student.end()
            self.files.clear()
            if count := self.outputs.dropped:
                self._flag("forged-message", f"{count} messages were none that a kernel sends, or too many")
            if self.relay.is_open or self.flags:
                self.judge_client.discard()

    def _flag(self, kind: str, text: str) -> None:
        if len(self.flags) < 30:
            self.flags[f"{kind}: {text}"] = None

    def _deadline(self) -> float:
        return min(time.monotonic() + self.student.allowed, max(self.end_of_time, time.monotonic() + 0.05))

    # The student's cells

    def _student_cell(self, step: Step) -> None:
        """Run a cell of the student's; whatever it does, the notebook goes on."""
        try:
            self._need_student()
            end = self.student.run_cell(step, self.outputs, self._deadline())
        except StudentDied as death:
            self._record_death(step, death)
            return
        if end["timeout"]:
            self._remember(step, unfinished(step.name, f"it was {self.student.still_running()}"))
        elif end["status"] == "error":
            cause = cause_of(step.name, end["ename"], end["evalue"])
            self._remember(step, cause + missed_from_tests(end["ename"], end["evalue"], self.of_tests))
        else:
            for name in step.binds:
                self.reasons.pop(name, None)
        if end["timeout"]:
            self.outputs.error("CellTimeoutError", f"stopped after {self.limits.seconds:g} seconds")
            self._flag("timeout", f"{step.name} was {self.student.still_running()}")
        else:
            self.played.append(step)

    def _remember(self, step: Step, reason: str) -> None:
        """Keep for later NameErrors why a cell's names are not there."""
        for name in step.binds:
            if len(self.reasons) < _MOST_REASONS:
                also = "" if name == step.name else f"; so there is no `{name}`"
                self.reasons[name] = f"{reason[:900]}{also}"

    def _record_death(self, step: Step, death: StudentDied) -> None:
        """Note in the notebook and the flags how a cell ended the process."""
        self.outputs.error("ProcessEnded", str(death))
        self._remember(step, unfinished(step.name, str(death)))
        self._flag_death(step, death)

    def _flag_death(self, step: Step, death: StudentDied) -> None:
        is_about_all = str(death).startswith(_NOT_RUN)
        self._flag(death.kind, str(death).removeprefix(_NOT_RUN) if is_about_all else f"{step.name}: {death}")

    def _need_student(self) -> None:
        """Make sure that there is a student's process with the earlier cells run in it.

        Raises
        ------
        StudentDied
            If there can be none.
        """
        while True:
            if time.monotonic() > self.end_of_time:
                self.student.end()
                seconds = f"{self.limits.total_seconds:g} seconds"
                raise StudentDied("timeout", f"{_NOT_RUN}the submission had used its {seconds}")
            if self.student.replica is not None:
                return
            if self.student.deaths > self.limits.restarts:
                raise StudentDied("left-early", f"{_NOT_RUN}the submission's process had ended too often")
            self.student.start()
            self._put_files()
            self._replay()

    def _replay(self) -> None:
        """Run the earlier cells again in a fresh process; one that ends it now is left out from then on."""
        played, self.played = self.played, []
        for place, step in enumerate(played):
            try:
                end = self.student.run_cell(step, None, self._deadline())
            except StudentDied as death:
                self._remember(step, unfinished(step.name, f"run a second time, {death}"))
                self.played += played[place + 1 :]
                return
            if not end["timeout"]:
                self.played.append(step)

    def _put_files(self) -> None:
        """Give a fresh process a copy of the submission's files, if there are any."""
        files = self.files.for_student(self._flag)
        if files is not None:
            self.student.ask(Kind.PUT, 0, encode(files), None, self._deadline())

    def _bring_back_files(self) -> None:
        """Write the files that the student's cells made into the submission's folder."""
        if self.files.place is None or self.student.replica is None:
            return
        try:
            _, body = self.student.ask(Kind.TAKE, 0, b"", None, self._deadline())
            answer = self.student.decoded(body) if body is not None else None
        except StudentDied as death:
            self._flag(death.kind, f"its files: {death}")
            return
        self.files.keep(answer, self._flag)

    # The judge's cells

    def _set_up(self, step: Step) -> None:
        """Run a locked cell that the tests need in the judge's process as well."""
        if self.judge is None and step.names.theirs | step.names.perhaps:
            self._need_judge()  # later the student's names may stand for something else
        self.setup.append(step)
        if self.judge is not None:
            self._set_up_judge([step])

    def _set_up_judge(self, steps: list[Step]) -> None:
        for step in steps:
            end = self._judge_cell(step, None)
            if end["status"] != "passed":
                text = f"the lesson's own cell {step.name} fails beside the tests: {end['message']}"
                self._flag("setup", text[:500])

    def _need_judge(self) -> None:
        if self.judge is None:
            self.judge = self.judge_client.acquire(self.limits)
            self._set_up_judge(self.setup)

    def _timed_test(self, step: Step) -> None:
        exercise, self.relay.trouble = step.name.split("__")[0] or step.name, None
        if exercise in self.stopped:
            with contextlib.suppress(StudentDied):
                self._need_student()
        self.student.allowed = min(self.limits.test, self.limits.seconds)
        if exercise in self.stopped:
            self.student.allowed = min(self.limits.again, self.student.allowed)
        begun = time.perf_counter()
        if step.shares:
            self._share_imports(step)
        found = self._test(step)
        self.student.allowed = self.limits.seconds
        if self.relay.trouble is not None and self.relay.trouble.kind == "timeout":
            self.stopped.add(exercise)
        seconds = round(time.perf_counter() - begun, 4)
        self.tests[step.name] = Outcome(found.status, found.message, found.mistake, seconds)

    def _share_imports(self, step: Step) -> None:
        """Run a test's imports in the student's process too, where cells count on them."""
        lines = "".join(f"try:\n    {line}\nexcept ImportError:\n    pass\n" for line in step.shares)
        shared = replace(step, source=lines, is_test=False, render=False)
        with contextlib.suppress(StudentDied):
            self._need_student()
            self.student.run_cell(shared, None, self._deadline())
            self.played.append(shared)

    def _test(self, step: Step) -> Outcome:
        """Run a test cell and return its outcome."""
        if step.names.unclear:
            return Outcome("not_run", f"not graded here: {step.names.unclear}")
        if time.monotonic() > self.end_of_time:
            return Outcome("not_run", f"the submission had used its {self.limits.total_seconds:g} seconds")
        try:
            self._need_judge()
            end = self._judge_cell(step, self.outputs)
        except (DeadlinePassed, ChannelClosed, Malformed) as problem:
            failed, trouble = self._judge_failed(problem), self.relay.trouble
            return failed if trouble is None else self._troubled(step, trouble)
        for note in end["notes"]:
            self._flag(*note.split(": ", 1))
        if self.relay.trouble is not None:
            return self._troubled(step, self.relay.trouble)
        return Outcome(end["status"], explained(end["message"], self.of_tests), end["mistake"])

    def _judge_failed(self, problem: Exception) -> Outcome:
        """Return the outcome of a test whose own process failed; nothing of it is left."""
        was_stopped = self.judge_client.discard().was_stopped
        self.judge = None
        if self.relay.break_off():
            self.student.end()
        self.lost_judge = self.lost_judge or was_stopped or isinstance(problem, ChannelClosed)
        if isinstance(problem, DeadlinePassed):
            text = f"the test was {self.student.still_running()}"
            self.outputs.error("CellTimeoutError", text)
            return Outcome("timeout", text)
        self.outputs.error("ProcessEnded", "the test's own process ended")
        return Outcome("error", "the test's own process ended")

    def _troubled(self, step: Step, death: StudentDied) -> Outcome:
        """Return the outcome of a test during which the student's process failed."""
        self._flag_death(step, death)
        if str(death).startswith(_NOT_RUN):
            return Outcome("not_run", str(death).removeprefix(_NOT_RUN))
        return Outcome("timeout" if death.kind == "timeout" else "error", str(death))

    def _judge_cell(self, step: Step, outputs: Outputs | None) -> dict:
        """Run a trusted cell in the judge's process, which calls functions in the student's."""
        request = {
            "source": step.source,
            "count": step.count,
            "id": None,
            "test": step.is_test,
            "hidden": step.hidden,
            "seed": self.seed,
            "place": self.files.for_judge(),
            "modules": str(self.files.copy or ""),
            "reasons": self.reasons,
            "trusted": sorted(self.trusted),
            "names": step.names.as_dict(),
            "effects": dict(step.effects),
            "state": self.student.state,
        }
        end = self.relay.run(self.judge.channel, step.count, request, outputs, self._deadline())
        self.imported += end["imported"]
        self.judge_cpu += end["cpu"]
        return end
