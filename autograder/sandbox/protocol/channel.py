"""Pass framed messages over a socket, with a deadline and a bound on each frame."""

import enum
import socket
import struct

from autograder.sandbox.protocol.stream import SocketStream

_HEADER = struct.Struct("<BQI")
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


class Channel:
    """One end of a stream of frames: kind, number, length, bytes.

    `sock`: a connected stream socket; the channel owns it
    `largest`: the largest frame that is accepted
    `ahead`: so many bytes are read at once where they are there; 0 where something else than frames comes between
    """

    def __init__(self, sock: socket.socket, largest: int = 64_000_000, ahead: int = 0):
        self.stream, self.largest, self.ahead = (
            SocketStream(sock, waits_while_reading=ahead > 0),
            largest,
            ahead,
        )
        self.received = 0
        self._held = bytearray()

    @property
    def sock(self) -> socket.socket:
        """The socket."""
        return self.stream.sock

    def fileno(self) -> int:
        """Return the socket's descriptor."""
        return self.sock.fileno()

    def send(self, kind: int, number: int, body: bytes = b"", deadline: float | None = None) -> None:
        """Send one frame.

        Raises DeadlinePassed if the other side doesn't take it before `deadline`, a time of `time.monotonic`. Raises
        ChannelClosed if the other side is gone.
        """
        try:
            self.stream.send(_HEADER.pack(kind, number, len(body)) + body, deadline)
        except OSError as problem:
            raise ChannelClosed(str(problem)) from None

    def send_socket(self, other: socket.socket) -> None:
        """Send a connection along, after a frame that announces it.

        Raises ChannelClosed if the other side is gone.
        """
        try:
            self.stream.send_socket(other)
        except OSError as problem:
            raise ChannelClosed(str(problem)) from None

    def receive_socket(self) -> socket.socket:
        """Return the connection that `send_socket` sends along; nothing may have been read ahead.

        Raises ChannelClosed if the other side is gone.
        """
        try:
            return self.stream.receive_socket()
        except OSError as problem:
            raise ChannelClosed(str(problem)) from None

    def receive(self, deadline: float | None = None) -> tuple[int, int, bytes]:
        """Return the next frame as (kind, number, body).

        Raises DeadlinePassed if it isn't whole before `deadline`. Raises ChannelClosed if the other side is gone or
        announces more than `largest` bytes.
        """
        kind, number, end = self._await_frame(deadline)
        return kind, number, self._take(end)

    def await_more(self) -> None:
        """Wait until there is something to read, without reading it."""
        if not self._held:
            self.stream.wait(None)

    def receive_only(self, kind: int, number: int, deadline: float) -> bytes | None:
        """Return the body of the next frame if it is the one that is expected; leave any other and return None.

        Raises DeadlinePassed or ChannelClosed as `receive`. What was read is kept.
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
                part = self.stream.receive(min(max(missing, self.ahead), 1 << 20), deadline)
            except OSError as problem:
                raise ChannelClosed(str(problem)) from None
            if not part:
                raise ChannelClosed("the other side closed the connection")
            self._held += part

    def close(self) -> None:
        """Close the socket."""
        self.sock.close()
