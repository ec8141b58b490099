"""Work in the judge's process: run test cells from the release, with proxies for what the student wrote."""

import contextlib
import itertools
import os
import re
import reprlib
import sys
import time
import traceback
from typing import Any

from autograder.sandbox.judge.calls import RemoteCalls
from autograder.sandbox.judge.lending import Lending
from autograder.sandbox.judge.proxies import NotPlainError, StudentError, StudentGone, UnsupportedProxy
from autograder.sandbox.judge.reset_check import Baseline
from autograder.sandbox.kernel import figures
from autograder.sandbox.kernel.kernel import Runner
from autograder.sandbox.kernel.output_limits import OutputLimiter
from autograder.sandbox.kernel.seeding import SeededRandom
from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol.cells import JudgeCell, JudgeCellEnd
from autograder.sandbox.protocol.channel import Channel, ChannelClosed, Kind
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.plain_data import describe_type


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
        self.problem: BaseException | None = None
        self.loaded = len(sys.modules)
        self.was_short = False
        self.cpu = 0.0
        self.reasons: dict[str, str] = {}
        kernel.shell.events.register("post_run_cell", self._note_result)
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

    def _note_result(self, result: Any) -> None:
        """Keep the first problem: that of a cell which a magic such as `%%capture` runs comes before its own end."""
        self.problem = self.problem or result.error_before_exec or result.error_in_exec

    def _explain_name_errors(self, shell: Any) -> None:
        """Add to a NameError's traceback why the student's cell did not define the name."""
        show = shell.showtraceback

        def showtraceback(*args: Any, **kwargs: Any) -> Any:
            problem = sys.exc_info()[1]
            if reason := reason_for(problem, self.reasons):
                problem.add_note(reason)
            return show(*args, **kwargs)

        shell.showtraceback = showtraceback

    def _run(self, cell: JudgeCell) -> JudgeCellEnd:
        """Run one trusted cell and say how it ended."""
        self.random.begin(cell.seed)
        if cell.place:
            os.chdir(cell.place)
        if cell.modules and cell.modules not in sys.path:
            sys.path.append(cell.modules)  # last, so that nothing installed is shadowed
        self.problem, self.reasons = None, cell.reasons
        self.lending.reasons, self.lending.trusted = self.reasons, set(cell.trusted)
        self.limiter.start()
        self.limiter.only_stdout = cell.is_test
        self.calls.silent = cell.is_hidden
        self.calls.begin(cell.source, cell.effects)
        self.calls.link.begin(cell.is_direct, cell.deadline)
        figures.allow(12 if cell.is_test else 0)
        try:
            unbound = self.lending.lend(cell.source, cell.names, cell.state)
            if unbound:
                self._miss(unbound)
            else:
                self.runner.run(cell.source, cell.count)
        except StudentGone as gone:
            self.problem = gone
        left = self.calls.link.end()
        if words := overwritten(self.problem, self.calls.proxies):
            self.problem = StudentError(words)
        outcome = outcome_of(self.problem, self.reasons, self.calls.latest)
        if words := left_behind(self.problem, self.calls.proxies):
            outcome["message"] += f" ({words})"
        self.lending.take_back()
        self.limiter.finish()
        notes, self.calls.notes = self.calls.notes[:20], []
        is_short = isinstance(self.problem, MemoryError)
        memory, self.calls.out_of_memory = self.calls.out_of_memory or is_short, False
        self.was_short |= is_short
        if memory and outcome["status"] != "passed":
            outcome["status"] = "memory"
        before, self.cpu = self.cpu, time.process_time()
        return JudgeCellEnd(
            **outcome, notes=notes, imported=self._imported(), cpu=self.cpu - before, left=left
        )

    def _miss(self, name: str) -> None:
        """Let a cell end at once for a built-in name that the student was to bind: Python's own would stand for it."""
        words = f"name {name!r} is not defined"
        self.problem = NameError(words, name=name)
        shown = [f"NameError: {words}", *filter(None, [self.reasons.get(name)])]
        self.limiter.add("error", {"ename": "NameError", "evalue": words, "traceback": shown})

    def _imported(self) -> list[str]:
        """Return the modules that were imported since this was last asked."""
        if len(sys.modules) == self.loaded:
            return []
        # Modules stand in the order of their loading.
        new = list(itertools.islice(sys.modules, self.loaded, None))
        self.loaded = len(sys.modules)
        return new[:500]


