"""Read a student's folders and files, following no link and waiting for no pipe."""

import errno
import os
import stat
from pathlib import Path

from autograder.common.errors import DamagedSubmission, LostSubmission
from autograder.common.folder import open_regular
from autograder.course.attachments import TIMESTAMP

MAX_BYTES = 50_000_000
"""A larger submission is refused before it is read."""

THEIRS = (errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENXIO, errno.EISDIR)
"""Why a file can't be read that may be its student's doing; all else is the machine's, or somebody moved it."""

FAILING = (errno.EIO, errno.ESTALE, errno.ETIMEDOUT)
"""What a disk or a share says that fails."""


def read_handed_in(path: Path, limit: int, root: Path | None = None) -> bytes:
    """Read a regular file of at most `limit` bytes, following no link below `root` and waiting for no pipe."""
    try:
        file = open_regular(path, root)
        if file is None:
            raise DamagedSubmission("the notebook is no regular file")
        with file:
            status = os.fstat(file.fileno())
            if status.st_size > limit:
                raise DamagedSubmission(
                    f"the notebook has {status.st_size / 1e6:,.0f} MB; at most {limit / 1e6:,.0f} MB are read"
                )
            data = file.read(limit + 1)
    except OSError as problem:
        kind = DamagedSubmission if problem.errno in THEIRS else LostSubmission
        raise kind(f"the notebook can't be read ({problem.strerror})") from problem
    if len(data) != status.st_size:
        raise LostSubmission("the notebook can't be read (it changed meanwhile)")
    return data


def is_regular(path: Path) -> bool:
    """Say whether `path` is a regular file and no link; OSError where the machine fails to tell."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError as problem:
        if problem.errno in FAILING:
            raise
        return False


def entry_names(folder: Path) -> list[str]:
    """Return the names in a folder that aren't hidden, sorted; none when it can't be read."""
    try:
        return listed(folder)
    except OSError:
        return []


def listed(folder: Path) -> list[str]:
    """Return the same, or raise OSError: a folder that can't be read is no empty one."""
    return sorted(n for n in os.listdir(folder) if not n.startswith((".", "__")) and n != TIMESTAMP)
