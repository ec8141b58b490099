"""Run a small course the grader's way and in one process, as stock nbgrader does: the tests must agree."""

import contextlib
import io

import nbformat

from autograder.authoring.plain_run import execute
from autograder.course.release import Release, is_solution, is_test, make_release, marks
from autograder.course.release_facts import facts_of
from autograder.restore.restore import copy_of, restore
from autograder.sandbox.run import draws, executor_for
from tests.support.submissions import LIMITS, RULES, answer, notebook


def solution(name, source, stub=""):
    """Return an answer's cell in a source notebook: `stub` is released, and the solution is not."""
    return answer(name, f"{stub}### BEGIN SOLUTION\n{source}\n### END SOLUTION")


def release_of(*cells) -> Release:
    """Return the release of these cells."""
    return make_release("ps1", "ps1", notebook(*cells))


def answered(release, answers=None):
    """Return what a student got, with these answers in it by grade_id; without any the solution."""
    made = copy_of(release.notebook if answers is None else release.released)
    for cell in made.cells:
        if is_solution(cell):
            cell.source = (answers or {}).get(marks(cell)["grade_id"], cell.source)
    return made


def graded(release, answers=None, rules=RULES, limits=LIMITS):
    """Return the run of a submission, restored and with what the release tells."""
    restored = restore(nbformat.writes(answered(release, answers)), release).notebook
    seen = frozenset(cell.source for cell in release.master.cells)
    return executor_for(rules, "auto", draws(restored)).run(
        restored, limits=limits, facts=facts_of(release), released=seen, seed=3
    )


def passed(release, answers=None, **options):
    """Return the tests that pass in the grader."""
    done = graded(release, answers, **options)
    return {name for name, outcome in done.tests.items() if outcome.status == "passed"}


def passed_plainly(release, answers=None):
    """Return the tests that pass in one process."""
    namespace, found = {"__name__": "__main__"}, set()
    for cell, tested in zip(answered(release, answers).cells, release.master.cells, strict=True):
        if cell.cell_type != "code":
            continue
        source = tested.source if is_test(tested) else cell.source
        with contextlib.suppress(Exception, SystemExit), contextlib.redirect_stdout(io.StringIO()):
            execute(source, namespace)
            if is_test(tested):
                found.add(marks(tested)["grade_id"])
    return found
