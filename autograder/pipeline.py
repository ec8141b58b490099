"""The way of one submission: restore, run, score, page. A pure function of what goes in."""

import json
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode
from nbformat.v4.rwbase import strip_transient

from autograder import feedback
from autograder.handed_in import DamagedSubmission
from autograder.release import Release, is_solution, marks, tidy
from autograder.restore import restore, untouched
from autograder.run import run
from autograder.score import score, unread
from autograder.suspicion import suspicious


@dataclass(frozen=True)
class Task:
    """One submission to grade.

    Attributes
    ----------
    student : str
    lesson : str
    submission : bytes or None
        The file, or None when there is none that can be read.
    reason : str
        Why there is none.
    flags : tuple of str
        What was odd about names and folders.
    timestamp : str or None
    key : str
        See results.result_key; empty for a result that must not be kept for the next run.
    """

    student: str
    lesson: str
    submission: bytes | None
    reason: str = ""
    flags: tuple[str, ...] = ()
    timestamp: str | None = None
    key: str = ""


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
    """

    timeout: float = 30.0
    sandbox: str = "auto"
    course: str | None = None


@dataclass(frozen=True)
class Graded:
    """All that is written about one submission."""

    student: str
    lesson: str
    result: dict
    notebook: str
    page: str | None
    unanswered: frozenset[str]
    read: bool
    timestamp: str | None
    key: str


def grade_submission(task: Task, release: Release, settings: Settings) -> Graded:
    """Grade one submission. A damaged one earns nothing and says why; it is never an error here."""
    try:
        if task.submission is None:
            raise DamagedSubmission(task.reason)
        restored = restore(task.submission, release)
    except DamagedSubmission as problem:
        return hopeless(task, release, str(problem))
    unanswered = untouched_answers(restored.notebook, release)
    seen = frozenset(cell.source for cell in release.master.cells)
    options = {"timeout": settings.timeout, "sandbox": settings.sandbox, "course": settings.course}
    done = run(restored.notebook, released=seen, **options)
    seen_by_sight = suspicious(restored.notebook, seen)
    result = score(release, done, task.student, (*task.flags, *restored.flags, *seen_by_sight))
    return finish(task, release, done.notebook, result, unanswered)


def hopeless(task: Task, release: Release, reason: str, kind: str = "damaged") -> Graded:
    """Return what is written about a submission that can't be run."""
    flags = task.flags if any(reason in flag for flag in task.flags) else (*task.flags, f"{kind}: {reason}")
    notebook = untouched(release, f"**This submission could not be graded:** {reason}.")
    result = unread(release, notebook, task.student, reason, flags)
    return finish(task, release, notebook, result, untouched_answers(notebook, release), read=False)


def finish(
    task: Task,
    release: Release,
    notebook: NotebookNode,
    result: dict,
    unanswered: frozenset[str],
    *,
    read: bool = True,
) -> Graded:
    """Render the page and put together what is written. A page that can't be made costs no marks."""
    page = None
    try:
        page = feedback.render(notebook, result, release)
    except Exception as problem:
        result["flags"].append(
            f"page: the feedback page could not be made ({type(problem).__name__}: {problem})"
        )
    text = as_text(notebook)
    return Graded(task.student, task.lesson, result, text, page, unanswered, read, task.timestamp, task.key)


def as_text(notebook: NotebookNode) -> str:
    """Return a notebook's file: nbformat's, in one line, since indenting it takes a hundred times as long."""
    return json.dumps(strip_transient(notebook), ensure_ascii=False, sort_keys=True) + "\n"


def untouched_answers(notebook: NotebookNode, release: Release) -> frozenset[str]:
    """Return the ids of the solution cells that still hold what was released."""
    stubs = {
        marks(cell)["grade_id"]: tidy(cell.source) for cell in release.released.cells if is_solution(cell)
    }
    cells = (cell for cell in notebook.cells if is_solution(cell))
    return frozenset(marks(c)["grade_id"] for c in cells if stubs.get(marks(c)["grade_id"]) == tidy(c.source))
