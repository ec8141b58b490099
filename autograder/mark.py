"""Mark a learner's own copies of the lessons, hidden tests and all: for someone who studies alone."""

from collections.abc import Callable
from pathlib import Path

from autograder.course import Course, UsageError
from autograder.files import write_atomically
from autograder.handed_in import MAX_BYTES, DamagedSubmission, choose_notebook, read_regular
from autograder.pipeline import Graded, Settings, Task, grade_submission
from autograder.release import load_release


def mark(course: Course, lessons: list[str], folder: Path, settings: Settings, say: Callable) -> list[dict]:
    """Grade the notebooks in a learner's folder; write a page beside each and return the results.

    Parameters
    ----------
    course : Course
    lessons : list of str
        All that lie in the folder by default.
    folder : Path
        Holds <lesson>/<lesson>.ipynb.
    settings : Settings
    say : callable
        Takes the lines that tell the learner what was found.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}; `make lab` makes a copy of the lessons to work in")
    wanted = [course.require(name) for name in lessons] or [
        n for n in course.lessons() if (folder / n).is_dir()
    ]
    results = []
    for lesson in wanted:
        release = load_release(course, lesson)
        if not release.exercises:
            continue
        graded = grade_submission(read_copy(folder / lesson, lesson), release, settings)
        if graded.page is not None:
            page = folder / lesson / f"{lesson}.html"
            write_atomically(page, graded.page)
        tell(graded, say)
        if graded.page is not None:
            say(f"  page: {page}")
        results.append(graded.result)
    if not results:
        raise UsageError(f"there is no lesson in {folder}")
    return results


def read_copy(folder: Path, lesson: str) -> Task:
    """Return the task of grading the copy of a lesson."""
    path, flags = choose_notebook(folder, lesson)
    try:
        if path is None:
            raise DamagedSubmission(f"there is no {lesson}.ipynb in {folder}")
        return Task("you", lesson, read_regular(path, MAX_BYTES), flags=tuple(flags))
    except DamagedSubmission as problem:
        return Task("you", lesson, None, str(problem), tuple(flags))


def tell(graded: Graded, say: Callable[[str], None]) -> None:
    """Say what each exercise earned, and the first thing to look at in those that aren't whole."""
    result = graded.result
    say(f"{result['lesson']}: {result['score']:g} of {result['max_score']:g} points")
    for exercise in result["exercises"]:
        say(f"  {exercise['name']:24} {exercise['score']:>4g} of {exercise['max_score']:g}")
        failed = [test for test in exercise["tests"] if test["score"] < test["max_score"]]
        shown = next((test for test in failed if not test["hidden"]), None)
        if shown is not None:
            say("    " + (shown["message"].split("\n", 1)[0] or f"the test {shown['id']} fails"))
        elif failed:
            say("    the tests you can see pass; a hidden one, on other inputs, does not")
    for flag in result["flags"]:
        say(f"  note: {flag.split(': ', 1)[-1]}")
