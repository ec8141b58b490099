"""Tests that nbgrader makes of AUTOTEST lines come from its gradebook; without them nobody is graded."""

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.authoring.checks import run_as_submission
from autograder.common.database import reading_revision_here
from autograder.common.errors import UsageError
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from tests.support.submissions import answer, notebook, statuses, test_cell


@pytest.fixture
def course(tmp_path):
    """A course with a test cell of one AUTOTEST line."""
    folder = tmp_path / "source" / "ps"
    folder.mkdir(parents=True)
    solved = answer("a", "### BEGIN SOLUTION\ndef f(x):\n    return x * x\n### END SOLUTION")
    nbformat.write(notebook(solved, test_cell("t", "### HASHED AUTOTEST f(3)")), folder / "ps.ipynb")
    return Course(tmp_path)


@pytest.mark.filterwarnings("ignore")
def test_an_autotest_is_what_nbgrader_made_of_it(course):
    with reading_revision_here(), Gradebook(course.db_url) as book:
        book.add_assignment("ps")
        book.add_notebook("ps", "ps")
        book.update_or_create_source_cell("t", "ps", "ps", source="assert f(3) == 9", cell_type="code")
    (release,) = load_assignment(course, "ps").parts
    assert statuses(run_as_submission(release.notebook, release, course))["t"] == "passed"
    assert statuses(run_as_submission(release.released, release, course))["t"] != "passed"


def test_an_autotest_that_was_not_made_is_told(course):
    with pytest.raises(UsageError, match=r"t has an AUTOTEST line.*nbgrader generate_assignment 'ps'"):
        load_assignment(course, "ps")
