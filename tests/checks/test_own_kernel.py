"""What a learner's own kernel shows: cards, lines, the course's functions where the learner's are not right yet."""

import re

import numpy as np
import pytest

from convlab.mistakes import banks
from tests.support.learners_kernel import RIGHT, SETUP, STUB, TEST, USE, WRONG, kernel, words


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Return a function that runs cells in a kernel that the tests share."""
    with kernel(tmp_path_factory.mktemp("shared")) as run_cells:
        yield run_cells


@pytest.fixture
def run_afresh(tmp_path):
    """Return a function that runs cells in a kernel of their own."""
    with kernel(tmp_path) as run_cells:
        yield run_cells


def test_a_passing_test_shows_its_points_and_the_next_exercise(run_afresh):
    *_, first, second = run_afresh(
        ("setup", SETUP), ("conv2d", RIGHT), ("conv2d__values", TEST), ("conv2d__limits", TEST)
    )
    assert "conv2d: 4 of 5 visible points" in words(first)
    assert "Next: the other tests of this exercise" in words(first)
    assert "5 of 5 visible points; the hidden ones are counted by Mark this lesson" in words(second)
    assert words(second).endswith("The lesson so far: 5 of 6 visible points. Next: exercise 1.3: turn it?")


def test_a_function_that_is_defined_anew_passes_its_tests_anew(run_afresh):
    *_, shown = run_afresh(
        ("setup", SETUP),
        ("conv2d", RIGHT),
        ("conv2d__values", TEST),
        ("conv2d", RIGHT),
        ("conv2d__limits", TEST),
    )
    assert "conv2d: 1 of 5 visible points" in words(shown)


def test_a_lessons_cell_goes_on_with_the_courses_function_and_gives_it_back(run):
    for answer, why in ((STUB, "is not written yet"), (WRONG, "is not right yet"), ("", "is not defined")):
        *_, shown, test = run(
            ("setup", SETUP), ("conv2d", answer or "del conv2d"), ("cell-07", USE), ("conv2d__values", TEST)
        )
        assert f"conv2d {why}: this cell goes on with the course's." in words(shown[:1])
        assert "54.0" in shown[1]
        assert "ERROR conv2d" in test[-1]


def test_a_lent_function_has_the_name_of_the_exercise(run):
    stub = "def conv2d_batch(x, w):\n    raise NotImplementedError()"
    *_, shown = run(("setup", SETUP), ("conv2d_batch", stub), ("cell-07", "conv2d_batch.__name__"))
    assert shown[-1] == "'conv2d_batch'"


def test_a_learners_own_cell_keeps_the_learners_function(run):
    *_, tried, inserted = run(
        ("setup", SETUP),
        ("conv2d", WRONG),
        ("try-08", "conv2d(np.eye(3, 4), np.eye(1)).shape"),
        ("0b1f7c9e", "conv2d(np.eye(3, 4), np.eye(1)).shape"),
    )
    assert tried == inserted == ["(4, 3)"]


def test_a_right_function_is_used_without_a_word(run):
    *_, shown = run(("setup", SETUP), ("conv2d", RIGHT), ("cell-07", USE))
    assert len(shown) == 1
    assert "54.0" in shown[0]


def test_a_failing_test_shows_the_question_before_the_numbers_and_one_line_in_red(run):
    *_, (card, error) = run(("setup", SETUP), ("conv2d", WRONG), ("conv2d__values", TEST))
    said = words([card])
    assert (
        said.index("Rows and columns are mixed up") < said.index("Where to look") < said.index("Call: conv2d")
    )
    assert card.index("Rows and columns") < card.index("<svg")
    assert error == "ERROR conv2d is not right yet; the card above says why."


def test_the_same_cause_is_told_once(run):
    _, _, first, second, again = run(
        ("setup", SETUP),
        ("conv2d", WRONG),
        *[(f"conv2d__{part}", TEST) for part in ("values", "limits", "values")],
    )
    assert "<svg" in first[0]
    assert "<svg" not in second[0]
    assert words(second[:1]).startswith("The same as above: Rows and columns are mixed up")
    assert "<svg" in again[0]


def test_what_is_missing_is_told_in_one_line(run):
    _, _, missing, _, stub, _, setup = run(
        ("setup", SETUP),
        ("x", "conv2d = 0; del conv2d"),
        ("conv2d__values", TEST),
        ("conv2d", STUB),
        ("try-08", "conv2d(1, 2)"),
        ("x", "del np"),
        ("y", "np.eye(2)"),
    )
    assert missing == [
        "ERROR conv2d is not defined: run the cell of its exercise first, then this one again. "
        "(The function must be called conv2d.)"
    ]
    assert stub == ["ERROR conv2d is not written yet: fill in its cell, run it, then this one again."]
    assert setup == [
        "ERROR np is not defined: run the lesson's first cell, which imports it, then this one again."
    ]


def test_another_error_keeps_its_traceback(run):
    _, shown = run(("setup", SETUP), ("x", "unknown"))
    assert "Traceback" in shown[0]


def test_code_beside_the_line_of_the_stub_is_seen(run):
    ends = RIGHT.replace("    return out", "    raise NotImplementedError()\n    return out")
    *_, stub, _, kept = run(
        ("setup", SETUP),
        ("conv2d", STUB),
        ("conv2d__values", TEST),
        ("conv2d", ends),
        ("conv2d__values", TEST),
    )
    assert stub == [
        "ERROR conv2d: It is not written yet. Fill in its cell, run that cell, then this one again."
    ]
    assert kept == [
        "ERROR conv2d: its line `raise NotImplementedError()` still stands and ends it. Take it out, run its cell."
    ]


def test_a_function_that_is_async_is_asked_why_and_nothing_else_is_shown(run):
    *_, (card, error) = run(("setup", SETUP), ("conv2d", f"async {RIGHT}"), ("conv2d__values", TEST))
    assert "begins with async promises an answer for later" in words([card])
    assert error == "ERROR conv2d is not right yet; the card above says why."


DIAL = """from ipywidgets import interactive
seen = []
def look(n):
    seen.append(conv2d(np.ones((3, n)), np.ones((1, 1))).shape)
