"""Turn what the test cells came to into marks, by nbgrader's rules."""

import re

from nbformat.notebooknode import NotebookNode

from autograder.course.assignment import Assignment
from autograder.course.release import Release, Test, marks
from autograder.sandbox.outcome import Outcome, Run

BY_HAND = Outcome("not_run", "graded by hand")
WORST_FIRST = ("memory", "timeout", "error", "failed", "not_run")
NUMPYS = re.compile(r"(?:np|numpy)\.\w+\(([^()]*)\)")
"""A number as NumPy 2 shows it, which nbgrader reads as no number."""


def score(release: Release, run: Run, student: str, flags: tuple[str, ...] = ()) -> dict:
    """Return a student's result in the form of results/<student>/<lesson>.json.

    A test cell that ran without an error earns its points, or the part that its last expression names.
    Warnings on stderr cost nothing (nbgrader takes all points for them).
    """
    cells = {marks(cell).get("grade_id"): cell for cell in run.notebook.cells if marks(cell)}
    exercises = []
    for exercise in release.exercises:
        tests = [score_test(test, run.tests.get(test.id), cells.get(test.id)) for test in exercise.tests]
        earned = sum(test["score"] for test in tests)
        exercises.append(
            {"name": exercise.name, "score": earned, "max_score": exercise.max_score, "tests": tests}
        )
    graded = [test for exercise in release.exercises for test in exercise.tests if test.id in cells]
    passed = [test for test in graded if test.id in run.tests and run.tests[test.id].status == "passed"]
    odd = [flag for test in passed if (flag := odd_credit(test, cells[test.id]))]
    return {
        "student": student,
        "lesson": release.lesson,
        "score": sum(exercise["score"] for exercise in exercises),
        "max_score": release.max_score,
        "status": overall([test for exercise in exercises for test in exercise["tests"]]),
        "exercises": exercises,
        "flags": [*flags, *run.flags, *odd],
        "seconds": round(run.seconds, 3),
        "sandbox": run.sandbox,
    }


def ungradable(
    release: Release, notebook: NotebookNode, student: str, reason: str, flags: tuple[str, ...] = ()
) -> dict:
    """Return the result of a submission that could not be read: no points, and the reason."""
    tests = {test.id: Outcome("not_run", reason) for exercise in release.exercises for test in exercise.tests}
    return score(release, Run(notebook, tests), student, flags)


def join_results(assignment: Assignment, results: list[dict]) -> dict:
    """Return one result of the results of all notebooks, whose names then stand before what they hold."""
    if len(results) == 1:
        return results[0]
    exercises, flags = [], [flag for flag in results[0]["flags"] if all(flag in r["flags"] for r in results)]
    for part, result in zip(assignment.parts, results, strict=True):
        exercises += [labeled(exercise, part.name) for exercise in result["exercises"]]
        for kind, colon, sentence in (f.partition(": ") for f in result["flags"] if f not in flags):
            flags.append(f"{kind}: {part.name}: {sentence}" if colon else f"{part.name}: {kind}")
    return results[0] | {
        "score": sum(result["score"] for result in results),
        "max_score": assignment.max_score,
        "status": overall([test for exercise in exercises for test in exercise["tests"]]),
        "exercises": exercises,
        "flags": flags,
        "seconds": round(sum(result["seconds"] for result in results), 3),
        "sandbox": next((result["sandbox"] for result in results if result["sandbox"]), {}),
    }


def labeled(exercise: dict, notebook: str) -> dict:
    """Return an exercise and its tests under the names that they have in the result of several notebooks."""
    tests = [test | {"id": f"{notebook}/{test['id']}"} for test in exercise["tests"]]
    return exercise | {"name": f"{notebook}/{exercise['name']}", "tests": tests}


def score_test(test: Test, outcome: Outcome | None, cell: NotebookNode | None) -> dict:
    """Return one test's entry."""
    if test.by_hand:
        outcome = BY_HAND if outcome is None else outcome
    outcome = outcome or Outcome("not_run", "this test was not run")
    points = 0.0
    if outcome.status == "passed":
        points = test.points if cell is None else partial_points(cell, test.points)
    return {
        "id": test.id,
        "hidden": test.hidden,
        "score": points,
        "max_score": test.points,
        "status": outcome.status,
        "message": outcome.message,
        "mistake": outcome.mistake,
    }


def partial_points(cell: NotebookNode, points: float) -> float:
    """Return what a test cell that passed earns: all its points, or the number that it ends in.

    As nbgrader reads it: a result that is no number earns all; so does a negative one. More than all there is
    to earn is an error there, and is all here.
    """
    try:
        part = float(last_value(cell) or "")
    except ValueError:
        return points
    return min(part, points) if part >= 0 else points


def last_value(cell: NotebookNode) -> str | None:
    """Return the text of what a test cell ends in; None for a cell that ends in no value."""
    results = [o for o in cell.outputs if o.output_type == "execute_result"]
    return str(results[0].data.get("text/plain", "")) if results else None


def odd_credit(test: Test, cell: NotebookNode) -> str:
    """Return a flag for a passed test that ends in a number which earns all points by rule, not by its size."""
    text = last_value(cell) or ""
    of_numpy = NUMPYS.fullmatch(text)
    try:
        part = float(of_numpy[1] if of_numpy else text)
    except ValueError:
        return ""
    if not of_numpy and 0 <= part <= test.points:
        return ""
    why = "that is more than there is" if part > test.points else "nbgrader's rule gives all its points"
    return f"odd-partial-credit: {test.id} ended in {text[:60]}; {why}"


def overall(tests: list[dict]) -> str:
    """Return one status for the whole submission: the worst that happened to a test the machine grades."""
    found = {test["status"] for test in tests if test["message"] != BY_HAND.message}
    return next((status for status in WORST_FIRST if status in found), "passed")


def is_by_hand(test: dict) -> bool:
    """Say whether a test's points are given by a person."""
    message = str(test.get("message") or "").strip().lower()
    return test.get("status") == BY_HAND.status and message == BY_HAND.message
