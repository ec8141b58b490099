"""Marking one's own work: the same marks as a class gets, told in a few lines."""

from types import SimpleNamespace

import pytest

from autograder.commands.mark import mark, print_marks
from autograder.common.errors import UsageError
from autograder.task import Settings
from tests.support.words import HALF, LESSON, RIGHT, answered, as_bytes, words_course, words_release


@pytest.fixture
def course(tmp_path):
    return words_course(tmp_path)


def marked(course, answers, lessons=()):
    folder = course.root / "study" / LESSON
    folder.mkdir(parents=True, exist_ok=True)
    content = answers if isinstance(answers, bytes) else as_bytes(answered(words_release(), answers))
    (folder / f"{LESSON}.ipynb").write_bytes(content)
    said = []
    results = mark(course, list(lessons), course.root / "study", Settings(), said.append)
    assert (folder / f"{LESSON}.ipynb").read_bytes() == content
    return results[0]["score"], "\n".join(said)


def test_whole_half_and_lost_work(course):
    score, said = marked(course, RIGHT)
    assert (score, said.splitlines()[0]) == (10, f"{LESSON}: 10 of 10 points")
    score, said = marked(course, HALF, [LESSON])
    assert score == 8
    assert "a hidden one, on other inputs, does not" in said
    score, said = marked(course, {})
    assert score == 0
    assert "not written yet" in said
    score, said = marked(course, b"{")
    assert score == 0
    assert "not JSON" in said
    assert (course.root / "study" / LESSON / f"{LESSON}.html").is_file()


def test_what_was_seen_is_told_to_its_end_and_with_its_question():
    message = (
        "area: it stopped with ValueError: these two lengths do not go together, which nobody would have\n"
        "thought (line 3: return a + b).\nCall: area(3, 4)\nWhich of them is not what you had in mind?\n"
        "Where to look: part 1."
    )
    test = {"id": "area__values", "hidden": False, "score": 0, "max_score": 2, "message": message}
    result = {"lesson": "one", "score": 0, "max_score": 2, "flags": []}
    result["exercises"] = [{"name": "area", "score": 0, "max_score": 2, "tests": [test]}]
    said = []
    print_marks(SimpleNamespace(result=result), said.append)
    assert said[2].endswith("which nobody would have thought (line 3: return a + b).")
    assert said[3].strip() == "Which of them is not what you had in mind?"


def test_nothing_to_mark_is_one_line(course):
    with pytest.raises(UsageError, match="make lab"):
        mark(course, [], course.root / "study", Settings(), print)
    (course.root / "study").mkdir()
    with pytest.raises(UsageError, match="no lesson"):
        mark(course, [], course.root / "study", Settings(), print)
