"""Conduct one submission: its cells in order, each in its process, with deadlines, and fresh processes after a death."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import Any

from autograder.executor import folder, wire
from autograder.executor.channel import Channel, ChannelClosed, DeadlinePassed, Kind
from autograder.executor.limits import Limits
from autograder.executor.outcome import Outcome
from autograder.executor.outputs import Outputs
from autograder.executor.plan import Step
from autograder.executor.warm import Child, WarmParent

_BOUNDS = wire.Bounds(payload=64_000_000, structure=32_000_000, nodes=500_000)


class Died(Exception):
    """The student's process is gone, or had to be ended; the text says how."""

    def __init__(self, kind: str, text: str):
        super().__init__(text)
        self.kind = kind


class Conductor:
    """Runs one submission.

    Parameters
    ----------
    students, judges : WarmParent
        Where processes come from.
    outputs : Outputs
    limits : Limits
    place : Path, optional
        The submission's folder: the student's process gets a copy of its files, and what it makes is brought back.
    """

    def __init__(
        self,
        students: WarmParent,
        judges: WarmParent,
        outputs: Outputs,
        limits: Limits,
        place: Path | None = None,
    ):
        self.students, self.judges, self.outputs, self.limits = students, judges, outputs, limits
        self.place = place
        self.student: Child | None = None
        self.judge: Child | None = None
        self.played: list[Step] = []
        self.setup: list[Step] = []
        self.reasons: dict[str, str] = {}
        self.flags: dict[str, None] = {}
        self.tests: dict[str, Outcome] = {}
        self.walls: dict[str, str] = {}
        self.deaths = 0
        self.cpu = 0.0
        self.end_of_time = time.monotonic() + limits.total_seconds

    def run(self, steps: list[Step]) -> None:
        """Run all cells; afterwards `tests`, `flags` and the notebook's outputs are complete."""
        self.trusted = frozenset().union(*(step.binds for step in steps if step.in_judge))
        try:
            for step in steps:
                self.outputs.begin(step.index, step.count)
                if step.is_test:
                    begun = time.perf_counter()
                    outcome = self._test(step)
                    seconds = round(time.perf_counter() - begun, 4)
                    self.tests[step.name] = Outcome(outcome.status, outcome.message, outcome.mistake, seconds)
                else:
                    self._student_cell(step)
                    if step.in_judge:
                        self._set_up(step)
            self._bring_back_files()
        finally:
            self._end("student")
            self._end("judge")
        if self.outputs.dropped:
            self._flag(
                "forged-message",
                f"{self.outputs.dropped} messages were none that a kernel sends, or too many",
            )

    # The student's cells

    def _student_cell(self, step: Step) -> None:
        """Run a cell of the student's; whatever it does, the notebook goes on."""
        try:
            self._need_student()
            end = self._run_cell(step, self.outputs)
        except Died as death:
            self._bury(step, death)
            return
        if end.get("status") == "error":
            self._remember(
                step, f"its cell {step.name!r} stopped with {end.get('ename')}: {end.get('evalue')}"
            )
        else:
            for name in step.binds:
                self.reasons.pop(name, None)
        if end.get("timeout"):
            self.outputs.error("CellTimeoutError", f"stopped after {self.limits.seconds:g} seconds")
            self._flag("timeout", f"{step.name} was still running after {self.limits.seconds:g} seconds")
        else:
            self.played.append(step)

    def _remember(self, step: Step, reason: str) -> None:
        for name in step.binds:
            self.reasons[name] = reason[:1000]

    def _bury(self, step: Step, death: Died) -> None:
        """Note in the notebook and the flags how a cell ended the process."""
        self.outputs.error("ProcessEnded", str(death))
        self._remember(step, f"its cell {step.name!r} did not finish: {death}")
        self._flag(death.kind, f"{step.name}: {death}")

    def _run_cell(self, step: Step, outputs: Outputs | None) -> dict:
        """Run a cell in the student's process and return how it ended, as the process tells it."""
        request = {
            "source": step.source,
            "count": step.count,
            "id": None,
            "render": step.render and outputs is not None,
        }
        _, body = self._exchange(
            Kind.RUN, step.count, wire.encode(request), (Kind.DONE,), outputs, self._deadline()
        )
        timed_out = body is None
        end = (
            self._decoded(body) if body is not None else {"status": "error", "ename": "timeout", "evalue": ""}
        )
        if not isinstance(end, dict):
            raise self._violation("an ending that is none")
        return {
            **{key: str(end.get(key))[:1000] for key in ("status", "ename", "evalue")},
            "timeout": timed_out,
        }

    def _deadline(self) -> float:
        return min(time.monotonic() + self.limits.seconds, max(self.end_of_time, time.monotonic() + 0.05))

    def _exchange(
        self,
        kind: Kind,
        number: int,
        body: bytes,
        wanted: tuple[Kind, ...],
        outputs: Outputs | None,
        deadline: float,
    ) -> tuple[int, bytes | None]:
        """Send a request to the student's process and return the frame that answers it, None after an interruption.

        Raises
        ------
        Died
            If the process ends, breaks the rules, or doesn't stop when it is told to.
        """
        channel = self.student.channel
        flood = channel.received + 2 * self.limits.frame
        try:
            if body is not None:
                channel.send(kind, number, body, deadline)
            while True:
                found, answers, content = channel.receive(deadline)
                if found == Kind.OUTPUT:
                    self._take(content, outputs)
                    if channel.received > flood:
                        raise self._violation("more output than can be read", "flood")
                elif found in wanted and answers == number:
                    return found, content
                else:
                    raise self._violation("a message that nobody asked for")
        except DeadlinePassed:
            return 0, self._interrupt(number, outputs)
        except ChannelClosed:
            raise self._death() from None

    def _interrupt(self, number: int, outputs: Outputs | None) -> None:
        """Interrupt what runs too long; kill the process if it goes on all the same."""
        channel = self.student.channel
        patience = time.monotonic() + self.limits.grace
        self.student.interrupt()
        try:
            while True:
                found, answers, content = channel.receive(patience)
                if found == Kind.OUTPUT:
                    self._take(content, outputs)
                elif found in (Kind.DONE, Kind.REPLY) and answers == number:
                    return
        except (DeadlinePassed, ChannelClosed):
            self._end("student")
            raise Died(
                "timeout", f"it was still running after {self.limits.seconds:g} seconds and was ended"
            ) from None

    def _take(self, content: bytes, outputs: Outputs | None) -> None:
        """Take a batch of the kernel's messages."""
        batch = self._decoded(content)
        if not isinstance(batch, list):
            raise self._violation("a garbled message")
        for message in batch:
            if not (isinstance(message, list) and len(message) == 2):
                raise self._violation("a garbled message")
            if message[0] == "refused" and isinstance(message[1], dict):
                self._note_refused(message[1].get("names"))
            elif outputs is not None:
                outputs.add(*message)

    def _note_refused(self, names: Any) -> None:
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and name.isidentifier():
                self._flag("forbidden-import", f"{name[:40]} was asked for, and refused")

    def _decoded(self, content: bytes) -> Any:
        try:
            return wire.decode(content, bounds=_BOUNDS)
        except wire.Malformed as problem:
            raise self._violation(str(problem)) from None

    def _violation(self, what: str, kind: str = "forged-message") -> Died:
        """End a process that speaks against the rules."""
        self._end("student")
        return Died(kind, f"its process sent {what}, and was ended")

    def _death(self) -> Died:
        """Return how the student's process ended by itself."""
        code = self._end("student", patience=0.5).get("code")
        return Died(*explain(code))

    # Processes

    def _need_student(self) -> None:
        """Make sure that there is a student's process with the earlier cells run in it.

        Raises
        ------
        Died
            If there can be none.
        """
        while self.student is None:
            if time.monotonic() > self.end_of_time:
                raise Died(
                    "timeout", f"not run: the submission had used its {self.limits.total_seconds:g} seconds"
                )
            if self.deaths > self.limits.restarts:
                raise Died("left-early", "not run: the submission's process had ended too often")
            self.student = self.students.child(self.limits)
            self._greet()
            self._put_files()
            self._replay()
        if time.monotonic() > self.end_of_time:
            self._end("student")
            raise Died(
                "timeout", f"not run: the submission had used its {self.limits.total_seconds:g} seconds"
            )

    def _greet(self) -> None:
        try:
            kind, _, body = self.student.channel.receive(time.monotonic() + 60)
        except (ChannelClosed, DeadlinePassed):
            raise self._death() from None
        if kind == Kind.READY:
            self.walls = self._decoded(body)

    def _put_files(self) -> None:
        """Give a fresh process a copy of the submission's files."""
        if self.place is not None:
            files, left_out = folder.read_files(self.place)
            if left_out:
                self._flag(
                    "files",
                    f"{left_out} files of the submission's folder were too many or too large to hand over",
                )
            self._exchange(Kind.PUT, 0, wire.encode(files), (Kind.REPLY,), None, self._deadline())

    def _bring_back_files(self) -> None:
        """Write the files that the student's cells made into the submission's folder."""
        if self.place is None or self.student is None:
            return
        try:
            _, body = self._exchange(Kind.TAKE, 0, b"", (Kind.REPLY,), None, self._deadline())
            answer = self._decoded(body) if body is not None else None
        except Died as death:
            self._flag(death.kind, f"its files: {death}")
            return
        answer = answer if isinstance(answer, dict) else {}
        refused = folder.write_files(self.place, answer.get("files"))
        if refused or answer.get("left_out"):
            self._flag(
                "files",
                f"some files that it made were not kept ({', '.join(refused[:3]) or 'too many or too large'})",
            )

    def _replay(self) -> None:
        """Run the earlier cells again in a fresh process; one that ends it now is left out from then on."""
        played, self.played = self.played, []
        for place, step in enumerate(played):
            try:
                end = self._run_cell(step, None)
            except Died as death:
                self._remember(step, f"its cell {step.name!r} did not finish when it was run again: {death}")
                self.played += played[place + 1 :]
                return
            if not end["timeout"]:
                self.played.append(step)

    def _end(self, which: str, patience: float = 0.0) -> dict:
        """End a process and count what it used."""
        child: Child | None = getattr(self, which)
        if child is None:
            return {}
        setattr(self, which, None)
        ended = child.end(patience)
        self.cpu += ended["cpu"]
        self.deaths += which == "student"
        return ended

    def _flag(self, kind: str, text: str) -> None:
        if len(self.flags) < 30:
            self.flags[f"{kind}: {text}"] = None

    # The judge's cells

    def _set_up(self, step: Step) -> None:
        """Run a locked cell that the tests need in the judge's process as well."""
        self.setup.append(step)
        if self.judge is not None:
            self._set_up_judge([step])

    def _set_up_judge(self, steps: list[Step]) -> None:
        for step in steps:
            end = self._judge_cell(step, None)
            if end["status"] != "passed":
                self._flag(
                    "setup",
                    f"the lesson's own cell {step.name} fails beside the tests: {end['message']}"[:500],
                )

    def _need_judge(self) -> None:
        if self.judge is None:
            self.judge = self.judges.child(self.limits)
            self.judge.channel.receive(time.monotonic() + 60)
            self._set_up_judge(self.setup)

    def _test(self, step: Step) -> Outcome:
        """Run a test cell and return its outcome."""
        if time.monotonic() > self.end_of_time:
            return Outcome("not_run", f"the submission had used its {self.limits.total_seconds:g} seconds")
        self.trouble: Died | None = None
        try:
            self._need_judge()
            end = self._judge_cell(step, self.outputs)
        except (DeadlinePassed, ChannelClosed) as problem:
            self._end("judge")
            return self._judge_failed(problem)
        for note in end["notes"]:
            self._flag(*note.split(": ", 1))
        if self.trouble is not None:
            return self._troubled(step)
        return Outcome(end["status"], end["message"], end["mistake"])

    def _judge_failed(self, problem: Exception) -> Outcome:
        if isinstance(problem, DeadlinePassed):
            text = f"the test was still running after {self.limits.seconds:g} seconds"
            self.outputs.error("CellTimeoutError", text)
            return Outcome("timeout", text)
        self.outputs.error("ProcessEnded", "the test's own process ended")
        return Outcome("error", "the test's own process ended")

    def _troubled(self, step: Step) -> Outcome:
        """Return the outcome of a test during which the student's process failed."""
        death = self.trouble
        status = {"timeout": "timeout", "memory": "memory"}.get(death.kind, "error")
        if death.kind != "not-run":
            self._flag(death.kind, f"{step.name}: {death}")
        if str(death).startswith("not run: "):
            return Outcome("not_run", str(death).removeprefix("not run: "))
        return Outcome(status, str(death))

    def _judge_cell(self, step: Step, outputs: Outputs | None) -> dict:
        """Run a trusted cell in the judge's process, passing its calls on to the student's."""
        channel, deadline = self.judge.channel, self._deadline()
        request = {"source": step.source, "count": step.count, "id": None, "test": step.is_test,
                   "hidden": step.hidden, "place": str(self.place or ""), "reasons": self.reasons, "trusted": sorted(self.trusted)}  # fmt: skip
        channel.send(Kind.RUN, step.count, wire.encode(request), deadline)
        while True:
            kind, number, body = channel.receive(deadline + 2 * self.limits.grace)
            if kind == Kind.DONE:
                return wire.decode(body, bounds=_BOUNDS)
            if kind == Kind.OUTPUT:
                for message in wire.decode(body, bounds=_BOUNDS) if outputs is not None else ():
                    outputs.add(*message)
            else:
                self._pass_on(channel, Kind(kind), number, body, deadline)

    def _pass_on(self, channel: Channel, kind: Kind, number: int, body: bytes, deadline: float) -> None:
        """Let the student's process answer a call of the judge's; tell the judge if it can't."""
        try:
            self._need_student()
            wanted = (Kind.REPLY, Kind.CALLBACK)
            while True:
                found, answer = self._exchange(kind, number, body, wanted, None, deadline)
                if answer is None:
                    raise Died(
                        "timeout",
                        f"a call was still running after {self.limits.seconds:g} seconds and was stopped",
                    )
                if found == Kind.REPLY:
                    channel.send(Kind.ANSWER, number, answer, deadline + self.limits.grace)
                    return
                channel.send(Kind.CALLBACK, number, answer, deadline)
                kind, number, body = channel.receive(deadline)
        except Died as death:
            self.trouble = self.trouble or death
            channel.send(Kind.GONE, number, str(death).encode(), deadline + self.limits.grace)


def explain(code: int | None) -> tuple[str, str]:
    """Return a flag's kind and a sentence for how a process ended."""
    if code is None or code >= 0:
        return "left-early", f"it ended its own process (exit code {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    words = {
        "SIGSEGV": ("crash", "its process crashed (segmentation fault)"),
        "SIGBUS": ("crash", "its process crashed (bus error)"),
        "SIGABRT": ("crash", "its process crashed (abort)"),
        "SIGXCPU": ("timeout", "its process used more processor time than it may"),
        "SIGXFSZ": ("disk", "its process wrote a larger file than it may"),
        "SIGKILL": ("left-early", "its process was killed"),
    }
    return words.get(name, ("left-early", f"its process ended by {name}"))
