"""Grade what was handed in: find it, share it among workers, write what they say, tell the user."""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.common.errors import GradingError, LostSubmission, UsageError
from autograder.common.files import remove_unfinished
from autograder.course.assignment import Assignment, load_assignment
from autograder.course.attachments import Companions, own_files
from autograder.course.course import Course
from autograder.course.earlier_releases import with_former
from autograder.course.import_rules import rules_of
from autograder.course.release import is_locked
from autograder.course.release_facts import facts_of
from autograder.course.unpassable import notices
from autograder.intake.find import Submission, read_secret
from autograder.intake.submitted import submissions
from autograder.pipeline import CLASS, crashed, grade_submission, read_notebook_file, rehearse
from autograder.records.backup import kept_safe
from autograder.records.gradebook import LessonGradebook
from autograder.records.lock import the_only_grader
from autograder.records.moved import tell_moved
from autograder.records.results import (
    cached_page_key,
    each_result,
    grader_version,
    package_version,
    result_key,
)
from autograder.records.writer import Writer
from autograder.reports.feedback.refresh import renew_pages
from autograder.restore.held_alike import alike_lines, with_held_alike
from autograder.sandbox.run import limits_for
from autograder.task import GradedSubmission, NotebookFile, Settings, Task
from autograder.workers.local import Failure
from autograder.workers.local import share as share_here
from autograder.workers.templates import templates_for

FOR_ALL = {
    "SandboxMissing": "--sandbox strict refuses to grade here: {}",
    "ExecutorBroken": "no process for students' code can be started here: {}",
}
"""What would befall every submission alike, so that the run ends."""


@dataclass
class Summary:
    """What became of one lesson's submissions."""

    lesson: str
    max_score: float
    # graded, unchanged: how many were graded now, and how many had a result that still holds
    graded: int = 0
    unchanged: int = 0
    renewed: int = 0  # how many got new pages because of what a person entered, or of when they are due
    scores: dict[str, float] = field(default_factory=dict)  # every student's points
    flagged: dict[str, list[str]] = field(default_factory=dict)  # the flags of the students who have any
    # students whose submission has no result, because the grader itself failed
    failures: dict[str, str] = field(default_factory=dict)
    # what the course can't count on here, such as tests that nobody can pass
    notices: list[str] = field(default_factory=list)


class Progress:
    """Told of every step of a run; this one says nothing."""

    def start(self, lesson: str, total: int) -> None:
        """`total` submissions of `lesson` are to be graded."""

    def step(self, student: str, result: dict | None) -> None:
        """One submission is done; `result` is None if the grader failed on it."""

    def say(self, line: str) -> None:
        """Something is to be told at once."""


def grade_lesson(
    course: Course,
    lesson: str,
    *,
    students: list[str] | None = None,
    jobs: int | None = None,
    settings: Settings | None = None,
    force: bool = False,
    progress: Progress | None = None,
    share: Callable = share_here,
) -> Summary:
    """Grade the submissions of one lesson and write everything about them under the course folder.

    Raises UsageError or GradingError if it can't be done as asked, or can't go on.

    `students`: only these
    `jobs`: worker processes; one per core by default
    `force`: grade again what hasn't changed
    `share`: shares the tasks among workers, as `workers.local.share` does
    """
    settings, progress = settings or Settings(course=str(course.root)), progress or Progress()
    assignment = load_assignment(course, lesson)
    if not assignment.exercises:
        return Summary(lesson, 0.0, notices=["it has no graded cell, so there is nothing to grade"])
    assignment = with_held_alike(course, with_former(course, assignment))
    ways = (
        {"make_templates": templates_for(assignment, settings, jobs), "limit": patience(assignment, settings)}
        if share is share_here
        else {}
    )
    summary = Summary(lesson, assignment.max_score, notices=[*notices(assignment), *alike_lines(assignment)])
    found, facts = list(submissions(course, lesson, students)), run_facts(assignment, settings)
    with (
        the_only_grader(course),
        kept_safe(course, progress.say),
        LessonGradebook(course, assignment, progress.say) as gradebook,
    ):
        remove_unfinished([course.root / "results", *map(course.directory, ("autograded", "feedback"))])
        known = set() if force else gradebook.students(progress.say)
        shown = {s.student: is_up_to_date(s, course, assignment, facts, known) for s in found}
        todo = [s for s in found if shown[s.student] is None]
        summary.unchanged = len(found) - len(todo)
        progress.start(lesson, len(todo))
        writer = Writer(course, assignment, gradebook, progress.say)
        try:
            tasks = tasks_for(todo, facts, assignment, summary, progress)
            if ways and len(todo) > 1:
                rehearse(assignment)
            settings = replace(settings, by_solution=len(todo) >= CLASS)
            workers = min(jobs or os.cpu_count() or 1, max(1, len(todo)))
            with contextlib.closing(
                share(tasks, grade_submission, (assignment, settings), jobs=workers, **ways)
            ) as answers:
                for done, (task, answer) in enumerate(answers, start=1):
                    record_answer(task, answer, assignment, writer, summary, progress)
                    if done == len(todo) - workers:
                        writer.flush()  # while the last ones are graded
        finally:
            writer.flush()
            tell_moved(course, lesson, writer.moved, progress.say)
        results = sum_up(each_result(course, lesson, [s.student for s in found]), summary)
        summary.renewed = renew_pages(course, assignment, gradebook, results, shown, progress.say)
    return summary


