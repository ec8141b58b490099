"""The warm parent's service: fork children, interrupt them, end them with all that they started."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import time
from typing import Any

from autograder.course.import_rules import Rules
from autograder.sandbox.confinement import rlimits
from autograder.sandbox.judge import process as judge_process
from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork.die_with_parent import die_with_parent
from autograder.sandbox.prefork.template_process import (
    load,
    make_confinement,
    precompile,
    read_json,
    send_json,
)
from autograder.sandbox.protocol.channel import AHEAD, Channel
from autograder.sandbox.student import process as student_process

if sys.platform != "win32":
    from autograder.sandbox.confinement import confine, syscalls


def serve_as_parent(channel: Channel, kernel: Any, role: str, rules: Rules, walls: bool, base: str) -> None:
    """Put up the walls, then make children as the grader asks; never returns."""
    parent = Parent(channel, role, kernel, rules, make_confinement(role, rules, walls, base), base)
    parent.confine()
    parent.serve()


def hide_own_modules() -> None:
    """Take the grader's own modules away from where students' code finds modules; they go on working."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "autograder"]:
        del sys.modules[name]


def become(
    role: str, channel: Channel, kernel: Any, limits: Limits, rules: Rules, confinement: Any, base: str
) -> None:
    """Turn this process into a student's for one submission, or into a judge's; never returns."""
    gc.freeze()  # else the first collection would walk what the parent has made, and copy its pages
    gc.enable()
    if role == "judge":
        gc.set_threshold(50_000, 20, 20)
        rlimits.bound_judge(limits.memory)
        judge_process.main(channel, kernel, limits, rules.paths)
        return
    walls: dict[str, str] = {}
    if confinement is not None:
        walls = confinement.confine_child(channel.fileno(), limits)
    elif sys.platform != "win32":
        walls = confine.limit_only(limits, rlimits.address_space(), base)
    student_process.main(channel, kernel, limits, walls)


class Parent:
    """Forks, interrupts and reaps children as the grader asks."""

    def __init__(self, channel: Channel, role: str, kernel: Any, rules: Rules, confinement: Any, base: str):
        self.channel, self.role, self.kernel, self.rules = channel, role, kernel, rules
        self.confinement, self.base = confinement, base
        self.children: set[int] = set()

    def confine(self) -> None:
        """Put up the walls around this process and go on as the first process inside them."""
        if self.confinement is not None:
            self.confinement.confine_template()
            self._go_inside()
            self.confinement.go_on_inside()
            die_with_parent()
        elif sys.platform == "linux":
            with contextlib.suppress(OSError):
                syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        walls = self.confinement.standing if self.confinement is not None else {}
        send_json(self.channel, {"ready": True, "walls": walls})

    def _go_inside(self) -> None:
        """Fork into the new process namespace; the outer process only waits for the inner one."""
        inner = os.fork()
        if inner:
            die_with_parent()
            self.channel.close()
            os.waitpid(inner, 0)
            os._exit(0)

    def serve(self) -> None:
        """Do what the grader asks until it is gone; then end every child and leave."""
        if self.role == "student":
            hide_own_modules()
        actions = {
            "fork": self._fork,
            "interrupt": self._interrupt,
            "end": self._end,
            "precompile": self._precompile,
        }
        actions |= {"preload": self._preload} if self.role == "judge" else {}
        try:
            while True:
                request = read_json(self.channel)
                send_json(self.channel, actions[request["do"]](request))
        finally:
            for pid in self.children:
                _kill(pid)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)  # so that its processor time is counted
            os._exit(0)

    def _fork(self, request: dict) -> dict:
        """Make a child that serves the connection which the grader sent along."""
        theirs = self.channel.receive_socket()
        pid = os.fork()
        if pid == 0:
            try:
                die_with_parent()
                self.channel.sock.close()
                connection = Channel(theirs, ahead=AHEAD)
                limits = Limits(**request["limits"])
                become(self.role, connection, self.kernel, limits, self.rules, self.confinement, self.base)
            finally:
                os._exit(70)
        theirs.close()
        self.children.add(pid)
        return {"pid": pid}

    def _precompile(self, request: dict) -> dict:
        """Remember cells of a release."""
        precompile(self.kernel, self.role, request["sources"])
        return {}

    def _preload(self, request: dict) -> dict:
        """Import modules that a judge imported while it ran the lesson's tests."""
        load(request["modules"])
        return {}

    def _interrupt(self, request: dict) -> dict:
        with contextlib.suppress(ProcessLookupError):
            os.kill(request["pid"], signal.SIGINT)
        return {}

    def _end(self, request: dict) -> dict:
        """Kill a child and all that it started; say how it ended and what it used."""
        pid = request["pid"]
        if pid not in self.children:  # an earlier parent's, with which it is gone
            return {"code": None, "killed": True, "cpu": 0.0, "memory": 0}
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if not done and request["patience"]:
            deadline = time.monotonic() + request["patience"]
            while not done and time.monotonic() < deadline:
                time.sleep(0.0005)
                done, status, usage = os.wait4(pid, os.WNOHANG)
        stopped = not done and _is_stopped(pid)
        if not done:
            _kill(pid)
            _, status, usage = os.wait4(pid, 0)
        self.children.discard(pid)
        self._end_survivors()
        if self.role == "student":
            confine.remove_scratch_folders(self.base)
        code = os.waitstatus_to_exitcode(status)
        return {
            "code": code,
            "killed": not done,
            "stopped": stopped,
            "cpu": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss,
        }

    def _end_survivors(self) -> None:
        """Kill and reap processes that a child left behind; they were handed to this process."""
        for _ in range(1000):
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid:
                self.children.discard(pid)
                continue
            left = [p for p in children_of_mine() if p not in self.children]
            if not left:
                return
            for pid in left:
                _kill(pid)
            time.sleep(0.001)


def _is_stopped(pid: int) -> bool:
    """Say whether a child has been stopped (SIGSTOP) and not been let go on."""
    with contextlib.suppress(ChildProcessError):
        return hasattr(os, "waitid") and bool(os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOHANG))
    return False


def _kill(pid: int) -> None:
    """Kill a process and its group."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def children_of_mine() -> list[int]:
    """Return the numbers of this process's children, none where the system doesn't tell."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []
