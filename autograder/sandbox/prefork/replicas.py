"""Fork replicas of a template process, interrupt them, end them with all that they started."""

import contextlib
import gc
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from autograder.course.import_rules import Rules
from autograder.sandbox.confinement import rlimits
from autograder.sandbox.judge import process as judge_process
from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork.launch import die_with_parent
from autograder.sandbox.protocol.channel import AHEAD, Channel
from autograder.sandbox.protocol.messages import End, Ended, Fork, Forked, Interrupt
from autograder.sandbox.student import process as student_process

if sys.platform != "win32":
    from autograder.sandbox.confinement import confine


@dataclass
class TemplateState:
    """What a template process has become, and each of its replicas will be."""

    kernel: Any  # as `warm_up.make_kernel` made it
    role: str = ""  # empty until it is specialized
    rules: Rules = field(default_factory=Rules)
    base: str = ""  # a folder of the template process's own
    confinement: Any = None


class Replicas:
    """The replicas of one template process.

    `channel`: to the grader
    """

    def __init__(self, shape: TemplateState, channel: Channel):
        self.shape, self.channel = shape, channel
        self.pids: set[int] = set()

    def fork(self, request: Fork) -> Forked:
        """Fork a replica, which serves the connection that came along."""
        connection = self.channel.receive_socket()
        pid = os.fork()
        if pid == 0:
            try:
                die_with_parent()
                self.channel.close()
                self.become(Channel(connection, ahead=AHEAD), Limits(**request.limits))
            finally:
                os._exit(70)
        connection.close()
        self.pids.add(pid)
        return Forked(pid)

    def become(self, channel: Channel, limits: Limits) -> None:
        """Be a student's process for one submission, or a judge; never returns."""
        gc.freeze()  # else the first collection would walk what the template has made, and copy its pages
        gc.enable()
        shape = self.shape
        if shape.role == "judge":
            gc.set_threshold(50_000, 20, 20)
            rlimits.bound_judge(limits.memory)
            judge_process.main(channel, shape.kernel, limits, shape.rules.paths)
            return
        walls: dict[str, str] = {}
        if shape.confinement is not None:
            walls = shape.confinement.confine_replica(channel.fileno(), limits)
        elif sys.platform != "win32":
            walls = confine.limit_only(limits, rlimits.address_space(), shape.base)
        student_process.main(channel, shape.kernel, limits, walls)

    def hide_own_modules(self) -> None:
        """Take the grader's own modules away from where students' code finds modules; they go on working."""
        if self.shape.role == "student":
            for name in [name for name in sys.modules if name.partition(".")[0] == "autograder"]:
                del sys.modules[name]

    def interrupt(self, request: Interrupt) -> None:
        """Send a replica the signal of Ctrl-C."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(request.pid, signal.SIGINT)

    def end(self, request: End) -> Ended:
        """Kill a replica and all that it started; say how it ended and what it used."""
        if request.pid not in self.pids:  # an earlier template's, with which it is gone
            return Ended()
        ended = reap(request.pid, request.patience)
        self.pids.discard(request.pid)
        self._end_survivors()
        if self.shape.role == "student":
            confine.remove_scratch_folders(self.shape.base)
        return ended

    def end_all(self) -> None:
        """Kill all replicas, and wait for them so that their processor time is counted."""
        for pid in self.pids:
            kill(pid)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)

    def _end_survivors(self) -> None:
        """Kill and reap processes that a replica left behind; they were handed to this process."""
        for _ in range(1000):
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid:
                self.pids.discard(pid)
                continue
            left = [pid for pid in own_children() if pid not in self.pids]
            if not left:
                return
            for pid in left:
                kill(pid)
            time.sleep(0.001)


def reap(pid: int, patience: float) -> Ended:
    """Wait for a child so many seconds, kill it then, and say how it ended."""
    deadline = time.monotonic() + patience
    done, status, usage = os.wait4(pid, os.WNOHANG)
    while not done and time.monotonic() < deadline:
        time.sleep(0.0005)
        done, status, usage = os.wait4(pid, os.WNOHANG)
    was_stopped = not done and is_stopped(pid)
    if not done:
        kill(pid)
        _, status, usage = os.wait4(pid, 0)
    return Ended(os.waitstatus_to_exitcode(status), not done, was_stopped, usage.ru_utime + usage.ru_stime)


def is_stopped(pid: int) -> bool:
    """Say whether a child has been stopped (SIGSTOP) and not been let go on."""
    with contextlib.suppress(ChildProcessError):
        return hasattr(os, "waitid") and bool(os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOHANG))
    return False


def kill(pid: int) -> None:
    """Kill a process and its group."""
    for send in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            send(pid, signal.SIGKILL)


def own_children() -> list[int]:
    """Return the numbers of this process's children, none where the system doesn't tell."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []
