"""A lesson that is released again: who still holds the earlier release has edited and deleted nothing."""

import json

import pytest

from autograder.authoring.build import build
from autograder.common.errors import GradingError
from autograder.course.assignment import load_assignment, load_release
from autograder.course.earlier_releases import former_path, with_former
from autograder.grading import grade_lesson
from autograder.records.results import each_result
from autograder.restore.restore import restore
from tests.support.words import LESSON, RIGHT, answered, as_bytes, cell_of, hand_in, in_process, words_course

NEW = """
# %% nbgrader={"grade_id": "running_total__more", "grade": true, "points": 1}
assert running_total([5, 5]) == [5, 10]
"""


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path / "words")


def mend(course, more=""):
    """Change a test, and add another one, as an instructor does who found a bug in it."""
    path = course.root / "source" / f"{LESSON}.py"
    text = path.read_text(encoding="utf-8")
    assert "assert running_total([1, 2, 3])" in text
    path.write_text(
        text.replace("assert running_total([1, 2, 3])", "assert running_total([1, 2,  3])") + more
    )


def flags_of(course):
    return {result["student"]: result["flags"] for result in each_result(course, LESSON)}


def test_a_mended_test_accuses_nobody_who_holds_the_earlier_one(course):
    old = answered(load_release(course, LESSON))
    hand_in(course, "ada", as_bytes(old))
    cell_of(old, "running_total__values").source = "assert True"
    hand_in(course, "ben", as_bytes(old))
    grade_lesson(course, LESSON, share=in_process)
    before = flags_of(course)
    mend(course)
    again = grade_lesson(course, LESSON, share=in_process)
    assert again.graded == 2
    assert before == flags_of(course)
    assert before["ada"] == []
    assert before["ben"][0].startswith("edited: ")
    assert again.scores["ada"] == again.max_score
    assert grade_lesson(course, LESSON, share=in_process).graded == 0


def test_an_earlier_test_is_known_by_its_text_without_its_marks(course):
    earlier = load_assignment(course, LESSON)
    with_former(course, earlier)
    mend(course, NEW)
    release = with_former(course, load_assignment(course, LESSON)).parts[0]
    handed = answered(earlier.parts[0])
    for cell in handed.cells:
        cell.metadata, cell.id = {}, f"{cell.id}-x"
    kinds = [flag.partition(":")[0] for flag in restore(as_bytes(handed), release).flags]
    assert "missing" not in kinds
    assert "edited" not in kinds


def test_the_first_release_has_no_former_one_and_damaged_memory_is_none(course):
    assignment = load_assignment(course, LESSON)
    assert with_former(course, assignment).parts[0].former == ()
    former_path(course, LESSON).write_text("[1]")
    assert with_former(course, assignment).parts[0].former == ()


def test_a_folder_that_cannot_be_written_is_one_line(course):
    (course.root / "results").write_text("")
    with pytest.raises(GradingError, match="can't be written"):
        with_former(course, load_assignment(course, LESSON))


def test_a_release_that_was_only_built_is_remembered_too(course):
    build(course, [], run=False, say=lambda line: None, warn=lambda line: None)
    old = as_bytes(answered(load_release(course, LESSON)))
    mend(course)
    hand_in(course, "ada", old)
    grade_lesson(course, LESSON, share=in_process)
    assert flags_of(course) == {"ada": []}


SHOUT = """
# %% nbgrader={"grade_id": "shout", "solution": true}
def shout(text):
    ### BEGIN SOLUTION
    return text.upper()
    ### END SOLUTION

# %% nbgrader={"grade_id": "shout__values", "grade": true, "points": 2}
assert shout("ab") == "AB"
"""


def added(text):
    return text + SHOUT


def renamed(text):
    return text.replace('"grade_id": "count_vowels', '"grade_id": "vowels')


def worth_more(text):
    return text.replace('"count_vowels__hidden", "grade": true, "points": 2', '"count_vowels__hidden", "grade": true, "points": 5')  # fmt: skip


def in_another_order(text):
    first, second, rest = (
        text.index(words) for words in ("### Exercise 1", "### Exercise 2", '"reflection"')
    )
    first, second, rest = (text.rindex("# %%", 0, at) for at in (first, second, rest))
    return text[:first] + text[second:rest] + text[first:second] + text[rest:]


@pytest.mark.parametrize("change", [added, renamed, worth_more, in_another_order])
@pytest.mark.parametrize("answers", [RIGHT, {}])
def test_who_holds_the_earlier_release_is_told_of_no_change(course, change, answers):
    earlier = load_assignment(course, LESSON)
    with_former(course, earlier)
    path = course.root / "source" / f"{LESSON}.py"
    before = path.read_text(encoding="utf-8")
    path.write_text(change(before), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before
    release = with_former(course, load_assignment(course, LESSON)).parts[0]
    assert restore(as_bytes(answered(earlier.parts[0], answers)), release).flags == ()


def test_who_changed_what_no_release_had_is_still_told(course):
    earlier = load_assignment(course, LESSON)
    with_former(course, earlier)
    path = course.root / "source" / f"{LESSON}.py"
    path.write_text(worth_more(path.read_text(encoding="utf-8")), encoding="utf-8")
    release = with_former(course, load_assignment(course, LESSON)).parts[0]
    handed = answered(earlier.parts[0])
    cell_of(handed, "running_total__values").metadata.nbgrader.points = 99
    first = cell_of(handed, "count_vowels")
    handed.cells.remove(first)
    handed.cells.append(handed.cells.pop(0))
    cell_of(handed, "reflection").metadata.nbgrader.solution = False
    kinds = {flag.partition(":")[0] for flag in restore(as_bytes(handed), release).flags}
    assert {"lost", "marks"} <= kinds
    handed.cells.reverse()
    assert "reordered" in {flag.partition(":")[0] for flag in restore(as_bytes(handed), release).flags}


def test_a_memory_of_locked_cells_alone_is_read(course):
    """As it was written before December 2026."""
    earlier = load_assignment(course, LESSON)
    with_former(course, earlier)
    path = former_path(course, LESSON)
    cells = [cell for cell in json.loads(path.read_text()) for cell in cell if "__" in cell[0]]
    path.write_text(json.dumps([{name: text for name, text, _ in cells}]))
    mend(course, NEW)
    release = with_former(course, load_assignment(course, LESSON)).parts[0]
    assert restore(as_bytes(answered(earlier.parts[0])), release).flags == ()
