"""A class holds every accident at once: each costs its own marks only, says why, and ends nothing."""

import json
import shutil

import pytest

from tests.attacks.accidents import ACCIDENTS
from tests.attacks.files import graded_cells
from tests.attacks.harness import LESSON, Class, new_folder
from tests.attacks.kinds import POINTS, RIGHT
from tests.attacks.levels import LEVELS
from tests.attacks.verdicts import gradebook_problems, neighbor_problems, traces
from tests.attacks.verdicts import verdicts as judged

NAMES = [accident.name for accident in ACCIDENTS]


@pytest.fixture(scope="module")
def group():
    """All accidents in one class, graded once."""
    made = Class(new_folder(), ACCIDENTS, LEVELS[0], is_whole=False)
    (made.course / "submitted" / "nobody").mkdir()
    made.done = made.grade(timeout=20)
    yield made
    made.close()


@pytest.fixture(scope="module")
def verdicts(group):
    return {verdict.attack.name: verdict for verdict in judged(group)}


def test_every_accident_has_a_name_of_its_own():
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.timeout(600)
def test_the_run_ends_with_code_0_and_without_a_traceback(group):
    assert group.done.returncode == 0, group.done.stderr[-2000:]
    assert "Traceback" not in group.done.stderr


@pytest.mark.parametrize("accident", ACCIDENTS, ids=NAMES)
def test_costs_its_own_marks_only(verdicts, accident):
    assert verdicts[accident.name].problems == []


def test_nobody_else_is_touched(group):
    assert neighbor_problems(group) == []
    assert gradebook_problems(group) == []
    assert traces(group) == []


def test_no_accident_passes_for_a_forgery(group):
    """Widgets speak to a page that isn't there; that is no attack on the channel."""
    flags = {student: group.result(student)["flags"] for student in group.attackers}
    assert [f for found in flags.values() for f in found if f.startswith(("forged-message:", "flood:"))] == []


def test_who_handed_in_nothing_has_no_result(group):
    assert group.result("nobody") == {}


def test_every_loss_says_why(group):
    for student in group.attackers:
        for exercise in group.result(student)["exercises"]:
            for test in exercise["tests"]:
                assert test["status"] == "passed" or test["message"].strip(), (student, test)


@pytest.mark.timeout(600)
def test_no_old_mark_survives_a_resubmission_that_is_worse_and_lacks_a_test(group):
    """nbgrader keeps the mark of a test cell that is gone; here the cell is put back and fails."""
    student = next(iter(group.neighbors))
    path = group.course / "submitted" / student / LESSON / f"{LESSON}.ipynb"
    kept = shutil.copy(path, group.folder / "kept.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in graded_cells(notebook):
        if cell["metadata"]["nbgrader"]["grade_id"].startswith("conv2d__"):
            notebook["cells"].remove(cell)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "conv2d":
            cell["source"] = RIGHT["conv2d"].replace("+=", "=")
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert group.grade(timeout=20).returncode == 0
    scores = {e["name"]: e["score"] for e in group.result(student)["exercises"]}
    assert scores["conv2d"] < POINTS["conv2d"]
    assert gradebook_problems(group) == []
    shutil.copy(kept, path)
    assert group.grade(timeout=20).returncode == 0
    assert {e["name"]: e["score"] for e in group.result(student)["exercises"]} == group.neighbors[student]
