"""Pass framed messages over a socket, with a deadline and a bound on each frame."""

from __future__ import annotations

import enum
import os
import select
import socket
import struct
import sys
import time

from autograder.sandbox.protocol import clock_jumps

_HEADER = struct.Struct("<BQI")
_TICK_SECONDS = 0.25
_TICK = struct.pack("@ll", 0, int(_TICK_SECONDS * 1_000_000))
AHEAD = 1 << 16


class Kind(enum.IntEnum):
    """What a frame is for. The left-hand side says who sends it."""

    RUN = 1  # grader: run a cell
    CALL = 2  # judge: call a function of the student's
    LOOKUP = 3  # judge: what are these names?
    ANSWER = 4  # grader: the result of a call that the judge asked for
    CALLBACK_RESULT = 5  # judge, through the grader: what its callback returned
    GONE = 6  # grader: the student's process can't answer
    PUT = 7  # grader: lay these files into your folder
    TAKE = 8  # grader: which files did you make or change?
    FORGET = 9  # grader: the next submission begins
    LEND = 10  # grader: a connection to the student's process comes along
    RESUME = 11  # judge: go on waiting for the student's answer in my place; what I have read of it
    DONE = 16  # child: the cell has ended
    OUTPUT = 17  # child: messages of the kernel
    REPLY = 18  # student: the result of a call or a look-up
    CALLBACK = 19  # student: call this function that came as an argument
    READY = 20  # child: ready to work


class ChannelClosed(Exception):
    """The other side is gone, or sent what is no frame."""


class TooLarge(ChannelClosed):
    """The other side announces a frame that is larger than is accepted."""


class DeadlinePassed(Exception):
    """No whole frame came, or could be sent, in time."""


class Channel:
    """One end of a stream of frames: kind, number, length, bytes.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket; the channel owns it.
    largest : int
        The largest frame that is accepted.
    ahead : int
        So many bytes are read at once where they are there; 0 where something else than frames comes between.
    """

    def __init__(self, sock: socket.socket, largest: int = 64_000_000, ahead: int = 0):
        self.sock, self.largest, self.ahead = sock, largest, ahead
        self.received = 0
        self._held = bytearray()
        self._has_timeout = False

    def fileno(self) -> int:
        """Return the socket's descriptor."""
        return self.sock.fileno()

    def send(self, kind: int, number: int, body: bytes = b"", deadline: float | None = None) -> None:
        """Send one frame.

        Raises
        ------
        DeadlinePassed
            If the other side doesn't take it before `deadline`, a time of `time.monotonic`.
        ChannelClosed
            If the other side is gone.
        """
        data = memoryview(_HEADER.pack(kind, number, len(body)) + body)
        try:
            if deadline is None:
                self.sock.sendall(data)
                return
            while data:
                try:
                    data = data[self.sock.send(data, getattr(socket, "MSG_DONTWAIT", 0)) :]
                except BlockingIOError:
                    self._wait(deadline, writing=True)
        except OSError as problem:
            raise ChannelClosed(str(problem)) from None

    def send_socket(self, other: socket.socket) -> None:
        """Send a connection along, after a frame that announces it.

        Raises
        ------
        ChannelClosed
            If the other side is gone.
        """
        try:
            socket.send_fds(self.sock, [b"x"], [other.fileno()])
        except OSError as problem:
            raise ChannelClosed(str(problem)) from None

    def receive_socket(self) -> socket.socket:
        """Return the connection that `send_socket` sends along; nothing may have been read ahead.

        Raises
        ------
        ChannelClosed
            If the other side is gone.
        """
        try:
            _, descriptors, _, _ = socket.recv_fds(self.sock, 1, 1)
        except OSError as problem:
            raise ChannelClosed(str(problem)) from None
        if not descriptors:
            raise ChannelClosed("no connection came along")
        os.set_inheritable(descriptors[0], False)
        return socket.socket(fileno=descriptors[0])

    def receive(self, deadline: float | None = None) -> tuple[int, int, bytes]:
        """Return the next frame as (kind, number, body).

        Raises
        ------
        DeadlinePassed
            If it isn't whole before `deadline`.
        ChannelClosed
            If the other side is gone or announces more than `largest` bytes.
        """
        kind, number, end = self._await_frame(deadline)
        return kind, number, self._take(end)

    def await_more(self) -> None:
        """Wait until there is something to read, without reading it."""
        if not self._held:
            self._wait(None)

    def receive_only(self, kind: int, number: int, deadline: float) -> bytes | None:
        """Return the body of the next frame if it is the one that is expected; leave any other and return None.

        Raises
        ------
        DeadlinePassed, ChannelClosed
            As `receive`. What was read is kept.
        """
        *found, end = self._await_frame(deadline)
        return self._take(end) if found == [kind, number] else None

    @property
    def is_ahead(self) -> bool:
        """More was read than was received as frames."""
        return bool(self._held)

    def hand_over(self) -> bytes:
        """Return what was read and not received, for another channel on the same connection to go on with."""
        held, self._held = bytes(self._held), bytearray()
        return held

    def go_on_with(self, held: bytes) -> None:
        """Take what another channel on the same connection had read."""
        self._held += held

    def _await_frame(self, deadline: float | None) -> tuple[int, int, int]:
        """Read until the next frame is here; return its kind, its number and where it ends."""
        self._hold(_HEADER.size, deadline)
        kind, number, length = _HEADER.unpack_from(self._held)
        if length > self.largest:
            raise TooLarge(f"a frame of {length:,} bytes was announced")
        end = _HEADER.size + length
        self._hold(end, deadline)
        return kind, number, end

    def _take(self, end: int) -> bytes:
        """Return the body of the frame that ends there, and let go of the frame."""
        body = bytes(memoryview(self._held)[_HEADER.size : end])
        del self._held[:end]
        self.received += len(body)
        return body

    def _hold(self, size: int, deadline: float | None) -> None:
        """Read until `size` bytes of the next frame are here."""
        while len(self._held) < size:
            missing = size - len(self._held)
            try:
                part = self._some(min(max(missing, self.ahead), 1 << 20), deadline)
            except OSError as problem:
                raise ChannelClosed(str(problem)) from None
            if not part:
                raise ChannelClosed("the other side closed the connection")
            self._held += part

    def _some(self, most: int, deadline: float | None) -> bytes:
        """Return what there is to read; wait for it, with as few calls of the system as can be."""
        while True:
            if deadline is not None and not self._waits_while_reading(deadline):
                self._wait(deadline)
            begun = time.monotonic()
            try:
                return self.sock.recv(most)
            except BlockingIOError:
                continue
            finally:
                if deadline is not None:
                    clock_jumps.look(begun + _TICK_SECONDS)

    def _waits_while_reading(self, deadline: float) -> bool:
        """Say whether reading itself waits a while, and the deadline is not so near."""
        if not self.ahead or sys.platform != "linux":
            return False
        if not self._has_timeout:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _TICK)
            self._has_timeout = True
        return deadline - time.monotonic() > _TICK_SECONDS

    def _wait(self, deadline: float | None, writing: bool = False) -> None:
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
            clock_jumps.look(now + step)
            if ready:
                return

    def close(self) -> None:
        """Close the socket."""
        self.sock.close()
