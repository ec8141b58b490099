"""Hold a course for one grader at a time."""

import contextlib
from collections.abc import Callable, Iterator

from autograder.course import Course
from autograder.gradebook import GradingError


@contextlib.contextmanager
def the_only_grader(course: Course) -> Iterator[None]:
    """Hold the course's lock, which ends with this process however it ends.

    Raises
    ------
    GradingError
        If another grader holds it, or the course can't be written.
    """
    path = course.root / "results" / ".lock"
    try:
        path.parent.mkdir(exist_ok=True)
        file = path.open("a+b")
    except OSError as problem:
        raise GradingError(f"{path.parent} can't be written: {problem.strerror}") from problem
    with file:
        if not lock(file):
            raise GradingError(f"another grader is at work in {course.root}; try again when it is done")
        yield


def lock(file) -> bool:
    """Lock an open file for this process; return False if another one holds it."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        acquire: Callable = lambda: msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # noqa: E731
    else:
        acquire = lambda: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # noqa: E731
    try:
        acquire()
    except OSError:
        return False
    return True
