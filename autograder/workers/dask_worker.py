"""Grade on a Dask worker: in processes of our own beside it, so that a hostile submission costs the worker nothing."""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from distributed import WorkerPlugin

from autograder.records.results import grader_version
from autograder.workers.local import MAX_TRIES, Failure, serve

LIMIT = 3600.0
"""Seconds after which a task's process is given up."""


class Graders(WorkerPlugin):
    """Keeps a worker's grading processes: one for each of its threads, started when they are needed.

    `function`, `arguments`: what is done with each task, as in `workers.local.share`
    `version`: the version of the grader that must be installed on the worker
    `folder`: the course folder that the worker must see
    """

    def __init__(self, function: Callable, arguments: tuple, version: str, folder: str | None):
        self.work, self.version, self.folder = (function, arguments), version, folder

    def setup(self, worker) -> None:
        """Refuse a worker that would grade differently."""
        if grader_version() != self.version:
            raise RuntimeError(f"{worker.address} has another version of the autograder installed")
        if self.folder is not None and not Path(self.folder).is_dir():
            raise FileNotFoundError(f"{worker.address} doesn't see the course folder {self.folder}")
        self.idle: queue.SimpleQueue[Grader] = queue.SimpleQueue()
        self.all: list[Grader] = []

    def teardown(self, worker) -> None:
        """End the grading processes."""
        for grader in self.all:
            grader.stop()

    def do(self, batch: list) -> list:
        """Do some tasks, one after another, in one grading process."""
        grader = self.take()
        try:
            return [grader.do(task) for task in batch]
        finally:
            self.idle.put(grader)

    def take(self) -> "Grader":
        """Return a process that is free, or a new one."""
        with contextlib.suppress(queue.Empty):
            return self.idle.get_nowait()
        grader = Grader(self.work)
        self.all.append(grader)
        return grader


class Grader:
    """A process that does one task after another; a new one takes its place when it dies."""

    def __init__(self, work: tuple):
        self.work, self.process = work, None

    def do(self, task: Any) -> Any:
        """Return a task's answer, or the Failure of every process that tried it."""
        for _ in range(MAX_TRIES):
            process = self.start()
            watch = threading.Timer(LIMIT, process.kill)
            watch.start()
            try:
                send(process.stdin, task)
                return pickle.load(process.stdout)  # noqa: S301 (our own process; no student's bytes are pickled)
            except (EOFError, OSError, pickle.UnpicklingError):
                self.stop()
            finally:
                watch.cancel()
        return Failure(f"the grading process ended, {MAX_TRIES} times", died=True)

    def start(self) -> subprocess.Popen:
        """Return the running process, a new one if there is none."""
        if self.process is None or self.process.poll() is not None:
            command = [sys.executable, "-m", "autograder.workers.dask_worker"]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            send(self.process.stdin, self.work)
        return self.process

    def stop(self) -> None:
        """End the process at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()
            self.process = None


def send(pipe: BinaryIO, value: Any) -> None:
    """Write one value to a pipe."""
    pickle.dump(value, pipe)
    pipe.flush()


class Pipes:
    """The grading process's end: what workers.serve needs of a connection."""

    def __init__(self):
        self.outgoing = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # whatever prints must not be taken for an answer
        self.incoming = sys.stdin.buffer

    def recv(self) -> Any:
        """Return the next task; EOFError when the worker is gone."""
        return pickle.load(self.incoming)  # noqa: S301

    def send(self, value: Any) -> None:
        """Hand an answer over."""
        send(self.outgoing, value)


if __name__ == "__main__":
    pipes = Pipes()
    function, arguments = pipes.recv()
    serve(pipes, function, arguments)
