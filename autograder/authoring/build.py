"""Make the notebooks that students get, the solutions, and nbgrader's source notebooks from the lessons."""

import contextlib
import logging
import re
import sys
import tempfile
from functools import partial
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from autograder.authoring.checks import check_release, check_runs, check_tests
from autograder.authoring.plain_run import wrong_tests
from autograder.common.errors import UsageError
from autograder.common.files import write_atomically
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.course.earlier_releases import with_former
from autograder.course.release import Release, marks

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
MARKERS = re.compile(r"^.*(?:BEGIN|END) SOLUTION.*\n?", re.MULTILINE)


def build(
    course: Course, lessons: list[str], *, check: bool = False, run: bool = True, say=print, warn=None
) -> list[str]:
    """Write (or with `check` only compare) the notebooks of some lessons; return what is wrong, a line each.

    Wrong is what can't be graded fairly: a right answer may lose, or no work may earn. What could only be better is
    a warning. Nothing is written of a lesson in which something is wrong, nor of one that is nbgrader's source
    notebooks already: its tests and marks are checked.

    Raises UsageError if there is no lesson, or one can't be read.

    `lessons`: an empty list means all of them
    `check`: write nothing and report what differs from a fresh build
    `run`: run every solution, which must earn full marks, and every untouched notebook, which must earn none
    `say`: takes a line about what was done
    `warn`: takes a line about a weak test; without it the line goes to stderr
    """
    warn = warn or partial(print, file=sys.stderr)
    problems, lessons = [], lessons or course.lessons()
    if not lessons:
        raise UsageError(f"there is no lesson in {course.directory('source')}")
    for lesson in lessons:
        try:
            assignment = load_assignment(course, lesson)
        except UsageError as problem:
            if len(lessons) == 1:
                raise
            problems.append(str(problem))  # the others are looked at all the same
            continue
        for release in assignment.parts:
            name = assignment.full_name(release)
            wrong, weak = check_tests(release)
            found, more = check_lesson(release, course, run=run and not check)
            if run and not check and not found:
                say(f"{name}: {full_marks(release)}")
            found, weak = [*found, *wrong, *release.beside.problems()], [*weak, *more]
            if not check:
                for line in weak:
                    warn(f"warning: {name}: {line}")
                if found or weak:
                    say(f"{name}: {verdict(found, weak)}")
            if course.lesson_source(lesson) and (check or not found):
                found += write_products(course, release, check=check, say=say)
                if not check:  # who gets this release has edited nothing when the next one is out
                    with_former(course, assignment)
            elif course.lesson_source(lesson):
                say(f"{name}: nothing was written")
            problems += [f"{name}: {line}" for line in found]
    if check and not problems:
        say("nothing differs")
    return problems


def full_marks(release: Release) -> str:
    """Return the words for a lesson whose solution earns all that tests give; a person gives the rest."""
    tests = [test for exercise in release.exercises for test in exercise.tests]
    most = sum(test.points for test in tests if not test.by_hand)
    rest = sum(test.points for test in tests if test.by_hand)
    by_hand = f"; {rest:g} more to be given by hand" if rest else ""
    return f"the solution earns all {most:g} points, the untouched notebook 0{by_hand}"


def verdict(wrong: list[str], weak: list[str]) -> str:
    """Say whether a notebook can be graded fairly, in words.

    >>> verdict([], ["typed in"])
    'can be graded fairly; 1 warning says what could be better'
    """
    if wrong:
        are = "errors below say" if len(wrong) > 1 else "error below says"
        return f"can't be graded fairly as it is; {len(wrong)} {are} why"
    are = "warnings say" if len(weak) > 1 else "warning says"
    return f"can be graded fairly; {len(weak)} {are} what could be better"


def check_lesson(release: Release, course: Course, *, run: bool) -> tuple[list[str], list[str]]:
    """Return what is wrong and what is weak in a lesson's form and, with `run`, in what solution and stubs earn."""
    folder = course.directory("source") / release.lesson
    wrong, weak = (
        check_release(release, folder, course.visible_share)
        if course.lesson_source(release.lesson)
        else ([], [])
    )
    if run and not wrong:
        more, others = check_runs(release, course)
        return more or wrong_tests(release, course), [*weak, *others]
    return wrong, weak


def write_products(course: Course, release: Release, *, check: bool, say) -> list[str]:
    """Write what a lesson is built into where it differs; with `check` only return what differs, a line each."""
    found = []
    for path, text in products(course, release).items():
        old = path.read_text(encoding="utf-8") if path.is_file() else None
        if old == text or (check and path.is_relative_to(course.directory("source"))):
            continue
        if check:
            state = "is missing" if old is None else "differs from its source"
            found.append(f"{path.relative_to(course.root)} {state}")
        else:
            write_atomically(path, text)
            say(f"wrote {path.relative_to(course.root)}")
    return found


def products(course: Course, release: Release) -> dict[Path, str]:
    """Return the text of every file that a lesson is built into."""
    name = f"{release.name}.ipynb"
    return {
        course.directory("source") / release.lesson / name: dump(release.notebook),
        course.directory("release") / release.lesson / name: dump(
            generate_assignment(release, course.config)
        ),
        course.root / "solutions" / release.lesson / name: dump(solution_notebook(release)),
    }


def dump(notebook: NotebookNode) -> str:
    """Return a notebook as text: always the same bytes for the same notebook."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def generate_assignment(release: Release, config) -> NotebookNode:
    """Return what nbgrader's own generate_assignment (without its database) makes of the source notebook."""
    with tempfile.TemporaryDirectory(prefix="autograder-build-") as folder:
        root = Path(folder)
        settings = config.copy()
        settings.pop("CourseDirectory", None)
        settings.SaveCells.enabled = False
        settings.GenerateAssignment.no_database = True
        source = root / "source" / release.lesson
        source.mkdir(parents=True)
        (source / f"{release.name}.ipynb").write_text(dump(release.notebook), encoding="utf-8")
        directory = CourseDirectory(root=str(root), assignment_id=release.lesson, config=settings)
        converter = GenerateAssignment(coursedir=directory, config=settings)
        with quiet(converter.log):
            converter.start()
        text = (root / "release" / release.lesson / f"{release.name}.ipynb").read_text(encoding="utf-8")
    return nbformat.reads(text, as_version=nbformat.NO_CONVERT)


@contextlib.contextmanager
def quiet(log: logging.Logger):
    """Let a logger report errors only, for a while."""
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def solution_notebook(release: Release) -> NotebookNode:
    """Return the worked lesson: solutions in, markers, hidden tests and nbgrader's marks out."""
    cells = []
    for cell in release.notebook.cells:
        made = nbformat.from_dict(cell)
        made.source = MARKERS.sub("", without_hidden_tests(cell.source)).strip("\n")
        made.metadata = NotebookNode({k: v for k, v in cell.metadata.items() if k != "nbgrader"})
        if (
            made.source != cell.source
            and not has_code(made.source)
            and marks(cell).get("grade")
            and cell.cell_type == "code"
        ):
            continue
        cells.append(made)
    notebook = nbformat.from_dict(release.notebook)
    notebook.cells = cells
    return notebook


def without_hidden_tests(source: str) -> str:
    """Return a source without what stands between the marks of hidden tests."""
    kept, hidden = [], False
    for line in source.split("\n"):
        hidden = (hidden or BEGIN in line) and END not in line
        if not hidden and END not in line:
            kept.append(line)
    return "\n".join(kept)


def has_code(source: str) -> bool:
    """Say whether a source has a line that is more than a comment."""
    return any(line.strip() and not line.strip().startswith("#") for line in source.split("\n"))
