"""What came of a submission: its notebook with outputs, and one outcome for each test cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from nbformat.notebooknode import NotebookNode


@dataclass(frozen=True)
class Outcome:
    """What one test cell came to.

    Attributes
    ----------
    status : str
        "passed", "failed", "error", "timeout", "memory" or "not_run".
    message : str
        Why, in words for the student; empty when passed.
    mistake : str or None
        The id of the recognized mistake.
    seconds : float
    """

    status: str
    message: str = ""
    mistake: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Run:
    """An executed notebook and the outcome of each of its test cells.

    Attributes
    ----------
    notebook : NotebookNode
        The notebook with outputs.
    tests : dict of str to Outcome
        By grade_id.
    flags : tuple of str
        What an instructor may want to know, as "kind: sentence".
    seconds, cpu : float
        Wall time, and processor time of the submission's own processes.
    sandbox : dict
        Which walls stood, and what was not stopped.
    lost : bool
        A process of the grader's own ended, twice: what the tests came to may be no fault of the answers.
    """

    notebook: NotebookNode
    tests: dict[str, Outcome]
    flags: tuple[str, ...] = ()
    seconds: float = 0.0
    cpu: float = 0.0
    sandbox: dict = field(default_factory=dict)
    lost: bool = False
