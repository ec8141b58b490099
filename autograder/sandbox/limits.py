"""How much a submission may use before it is cut short, in one place and in plain units."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Each limit is named in the result when it is hit."""

    seconds: float = 30.0  # wall time of one other cell
    # wall time of a test cell with all the calls that it makes, if that is less than `seconds`
    test: float = 30.0
    again: float = 5.0  # the same for a further test of an exercise in which a call had to be stopped already
    grace: float = 1.0  # how long an interrupted cell may take to stop before its process is killed
    total_seconds: float = 300.0  # wall time of the whole submission; what comes later is "not run"
    memory: int = 1_000_000_000  # bytes that a student's process may allocate beyond what it is born with
    # text, rich: bytes of printed text and of pictures and other rich output that a cell may leave
    text: int = 200_000
    rich: int = 8_000_000
    # outputs, figures: displays and rendered figures of one cell
    outputs: int = 200
    figures: int = 12
    frame: int = 64_000_000  # bytes of one message from a student's process
    # file, scratch, files: bytes of one file, bytes and number of all files that a student's process may write
    file: int = 32_000_000
    scratch: int = 64_000_000
    files: int = 2_000
    # threads, descriptors: threads and open files of a student's process
    threads: int = 64
    descriptors: int = 128
    restarts: int = 6  # how often a submission gets a fresh process after one died

    @classmethod
    def of(cls, seconds: float, **more: float) -> "Limits":
        """Return limits for cells that may take so many seconds; an exercise that had to be stopped waits for less."""
        return cls(seconds=seconds, again=min(cls.again, seconds / 4), **more)
