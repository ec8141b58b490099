"""What goes into the grading of a submission, and what comes out of it."""

import functools
import hashlib
import json
from dataclasses import dataclass, field

from autograder.course.release import Release


@dataclass(frozen=True)
class NotebookFile:
    """One notebook of a submission.

    Attributes
    ----------
    content : bytes or None
        The file, or None when there is none that can be read.
    reason : str
        Why there is none.
    flags : tuple of str
        What was odd about names and folders.
    digest : bytes
        The SHA-256 hash of the file.
    """

    content: bytes | None
    reason: str = ""
    flags: tuple[str, ...] = ()
    digest: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(self.content or b"").digest())


@dataclass(frozen=True)
class Task:
    """One submission to grade.

    Attributes
    ----------
    student : str
    lesson : str
    papers : tuple of NotebookFile
        One for each notebook of the lesson, in its order.
    timestamp : str or None
    key : str
        See results.result_key; empty for a result that must not be kept for the next run.
    files : dict of str to bytes
        What else the student handed in beside the notebooks.
    secret : bytes or None
        What nbgrader's exchange knows the submission by.
    """

    student: str
    lesson: str
    notebooks: tuple[NotebookFile, ...]
    timestamp: str | None = None
    key: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    secret: bytes | None = None


@dataclass(frozen=True)
class Settings:
    """How submissions are run.

    Attributes
    ----------
    timeout : float
        Seconds for one cell.
    sandbox : str
        "auto", "strict" or "off".
    course : str or None
        The course folder, whose course.toml says what answers may import.
    by_solution : bool
        Whether the limit of a test follows the time that the solution needs (`pipeline.test_seconds`): a class has
        endless loops, and each would be waited for in full.
    """

    timeout: float = 30.0
    sandbox: str = "auto"
    course: str | None = None
    by_solution: bool = False


@dataclass(frozen=True)
class GradedNotebook:
    """All that is written about one notebook of a submission.

    Attributes
    ----------
    name : str
    result : dict
    notebook : bytes
        Its file.
    page : bytes or None
    unanswered : frozenset of str
        The ids of solution cells that were left as they were released.
    read : bool
        There was something to grade.
    kept : bool
        The result holds for the next run, as long as nothing changes.
    """

    name: str
    result: dict
    notebook: bytes
    page: bytes | None
    unanswered: frozenset[str]
    read: bool
    kept: bool = True


@dataclass(frozen=True)
class GradedSubmission:
    """All that is written about one submission: its result, and its notebooks."""

    student: str
    lesson: str
    result: dict
    parts: tuple[GradedNotebook, ...]
    timestamp: str | None
    key: str
    secret: bytes | None = None


def seed_of(task: Task, file: NotebookFile, release: Release) -> int:
    """Return the seed of a notebook's tests: the same at every run, another one for another student or answer.

    What nobody is handed out decides it, too, so that no student can tell what the tests will draw. So do all files:
    else a table beside the same notebook could hold the answers to what it was asked the time before.
    """
    beside = [part for name in sorted(task.files) for part in (name.encode(), task.files[name])]
    student = task.student.encode("utf-8", "backslashreplace")
    name, *others = (hashlib.sha256(fact).digest() for fact in (student, *beside))
    own = b"".join((name, file.digest, *others))
    return int.from_bytes(hashlib.sha256(secret_of(release) + own).digest()[:8], "big")


@functools.lru_cache(maxsize=8)
def secret_of(release: Release) -> bytes:
    """Return a hash of a release with its solutions and hidden tests."""
    cells = (*release.notebook.cells, *release.master.cells)
    return hashlib.sha256(json.dumps([cell.source for cell in cells]).encode()).digest()
