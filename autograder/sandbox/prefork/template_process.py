"""The template process: it imports everything once, then forks copies of itself and replicas in milliseconds.

It is started as a program of its own, with a clean environment, one socket and nothing else to inherit, and does
what the grader asks, one request after the other, until the grader is gone.
"""

import contextlib
import os
import signal
import socket
import sys
import traceback

from autograder.course.import_rules import Rules
from autograder.sandbox.limits import Limits
from autograder.sandbox.prefork import warm_up
from autograder.sandbox.prefork.launch import die_with_parent, stay_on
from autograder.sandbox.prefork.replicas import Replicas, TemplateState
from autograder.sandbox.protocol.channel import Channel, ChannelClosed
from autograder.sandbox.protocol.messages import (
    Become,
    Confine,
    Confined,
    Copy,
    Draw,
    End,
    Fork,
    Interrupt,
    Message,
    Precompile,
    Preload,
    Restrict,
    Specialize,
)

if sys.platform != "win32":
    from autograder.sandbox.confinement import confine, syscalls


def start(address: str) -> None:
    """Connect to the grader, import as it says, and serve it until it goes away."""
    channel = connect(address)
    begin = receive(channel)
    if begin.dies_with_parent:
        die_with_parent()
    sys.path[:] = [path for path in begin.path if path]
    TemplateProcess(channel, TemplateState(warm_up.make_kernel(begin.base))).serve()


def connect(address: str) -> Channel:
    """Return the channel to the grader: an inherited descriptor ("fd:7") or a port and a token ("port:1:abc")."""
    kind, _, rest = address.partition(":")
    if kind == "fd":
        return Channel(socket.socket(fileno=int(rest)))
    port, _, token = rest.partition(":")
    connection = socket.create_connection(("127.0.0.1", int(port)))
    connection.sendall(token.encode())
    return Channel(connection)


def receive(channel: Channel) -> Message:
    """Return the grader's next request."""
    kind, _, body = channel.receive()
    return Message.from_json(kind, body)


class TemplateProcess:
    """Does what `Template` asks.

    `shape`: with the kernel that it has
    """

    def __init__(self, channel: Channel, shape: TemplateState):
        self.channel, self.shape = channel, shape
        self.replicas = Replicas(shape, channel)
        # the numbers of the template processes that it has forked. It forks them, or replicas, not both
        self.copies: set[int] = set()

    def serve(self) -> None:
        """Do what the grader asks until it is gone, and leave after all that was forked.

        Copies end with their own connections. They are waited for so that their processor time is counted as the
        grader's; one that a signal has stopped is let go on, to see that its grader is gone.
        """
        actions = {
            Specialize: self._specialize, Draw: self._draw, Restrict: self._restrict, Precompile: self._precompile,
            Preload: self._preload, Copy: self._copy, Confine: self._confine, Become: self._become,
            Fork: self.replicas.fork, Interrupt: self.replicas.interrupt, End: self.replicas.end,
        }  # fmt: skip
        warm_up.freeze_objects()
        try:
            while True:
                request = receive(self.channel)
                if (answer := actions[type(request)](request)) is not None:
                    self.channel.send(answer.kind, 0, answer.as_json())
        except ChannelClosed:
            self._leave()
        except Exception:
            traceback.print_exc()
            self._leave(70)

    def _leave(self, code: int = 0) -> None:
        try:
            self.replicas.end_all()
            for pid in self.copies:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGCONT)
            for pid in self.copies:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)
        finally:
            os._exit(code)

    def _specialize(self, request: Specialize) -> None:
        self.shape.role = request.role

    def _draw(self, request: Draw) -> None:
        warm_up.draw_once(self.shape.kernel)
        warm_up.freeze_objects()

    def _restrict(self, request: Restrict) -> None:
        self.shape.rules = Rules.from_dict(request.rules)
        warm_up.restrict_imports(self.shape.role, self.shape.rules)
        warm_up.freeze_objects()

    def _precompile(self, request: Precompile) -> None:
        warm_up.precompile(self.shape.kernel, self.shape.role, request.sources)
        warm_up.freeze_objects()

    def _preload(self, request: Preload) -> None:
        if self.shape.role != "student":
            warm_up.preload(request.modules)
            warm_up.freeze_objects()

    def _copy(self, request: Copy) -> None:
        """Fork; the copy goes on in the same place, with the connection that came along."""
        connection = self.channel.receive_socket()
        if pid := os.fork():
            connection.close()
            self.copies.add(pid)
            return
        die_with_parent()
        self.channel.close()
        self.channel = self.replicas.channel = Channel(connection)
        self.copies.clear()

    def _confine(self, request: Confine) -> Confined:
        """Put up the walls around this process and go on as the first process inside them."""
        stay_on(request.core)
        self.shape.base = request.base
        if self._has_walls(request):
            self.shape.confinement = confine.Confinement(self.shape.rules, self.shape.base)
            self.shape.confinement.confine_template()
            self._go_inside()
            self.shape.confinement.go_on_inside()
            die_with_parent()
        elif sys.platform == "linux":
            with contextlib.suppress(OSError):
                syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        self.replicas.hide_own_modules()
        return Confined(self.shape.confinement.standing if self.shape.confinement is not None else {})

    def _has_walls(self, request: Confine | Become) -> bool:
        """Say whether there are to be walls: around students' processes, and on Linux."""
        return request.walls and self.shape.role == "student" and sys.platform == "linux"

    def _go_inside(self) -> None:
        """Fork into the new process namespace; the outer process only waits for the inner one."""
        inner = os.fork()
        if inner:
            die_with_parent()
            self.channel.close()
            os.waitpid(inner, 0)
            os._exit(0)

    def _become(self, request: Become) -> None:
        """Be a replica, which serves this connection; never returns."""
        self.shape.base = request.base
        if self._has_walls(request):
            self.shape.confinement = confine.Confinement(self.shape.rules, self.shape.base)
        ready = Confined()
        self.channel.send(ready.kind, 0, ready.as_json())
        self.replicas.hide_own_modules()
        self.replicas.become(self.channel, Limits(**request.limits))
