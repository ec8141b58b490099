"""Fixtures that the test files of this room share."""

import nbformat
import pytest

from autograder.course.course import Course
from tests.support.reports import source_notebook


@pytest.fixture
def course(tmp_path):
    """An nbgrader course of another subject, nothing handed in yet."""
    folder = tmp_path / "source" / "rect"
    folder.mkdir(parents=True)
    nbformat.write(source_notebook(), folder / "rect.ipynb")
    return Course(tmp_path)