def sum_up(results: Iterable[dict], summary: Summary) -> Iterator[dict]:
    """Pass results on, one by one, and note their scores and flags: a large class need not fit into memory."""
    for result in results:
        summary.scores[result["student"]] = result["score"]
        if result["flags"]:
            summary.flagged[result["student"]] = result["flags"]
        yield result


def patience(assignment: Assignment, settings: Settings) -> float:
    """Return the seconds after which a worker hangs: its submission's own time, at most twice, is kept by itself."""
    return len(assignment.parts) * (2 * limits_for(settings.timeout).total_seconds + 300)


def record_answer(
    task: Task,
    answer: GradedSubmission | Failure,
    assignment: Assignment,
    writer: Writer,
    summary: Summary,
    progress: Progress,
) -> None:
    """Write an answer, or say why there is none."""
    if isinstance(answer, Failure) and answer.died:
        answer = crashed(unkept(task), assignment, f"grading it failed: {answer.reason}")
    if isinstance(answer, Failure) and answer.kind in FOR_ALL:
        raise GradingError(FOR_ALL[answer.kind].format(answer.reason))
    if isinstance(answer, Failure):
        summary.failures[task.student] = f"{answer.kind}: {answer.reason}"
        progress.step(task.student, None)
        return
    writer.add(answer)
    summary.graded += 1
    progress.step(task.student, answer.result)


def tasks_for(
    todo: Iterable[Submission],
    facts: tuple[str, ...],
    assignment: Assignment,
    summary: Summary,
    progress: Progress,
) -> Iterator[Task]:
    """Yield the tasks of those submissions that can still be read when their turn comes."""
    for submission in todo:
        try:
            yield make_task(submission, facts, assignment.beside)
        except LostSubmission as problem:
            summary.failures[submission.student] = f"{problem}; was it moved?"
            progress.step(submission.student, None)


def unkept(task: Task) -> Task:
    """Return the task without a key: its result is tried again by the next run."""
    notebooks = tuple(NotebookFile(None, file.reason, file.flags) for file in task.notebooks)
    return Task(task.student, task.lesson, notebooks, task.timestamp, secret=task.secret)


def make_task(submission: Submission, facts: tuple[str, ...], beside: Companions) -> Task:
    """Return the task of grading a submission, with the key under which its result holds."""
    notebooks, timestamp = tuple(map(read_notebook_file, submission.notebooks)), submission.timestamp
    own = [fact for file in notebooks for fact in (*file.flags, file.reason)]
    others = own_files(submission.folder, beside.files, root=submission.root)
    own += [others.key] if others.files else []
    key = result_key((file.digest for file in notebooks), *facts, submission.student, timestamp or "", *own)
    flags = tuple(f"files: {line}" for line in others.problems())
    notebooks = (
        tuple(replace(file, flags=(*file.flags, *flags)) for file in notebooks) if flags else notebooks
    )
    secret = read_secret(submission.folder, submission.root) if submission.folder else None
    return Task(submission.student, submission.lesson, notebooks, timestamp, key, others.files, secret)


def run_facts(assignment: Assignment, settings: Settings) -> tuple[str, ...]:
    """Return all beside a submission that its result depends on: tests, grader, walls, limits, course."""
    course = Path(settings.course) if settings.course else None
    locked = [[cell.source for cell in part.master.cells if is_locked(cell)] for part in assignment.parts]
    rules = [rules_of(course, sources) for sources in locked]
    packages = sorted({name for those in rules for name in those.inert})
    return (
        assignment.key,
        repr([(part.former, sorted(part.alike)) for part in assignment.parts]),
        grader_version(),
        settings.sandbox,
        str(float(settings.timeout)),
        repr(rules),
        *(facts_of(part).key for part in assignment.parts),
        *map(package_version, packages),
    )


def is_up_to_date(
    submission: Submission, course: Course, assignment: Assignment, facts: tuple[str, ...], known: set[str]
) -> str | None:
    """Return what the pages of a submission show of a person's hand; None if it has no result that still holds.

    A result is complete only if it is in the gradebook too.
    """
    if submission.student not in known:
        return None
    try:
        key = make_task(submission, facts, assignment.beside).key
    except LostSubmission:
        return None
    return cached_page_key(course, submission.student, assignment.lesson, assignment.names, key)


def wanted_lessons(course: Course, lesson: str | None, students: list[str] | None) -> list[str]:
    """Return the lessons to grade: the one asked for, else all that anybody handed in.

    Raises UsageError if the lesson, the folder or a student doesn't exist, or nothing was handed in.
    """
    folder: Path = course.directory("submitted")
    if not folder.is_dir():
        where = f"{folder.name}/<student>/<lesson>/<lesson>.ipynb"
        raise UsageError(f"there is no folder {folder}; submissions belong in {where}")
    unknown = sorted(set(students or ()) - set(course.students()))
    if unknown:
        raise UsageError(f"there is no student {unknown[0]!r} in {folder}")
    lessons = [course.require(lesson)] if lesson else course.lessons()
    if not lessons:
        raise UsageError(f"there is no lesson in {course.directory('source')}")
    found = [name for name in lessons if any(submissions(course, name, students))]
    if not found:
        raise UsageError(f"nobody handed in {lesson or 'anything'} in {folder}")
    return found