dial = interactive(look, n=(1, 5));"""


def test_a_dial_of_the_lesson_goes_on_with_the_courses_function_whenever_it_is_moved(run):
    moved = "dial.children[0].value = 5\nseen[1:]"
    results = run(("setup", SETUP), ("conv2d", STUB), ("cell-07", DIAL), ("x", moved), ("y", "conv2d(1, 2)"))
    assert results[-2] == ["[(3, 5)]"]
    assert results[-1] == ["ERROR conv2d is not written yet: fill in its cell, run it, then this one again."]


def test_a_dial_of_ones_own_keeps_ones_own_function(run):
    wrong = "def conv2d(image, kernel):\n    return image[1:]"
    *_, seen = run(
        ("setup", SETUP), ("conv2d", wrong), ("a1b2c3", DIAL), ("x", "dial.children[0].value = 5\nseen[1:]")
    )
    assert seen == ["[(2, 5)]"]


def test_an_endless_loop_is_stopped_and_told_with_its_line(run_afresh):
    endless = "def conv2d(image, kernel):\n    while True:\n        pass"
    limit = "import convlab.checks.own_kernel as own\nown.SECONDS = 0.3"
    *_, (card, error) = run_afresh(
        ("setup", SETUP), ("x", limit), ("conv2d", endless), ("conv2d__values", TEST)
    )
    assert re.search(r"was stopped after 0\.\d seconds, in line [23]", words([card]))
    assert "Traceback" not in error


def test_a_function_that_exits_is_told_and_the_kernel_lives_on(run_afresh):
    *_, told, after = run_afresh(
        ("setup", SETUP),
        ("conv2d", "def conv2d(image, kernel):\n    exit()"),
        ("conv2d__values", TEST),
        (None, "quit.__name__"),
    )
    assert "Which statement ends only a function?" in words(told)
    assert after == ["'exit'"]


def test_the_function_behind_a_later_failure_is_named(run):
    calls = "def gradient_magnitude(image):\n    s = np.outer([1, 2, 1], [-1, 0, 1])\n"
    calls += "    return np.hypot(apply_kernel(image, s), apply_kernel(image, s.T))"
    empty = "def apply_kernel(image, kernel):\n    return np.zeros(image.shape)"
    [bank] = banks("gradient_magnitude")
    test = f"check(gradient_magnitude, (np.eye(3),), expected=np.array({bank.oracle(np.eye(3)).tolist()}))"
    *_, shown = run(("setup", SETUP), ("a", empty), ("b", calls), ("gradient_magnitude__values", test))
    assert "It calls apply_kernel , which is not right yet. Mend that first" in words(shown)


def test_nothing_happens_in_a_graders_kernel(run_afresh):
    *_, shown, used = run_afresh(
        ("env", "import os\nos.environ['NBGRADER_EXECUTION'] = 'autograde'"),
        ("setup", SETUP),
        ("conv2d", RIGHT),
        ("conv2d__values", TEST),
        ("cell-07", "conv2d = None\nconv2d is None"),
    )
    assert shown == []
    assert used == ["True"]
