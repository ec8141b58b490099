"""The way of one submission: restore, run, score, page. A pure function of what goes in."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4.rwbase import strip_transient

from autograder.common.files import as_bytes
from autograder.common.once import once_each
from autograder.course.assignment import Assignment
from autograder.course.release import Release, is_solution, marks, tidy
from autograder.course.release_facts import known_of
from autograder.intake.find import DamagedSubmission, Found, LostSubmission
from autograder.reports.feedback import page as feedback
from autograder.reports.html.safe_notebook import neutralize
from autograder.restore.restore import restore, untouched
from autograder.restore.suspicious import suspicious
from autograder.restore.wrong_lesson import whose_else
from autograder.sandbox.run import Files, run
from autograder.scoring import manual_marks
from autograder.scoring.score import score, together, unread

LOST = "died: processes of the grader's own ended while it was graded, twice; the next run tries again"


@dataclass(frozen=True)
class Paper:
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
    papers : tuple of Paper
        One for each notebook of the lesson, in its order.
    timestamp : str or None
    key : str
        See results.result_key; empty for a result that must not be kept for the next run.
    files : dict of str to bytes
        What else the student handed in beside the notebooks.
    """

    student: str
    lesson: str
    papers: tuple[Paper, ...]
    timestamp: str | None = None
    key: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


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
class Part:
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
class Graded:
    """All that is written about one submission: its result, and its notebooks."""

    student: str
    lesson: str
    result: dict
    parts: tuple[Part, ...]
    timestamp: str | None
    key: str


def read_paper(found: Found) -> Paper:
    """Return a notebook with its bytes, or the reason why there are none.

    Raises
    ------
    LostSubmission
        If that is no fault of the student's.
    """
    try:
        return Paper(found.read(), flags=found.flags)
    except LostSubmission:
        raise
    except DamagedSubmission as problem:
        return Paper(None, str(problem), found.flags)


def grade_submission(task: Task, assignment: Assignment, settings: Settings) -> Graded:
    """Grade one submission. A damaged one earns nothing and says why; it is never an error here."""
    papers = zip(task.papers, assignment.parts, strict=True)
    return whole(task, assignment, [grade_notebook(task, *pair, assignment, settings) for pair in papers])


def hopeless(task: Task, assignment: Assignment, reason: str) -> Graded:
    """Return what is written about a submission that can't be graded, for no fault of its own."""
    papers = zip(task.papers, assignment.parts, strict=True)
    return whole(
        task, assignment, [unreadable(task, *pair, assignment, reason, kind="died") for pair in papers]
    )


def whole(task: Task, assignment: Assignment, parts: list[Part]) -> Graded:
    """Put a submission's notebooks together."""
    result = together(assignment, [part.result for part in parts])
    key = task.key if all(part.kept for part in parts) else ""
    return Graded(task.student, task.lesson, result, tuple(parts), task.timestamp, key)


def grade_notebook(
    task: Task, paper: Paper, release: Release, assignment: Assignment, settings: Settings
) -> Part:
    """Grade one notebook of a submission."""
    try:
        if paper.content is None:
            raise DamagedSubmission(paper.reason)
        restored = restore(paper.content, release)
    except DamagedSubmission as problem:
        return unreadable(task, paper, release, assignment, str(problem))
    unanswered = untouched_answers(restored.notebook, release)
    if other := whose_else(restored.found, unanswered, release, settings.course):
        paper, reason = Paper(paper.content), f"this is {other}, handed in as {release.lesson}"
        return unreadable(task, paper, release, assignment, reason, kind="wrong-lesson")
    seen = frozenset(cell.source for cell in release.master.cells)
    options = {"timeout": settings.timeout, "sandbox": settings.sandbox, "course": settings.course}
    files = Files(release.beside.files, task.files)
    facts = {"released": seen, "known": known_of(release), "seed": seed_of(task, paper, release)}
    done = run(restored.notebook, files=files, **facts, **options)
    seen_by_sight = suspicious(restored.notebook, seen)
    flags = (*paper.flags, *restored.flags, *seen_by_sight, *((LOST,) if done.lost else ()))
    result = score(release, done, task.student, flags)
    return finish(release, assignment, done.notebook, result, unanswered, kept=not done.lost)


