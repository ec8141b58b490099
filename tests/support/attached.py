"""A course of one lesson with a file beside its notebook, and submissions to it."""

import nbformat

from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from tests.support.submissions import answer, notebook, test_cell

LOAD = "def load(path):\n    return open(path).read().split()"
STUB = "def load(path):\n    ### BEGIN SOLUTION\n    return open(path).read().split()\n    ### END SOLUTION"
LISTED = "import os\nassert sorted(os.listdir()) == ['data.txt'], os.listdir()"


def course_with_data(root, data="one two", test="assert load('data.txt') == open('data.txt').read().split()"):
    """Make a course of one lesson with a file beside its notebook."""
    folder = root / "source" / "ps"
    folder.mkdir(parents=True)
    made = notebook(answer("load", STUB), test_cell("load__file", test))
    nbformat.write(made, folder / "ps.ipynb")
    (folder / "data.txt").write_text(data)
    return Course(root)


def submit(course, student, source=LOAD, **files):
    """Hand in an answer with files beside it; return the folder."""
    folder = course.root / "submitted" / student / "ps"
    folder.mkdir(parents=True)
    made = nbformat.from_dict(load_assignment(course, "ps").parts[0].released)
    made.cells[0].source = source
    nbformat.write(made, folder / "ps.ipynb")
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content)
    return folder
