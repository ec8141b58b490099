"""Share tasks among worker processes, so that one that is killed costs nothing but time."""

import contextlib
import gc
import multiprocessing
import signal
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from autograder.common.files import close_all_but
from autograder.sandbox.prefork.launch import die_with_parent, is_in_main_thread

MAX_TRIES = 2
"""So many workers may die of one task."""

TERMINATION_SIGNALS = (
    {signal.SIGINT, signal.SIGTERM, signal.SIGHUP} if hasattr(signal, "pthread_sigmask") else set()
)


@dataclass(frozen=True)
class Failure:
    """A task that came to nothing."""

    reason: str
    died: bool  # the worker process ended or hung (else: its code raised an exception)
    kind: str = ""  # the exception's class


class Templates(Protocol):
    """What a worker that is forked from this process is given on its way."""

    def descriptors(self) -> list[int]:
        """Return the descriptors that belong to the worker."""

    def open(self) -> None:
        """Begin to use it, in the worker."""

    def close(self) -> None:
        """Clean up, in the worker, when it has no more to do."""

    def forget(self) -> None:
        """Let go of it here, once the worker has it."""


class Worker:
    """A process that does one task after another: a fork of this one if there are templates for it, else a new one."""

    def __init__(self, function: Callable, arguments: tuple, templates: Templates | None = None):
        context = multiprocessing.get_context("spawn" if templates is None else "fork")
        self.connection, far_end = context.Pipe()
        target, given = (
            (serve, ()) if templates is None else (serve_with_templates, (templates, is_in_main_thread()))
        )
        self.process = context.Process(target=target, args=(far_end, function, arguments, *given))
        with warnings.catch_warnings(), termination_blocked():
            warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads: it starts none
            self.process.start()
        far_end.close()
        if templates is not None:
            templates.forget()
        self.task: Any = None
        self.tries, self.since = 0, 0.0

    def give(self, task: Any, tries: int) -> None:
        """Hand over a task; a worker that died shows that when its result is asked for."""
        self.task, self.tries, self.since = task, tries, time.monotonic()
        with contextlib.suppress(OSError):
            self.connection.send(task)

    def stop(self) -> None:
        """End the process at once."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()

    def retire(self) -> None:
        """Let an idle process end by itself, so that it can clean up."""
        self.connection.close()

    def join(self) -> None:
        """Wait until a retired process has ended."""
        self.process.join(timeout=10)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.process.close()


@contextlib.contextmanager
def termination_blocked() -> Iterator[None]:
    """Let a signal to end wait while a process is forked: what Python runs there would swallow the exception."""
    if not TERMINATION_SIGNALS:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, TERMINATION_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def unblock_termination() -> None:
    """Let a new process be ended again: what its parent held back was handed down to it."""
    if TERMINATION_SIGNALS:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, TERMINATION_SIGNALS)


def serve_with_templates(
    connection: Connection, function: Callable, arguments: tuple, templates: Templates, dies: bool
) -> None:
    """Keep of all that was inherited only what belongs to this worker, then do tasks."""
    if dies:
        die_with_parent()
    gc.freeze()  # what was inherited is neither collected nor closed here: files, a database
    close_all_but({0, 1, 2, connection.fileno(), *templates.descriptors()})
    for name in ("SIGTERM", "SIGHUP"):
        if signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    unblock_termination()
    templates.open()
    try:
        serve(connection, function, arguments)
    finally:
        templates.close()


def serve(connection: Connection, function: Callable, arguments: tuple) -> None:
    """Do tasks until the other end is closed (in the worker process)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    unblock_termination()
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        try:
            answer = function(task, *arguments)
        except Exception as problem:
            answer = Failure(str(problem), died=False, kind=type(problem).__name__)
        try:
            connection.send(answer)
        except OSError:
            return


def share(
    tasks: Iterable,
    function: Callable,
    arguments: tuple,
    *,
    jobs: int,
    limit: float = 3600.0,
    make_templates: Callable[[], Templates | None] = lambda: None,
) -> Iterator[tuple[Any, Any]]:
    """Do all tasks on `jobs` worker processes; yield (task, answer or Failure) as they are done.

    `tasks`: taken one by one, as workers become free
    `function`: `function(task, *arguments)` is called in a worker; it and all arguments must pickle
    `limit`: seconds after which a task's worker is given up
    `make_templates`: called for every new worker; where it gives templates, the worker is a fork of this process
    """
    source, again = iter(tasks), deque()
    workers: list[Worker] = []
    answers: list[tuple[Any, Any]] = []
    try:
        while True:
            for worker in workers:
                if worker.task is None and (following := next_task(again, source)):
                    worker.give(*following)
            while len(workers) < jobs and (following := next_task(again, source)):
                workers.append(Worker(function, arguments, make_templates()))
                workers[-1].give(*following)
            yield from answers  # written while the workers work on
            busy = [worker for worker in workers if worker.task is not None]
            if not busy:
                break
            ready = wait([w.connection for w in busy], timeout=1.0)
            answers = []
            for worker in busy:
                late = time.monotonic() - worker.since > limit
                if worker.connection in ready or late:
                    answers += collect_answer(worker, workers, again, late)
        for worker in workers:
            worker.retire()
        for worker in workers:
            worker.join()
        workers.clear()
    finally:
        for worker in workers:
            worker.stop()


def next_task(again: deque, source: Iterator) -> tuple[Any, int] | None:
    """Return the next task and how many workers it has cost, tasks of dead workers first."""
    if again:
        return again.popleft()
    for task in source:
        return task, 0
    return None


def collect_answer(worker: Worker, workers: list[Worker], again: deque, late: bool) -> list[tuple[Any, Any]]:
    """Return a worker's task and answer; where there is none, drop the worker and put its task off once."""
    task, tries = worker.task, worker.tries + 1
    try:
        if late and not worker.connection.poll():
            raise EOFError
        answer = worker.connection.recv()
        worker.task = None
    except (EOFError, OSError):
        workers.remove(worker)
        worker.stop()
        if tries < MAX_TRIES:
            again.append((task, tries))
            return []
        reason = "it took too long" if late else "the grading process ended"
        answer = Failure(f"{reason}, {tries} times", died=True)
    return [(task, answer)]