def reason_for(problem: BaseException | None, reasons: dict[str, str]) -> str:
    """Return why the student's cell did not define the name that a test missed; empty for any other problem."""
    return reasons.get(problem.name or "", "") if isinstance(problem, NameError) else ""


def outcome_of(
    problem: BaseException | None, reasons: dict[str, str], latest: tuple[str, Any] | None = None
) -> dict[str, Any]:
    """Return how a test cell ended as plain data: status, message, mistake."""
    if problem is None:
        return {"status": "passed", "message": "", "mistake": None}
    status = "failed" if isinstance(problem, AssertionError | NotImplementedError) else "error"
    text = str(problem)
    if status == "error" and not isinstance(problem, StudentError | StudentGone):
        text = f"{type(problem).__name__}: {text}" if text else type(problem).__name__
    if not text:
        text = _without_words(problem, latest)
    if reason := reason_for(problem, reasons):
        text = reason
    elif isinstance(problem, NameError):
        text = "\n".join([text, *getattr(problem, "__notes__", ())])
    mistake = getattr(problem, "mistake", None)
    return {
        "status": status,
        "message": text[:20_000]
        .encode("utf-8", "backslashreplace")
        .decode(),  # no file holds lone surrogates
        "mistake": mistake if isinstance(mistake, str) else None,
    }


def overwritten(problem: BaseException | None, proxies: dict[str, Any]) -> str:
    """Return which name of the student's is called and is no function any more; empty where that isn't the trouble."""
    if problem is None or "object is not callable" not in str(problem):
        return ""
    for name in re.findall(r"\w+", "\n".join(_own_lines(problem))):
        if name in proxies and not callable(proxies[name]):
            what = getattr(proxies[name], "_what", None) or describe_type(proxies[name])
            return f"`{name}` is {what}, no function: a line such as `{name} = {name}(...)` has bound its name anew"
    return ""


def left_behind(problem: BaseException | None, proxies: dict[str, Any]) -> str:
    """Return which name of a failing line stands for what is no plain data; empty where that is said or isn't so."""
    if problem is None or isinstance(problem, NotPlainError):
        return ""
    for name in re.findall(r"\w+", "\n".join(_own_lines(problem))):
        if type(proxies.get(name)) is UnsupportedProxy:
            return proxies[name]._why()
    return ""


def _own_lines(problem: BaseException) -> list[str]:
    """Return the lines of test cells by which an exception came up."""
    return [f.line or "" for f in traceback.extract_tb(problem.__traceback__) if "ipykernel_" in f.filename]


def _without_words(problem: BaseException, latest: tuple[str, Any] | None) -> str:
    """Return what an exception without a message says by its place: the statement that was not so.

    What came back from the `latest` call (the function's name, the value) is added if it's the statement's only one.
    """
    if isinstance(problem, NotImplementedError):
        return "not written yet (NotImplementedError)"
    if not (line := (_own_lines(problem) or [""])[-1]):
        return type(problem).__name__
    name, value = latest or ("", None)
    gave = (
        f"; {name} gave {reprlib.repr(value)}"
        if name and len(re.findall(rf"\b{re.escape(name)}\(", line)) == 1
        else ""
    )
    return f"not so: {line}{gave}"


def main(channel: Channel, kernel: Any, limits: Limits, paths: tuple[str, ...]) -> None:
    """Serve submissions in this process and leave it."""
    try:
        Judge(channel, kernel, limits, paths).serve()
    finally:
        os._exit(0)
