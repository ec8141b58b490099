"""Supervise one submission: its cells in order, the student's and the release's each in a process of its own."""

from autograder.sandbox.limits import Limits
from autograder.sandbox.outcome import Outcome
from autograder.sandbox.plan import Step
from autograder.sandbox.prefork.template import Template
from autograder.sandbox.protocol import stream
from autograder.sandbox.supervisor.files import SubmissionFiles
from autograder.sandbox.supervisor.judge_client import JudgeClient
from autograder.sandbox.supervisor.judge_session import JudgeSession
from autograder.sandbox.supervisor.outputs import Outputs
from autograder.sandbox.supervisor.student_session import StudentSession

_MOST_FLAGS = 30


class Supervisor:
    """Runs one submission.

    `students`: where the student's processes come from
    `judge_client`: where the judge is found
    `files`: the submission's files
    `seed`: of what the tests draw
    """

    def __init__(
        self,
        steps: list[Step],
        students: Template,
        judge_client: JudgeClient,
        outputs: Outputs,
        limits: Limits,
        files: SubmissionFiles | None = None,
        seed: int = 0,
    ):
        self.steps, self.judge_client, self.outputs = steps, judge_client, outputs
        self.files = files or SubmissionFiles()
        self.flags: dict[str, None] = {}  # in their order
        self.tests: dict[str, Outcome] = {}
        self.student = StudentSession(steps, students, outputs, limits, self.files, self._flag)
        self.judge = JudgeSession(steps, self.student, judge_client, seed)
        self.pauses = stream.clock_jumps()

    @property
    def cpu(self) -> float:
        """The processor time of the submission's processes, so far as they have ended."""
        return self.student.client.cpu + self.judge.cpu

    @property
    def imported(self) -> list[str]:
        """The modules that its tests have imported."""
        return self.judge.imported

    @property
    def lost(self) -> bool:
        """A process of the grader's own has ended: the judge, or where the student's come from."""
        return self.judge.is_lost or self.student.client.is_orphan

    @property
    def in_doubt(self) -> bool:
        """What the tests came to may be the machine's fault: another run may say otherwise."""
        return (
            self.lost
            or self.student.client.was_killed
            or (self._ran_out_of_time and stream.clock_jumps() > self.pauses)
        )

    @property
    def _ran_out_of_time(self) -> bool:
        """Something was cut short, or not begun, because time was up."""
        missed = any(outcome.status in ("timeout", "not_run") for outcome in self.tests.values())
        return missed or any(flag.startswith("timeout:") for flag in self.flags)

    def run(self) -> None:
        """Run all cells; afterwards `tests`, `flags` and the notebook's outputs are complete."""
        try:
            for step in self.steps:
                self.outputs.begin(step.index, step.count)
                if step.is_test:
                    self.tests[step.name] = self.judge.test(step)
                else:
                    self.student.run_cell(step)
                    if step.in_judge:
                        self.judge.set_up(step)
            self.student.bring_back_files()
        finally:
            self.student.client.end()
            self.files.clear()
            if count := self.outputs.dropped:
                self._flag("forged-message", f"{count} messages were none that a kernel sends, or too many")
            if self.judge.relay.is_open or self.flags:
                self.judge_client.discard()

    def _flag(self, kind: str, text: str) -> None:
        if len(self.flags) < _MOST_FLAGS:
            self.flags[f"{kind}: {text}"] = None
