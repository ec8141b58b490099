"""Check what a lesson promises to the grader: its marks, its tests, its solution, its stubs."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat
from nbconvert.filters import strip_ansi
from nbformat.notebooknode import NotebookNode

from autograder.authoring.lint import ERROR, WARNING, lines, lint
from autograder.authoring.plain_run import measure
from autograder.authoring.testability import find_unsplittable
from autograder.course.course import Course
from autograder.course.release import Exercise, Release, Test, is_solution, is_test, marks
from autograder.course.release_facts import facts_of
from autograder.restore.restore import restore
from autograder.sandbox.outcome import Run
from autograder.sandbox.run import run
from autograder.sandbox.supervisor.files import Files
from autograder.scoring.score import last_value, odd_credit, score
from autograder.task import Settings

NOTHING_KNOWN: Mapping[str, bool] = {}
NO_PLACES: Mapping[str, str] = {}
WIDTH = 200
"""So many characters of a test's message stand in a line."""


def check_release(release: Release, folder: Path, visible_share: float) -> tuple[list[str], list[str]]:
    """Return what is wrong, and what is weak, in a lesson as it is written, a line each.

    `folder`: nbgrader's source folder of the lesson: nbgrader hands every file in it to the students
    `visible_share`: of an exercise's points, so much is expected in tests that students see
    """
    solutions = {marks(cell)["grade_id"] for cell in release.notebook.cells if is_solution(cell)}
    tested = [exercise for exercise in release.exercises if machine_tests(exercise)]
    wrong = [
        f"{exercise.name} has tests but no solution cell of that name"
        for exercise in tested
        if exercise.name not in solutions
    ]
    if folder.is_dir():
        stray = sorted(path.name for path in folder.rglob("*.py"))
        wrong += [f"{folder}/{name} would be handed to the students" for name in stray]
    return wrong, [line for exercise in tested for line in weak_shares(exercise, visible_share)]


def machine_tests(exercise: Exercise) -> list[Test]:
    """Return the tests of an exercise that no person grades."""
    return [test for test in exercise.tests if not test.by_hand]


def weak_shares(exercise: Exercise, least: float) -> Iterator[str]:
    """Yield what could be better about how an exercise's points are shared among visible and hidden tests."""
    tests = machine_tests(exercise)
    visible = sum(test.points for test in tests if not test.hidden)
    if visible < least * exercise.max_score - 1e-9:
        share = f"{visible:g} of {exercise.max_score:g} points"
        yield f"{exercise.name}: visible tests carry {share}, less than {shown_share(least)}"
    if not any(test.hidden for test in tests):
        yield f"{exercise.name} has no hidden test"


def shown_share(share: float) -> str:
    """Return a share in words.

    >>> shown_share(1 / 3), shown_share(0.5)
    ('a third', '50 %')
    """
    return "a third" if abs(share - 1 / 3) < 1e-9 else f"{100 * share:g} %"


def check_tests(release: Release) -> tuple[list[str], list[str]]:
    """Return what is wrong with a lesson's test cells, and what is weak: a line each, with cell and line."""
    findings = [*find_unsplittable(release), *lint(release)]
    return list(dict.fromkeys(lines(findings, ERROR))), lines(findings, WARNING)


def check_runs(release: Release, course: Course) -> tuple[list[str], list[str]]:
    """Run the solution and the untouched notebook; return what is wrong with their marks, and what is weak.

    The solution runs both ways, in the grader and plainly, as a student runs it: the tests must agree.
    """
    solved, problems, weak = run_as_submission(release.notebook, release, course), [], []
    tests = {test.id: test for exercise in release.exercises for test in exercise.tests}
    for cell in solved.notebook.cells:
        if is_test(cell) and (value := last_value(cell)) is not None:
            test = tests[marks(cell)["grade_id"]]
            line = f"{test.id} ends in a value ({value[:40]}), which nbgrader reads as the mark"
            (problems if odd_credit(test, cell) else weak).append(line)
    solution = {marks(cell)["grade_id"]: cell.source for cell in release.notebook.cells if is_solution(cell)}
    (plain,) = measure(release, [solution])
    problems += [
        f"{name} fails in a plain process, but not in the grader"
        for name, passed in plain.items()
        if not passed and solved.tests[name].status == "passed"
    ]
    places = {
        marks(cell)["grade_id"]: where_it_failed(cell) for cell in solved.notebook.cells if is_test(cell)
    }
    problems += wrong_marks(score(release, solved, "solution"), full=True, plain=plain, places=places)
    untouched = run_as_submission(release.released, release, course)
    return problems + wrong_marks(score(release, untouched, "untouched"), full=False), weak


def run_as_submission(notebook: NotebookNode, release: Release, course: Course) -> Run:
    """Send a notebook the way of a submission, up to its run."""
    files = Files(release.beside.files, {})
    restored = restore(nbformat.writes(notebook), release).notebook
    return run(restored, Settings(course=str(course.root)), files=files, facts=facts_of(release))


def where_it_failed(cell: NotebookNode) -> str:
    """Return in which of its lines a test cell stopped, in words: empty where its traceback tells none."""
    told = "\n".join("\n".join(out.traceback) for out in cell.outputs if out.output_type == "error")
    found = re.search(r"^-+> (\d+)", strip_ansi(told), re.MULTILINE)
    return f", line {found[1]}" if found else ""


def wrong_marks(
    result: dict,
    *,
    full: bool,
    plain: Mapping[str, bool] = NOTHING_KNOWN,
    places: Mapping[str, str] = NO_PLACES,
) -> list[str]:
    """Return a line for each test that earned other than all (or nothing).

    `plain` says which pass outside, `places` in which line they stopped, in words.
    """
    lines = []
    for exercise in result["exercises"]:
        for test in exercise["tests"]:
            due = test["max_score"] if full else 0
            if test["score"] != due and test["message"] != "graded by hand":
                who = "the solution" if full else "the untouched notebook"
                why = f" ({test['status']}: {in_a_line(test['message'])})" if test["message"] else ""
                if plain.get(test["id"]) and test["status"] != "passed":
                    why += "; in a plain process it passes"
                place = f"{test['id']}{places.get(test['id'], '')}"
                lines.append(f"{who} earns {test['score']:g} of {test['max_score']:g} in {place}{why}")
    return lines


def in_a_line(message: str) -> str:
    """Return a message of several lines as one, cut where it is long."""
    words = " ".join(message.split())
    return words if len(words) <= WIDTH else words[: WIDTH - 4].rsplit(" ", 1)[0] + " ..."
