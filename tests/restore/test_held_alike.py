"""A changed cell that many of a class hold alike: told once, and nobody is flagged for it."""

import pytest

from autograder.course.assignment import load_release
from autograder.grading import grade_lesson
from autograder.records.results import each_result
from autograder.reports.class_report.gather import gather
from autograder.restore.held_alike import FEWEST
from tests.support.words import LESSON, answered, as_bytes, cell_of, hand_in, in_process, words_course

TEST = "running_total__values"


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "words")


def hand_in_changed(course, students, source):
    """Hand in wrong answers whose test says something else than the release."""
    notebook = answered(
        load_release(course, LESSON), {"running_total": "def running_total(numbers):\n    return 0"}
    )
    cell_of(notebook, TEST).source = source
    for student in students:
        hand_in(course, student, as_bytes(notebook))


def flags_and_scores(course):
    found = {result["student"]: result for result in each_result(course, LESSON)}
    return {s: r["flags"] for s, r in found.items()}, {s: r["score"] for s, r in found.items()}


def test_what_many_hold_alike_is_told_once_and_earns_them_nothing(course):
    many = [f"many{i}" for i in range(FEWEST)]
    hand_in_changed(course, many, "assert True  # as the course handed it out")
    hand_in_changed(course, ["cheat"], "assert True")
    told = grade_lesson(course, LESSON, share=in_process).notices
    flags, scores = flags_and_scores(course)
    assert {student for student, those in flags.items() if any(f.startswith("edited: ") for f in those)} == {
        "cheat"
    }
    assert len(set(scores.values())) == 1, "the release's test was graded for all"
    assert scores["cheat"] < load_release(course, LESSON).max_score
    lines = [line for line in told if TEST in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"{FEWEST} students hold the same text")
    assert lines[0] in gather(course, LESSON, course.root / "reports" / "x.html").notices


def test_fewer_are_flagged_until_enough_of_the_class_hold_it_and_other_lines_are_no_difference(course):
    few = [f"few{i}" for i in range(FEWEST - 1)]
    hand_in_changed(course, few, "assert True")
    assert not [line for line in grade_lesson(course, LESSON, share=in_process).notices if TEST in line]
    assert all(any(f.startswith("edited: ") for f in those) for those in flags_and_scores(course)[0].values())
    hand_in_changed(course, ["last"], "assert True  \r\n\r\n")
    summary = grade_lesson(course, LESSON, share=in_process)
    assert summary.graded == FEWEST, "their pages no longer say it"
    assert not any(f.startswith("edited: ") for those in flags_and_scores(course)[0].values() for f in those)


def test_in_a_large_class_five_are_not_many(course):
    hand_in_changed(course, [f"few{i}" for i in range(FEWEST)], "assert True")
    right = as_bytes(answered(load_release(course, LESSON)))
    for i in range(10 * FEWEST + 1):
        hand_in(course, f"other{i:02}", right)
    grade_lesson(course, LESSON, students=["few0"], share=in_process)
    assert flags_and_scores(course)[0]["few0"][0].startswith("edited: ")
