"""Scoring: nbgrader's rules, on outputs that only trusted cells have."""

import nbformat
import pytest
from nbgrader.utils import determine_grade

from autograder.course.release import is_test, marks
from autograder.restore.restore import copy_of
from autograder.sandbox.outcome import Outcome, Run
from autograder.scoring.score import partial_points, score, ungradable
from tests.support.words import words_release

PASSED = Outcome("passed")


@pytest.fixture(scope="module")
def release():
    return words_release()


def result_of(release, statuses):
    tests = {
        name: Outcome(*status) if isinstance(status, tuple) else Outcome(status)
        for name, status in statuses.items()
    }
    return score(release, Run(copy_of(release.master), tests), "anna")


def test_points_add_up_by_exercise(release):
    names = ["count_vowels__values", "count_vowels__hidden", "running_total__values", "running_total__hidden"]
    result = result_of(
        release, dict(zip(names, ["passed", "passed", "passed", ("failed", "no", "off-by-one")], strict=True))
    )
    assert [(e["name"], e["score"], e["max_score"]) for e in result["exercises"]] == [
        ("count_vowels", 4, 4),
        ("running_total", 2, 6),
    ]
    assert (result["score"], result["max_score"], result["status"]) == (6, 10, "failed")
    last = result["exercises"][1]["tests"][1]
    assert (last["status"], last["message"], last["mistake"], last["hidden"]) == (
        "failed",
        "no",
        "off-by-one",
        True,
    )
    assert set(result) == {
        *("student", "lesson", "score", "max_score", "status", "exercises", "flags", "seconds", "sandbox")
    }


@pytest.mark.parametrize("status", ["failed", "error", "timeout", "memory", "not_run"])
def test_only_a_passed_test_earns_points(release, status):
    result = result_of(release, {t.id: status for e in release.exercises for t in e.tests})
    assert (result["score"], result["status"]) == (0, status)


def test_a_test_without_an_outcome_was_not_run(release):
    assert result_of(release, {})["status"] == "not_run"


def test_the_worst_status_stands_for_the_whole(release):
    names = [t.id for e in release.exercises for t in e.tests]
    result = result_of(release, dict(zip(names, ["failed", "timeout", "passed", "not_run"], strict=True)))
    assert result["status"] == "timeout"


def test_an_unread_submission_has_its_reason_in_every_test(release):
    result = ungradable(
        release, copy_of(release.master), "anna", "the notebook is empty", ("damaged: the notebook is empty",)
    )
    tests = [test for e in result["exercises"] for test in e["tests"]]
    assert {test["message"] for test in tests} == {"the notebook is empty"}
    assert (result["score"], result["max_score"], result["flags"]) == (
        0,
        10,
        ["damaged: the notebook is empty"],
    )


def test_a_text_answer_without_points_is_no_test(release):
    assert "reflection" not in [t.id for e in release.exercises for t in e.tests]


@pytest.mark.parametrize(
    "text", ["1", "0", "0.5", "2", "2.0", "-1", "True", "None", "'a'", "nan", "[1, 2]", "1e-3"]
)
def test_partial_credit_is_what_nbgrader_gives(release, text):
    cell = next(copy_of(c) for c in release.master.cells if is_test(c) and marks(c)["points"] == 2)
    cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": text})]
    assert partial_points(cell, 2.0) == determine_grade(cell)[0]


def test_no_expression_is_worth_more_than_the_cell(release):
    cell = next(copy_of(c) for c in release.master.cells if is_test(c))
    cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "1000"})]
    assert partial_points(cell, 2.0) == 2.0


def test_warnings_cost_nothing(release):
    cell = next(copy_of(c) for c in release.master.cells if is_test(c))
    cell.outputs = [nbformat.v4.new_output("stream", name="stderr", text="RuntimeWarning: overflow")]
    assert partial_points(cell, 2.0) == 2.0


def flags_for(release, text, status="passed"):
    """Return the flags of a result in which the first test of two points ended in `text`."""
    notebook = copy_of(release.master)
    cell = next(c for c in notebook.cells if is_test(c) and marks(c)["points"] == 2)
    cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": text})]
    return score(release, Run(notebook, {marks(cell)["grade_id"]: Outcome(status)}), "anna")["flags"]


@pytest.mark.parametrize("text", ["nan", "-0.5", "-inf", "np.float64(nan)", "np.int64(0)"])
def test_a_number_that_earns_all_points_by_rule_is_flagged(release, text):
    (flag,) = flags_for(release, text)
    assert flag.startswith("odd-partial-credit: ")
    assert flag.endswith(f" ended in {text}; nbgrader's rule gives all its points")
    assert flags_for(release, text, "failed") == []


@pytest.mark.parametrize(
    "text", ["0", "1.5", "2", "True", "'nan or so'", "None", "[nan]", "np.True_", "np.array([1])"]
)
def test_other_endings_of_a_test_are_not_odd(release, text):
    assert flags_for(release, text) == []


@pytest.mark.parametrize("text", ["1000", "inf"])
def test_a_number_beyond_a_tests_points_is_flagged(release, text):
    (flag,) = flags_for(release, text)
    assert flag.endswith(f" ended in {text}; that is more than there is")
