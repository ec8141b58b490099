"""Write a file so that a reader never sees half of it, whenever the writer is killed; let go of inherited files."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from autograder.common.errors import UsageError


def write_atomically(path: Path, data: str | bytes, *, sync: bool = True) -> None:
    """Write `data` to `path`: all of it or nothing.

    `path`: its folder is made when it is missing
    `sync`: wait until the data is on the disk, so that a loss of power can't empty the file
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with _opened(beside) as file:
            file.write(as_bytes(data) if isinstance(data, str) else data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def as_bytes(text: str) -> bytes:
    """Return what is written of a text: a lone surrogate as its escape, since no file holds one."""
    return text.encode("utf-8", "backslashreplace")


def _opened(path: Path) -> BinaryIO:
    """Open a file to write, in a folder that is made when it is missing."""
    try:
        return open(path, "wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return open(path, "wb")


def remove_unfinished(folders: Iterable[Path]) -> None:
    """Remove what a killed `write_atomically` left below these folders. Nobody may be writing there now."""
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in names:
                if name.startswith(".") and name.endswith(".tmp"):
                    Path(place, name).unlink(missing_ok=True)


def write_named(path: Path, data: str | bytes) -> None:
    """Write `data` to a file that the user named.

    Raises UsageError if there is a folder of that name, or the file can't be written.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file in it")
    try:
        write_atomically(path, data)
    except OSError as problem:
        raise UsageError(f"{path} can't be written: {problem.strerror}") from problem


_MOST = 65_536


def close_all_but(kept: set[int]) -> None:
    """Close every other descriptor."""
    last = -1
    for number in [*sorted(kept), _MOST]:
        if number > last + 1:  # an empty range would close everything, in some versions of Python
            os.closerange(last + 1, number)
        last = number
