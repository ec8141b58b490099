"""The way of one submission: restore, run, score, page. A pure function of what goes in."""

import copy
import functools
import json

from nbformat.notebooknode import NotebookNode
from nbformat.v4.rwbase import strip_transient

from autograder.common.errors import DamagedSubmission, LostSubmission
from autograder.common.files import as_bytes
from autograder.course.assignment import Assignment
from autograder.course.release import Release, untouched_answers
from autograder.course.release_facts import facts_of
from autograder.intake.find import Found
from autograder.reports.feedback import page as feedback
from autograder.reports.html.safe_notebook import neutralize
from autograder.restore.restore import Restored, restore, untouched
from autograder.restore.suspicious import suspicious
from autograder.restore.wrong_lesson import other_lesson_of
from autograder.sandbox.run import run
from autograder.sandbox.supervisor.files import Files
from autograder.scoring import manual_marks
from autograder.scoring.score import join_results, score, ungradable
from autograder.task import GradedNotebook, GradedSubmission, NotebookFile, Settings, Task, seed_of

CLASS = 10
"""From so many submissions on, the limit of a test follows the time that the solution needs."""

LEAST_SECONDS, TIMES_SLOWER = 10.0, 40.0
"""A right answer in plain loops may need so many times the seconds of the solution, and a busy machine so many."""

GRADER_LOST = "died: processes of the grader's own ended while it was graded, twice; the next run tries again"


def read_notebook_file(found: Found) -> NotebookFile:
    """Return a notebook with its bytes, or the reason why there are none.

    Raises LostSubmission if that is no fault of the student's.
    """
    try:
        return NotebookFile(found.read(), flags=found.flags)
    except LostSubmission:
        raise
    except DamagedSubmission as problem:
        return NotebookFile(None, str(problem), found.flags)


def restored_from(file: NotebookFile, release: Release) -> Restored:
    """Return what was handed in, restored; raises DamagedSubmission where nothing can be."""
    if file.content is None:
        raise DamagedSubmission(file.reason)
    return restore(file.content, release)


def grade_submission(task: Task, assignment: Assignment, settings: Settings) -> GradedSubmission:
    """Grade one submission. A damaged one earns nothing and says why; it is never an error here."""
    notebooks = zip(task.notebooks, assignment.parts, strict=True)
    return join_notebooks(
        task, assignment, [grade_notebook(task, *pair, assignment, settings) for pair in notebooks]
    )


def crashed(task: Task, assignment: Assignment, reason: str) -> GradedSubmission:
    """Return what is written about a submission that can't be graded, for no fault of its own."""
    notebooks = zip(task.notebooks, assignment.parts, strict=True)
    return join_notebooks(
        task, assignment, [unreadable(task, *pair, assignment, reason, kind="died") for pair in notebooks]
    )


def join_notebooks(task: Task, assignment: Assignment, parts: list[GradedNotebook]) -> GradedSubmission:
    """Put a submission's notebooks together."""
    result = join_results(assignment, [part.result for part in parts])
    key = task.key if all(part.kept for part in parts) else ""
    return GradedSubmission(task.student, task.lesson, result, tuple(parts), task.timestamp, key, task.secret)


def grade_notebook(
    task: Task, file: NotebookFile, release: Release, assignment: Assignment, settings: Settings
) -> GradedNotebook:
    """Grade one notebook of a submission."""
    try:
        restored = restored_from(file, release)
    except DamagedSubmission as problem:
        return unreadable(task, file, release, assignment, str(problem))
    unanswered = untouched_answers(restored.notebook, release)
    if other := other_lesson_of(restored.found, unanswered, release, settings.course):
        file, reason = NotebookFile(file.content), f"this is {other}, handed in as {release.lesson}"
        return unreadable(task, file, release, assignment, reason, kind="wrong-lesson")
    seen = frozenset(cell.source for cell in release.master.cells)
    known = {"released": seen, "facts": facts_of(release), "seed": seed_of(task, file, release)}
    files = Files(release.beside.files, task.files)
    if settings.by_solution:
        known["test_seconds"] = test_seconds(release, settings)
    done = run(restored.notebook, settings, files=files, **known)
    seen_by_sight = suspicious(restored.notebook, seen)
    flags = (*file.flags, *restored.flags, *seen_by_sight, *((GRADER_LOST,) if done.lost else ()))
    result = score(release, done, task.student, flags)
    return finish_notebook(release, assignment, done.notebook, result, unanswered, kept=not done.lost)


@functools.lru_cache(maxsize=8)
def test_seconds(release: Release, settings: Settings) -> float:
    """Return how long a test of a submission may take: many times what the solution needs here, and never little."""
    solution, files = copy.deepcopy(release.notebook), Files(release.beside.files, {})
    known = {
        "released": frozenset(cell.source for cell in solution.cells),
        "facts": facts_of(release),
        "seed": 0,
    }
    done = run(solution, settings, files=files, **known)
    slowest = max((outcome.seconds for outcome in done.tests.values()), default=0.0)
    return max(LEAST_SECONDS, TIMES_SLOWER * slowest)


def unreadable(
    task: Task,
    file: NotebookFile,
    release: Release,
    assignment: Assignment,
    reason: str,
    kind: str = "damaged",
) -> GradedNotebook:
    """Return what is written about a notebook that can't be run."""
    flags = file.flags
    if not any(reason in flag for flag in flags):
        flags = (*flags, f"{kind}: {reason}")
    notebook = untouched(release, reason)
    result = ungradable(release, notebook, task.student, reason, flags)
    return finish_notebook(
        release, assignment, notebook, result, untouched_answers(notebook, release), read=False
    )


def finish_notebook(
    release: Release,
    assignment: Assignment,
    notebook: NotebookNode,
    result: dict,
    unanswered: frozenset[str],
    *,
    read: bool = True,
    kept: bool = True,
) -> GradedNotebook:
    """Render the page and put together what is written. A page that can't be made costs no marks."""
    page, names = None, [name for name in assignment.names if len(assignment.parts) > 1]
    neutralize(notebook, {cell.source for cell in release.master.cells})
    try:
        merged = manual_marks.with_manual_points(result, manual_marks.Entered(settled=unanswered))
        page = as_bytes(feedback.render_page(notebook, merged, release, names))
    except Exception as problem:
        result["flags"].append(
            f"page: the feedback page could not be made ({type(problem).__name__}: {problem})"
        )
    return GradedNotebook(
        release.name, result, as_bytes(notebook_text(notebook)), page, unanswered, read, kept
    )


def notebook_text(notebook: NotebookNode) -> str:
    """Return a notebook's file: nbformat's, in one line, since indenting it takes a hundred times as long."""
    return json.dumps(strip_transient(notebook), ensure_ascii=False, sort_keys=True) + "\n"


def rehearse(assignment: Assignment) -> None:
    """Grade what can't be read, to work out here what all submissions share, before workers are forked."""
    notebooks = tuple(NotebookFile(None, "nothing was handed in") for _ in assignment.parts)
    grade_submission(Task("", assignment.lesson, notebooks, None), assignment, Settings())
