"""Grow warm processes for workers: what all of them import is imported once, while the grader itself starts."""

from __future__ import annotations

import atexit
import contextlib
import json
import shutil
import socket
import time
from collections.abc import Iterable
from pathlib import Path

from autograder.course.import_rules import Rules
from autograder.sandbox.prefork.die_with_parent import is_in_main_thread
from autograder.sandbox.prefork.launch import (
    START_SECONDS,
    environment,
    make_base,
    search_path,
    see_off,
    start_process,
)
from autograder.sandbox.prefork.template import Grown, can_fork
from autograder.sandbox.protocol.channel import Channel, ChannelClosed, DeadlinePassed

ROLES = ("student", "judge")
_stems: list[Nursery] = []


class Nursery:
    """The stems of all warm processes of one run, one for each role, and their branches, one for each set of rules.

    What both need is imported once; then the stems go on side by side: students' processes need Matplotlib, judges'
    what the tests import.
    """

    def __init__(self) -> None:
        self.bases: list[str] = []
        self.stems: dict[str, Channel] = {}
        self.branches: dict[tuple[str, Rules], Channel] = {}
        self.precompiled: dict[tuple[str, Rules], set[str]] = {}
        self.given: list[socket.socket] = []
        base = self._make_base("stem")
        with Path(base, "errors.txt").open("wb") as log:
            self.process, connection = start_process(log, environment(base))
        self.root = Channel(connection)
        try:
            self._send(
                self.root, {"path": search_path(), "base": base, "die_with_parent": is_in_main_thread()}
            )
            for role in ROLES:
                self.stems[role] = Channel(self._send_along(self.root, {"do": "grow", "role": role}))
        except BaseException:
            self.close()
            raise

    def _make_base(self, name: str) -> str:
        """Make a folder that is removed in the end."""
        self.bases.append(make_base(name))
        return self.bases[-1]

    def load(self, modules: Iterable[str]) -> None:
        """Let the judges' stem import modules that tests will need. One that is gone is missed by nobody yet."""
        if modules := list(modules):
            with contextlib.suppress(ChannelClosed, DeadlinePassed):
                self._send(self.stems["judge"], {"do": "load", "modules": modules})

    def branch(self, role: str, rules: Rules) -> None:
        """Begin a branch, if there is none yet."""
        if (role, rules) not in self.branches:
            ours = self._send_along(self.stems[role], {"do": "branch", "rules": rules.as_dict()})
            self.branches[role, rules] = Channel(ours)
            self.precompiled[role, rules] = set()

    def precompile(self, role: str, rules: Rules, sources: Iterable[str]) -> None:
        """Let a branch precompile cells of a release; nobody waits for it."""
        known = self.precompiled[role, rules]
        new = [source for source in dict.fromkeys(sources) if source not in known]
        if new:
            known.update(new)
            self._send(self.branches[role, rules], {"do": "precompile", "sources": new})

    def grow(self, rules: Rules, walls: bool, core: int | None = None) -> dict[str, Grown]:
        """Return new copies of both branches, for one worker; they and their children stay on `core`.

        Raises
        ------
        ChannelClosed, DeadlinePassed
            If a branch, or the stem that it was to grow from, is gone.
        """
        grown = {}
        try:
            for role in ROLES:
                grown[role] = self._grow_one(role, rules, walls, core)
        except BaseException:
            for one in grown.values():
                one.connection.close()
            raise
        return grown

    def _grow_one(self, role: str, rules: Rules, walls: bool, core: int | None) -> Grown:
        """Return a new copy of one branch."""
        if (role, rules) not in self.branches:
            raise ChannelClosed("its stem was gone")
        base = self._make_base(role)
        request = {"do": "parent", "base": base, "walls": walls and role == "student", "core": core}
        ours = self._send_along(self.branches[role, rules], request)
        self.given.append(ours)
        return Grown(ours, base, frozenset(self.precompiled[role, rules]))

    def _send(self, channel: Channel, request: dict) -> None:
        """Send a request; there is no answer, so that nobody waits."""
        channel.send(0, 0, json.dumps(request).encode(), time.monotonic() + START_SECONDS)

    def _send_along(self, channel: Channel, request: dict) -> socket.socket:
        """Send a request with one end of a new connection; return the other end."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._send(channel, request)
                channel.send_socket(theirs)
        except BaseException:
            ours.close()
            raise
        return ours

    def close(self) -> None:
        """End the stems and their branches, and remove all folders; copies end when their workers have.

        One that was interrupted on its way to a worker is let go of here: nobody else would.
        """
        for connection in self.given:
            connection.close()
        for channel in (self.root, *self.stems.values(), *self.branches.values()):
            channel.close()
        see_off(self.process, 20.0)
        for base in self.bases:
            shutil.rmtree(base, ignore_errors=True)


def nursery() -> Nursery | None:
    """Return this process's nursery, started when it is first asked for; None where nothing is forked or it is gone."""
    if not can_fork():
        return None
    if not _stems:
        with contextlib.suppress(ChannelClosed, DeadlinePassed):
            _stems.append(Nursery())
    return _stems[0] if _stems else None


@atexit.register
def close() -> None:
    """End this process's nursery."""
    while _stems:
        _stems.pop().close()
