"""`mark`: mark a learner's own copies of the lessons, hidden tests and all: for someone who studies alone."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from autograder.common.errors import LostSubmission, UsageError
from autograder.common.files import write_atomically
from autograder.common.text import escape_controls, print_utf8
from autograder.course.assignment import load_assignment
from autograder.course.attachments import own_files
from autograder.course.course import Course
from autograder.intake.find import choose_notebook
from autograder.pipeline import grade_submission, read_notebook_file
from autograder.reports.feedback.messages import hidden_question, hidden_symptom, split_steps
from autograder.task import GradedSubmission, NotebookFile, Settings, Task


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `mark`."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 01_ops (default: all there)")
    parser.add_argument("--folder", metavar="DIR", help="where your copies are (default: study/)")
    parser.add_argument("--json", action="store_true", help="print marks and hints as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Mark a learner's own work."""
    course = Course(arguments.course)
    folder = Path(arguments.folder) if arguments.folder else course.root / "study"
    say = (lambda line: None) if arguments.json else (lambda line: print(escape_controls(line)))
    results = mark(course, arguments.lessons, folder, Settings(course=str(course.root)), say)
    if arguments.json:
        print_utf8(json.dumps([marks_as_data(result) for result in results], ensure_ascii=False) + "\n")
    return 0


def mark(course: Course, lessons: list[str], folder: Path, settings: Settings, say: Callable) -> list[dict]:
    """Grade the notebooks in a learner's folder; write a page beside each and return the results.

    `lessons`: all that lie in the folder by default
    `folder`: holds <lesson>/<lesson>.ipynb
    `say`: takes the lines that tell the learner what was found
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}; `make lab` makes a copy of the lessons to work in")
    wanted = [course.require(name) for name in lessons] or [
        n for n in course.lessons() if (folder / n).is_dir()
    ]
    results = []
    for lesson in wanted:
        assignment = load_assignment(course, lesson)
        if not assignment.exercises:
            continue
        pages = [f"{name}.html" for name in assignment.names]
        files = own_files(folder / lesson, assignment.beside.files, pages).files
        notebooks = tuple(read_copy(folder / lesson, name) for name in assignment.names)
        task = Task("you", lesson, notebooks, files=files)
        graded = grade_submission(task, assignment, settings)
        print_marks(graded, say)
        for part in graded.parts:
            if part.page is not None:
                page = folder / lesson / f"{part.name}.html"
                write_atomically(page, part.page)
                say(f"  page: {page}")
        results.append(graded.result)
    if not results:
        raise UsageError(f"there is no lesson in {folder}")
    return results


def read_copy(folder: Path, name: str) -> NotebookFile:
    """Return the copy of one of a lesson's notebooks."""
    found = choose_notebook(folder, name)
    if found.path is None:
        return NotebookFile(None, f"there is no {name}.ipynb in {folder}")
    try:
        return read_notebook_file(found)
    except LostSubmission as problem:
        raise UsageError(f"{found.path}: {problem}") from problem


def print_marks(graded: GradedSubmission, say: Callable[[str], None]) -> None:
    """Say what each exercise earned, and in those that aren't whole what was seen first, and what it asks."""
    result = graded.result
    say(f"{result['lesson']}: {result['score']:g} of {result['max_score']:g} points")
    for exercise in result["exercises"]:
        say(f"  {exercise['name']:24} {exercise['score']:>4g} of {exercise['max_score']:g}")
        for hint in hints(exercise):
            say(f"    {hint}")
    for flag in result["flags"]:
        say(f"  note: {flag.split(': ', 1)[-1]}")


def hints(exercise: dict) -> list[str]:
    """Return what a learner is told of an exercise that isn't whole: of a hidden test no input and no value."""
    failed = [test for test in exercise["tests"] if test["score"] < test["max_score"]]
    if not failed:
        return []
    shown = next((test for test in failed if not test["hidden"]), None)
    if shown is not None:
        steps = split_steps(shown["message"])
        where = f"Where to look: {steps.where}" if steps.where else ""
        return [
            line for line in (steps.symptom or f"the test {shown['id']} fails", steps.question, where) if line
        ]
    lines = ["the tests you can see pass; a hidden one, on other inputs, does not", hidden_symptom(failed[0])]
    return [*lines, *filter(None, [next(filter(None, map(hidden_question, failed)), "")])]


def marks_as_data(result: dict) -> dict:
    """Return what `print_marks` says as plain data, for a program that shows it."""
    exercises = [
        {"name": e["name"], "score": e["score"], "max_score": e["max_score"], "hints": hints(e)}
        for e in result["exercises"]
    ]
    notes = [flag.split(": ", 1)[-1] for flag in result["flags"]]
    return {key: result[key] for key in ("lesson", "score", "max_score")} | {
        "exercises": exercises,
        "notes": notes,
    }
