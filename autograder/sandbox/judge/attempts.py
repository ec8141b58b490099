"""Run a trusted cell; once more, with its own objects left alone, where an answer has changed some."""

from typing import Any

from autograder.sandbox.judge.calls import RemoteCalls
from autograder.sandbox.judge.endings import left_behind, outcome_of, overwritten
from autograder.sandbox.judge.lending import Lending
from autograder.sandbox.judge.proxies import StudentError, StudentGone
from autograder.sandbox.kernel.kernel import Runner
from autograder.sandbox.kernel.output_limits import OutputLimiter
from autograder.sandbox.kernel.seeding import SeededRandom
from autograder.sandbox.protocol.cells import JudgeCell


class Attempts:
    """Runs trusted cells in the judge's shell, with the student's names lent to them."""

    def __init__(self, runner: Runner, calls: RemoteCalls, lending: Lending, random: SeededRandom):
        self.runner, self.calls, self.lending, self.random = runner, calls, lending, random
        self.problem: BaseException | None = None
        lending.shell.events.register("post_run_cell", self._note_result)

    def _note_result(self, result: Any) -> None:
        """Keep the first problem: that of a cell which a magic such as `%%capture` runs comes before its own end."""
        self.problem = self.problem or result.error_before_exec or result.error_in_exec

    def run(self, cell: JudgeCell, limiter: OutputLimiter) -> dict[str, Any]:
        """Run a cell and return how it ended; `limiter` takes its outputs.

        First it runs as in one process. There an answer that changes an argument could make true what is asserted: if
        one does, and the solution doesn't, the cell runs again with its own objects left alone, and both must pass. The
        second run's outputs and names count, but for the error of a first run that failed.
        """
        names = dict(self.calls.namespace)
        outcome = self._attempt(cell, limiter, lets_change=True)
        if not (words := self.calls.changes.words):
            return outcome
        self.calls.namespace.clear()
        self.calls.namespace.update(names)
        problem = self.problem
        if problem is None:
            limiter.add("clear_output", {"wait": False})
        else:
            limiter.capture()
        again = self._attempt(cell, limiter, lets_change=False)
        limiter.release()
        if problem is None and self.problem is None:
            return again
        self.calls.notes.append(f"changed-arguments: {words}")
        if problem is None:
            return {**again, "message": words}
        if self.problem is None and "in place" not in outcome["message"]:
            outcome["message"] += f" ({words})"
        self.problem = problem
        return outcome

    def _attempt(self, cell: JudgeCell, limiter: OutputLimiter, *, lets_change: bool) -> dict[str, Any]:
        """Run a cell once; `lets_change`: see `Changes`."""
        self.problem = None
        self.random.begin(cell.seed)
        self.calls.begin(cell.source, cell.effects, lets_change)
        try:
            unbound = self.lending.lend(cell.source, cell.names, cell.state)
            if unbound:
                self._miss(unbound, limiter)
            else:
                self.runner.run(cell.source, cell.count)
        except StudentGone as gone:
            self.problem = gone
        self.calls.changes.take_back()
        if words := overwritten(self.problem, self.calls.proxies):
            self.problem = StudentError(words)
        outcome = outcome_of(self.problem, self.lending.reasons, self.calls.latest)
        if words := left_behind(self.problem, self.calls.proxies):
            outcome["message"] += f" ({words})"
        self.lending.take_back()
        return outcome

    def _miss(self, name: str, limiter: OutputLimiter) -> None:
        """Let a cell end at once for a built-in name that the student was to bind: Python's own would stand for it."""
        words = f"name {name!r} is not defined"
        self.problem = NameError(words, name=name)
        shown = [f"NameError: {words}", *filter(None, [self.lending.reasons.get(name)])]
        limiter.add("error", {"ename": "NameError", "evalue": words, "traceback": shown})
