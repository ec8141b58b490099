"""Pass framed messages over a socket, with a deadline and a bound on each frame."""

from __future__ import annotations

import enum
import select
import socket
import struct
import sys
import time

_HEADER = struct.Struct("<BQI")
_TICK_SECONDS = 0.25
_TICK = struct.pack("@ll", 0, int(_TICK_SECONDS * 1_000_000))
AHEAD = 1 << 16


class Kind(enum.IntEnum):
    """What a frame is for. The left-hand side says who sends it."""

    RUN = 1  # grader: run a cell
    CALL = 2  # judge, through the grader: call a function of the student's
    LOOKUP = 3  # judge, through the grader: what are these names?
    ANSWER = 4  # grader: the result of a call that the judge asked for
    CALLBACK_RESULT = 5  # judge, through the grader: what its callback returned
    GONE = 6  # grader: the student's process can't answer
    PUT = 7  # grader: lay these files into your folder
    TAKE = 8  # grader: which files did you make or change?
    FORGET = 9  # grader: the next submission begins
    DONE = 16  # child: the cell has ended
    OUTPUT = 17  # child: messages of the kernel
    REPLY = 18  # student: the result of a call or a look-up
    CALLBACK = 19  # student: call this function that came as an argument
    READY = 20  # child: ready to work


class ChannelClosed(Exception):
    """The other side is gone, or sent what is no frame."""


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

    def receive(self, deadline: float | None = None) -> tuple[int, int, bytes]:
        """Return the next frame as (kind, number, body).

        Raises
        ------
        DeadlinePassed
            If it isn't whole before `deadline`.
        ChannelClosed
            If the other side is gone or announces more than `largest` bytes.
        """
        self._hold(_HEADER.size, deadline)
        kind, number, length = _HEADER.unpack_from(self._held)
        if length > self.largest:
            raise ChannelClosed(f"a frame of {length:,} bytes was announced")
        end = _HEADER.size + length
        self._hold(end, deadline)
        body = bytes(memoryview(self._held)[_HEADER.size : end])
        del self._held[:end]
        self.received += length
        return kind, number, body

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
            try:
                return self.sock.recv(most)
            except BlockingIOError:
                continue

    def _waits_while_reading(self, deadline: float) -> bool:
        """Say whether reading itself waits a while, and the deadline is not so near."""
        if not self.ahead or sys.platform != "linux":
            return False
        if not self._has_timeout:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _TICK)
            self._has_timeout = True
        return deadline - time.monotonic() > _TICK_SECONDS

    def _wait(self, deadline: float, writing: bool = False) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise DeadlinePassed
        if hasattr(select, "poll"):
            poller = select.poll()
            poller.register(self.sock, select.POLLOUT if writing else select.POLLIN)
            ready = poller.poll(left * 1000)
        else:
            reading, sending = ([], [self.sock]) if writing else ([self.sock], [])
            ready = any(select.select(reading, sending, [], left))
        if not ready:
            raise DeadlinePassed

    def close(self) -> None:
        """Close the socket."""
        self.sock.close()
