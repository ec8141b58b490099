"""Read and write bytes on a socket until a deadline, with as few calls of the system as can be."""

import os
import select
import socket
import struct
import sys
import time

_TICK_SECONDS = 0.25
_TICK = struct.pack("@ll", 0, int(_TICK_SECONDS * 1_000_000))


_LONG = 2.0
"""A wait that ends so many seconds after it should have was no wait."""
_jumps = 0


def _look(due: float) -> None:
    """Note if a wait is over long after it should have ended, at `due` or before: this process itself stood still.

    That is Ctrl-Z, or a container that was frozen: the clock goes on, and whoever was waited for seems slow.
    """
    global _jumps
    if time.monotonic() - due > _LONG:
        _jumps += 1


def clock_jumps() -> int:
    """Return how many such pauses this process has noticed."""
    return _jumps


class DeadlinePassed(Exception):
    """What was to be read or sent was not, in time."""


class SocketStream:
    """A connected stream socket; the stream owns it. Its methods raise OSError where the other side is gone.

    `waits_while_reading`: whether reading itself may wait for a while, which costs one call of the system less
    """

    def __init__(self, sock: socket.socket, waits_while_reading: bool = False):
        self.sock, self.waits_while_reading = sock, waits_while_reading and sys.platform == "linux"
        self._has_timeout = False

    def send(self, data: bytes, deadline: float | None) -> None:
        """Send all of `data`.

        Raises DeadlinePassed if the other side doesn't take it before `deadline`, a time of `time.monotonic`.
        """
        if deadline is None:
            self.sock.sendall(data)
            return
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[self.sock.send(rest, getattr(socket, "MSG_DONTWAIT", 0)) :]
            except BlockingIOError:
                self.wait(deadline, writing=True)

    def receive(self, most: int, deadline: float | None) -> bytes:
        """Return at most so many bytes, as soon as there are some; none once the other side has closed.

        Raises DeadlinePassed if none come before `deadline`.
        """
        while True:
            if deadline is not None and not self._may_wait_while_reading(deadline):
                self.wait(deadline)
            begun = time.monotonic()
            try:
                return self.sock.recv(most)
            except BlockingIOError:
                continue
            finally:
                if deadline is not None:
                    _look(begun + _TICK_SECONDS)

    def _may_wait_while_reading(self, deadline: float) -> bool:
        """Say whether reading itself waits a while, and the deadline is not so near."""
        if not self.waits_while_reading:
            return False
        if not self._has_timeout:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _TICK)
            self._has_timeout = True
        return deadline - time.monotonic() > _TICK_SECONDS

    def wait(self, deadline: float | None, writing: bool = False) -> None:
        """Wait until the socket is ready, in steps that tell whether this process stood still."""
        while True:
            now = time.monotonic()
            if deadline is not None and now >= deadline:
                raise DeadlinePassed
            step = 1.0 if deadline is None else min(deadline - now, 1.0)
            if hasattr(select, "poll"):
                poller = select.poll()
                poller.register(self.sock, select.POLLOUT if writing else select.POLLIN)
                ready = poller.poll(step * 1000)
            else:
                reading, sending = ([], [self.sock]) if writing else ([self.sock], [])
                ready = any(select.select(reading, sending, [], step))
            _look(now + step)
            if ready:
                return

    def send_socket(self, other: socket.socket) -> None:
        """Send a connection along."""
        socket.send_fds(self.sock, [b"x"], [other.fileno()])

    def receive_socket(self) -> socket.socket:
        """Return the connection that `send_socket` sends along; nothing may have been read beyond what came before."""
        _, descriptors, _, _ = socket.recv_fds(self.sock, 1, 1)
        if not descriptors:
            raise OSError("no connection came along")
        os.set_inheritable(descriptors[0], False)
        return socket.socket(fileno=descriptors[0])
