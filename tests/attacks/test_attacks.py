"""Every attack is graded amid honest neighbors: it earns what is due, nobody else is touched, nothing is left."""

import os
import shutil
from pathlib import Path

import pytest

from autograder.course.import_rules import rules_of
from autograder.sandbox.run import executor_for
from tests.attacks.every import ATTACKS, TITLES
from tests.attacks.harness import ROOT, Class, new_folder
from tests.attacks.levels import LEVELS, USER, as_user, can_be_tried, can_become_user
from tests.attacks.verdicts import gradebook_problems, neighbor_problems, traces
from tests.attacks.verdicts import verdicts as judged

NAMES = [f"{attack.number:02d} {attack.name}" for attack in ATTACKS]
SAMPLE = [
    "assert_allclose does nothing", "convlab.check does nothing", "a false scipy in sys.modules", "an object that equals everything",
    "run_cell and run_code do nothing", "a forged reply in each call", "__reduce__ in a result", "frames of callers in a call",
    "scipy by import", "answers by the number of the call", "wrong from the second test on", "tests are no longer graded",
    "os._exit(0) in a call", "ignored signals and sleep", "slow growth", "twenty processes", "files in /tmp, /var/tmp and /dev/shm",
    "200,000 lines", "a connection to this machine", "the gradebook is changed", "everything that the next one shares is changed",
    "ptrace", "a link to a file of the machine", "a script in rich output", "both are set to zero", "files whose names a terminal obeys",
]  # fmt: skip
"""One of each class, at least."""
MARKS = [
    name
    for name in SAMPLE
    if name
    not in (
        "twenty processes",
        "files in /tmp, /var/tmp and /dev/shm",
        "a connection to this machine",
        "the gradebook is changed",
        "ptrace",
    )
]
"""Those that no level of walls may let through: the two processes stop them."""


def chosen(names):
    return [attack for attack in ATTACKS if attack.name in names]


def graded(attacks, level, user=None, door="grade", timeout=3.0):
    """Grade a class with these attacks by a door; return it and how the command ended."""
    group = Class(new_folder(), attacks, level, user, door, is_whole=False)
    return group, group.grade(timeout)


@pytest.fixture(scope="module")
def everything():
    """All attacks in one class at the walls of this machine."""
    attacks = ATTACKS if all_walls_stand() else [a for a in ATTACKS if not a.all_walls]
    group, done = graded(attacks, LEVELS[0], timeout=5.0)  # a right answer once needed 3, beside other tests
    yield group, done, traces(group)
    group.close()


@pytest.fixture(scope="module")
def verdicts(everything):
    return {verdict.attack.name: verdict for verdict in judged(everything[0])}


def all_walls_stand():
    found = executor_for(rules_of(ROOT), "auto").sandbox
    return not found["missing"] and not found["not_stopped"]


def test_every_class_has_an_attack_and_every_attack_a_name_of_its_own():
    assert {attack.number for attack in ATTACKS} == set(TITLES) == set(range(1, 26))
    assert len(set(NAMES)) == len(NAMES)
    assert {attack.number for attack in chosen(SAMPLE)} == set(TITLES)


@pytest.mark.timeout(900)
def test_the_run_ends_with_code_0_and_without_a_traceback(everything):
    _, done, _ = everything
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)
def test_is_stopped(verdicts, attack):
    verdict = verdicts.get(attack.name)
    if verdict is None or (
        not all_walls_stand() and any("it came through" in problem for problem in verdict.problems)
    ):
        pytest.skip("this machine lacks walls; doctor says which")
    assert verdict.problems == []


def test_neighbors_keep_their_marks_and_see_the_same_world(everything):
    assert neighbor_problems(everything[0]) == []


def test_the_gradebook_holds_the_marks_of_the_results(everything):
    assert gradebook_problems(everything[0]) == []


def test_nothing_is_left_behind(everything):
    if not all_walls_stand():
        pytest.skip("this machine lacks walls; doctor says which")
    assert everything[2] == []


WORDS = "no message says"
"""What may differ by the door: nbgrader's notebooks show the error of a test, the rule that explains it stands in our results."""


@pytest.mark.nbgrader
@pytest.mark.timeout(900)
def test_one_of_each_class_by_nbgraders_own_door():
    sample = [attack for attack in chosen(SAMPLE) if all_walls_stand() or not attack.all_walls]
    group, done = graded(sample, LEVELS[0], door="nbgrader")
    try:
        assert done.returncode == 0, done.stderr[-2000:]
        assert "\x1b" not in done.stdout + done.stderr
        problems = {v.attack.name: [p for p in v.problems if not p.startswith(WORDS)] for v in judged(group)}
        assert {name: found for name, found in problems.items() if found} == {}
        assert (neighbor_problems(group), gradebook_problems(group)) == ([], [])
        own = [
            str(group.autograded(student).parent) for student in group.attackers
        ]  # keeps what its cells made
        assert [trace for trace in traces(group) if not trace.startswith(tuple(own))] == []
    finally:
        group.close()


@pytest.mark.timeout(900)
@pytest.mark.skipif(
    not can_become_user(), reason="needs root (and setpriv, unshare) to become an ordinary user"
)
def test_one_of_each_class_as_an_ordinary_user():
    folder = new_folder()
    command = as_user(
        [
            str(Path(shutil.which("sh"))),
            "-c",
            f"test -r {ROOT}/autograder/cli.py && {os.sys.executable} -c 'import numpy'",
        ],
        USER,
        folder,
    )
    if os.spawnvp(os.P_WAIT, command[0], command) != 0:
        shutil.rmtree(folder)
        pytest.skip("an ordinary user can't read this folder or run its Python")
    shutil.rmtree(folder)
    group, done = graded(chosen(SAMPLE), LEVELS[0], user=USER)
    try:
        assert done.returncode == 0, done.stderr[-2000:]
        found = {v.attack.name: v.problems for v in judged(group) if v.problems}
        assert (found, neighbor_problems(group), gradebook_problems(group), traces(group)) == (
            {},
            [],
            [],
            [],
        )
        assert group.result("s000")["sandbox"]["missing"] == []
    finally:
        group.close()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("level", LEVELS[1:], ids=[level.name for level in LEVELS[1:]])
def test_with_fewer_walls_no_mark_is_given_away_and_the_report_says_what_is_not_stopped(level):
    if why := can_be_tried(level):
        pytest.skip(why)
    group, done = graded(chosen(MARKS), level, user=USER if can_become_user() else None)
    try:
        assert done.returncode == 0, done.stderr[-2000:]
        found = {v.attack.name: v.problems for v in judged(group) if v.problems}
        assert found == {}
        assert gradebook_problems(group) == []
        assert [p for p in neighbor_problems(group) if "worlds" not in p] == []
        sandbox = group.result("s000")["sandbox"]
        assert sandbox["missing"]
        assert sandbox["not_stopped"]
    finally:
        traces(group)
        group.close()
