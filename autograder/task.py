"""What goes into the grading of a submission, and what comes out of it."""

import functools
import hashlib
import json
from dataclasses import dataclass, field

from autograder.course.release import Release


@dataclass(frozen=True)
class NotebookFile:
    """One notebook of a submission."""

    content: bytes | None  # the file, or None when there is none that can be read
    reason: str = ""  # why there is none
    flags: tuple[str, ...] = ()  # what was odd about names and folders
    digest: bytes = field(init=False)  # the SHA-256 hash of the file

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(self.content or b"").digest())


@dataclass(frozen=True)
class Task:
    """One submission to grade."""

    student: str
    lesson: str
    notebooks: tuple[NotebookFile, ...]  # one for each notebook of the lesson, in its order
    timestamp: str | None = None
    key: str = ""  # see results.result_key; empty for a result that must not be kept for the next run
    # what else the student handed in beside the notebooks
    files: dict[str, bytes] = field(default_factory=dict)
    secret: bytes | None = None  # what nbgrader's exchange knows the submission by


@dataclass(frozen=True)
class Settings:
    """How submissions are run."""

    timeout: float = 30.0  # seconds for one cell
    sandbox: str = "auto"  # "auto", "strict" or "off"
    course: str | None = None  # the course folder, whose course.toml says what answers may import
    # whether the limit of a test follows the time that the solution needs (`pipeline.test_seconds`): a class has
    # endless loops, and each would be waited for in full
    by_solution: bool = False


@dataclass(frozen=True)
class GradedNotebook:
    """All that is written about one notebook of a submission."""

    name: str
    result: dict
    notebook: bytes  # its file
    page: bytes | None
    unanswered: frozenset[str]  # the ids of solution cells that were left as they were released
    read: bool  # there was something to grade
    kept: bool = True  # the result holds for the next run, as long as nothing changes


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
