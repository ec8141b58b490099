"""Make pages anew where the gradebook says more than they show: a person's points and words, a due date."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from nbformat import from_dict

from autograder.common.errors import GradingError
from autograder.common.files import write_atomically
from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.course.release import untouched_answers
from autograder.records.gradebook import LessonGradebook
from autograder.records.gradebook_batch import late_plugin
from autograder.records.results import feedback_path, key_path, key_text, notebook_path
from autograder.reports.feedback import page as feedback
from autograder.scoring.manual_marks import NOTHING, Entered, fingerprint, parts_of, with_manual_points


def renew_pages(
    course: Course,
    assignment: Assignment,
    gradebook: LessonGradebook,
    results: Iterable[dict],
    shown: dict[str, str | None],
    say: Callable[[str], None] = print,
) -> int:
    """Write the pages of the submissions about which the gradebook says other than their pages show; return how many.

    `results`: the machine's results, as their files hold them
    `shown`: the fingerprint of what each student's pages show; None for pages that were made just now
    `say`: takes a line when a page can't be made: that costs no marks, and is tried again by the next run
    """
    entered, plugin, renewed = gradebook.entered(say), None, 0
    for result in results:
        student = result["student"]
        found, before = entered.get(student, {}), shown.get(student) or ""
        if not found and not before:
            continue
        plugin = plugin or late_plugin(course.config)
        after = manual_fingerprint(assignment, result, found, plugin)
        if after == before:
            continue
        try:
            pages = make_pages(course, assignment, result, found, plugin)
        except Exception as problem:
            say(f"{student}: the page can't be made anew ({type(problem).__name__}: {problem})")
            continue
        write_pages(course, assignment.lesson, student, pages, after)
        renewed += 1
    return renewed


def manual_fingerprint(
    assignment: Assignment, result: dict, found: dict[str, Entered], plugin: object
) -> str:
    """Return the fingerprint of what a submission's pages should show of a person's hand."""
    parts = zip(assignment.names, parts_of(result, assignment.names), strict=True)
    merged = [with_manual_points(part, found.get(name, NOTHING), plugin) for name, part in parts]
    return fingerprint(assignment.names, found, merged)


def make_pages(
    course: Course, assignment: Assignment, result: dict, found: dict[str, Entered], plugin: object
) -> dict[str, str]:
    """Return a submission's pages, by notebook, from what its files and the gradebook hold."""
    pages, names = {}, assignment.names
    for release, part in zip(assignment.parts, parts_of(result, names), strict=True):
        path = notebook_path(course, result["student"], assignment.lesson, release.name)
        notebook = from_dict(json.loads(path.read_text(encoding="utf-8")))
        settled = untouched_answers(notebook, release)
        entered = replace(found.get(release.name, NOTHING), settled=settled)
        merged = with_manual_points(part, entered, plugin)
        pages[release.name] = feedback.render_page(notebook, merged, release, names if len(names) > 1 else [])
    return pages


def write_pages(course: Course, lesson: str, student: str, pages: dict[str, str], mark: str) -> None:
    """Write a submission's pages, then its key with the fingerprint of what they show.

    The key is away while they are written: a run that is killed here has this submission graded again.
    """
    path = key_path(course, student, lesson)
    try:
        key = path.read_text(encoding="utf-8").partition("\n")[0] if path.is_file() else ""
        path.unlink(missing_ok=True)
        for name, page in pages.items():
            write_atomically(feedback_path(course, student, lesson, name), page)
        if key:
            write_atomically(path, key_text(key, mark))
    except OSError as problem:
        raise GradingError(f"{problem.filename or path} can't be written: {problem.strerror}") from problem
