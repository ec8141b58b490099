"""Notebooks without a heading go by their own names: a report of many lessons tells them apart."""

import nbformat

from autograder.course.release import make_release
from autograder.reports.feedback.cells import lesson_of
from tests.support.submissions import answer, cell, notebook, test_cell


def test_a_notebook_without_a_heading_goes_by_its_name():
    cells = [answer("a", "def f():\n    return 1"), test_cell("t", "assert f() == 1")]
    assert lesson_of(make_release("hw02", "csv analysis", notebook(*cells))).title == "csv analysis"
    titled = notebook(cell("x = 1"), nbformat.v4.new_markdown_cell("# Tables"), *cells)
    assert lesson_of(make_release("hw02", "csv analysis", titled)).title == "Tables"
