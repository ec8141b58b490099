"""Fixtures that the test files of this room share."""

import shutil
import warnings

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from autograder.common.database import reading_revision_here
from tests.support.exports import fill


@pytest.fixture(scope="package")
def gradebook(tmp_path_factory):
    """A gradebook of two lessons; five students: on time, late, waiting for a person, absent, hostile."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with warnings.catch_warnings(), reading_revision_here():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own, in add_submission
        with Gradebook(f"sqlite:///{path}") as book:
            fill(book)
    return path


@pytest.fixture
def course(gradebook, tmp_path):
    """A course folder that holds a copy of the gradebook."""
    shutil.copy(gradebook, tmp_path)
    return tmp_path
