"""Hold a course for one grader at a time."""

import contextlib
import errno
from collections.abc import Callable, Iterator

from autograder.common.errors import GradingError
from autograder.course.course import Course

_HELD = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
"""What the system says of a lock that another process has."""


@contextlib.contextmanager
def the_only_grader(course: Course) -> Iterator[None]:
    """Hold the course's lock, which ends with this process however it ends.

    Raises GradingError if another grader holds it, or the course can't be written.
    """
    path = course.root / "results" / ".lock"
    try:
        path.parent.mkdir(exist_ok=True)
        file = path.open("a+b")
    except OSError as problem:
        raise GradingError(f"{path.parent} can't be written: {problem.strerror}") from problem
    with file:
        try:
            is_free = lock(file)
        except OSError as problem:
            raise GradingError(f"{path} can't be locked: {problem.strerror}") from problem
        if not is_free:
            raise GradingError(f"another grader is at work in {course.root}; try again when it is done")
        yield


def lock(file) -> bool:
    """Lock an open file for this process; return False if another one holds it.

    Raises OSError if no file can be locked there, as on some network file systems.
    """
    try:
        import fcntl
    except ImportError:
        import msvcrt

        acquire: Callable = lambda: msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # noqa: E731
    else:
        acquire = lambda: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # noqa: E731
    try:
        acquire()
    except OSError as problem:
        if problem.errno not in _HELD:
            raise
        return False
    return True
