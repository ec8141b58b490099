"""Run a submission's own cells in order, and again in a fresh process after a death."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace

from autograder.course.source_names import imported_modules, tree_of
from autograder.sandbox.limits import Limits
from autograder.sandbox.plan import HIDDEN, Step
from autograder.sandbox.prefork.template import Template
from autograder.sandbox.protocol.channel import Kind
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.reasons import cause_of, missed_from_tests, unfinished
from autograder.sandbox.supervisor.files import SubmissionFiles
from autograder.sandbox.supervisor.outputs import Outputs
from autograder.sandbox.supervisor.student_client import StudentClient, StudentDied

NOT_RUN = "not run: "
"""How the text of a StudentDied begins that is about all further cells."""
_MOST_REASONS = 500


class StudentSession:
    """The student's side of one submission.

    `flag`: told the kind and the text of what an instructor may want to know
    """

    def __init__(
        self,
        steps: list[Step],
        students: Template,
        outputs: Outputs,
        limits: Limits,
        files: SubmissionFiles,
        flag: Callable[[str, str], None],
    ):
        self.outputs, self.limits, self.files, self.flag = outputs, limits, files, flag
        self.client = StudentClient(students, limits, flag)
        seen = [step.source.split(HIDDEN)[0] for step in steps if step.is_released]
        modules = frozenset().union(*(imported_modules(tree_of(source)) for source in seen))
        self.client.of_release = {name.partition(".")[0] for name in modules}
        self.of_tests = frozenset().union(*(step.binds for step in steps if step.is_test))
        self.played: list[Step] = []
        self.reasons: dict[str, str] = {}  # why names are not there that cells should have bound
        self.end_of_time = time.monotonic() + limits.total_seconds

    @property
    def is_over(self) -> bool:
        """The submission has used its time."""
        return time.monotonic() > self.end_of_time

    def deadline(self) -> float:
        """Return until when something may run that begins now."""
        now = time.monotonic()
        return min(now + self.client.allowed, max(self.end_of_time, now + 0.05))

    def run_cell(self, step: Step) -> None:
        """Run a cell; whatever it does, the notebook goes on."""
        try:
            self.need_process()
            end = self.client.run_cell(step, self.outputs, self.deadline())
        except StudentDied as death:
            self.outputs.error("ProcessEnded", str(death))
            self._remember(step, unfinished(step.name, str(death)))
            self.flag_death(step, death)
            return
        if end is None:
            running = self.client.still_running()
            self._remember(step, unfinished(step.name, f"it was {running}"))
            self.outputs.error("CellTimeoutError", f"stopped after {self.limits.seconds:g} seconds")
            self.flag("timeout", f"{step.name} was {running}")
            return
        if end.status == "error":
            cause = cause_of(step.name, end.ename, end.evalue, step.source)
            self._remember(step, cause + missed_from_tests(end.ename, end.evalue, self.of_tests))
        else:
            for name in step.binds:
                self.reasons.pop(name, None)
        self.played.append(step)

    def share_imports(self, step: Step) -> None:
        """Run a test's imports in the student's process too, where cells count on them."""
        lines = "".join(f"try:\n    {line}\nexcept ImportError:\n    pass\n" for line in step.shares)
        shared = replace(step, source=lines, is_test=False, render=False)
        with contextlib.suppress(StudentDied):
            self.need_process()
            self.client.run_cell(shared, None, self.deadline())
            self.played.append(shared)

    def _remember(self, step: Step, reason: str) -> None:
        """Keep for later NameErrors why a cell's names are not there."""
        for name in step.binds:
            if len(self.reasons) < _MOST_REASONS:
                also = "" if name == step.name else f"; so there is no `{name}`"
                self.reasons[name] = f"{reason[:900]}{also}"

    def flag_death(self, step: Step, death: StudentDied) -> None:
        """Flag how the process ended while a cell ran."""
        is_about_all = str(death).startswith(NOT_RUN)
        self.flag(death.kind, str(death).removeprefix(NOT_RUN) if is_about_all else f"{step.name}: {death}")

    def need_process(self) -> None:
        """Make sure that there is a process with the earlier cells run in it.

        Raises StudentDied if there can be none.
        """
        while True:
            if self.is_over:
                self.client.end()
                raise StudentDied("timeout", f"{NOT_RUN}{self.used_up()}")
            if self.client.replica is not None:
                return
            if self.client.deaths > self.limits.restarts:
                raise StudentDied("left-early", f"{NOT_RUN}the submission's process had ended too often")
            self.client.start()
            self._put_files()
            self._replay()

    def used_up(self) -> str:
        """Say that there is no time left."""
        return f"the submission had used its {self.limits.total_seconds:g} seconds"

    def _replay(self) -> None:
        """Run the earlier cells again in a fresh process; one that ends it now is left out from then on."""
        played, self.played = self.played, []
        for place, step in enumerate(played):
            try:
                end = self.client.run_cell(step, None, self.deadline())
            except StudentDied as death:
                self._remember(step, unfinished(step.name, f"run a second time, {death}"))
                self.played += played[place + 1 :]
                return
            if end is not None:
                self.played.append(step)

    def _put_files(self) -> None:
        """Give a fresh process a copy of the submission's files, if there are any."""
        files = self.files.for_student(self.flag)
        if files is not None:
            self.client.ask(Kind.PUT, 0, encode(files), None, self.deadline())

    def bring_back_files(self) -> None:
        """Write the files that the student's cells made into the submission's folder."""
        if self.files.place is None or self.client.replica is None:
            return
        try:
            _, body = self.client.ask(Kind.TAKE, 0, b"", None, self.deadline())
            answer = self.client.decoded(body) if body is not None else None
        except StudentDied as death:
            self.flag(death.kind, f"its files: {death}")
            return
        self.files.keep(answer, self.flag)
