"""Hold a warm parent from the grader's side: start it, get children from it, end them, close it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.import_rules import Rules
from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork.die_with_parent import is_in_main_thread
from autograder.sandbox.prefork.launch import (
    START_SECONDS,
    environment,
    make_base,
    search_path,
    see_off,
    start_process,
)
from autograder.sandbox.protocol.channel import AHEAD, Channel, ChannelClosed, DeadlinePassed

_MOST_CELLS = 2000
_STARTS = 3
"""So many times a process that was killed is started again before it is given up."""


class ExecutorBroken(RuntimeError):
    """The grader's own machinery can't work on this machine; the text says why."""


class Silenced(ExecutorBroken):
    """A process ended before it was ready, without a word of why: something killed it."""


@dataclass
class Child:
    """A process that serves one submission: its connection, and how to stop it."""

    channel: Channel
    parent: Any
    pid: int

    def interrupt(self) -> None:
        """Ask the code that runs in it to stop, as Ctrl-C does."""
        self.parent.interrupt(self.pid)

    def end(self, patience: float = 0.0) -> dict[str, Any]:
        """Kill it and all that it started; return exit code, CPU seconds and peak memory (in kB)."""
        self.channel.close()
        return self.parent.end(self.pid, patience)


@dataclass(frozen=True)
class Grown:
    """A copy of a warm process that waits for its grader: its connection, its folder, the cells it knows."""

    connection: socket.socket
    base: str
    precompiled: frozenset[str]


def can_fork() -> bool:
    """Say whether children are forked from a warm parent (macOS could, but its libraries may crash)."""
    return hasattr(os, "fork") and sys.platform not in ("darwin", "win32")


class WarmParent:
    """A process with everything imported, from which children come.

    Parameters
    ----------
    role : {"student", "judge"}
    rules : Rules
    walls : bool
        Whether the children are confined.
    fork : bool
        Whether children are forked from one warm process; else each is started anew, in a second or two.
    grown : Grown, optional
        A warm process that was copied for this parent; else it starts one of its own.
    """

    def __init__(
        self,
        role: str,
        rules: Rules,
        walls: bool = True,
        fork: bool | None = None,
        grown: Grown | None = None,
    ):
        self.role, self.rules, self.walls = role, rules, walls
        self.fork = can_fork() if fork is None else fork
        self.process: subprocess.Popen | None = None
        self.spawned: dict[int, subprocess.Popen] = {}
        self.standing: dict[str, str] = {}
        self.is_ready = False
        self.precompiled: set[str] = set()
        self.channel: Channel | None = None
        if grown is not None:
            self.base, self.channel = grown.base, Channel(grown.connection)
            self.precompiled.update(grown.precompiled)
        else:
            self.base = make_base(role)
        self._errors = Path(self.base, "errors.txt")
        try:
            if self.fork and grown is None:
                self.process, self.channel = self._launch(Limits())
        except BaseException:
            self.close()
            raise

    def _launch(self, limits: Limits) -> tuple[subprocess.Popen, Channel]:
        """Start a process that imports everything; return it and the connection. `_welcome` waits for it."""
        with self._errors.open("wb") as log:
            process, connection = start_process(log, environment(self.base))
        channel = Channel(connection)
        config = {
            "role": self.role,
            "rules": self.rules.as_dict(),
            "limits": limits.as_dict(),
            "fork": self.fork,
            "walls": self.walls,
            "base": self.base,
            "path": search_path(),
            "die_with_parent": is_in_main_thread(),
        }
        with contextlib.suppress(ChannelClosed):  # it has ended already, as who waits for it will find
            channel.send(0, 0, json.dumps(config).encode())
        return process, channel

    def _welcome(self, process: subprocess.Popen | None, channel: Channel) -> dict:
        """Wait until a launched process is ready and return what it says of itself."""
        try:
            return json.loads(channel.receive(time.monotonic() + START_SECONDS)[2])
        except (ChannelClosed, DeadlinePassed) as problem:
            channel.close()
            if process is None:
                raise
            see_off(process, 0.0)
            what = f"the {self.role}'s process doesn't start"
            if last := self._errors.read_text(errors="replace").strip().splitlines()[-1:]:
                raise ExecutorBroken(f"{what}: {last[0]}") from None
            kind = Silenced if isinstance(problem, ChannelClosed) else ExecutorBroken
            raise kind(f"{what}: it said nothing") from None

    def wait(self) -> None:
        """Wait until the warm parent is ready, if there is one.

        Raises
        ------
        ExecutorBroken
            If it can't start; the text is the last line of its errors.
        """
        if not self.fork or self.is_ready:
            return
        for _ in range(_STARTS):
            try:
                self.standing = self._welcome(self.process, self.channel)["walls"]
                break
            except (ChannelClosed, DeadlinePassed, Silenced):  # a copy that is gone, or what was killed
                self._relaunch()
        else:
            self.standing = self._welcome(self.process, self.channel)["walls"]
        self.is_ready = True

    def child(self, limits: Limits) -> Child:
        """Return a fresh child, connected, that holds to `limits`.

        Raises
        ------
        ExecutorBroken
            If none can be made, even after a new start.
        """
        if not self.fork:
            process, channel = self._launch(limits)
            self._welcome(process, channel)
            self.spawned[process.pid] = process
            return Child(channel, self, process.pid)
        self.wait()
        for _ in range(_STARTS):
            try:
                return self._forked(limits)
            except (ChannelClosed, DeadlinePassed) as problem:
                why = problem
                self._restart()
        raise ExecutorBroken(f"no {self.role}'s process can be made: {why}")

    def _restart(self) -> None:
        self._relaunch()
        self.wait()

    def _relaunch(self) -> None:
        self._stop()
        self.process, self.channel = self._launch(Limits())
        self.is_ready = False
        self.precompiled.clear()

    def _forked(self, limits: Limits) -> Child:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self.channel.send(0, 0, json.dumps({"do": "fork", "limits": limits.as_dict()}).encode())
                self.channel.send_socket(theirs)
                answer = json.loads(self.channel.receive(time.monotonic() + 30)[2])
        except BaseException:
            ours.close()
            raise
        return Child(Channel(ours, limits.frame, AHEAD), self, answer["pid"])

    def _ask(self, request: dict) -> dict:
        try:
            self.channel.send(0, 0, json.dumps(request).encode())
            return json.loads(self.channel.receive(time.monotonic() + 30)[2])
        except (ChannelClosed, DeadlinePassed):
            self._restart()
            return {"code": None, "killed": True, "cpu": 0.0, "memory": 0}

    def precompile(self, sources: Iterable[str]) -> bool:
        """Let the warm parent remember cells of a release, so that its children need not compile them.

        Return whether there were new ones.
        """
        new = [source for source in sources if source not in self.precompiled]
        if new and self.fork and len(self.precompiled) < _MOST_CELLS:
            self.precompiled.update(new)
            self.wait()
            self._ask({"do": "precompile", "sources": new})
        return bool(new)

    def preload(self, modules: Iterable[str]) -> None:
        """Let the judges' warm parent import what a judge had to import, so that the next one need not."""
        new = [name for name in modules if f"import {name}" not in self.precompiled]
        if new and self.fork and len(self.precompiled) < _MOST_CELLS:
            self.precompiled.update(f"import {name}" for name in new)
            self._ask({"do": "preload", "modules": new})

    def interrupt(self, pid: int) -> None:
        """Send a child the signal of Ctrl-C."""
        if self.fork:
            self._ask({"do": "interrupt", "pid": pid})
        elif hasattr(os, "killpg"):
            self.spawned[pid].send_signal(signal.SIGINT)

    def end(self, pid: int, patience: float) -> dict[str, Any]:
        """Kill a child with all that it started and say how it ended."""
        if self.fork:
            return self._ask({"do": "end", "pid": pid, "patience": patience})
        process = self.spawned.pop(pid)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience or None if patience else 0.001)
        killed = process.poll() is None
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
        see_off(process, 0.0)
        return {"code": process.returncode, "killed": killed, "cpu": 0.0, "memory": 0}

    def _stop(self) -> None:
        if self.channel is not None:
            self.channel.close()
        if self.process is not None:
            see_off(self.process, 5.0)
            self.process = None

    def close(self) -> None:
        """End it, its children, and its folder."""
        for pid in list(self.spawned):
            self.end(pid, 0.0)
        self._stop()
        shutil.rmtree(self.base, ignore_errors=True)
