"""What came of a submission: its notebook with outputs, and one outcome for each test cell."""

from dataclasses import dataclass, field

from nbformat.notebooknode import NotebookNode


@dataclass(frozen=True)
class Outcome:
    """What one test cell came to."""

    status: str  # "passed", "failed", "error", "timeout", "memory" or "not_run"
    message: str = ""  # why, in words for the student; empty when passed
    mistake: str | None = None  # the id of the recognized mistake
    seconds: float = 0.0


@dataclass(frozen=True)
class Run:
    """An executed notebook and the outcome of each of its test cells."""

    notebook: NotebookNode  # the notebook with outputs
    tests: dict[str, Outcome]  # by grade_id
    flags: tuple[str, ...] = ()  # what an instructor may want to know, as "kind: sentence"
    # seconds, cpu: wall time, and processor time of the submission's own processes
    seconds: float = 0.0
    cpu: float = 0.0
    sandbox: dict = field(default_factory=dict)  # which walls stood, and what was not stopped
    # a process of the grader's own ended, twice: what the tests came to may be no fault of the answers
    lost: bool = False