def seed_of(task: Task, paper: Paper, release: Release) -> int:
    """Return the seed of a notebook's tests: the same at every run, another one for another student or answer.

    What nobody is handed out decides it, too, so that no student can tell what the tests will draw. So do all files:
    else a table beside the same notebook could hold the answers to what it was asked the time before.
    """
    beside = [part for name in sorted(task.files) for part in (name.encode(), task.files[name])]
    student = task.student.encode("utf-8", "backslashreplace")
    name, *others = (hashlib.sha256(fact).digest() for fact in (student, *beside))
    own = b"".join((name, paper.digest, *others))
    return int.from_bytes(hashlib.sha256(secret_of(release) + own).digest()[:8], "big")


@once_each
def secret_of(release: Release) -> bytes:
    """Return a hash of a release with its solutions and hidden tests."""
    cells = (*release.notebook.cells, *release.master.cells)
    return hashlib.sha256(json.dumps([cell.source for cell in cells]).encode()).digest()


def unreadable(
    task: Task, paper: Paper, release: Release, assignment: Assignment, reason: str, kind: str = "damaged"
) -> Part:
    """Return what is written about a notebook that can't be run."""
    flags = paper.flags
    if not any(reason in flag for flag in flags):
        flags = (*flags, f"{kind}: {reason}")
    notebook = untouched(release, f"**This submission could not be graded:** {reason}.")
    result = unread(release, notebook, task.student, reason, flags)
    return finish(release, assignment, notebook, result, untouched_answers(notebook, release), read=False)


def finish(
    release: Release,
    assignment: Assignment,
    notebook: NotebookNode,
    result: dict,
    unanswered: frozenset[str],
    *,
    read: bool = True,
    kept: bool = True,
) -> Part:
    """Render the page and put together what is written. A page that can't be made costs no marks."""
    page, names = None, [name for name in assignment.names if len(assignment.parts) > 1]
    neutralize(notebook, released_texts(release))
    try:
        merged = manual_marks.merge(result, manual_marks.Entered(settled=unanswered))
        page = as_bytes(feedback.render(notebook, merged, release, names))
    except Exception as problem:
        result["flags"].append(
            f"page: the feedback page could not be made ({type(problem).__name__}: {problem})"
        )
    return Part(release.name, result, as_bytes(as_text(notebook, release)), page, unanswered, read, kept)


def as_text(notebook: NotebookNode, release: Release) -> str:
    """Return a notebook's file: nbformat's, in one line, since indenting it takes a hundred times as long."""
    texts = released_texts(release)
    fields = {name: as_json(value) for name, value in strip_transient(notebook).items() if name != "cells"}
    fields["cells"] = f"[{', '.join(cell_text(cell, texts) for cell in notebook.cells)}]"
    return "{" + ", ".join(f"{as_json(name)}: {fields[name]}" for name in sorted(fields)) + "}\n"


def cell_text(cell: NotebookNode, texts: dict[str, str]) -> str:
    """Return a cell as JSON; what was released is there already."""
    source = texts.get(cell.source)
    if source is None:
        return as_json(cell)
    rest = as_json({name: value for name, value in cell.items() if name != "source"})
    return f'{rest[:-1]}, "source": {source}}}'


@once_each
def released_texts(release: Release) -> dict[str, str]:
    """Return a release's cells as JSON, by their sources."""
    return {cell.source: as_json(cell.source) for cell in release.master.cells}


def as_json(value: Any) -> str:
    """Return plain data as JSON in one line."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def rehearse(assignment: Assignment) -> None:
    """Grade what can't be read, to work out here what all submissions share, before workers are forked."""
    papers = tuple(Paper(None, "nothing was handed in") for _ in assignment.parts)
    grade_submission(Task("", assignment.lesson, papers, None), assignment, Settings())


def untouched_answers(notebook: NotebookNode, release: Release) -> frozenset[str]:
    """Return the ids of the solution cells that still hold what was released."""
    stubs = {
        marks(cell)["grade_id"]: tidy(cell.source) for cell in release.released.cells if is_solution(cell)
    }
    cells = (cell for cell in notebook.cells if is_solution(cell))
    return frozenset(marks(c)["grade_id"] for c in cells if stubs.get(marks(c)["grade_id"]) == tidy(c.source))
