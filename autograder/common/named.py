"""Write a file where the user said."""

from pathlib import Path

from autograder.common.files import write_atomically
from autograder.course.course import UsageError


def write_named(path: Path, text: str) -> None:
    """Write `text` to a file that the user named.

    Raises
    ------
    UsageError
        If there is a folder of that name, or the file can't be written.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file in it")
    try:
        write_atomically(path, text)
    except OSError as problem:
        raise UsageError(f"{path} can't be written: {problem.strerror}") from problem
