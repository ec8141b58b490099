"""Matplotlib is loaded for students where cells draw; what tests imported is loaded for the judges alone."""

import json

import pytest

from autograder.course.course import Course, draws_at_a_glance
from autograder.sandbox.executor import Executor
from autograder.sandbox.prefork.shared_templates import SharedTemplates
from autograder.sandbox.prefork.without_fork import can_fork
from tests.support.submissions import RULES, answer, cell, notebook, statuses, test_cell


def write(root, text, name="lesson.ipynb"):
    folder = root / "source" / "lesson"
    folder.mkdir(parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    return Course(root)


@pytest.mark.parametrize(("source", "draws"), [("import matplotlib.pyplot as plt", True), ("x = 1", False)])
def test_whether_a_lesson_draws_is_seen_before_it_is_read(tmp_path, source, draws):
    course = write(tmp_path, json.dumps(notebook(cell(source))))
    assert draws_at_a_glance(course, "lesson") == draws_at_a_glance(course, None) == draws
    assert not draws_at_a_glance(course, "nothing")


@pytest.mark.skipif(not can_fork(), reason="nothing is forked here")
@pytest.mark.parametrize("draws", [True, False])
def test_matplotlib_is_loaded_for_students_where_cells_draw(draws):
    shared = SharedTemplates()
    loaded = answer("loaded", "import sys\ndef loaded():\n    return 'matplotlib.pyplot' in sys.modules")
    try:
        templates = shared.copies(RULES, walls=False, draws=draws)
        with Executor(rules=RULES, templates=templates, sandbox="off") as executor:
            found = executor.run(notebook(loaded, test_cell("student", f"assert loaded() is {draws}")))
        assert statuses(found) == {"student": "passed"}
    finally:
        shared.close()


@pytest.mark.skipif(not can_fork(), reason="nothing is forked here")
def test_judges_have_what_was_loaded_and_students_have_not():
    with Executor(rules=RULES, sandbox="off") as executor:
        executor.judges.preload(["no_such_module", "wave"])
        found = executor.run(
            notebook(
                answer("loaded", "import sys\ndef loaded():\n    return 'wave' in sys.modules"),
                test_cell("judge", "import sys\nassert 'wave' in sys.modules"),
                test_cell("student", "assert loaded() is False"),
            )
        )
    assert statuses(found) == {"judge": "passed", "student": "passed"}
