"""Work in the judge's process: run test cells from the release, with proxies for what the student wrote."""

import contextlib
import itertools
import os
import sys
import time
from typing import Any

from autograder.sandbox.judge.attempts import Attempts
from autograder.sandbox.judge.calls import RemoteCalls
from autograder.sandbox.judge.endings import reason_for
from autograder.sandbox.judge.lending import Lending
from autograder.sandbox.judge.reset_check import Baseline
from autograder.sandbox.kernel import figures
from autograder.sandbox.kernel.kernel import Runner
from autograder.sandbox.kernel.output_limits import OutputLimiter
from autograder.sandbox.kernel.seeding import SeededRandom
from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol.cells import JudgeCell, JudgeCellEnd
from autograder.sandbox.protocol.channel import Channel, ChannelClosed, Kind
from autograder.sandbox.protocol.encode import encode


class Judge:
    """Runs the trusted cells of one submission after another, as the grader asks for them."""

    def __init__(self, channel: Channel, kernel: Any, limits: Limits, paths: tuple[str, ...]):
        self.channel, self.kernel, self.limits = channel, kernel, limits
        self.limiter = OutputLimiter(self._deliver, limits)
        self.runner = Runner(kernel, self.limiter.add)
        self.names = kernel.shell.user_ns
        self.names_at_first = dict(self.names)
        self.home, self.path = "", sys.path.copy()
        with contextlib.suppress(OSError):  # the folder is gone
            self.home = os.getcwd()
        self.random = SeededRandom()
        self.random.install()
        self.calls = RemoteCalls(channel, self.names)
        self.calls.show_sources()
        self.baseline = Baseline(kernel.shell.modules, paths)
        self.lending = Lending(kernel.shell, self.calls)
        self.attempts = Attempts(self.runner, self.calls, self.lending, self.random)
        self.loaded = len(sys.modules)
        self.was_short = False
        self.cpu = 0.0
        self._explain_name_errors(kernel.shell)

    def serve(self) -> None:
        """Run cells until the grader has no more."""
        self.channel.send(Kind.READY, 0)
        with contextlib.suppress(ChannelClosed):
            while True:
                kind, number, body = self.channel.receive()
                if kind == Kind.RUN:
                    answer: bytes = self._run(JudgeCell.decoded(body)).encoded()
                elif kind == Kind.LEND:
                    self.channel.send(Kind.READY, number)
                    self.calls.link.borrow(self.channel.receive_socket(), self.limits.frame)
                    continue
                elif kind == Kind.FORGET:
                    answer = encode(self._forget())
                else:
                    raise ChannelClosed(f"an unexpected frame of kind {kind}")
                self.channel.send(Kind.DONE, number, answer)

    def _forget(self) -> bool:
        """Forget the last submission; return whether nothing else is left of it."""
        self.calls.link.give_back()
        self.lending.forget()
        try:
            os.chdir(self.home)
        except OSError:
            return False
        sys.path[:] = self.path
        self.names.clear()
        self.names.update(self.names_at_first)
        self.kernel.shell.forget_history()
        figures.close_since(set())
        self.random.begin(None)
        return not self.was_short and self.baseline.holds()

    def _deliver(self, batch: list) -> None:
        self.channel.send(Kind.OUTPUT, 0, encode(batch))

    def _explain_name_errors(self, shell: Any) -> None:
        """Add to a NameError's traceback why the student's cell did not define the name."""
        show = shell.showtraceback

        def showtraceback(*args: Any, **kwargs: Any) -> Any:
            problem = sys.exc_info()[1]
            if reason := reason_for(problem, self.lending.reasons):
                problem.add_note(reason)
            return show(*args, **kwargs)

        shell.showtraceback = showtraceback

    def _run(self, cell: JudgeCell) -> JudgeCellEnd:
        """Run one trusted cell and say how it ended."""
        if cell.place:
            os.chdir(cell.place)
        if cell.modules and cell.modules not in sys.path:
            sys.path.append(cell.modules)  # last, so that nothing installed is shadowed
        self.lending.reasons, self.lending.trusted = cell.reasons, set(cell.trusted)
        self.limiter.start()
        self.limiter.only_stdout = cell.is_test
        self.calls.silent = cell.is_hidden
        self.calls.link.begin(cell.is_direct, cell.deadline)
        figures.allow(12 if cell.is_test else 0)
        outcome = self.attempts.run(cell, self.limiter)
        left = self.calls.link.end()
        self.limiter.finish()
        notes, self.calls.notes = self.calls.notes[:20], []
        is_short = isinstance(self.attempts.problem, MemoryError)
        memory, self.calls.out_of_memory = self.calls.out_of_memory or is_short, False
        self.was_short |= is_short
        if memory and outcome["status"] != "passed":
            outcome["status"] = "memory"
        before, self.cpu = self.cpu, time.process_time()
        return JudgeCellEnd(
            **outcome, notes=notes, imported=self._imported(), cpu=self.cpu - before, left=left
        )

    def _imported(self) -> list[str]:
        """Return the modules that were imported since this was last asked."""
        if len(sys.modules) == self.loaded:
            return []
        # Modules stand in the order of their loading.
        new = list(itertools.islice(sys.modules, self.loaded, None))
        self.loaded = len(sys.modules)
        return new[:500]


def main(channel: Channel, kernel: Any, limits: Limits, paths: tuple[str, ...]) -> None:
    """Serve submissions in this process and leave it."""
    try:
        Judge(channel, kernel, limits, paths).serve()
    finally:
        os._exit(0)
