"""A stem: a warm process that runs nobody's code, of which others are copies.

The root imports what all need. It is copied into a stem for the students and one for the judges, which go on with what
only they need. Branches of these, one for each set of rules, precompile a lesson's cells, and each worker gets a
copy of its own of them, which puts up its own walls.
"""

from __future__ import annotations

import contextlib
import os
import signal
from typing import Any

from autograder.course.import_rules import Rules
from autograder.sandbox.prefork import template_process
from autograder.sandbox.prefork.die_with_parent import die_with_parent
from autograder.sandbox.prefork.parent import children_of_mine, serve_as_parent
from autograder.sandbox.protocol.channel import Channel, ChannelClosed


def stay_on(core: int | None) -> None:
    """Keep this process and its children on one core, where the system knows such a thing."""
    if core is not None:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {core})


def _let_go_on(pids: list[int]) -> None:
    """Let processes go on that something has stopped, so that they see that their grader is gone."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGCONT)


class Stem:
    """Copies itself as the grader asks, which sends along the connection that the copy serves. It never answers.

    Parameters
    ----------
    channel : Channel
    kernel : IPythonKernel
    role : {"student", "judge"}, optional
        None for the root.
    rules : Rules, optional
        Those of a branch.
    """

    def __init__(self, channel: Channel, kernel: Any, role: str | None = None, rules: Rules | None = None):
        self.channel, self.kernel, self.role, self.rules = channel, kernel, role, rules

    def serve(self) -> None:
        """Do what the grader asks until it is gone, and leave after the copies, which end with their connections.

        They are waited for so that their processor time is counted as the grader's.
        """
        template_process.settle()
        actions = {
            "grow": self._grow,
            "load": self._load,
            "branch": self._branch,
            "precompile": self._precompile,
            "parent": self._parent,
        }
        try:
            while True:
                request = template_process.read_json(self.channel)
                actions[request["do"]](request)
        except ChannelClosed:
            _let_go_on(children_of_mine())
            with contextlib.suppress(ChildProcessError):
                while True:
                    os.wait()
        finally:
            os._exit(0)

    def _grow(self, request: dict) -> None:
        """Copy this process into the stem of a role."""
        if channel := self._copy():
            template_process.warm_for(request["role"], self.kernel)
            Stem(channel, self.kernel, request["role"]).serve()

    def _precompile(self, request: dict) -> None:
        template_process.precompile(self.kernel, self.role, request["sources"])

    def _load(self, request: dict) -> None:
        template_process.load(request["modules"])

    def _branch(self, request: dict) -> None:
        """Copy this process into a stem for one set of rules."""
        if channel := self._copy():
            rules = Rules.from_dict(request["rules"])
            template_process.choose_role(self.role, rules)
            Stem(channel, self.kernel, self.role, rules).serve()

    def _parent(self, request: dict) -> None:
        """Copy this process into a warm parent for one worker."""
        if channel := self._copy():
            stay_on(request["core"])
            walls, base = request["walls"], request["base"]
            serve_as_parent(channel, self.kernel, self.role, self.rules, walls, base)

    def _copy(self) -> Channel | None:
        """Fork; return the connection that came along in the copy, None in the stem itself."""
        connection = self.channel.receive_socket()
        if os.fork():
            connection.close()
            return None
        die_with_parent()
        self.channel.close()
        return Channel(connection)
