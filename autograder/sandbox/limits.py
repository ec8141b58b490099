"""How much a submission may use before it is cut short, in one place and in plain units."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Each limit is named in the result when it is hit.

    Attributes
    ----------
    seconds : float
        Wall time of one other cell.
    test : float
        Wall time of a test cell with all the calls that it makes, if that is less than `seconds`.
    again : float
        The same for a further test of an exercise in which a call had to be stopped already.
    grace : float
        How long an interrupted cell may take to stop before its process is killed.
    total_seconds : float
        Wall time of the whole submission; what comes later is "not run".
    memory : int
        Bytes that a student's process may allocate beyond what it is born with.
    text, rich : int
        Bytes of printed text and of pictures and other rich output that a cell may leave.
    outputs, figures : int
        Displays and rendered figures of one cell.
    frame : int
        Bytes of one message from a student's process.
    file, scratch, files : int
        Bytes of one file, bytes and number of all files that a student's process may write.
    threads, descriptors : int
        Threads and open files of a student's process.
    restarts : int
        How often a submission gets a fresh process after one died.
    """

    seconds: float = 30.0
    test: float = 30.0
    again: float = 5.0
    grace: float = 1.0
    total_seconds: float = 300.0
    memory: int = 1_000_000_000
    text: int = 200_000
    rich: int = 8_000_000
    outputs: int = 200
    figures: int = 12
    frame: int = 64_000_000
    file: int = 32_000_000
    scratch: int = 64_000_000
    files: int = 2_000
    threads: int = 64
    descriptors: int = 128
    restarts: int = 6

    @classmethod
    def of(cls, seconds: float, **more: float) -> Limits:
        """Return limits for cells that may take so many seconds; an exercise that had to be stopped waits for less."""
        return cls(seconds=seconds, again=min(cls.again, seconds / 4), **more)

    def as_dict(self) -> dict[str, float]:
        """Return the limits as plain data, to send to another process."""
        return asdict(self)
