"""What a lesson's tests import is seen at a glance and loaded for the judges alone, before their rules are known."""

import json

import pytest

from autograder.common.ahead import draws_at_a_glance, imports_of_tests
from autograder.course.course import Course
from autograder.sandbox.executor import Executor
from autograder.sandbox.prefork.shared_templates import SharedTemplates
from autograder.sandbox.prefork.without_fork import can_fork
from tests.support.submissions import RULES, answer, cell, notebook, statuses, test_cell


def write(root, text, name="lesson.ipynb"):
    folder = root / "source" / "lesson"
    folder.mkdir(parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    return Course(root)


def test_only_the_tests_of_a_notebook_count(tmp_path):
    cells = [
        cell("import wave"),
        answer("a", "import colorsys"),
        test_cell("a__1", "import fractions as f\nfrom xml.dom import minidom\nassert a"),
    ]
    course = write(tmp_path, json.dumps(notebook(*cells)))
    assert imports_of_tests(course, "lesson") == ["fractions", "xml.dom"]
    assert imports_of_tests(course, None) == ["fractions", "xml.dom"]


def test_a_source_in_percent_format_is_read_too():
    assert "scipy.signal" in imports_of_tests(Course("."), "01_ops")


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


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "{}", '{"cells": [1]}', '{"cells": [{"source": 1}]}'])
def test_what_cannot_be_read_is_left_to_who_reads_it_in_earnest(tmp_path, text):
    assert imports_of_tests(write(tmp_path, text), "lesson") == []


def test_an_unknown_lesson_is_left_to_who_reads_it_in_earnest(tmp_path):
    assert imports_of_tests(Course(tmp_path), "nothing") == []


@pytest.mark.skipif(not can_fork(), reason="nothing is forked here")
def test_judges_have_what_was_loaded_and_students_have_not():
    shared = SharedTemplates()
    try:
        shared.preload(["no_such_module", "wave"])
        for role in ("student", "judge"):
            shared.restricted(role, RULES)
        with Executor(rules=RULES, templates=shared.copies(RULES, walls=False), sandbox="off") as executor:
            found = executor.run(
                notebook(
                    answer("loaded", "import sys\ndef loaded():\n    return 'wave' in sys.modules"),
                    test_cell("judge", "import sys\nassert 'wave' in sys.modules"),
                    test_cell("student", "assert loaded() is False"),
                )
            )
    finally:
        shared.close()
    assert statuses(found) == {"judge": "passed", "student": "passed"}
