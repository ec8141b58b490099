"""Build small notebooks and run them in the executor; helpers of the executor's tests."""

from nbformat.v4 import new_code_cell, new_notebook

from autograder.course.import_rules import Rules
from autograder.sandbox.limits import Limits
from autograder.sandbox.run import draws, executor_for

LIMITS = Limits(seconds=20.0, grace=1.0, total_seconds=120.0, memory=600_000_000)
RULES = Rules(libraries=("numpy", "matplotlib"), rule="answers use NumPy only")


def cell(source, **marks):
    made = new_code_cell(source)
    if marks:
        base = {"grade": False, "solution": False, "locked": False, "schema_version": 3}
        made.metadata["nbgrader"] = {**base, **marks}
    return made


def answer(name, source):
    return cell(source, solution=True, grade_id=name)


def test_cell(name, source):
    return cell(source, grade=True, locked=True, grade_id=name, points=1)


test_cell.__test__ = False


def setup(source="import numpy as np"):
    return cell(source, locked=True, grade_id="setup")


def notebook(*cells):
    return new_notebook(cells=list(cells))


def run(*cells, limits=LIMITS, rules=RULES, sandbox="auto", **options):
    """Run these cells in a shared executor."""
    made = notebook(*cells)
    return executor_for(rules, sandbox, draws(made)).run(made, limits=limits, **options)


def statuses(run):
    return {name: outcome.status for name, outcome in run.tests.items()}


def printed(cell):
    """Return the text that a cell printed, both streams."""
    return "".join(out.text for out in cell.outputs if out.output_type == "stream")


def kinds(run):
    """Return the kinds of a run's flags."""
    return {flag.partition(":")[0] for flag in run.flags}
