"""The form of known answers: cells of plain code, or what one changes in another; all else is told in one line."""

import pytest

from autograder.authoring.answers import Answer, changed, load_answers
from autograder.common.errors import UsageError
from tests.support.words import COURSE, LESSON, RIGHT

LOOPS = """\"\"\"Answers of a lesson.\"\"\"

import numpy as np


# %% total  right  loop
def total(x):
    s = 0
    for v in x:
        s += v
    return s


"""
BASE = ["a", "b", "", "a", "c"]


def load(folder, text):
    path = folder / "01_sums.py"
    path.write_text(text)
    return load_answers(path)


def test_a_cell_is_an_answer_without_the_blank_lines_around_it(tmp_path):
    last = "# %% total  wrong  none  is returned-none\ndef total(x):\n    sum(x)\n"
    loop, none = load(tmp_path, LOOPS + last)
    source = "def total(x):\n    s = 0\n    for v in x:\n        s += v\n    return s"
    assert loop == Answer("total", "right", "loop", None, source)
    assert none == Answer("total", "wrong", "none", "returned-none", "def total(x):\n    sum(x)")


def test_an_answer_like_another_tells_its_changes(tmp_path):
    text = "# %% total  wrong  late  is one-too-many  like loop\n# -     s = 0\n# +     s = 1\n\n"
    last = "# %% total  wrong  twin  like late\n"
    loop, late, twin = load(tmp_path, LOOPS + text + last)
    assert late.mistake == "one-too-many"
    assert late.source == twin.source == loop.source.replace("s = 0", "s = 1")


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        (["# - a"], ["b", "", "a", "c"]),
        (["# + x"], ["x", *BASE]),
        (["#   c", "# + x"], [*BASE, "x"]),
        (["#   b", "# - a", "# +   x", "# +"], ["a", "b", "", "  x", "", "c"]),
        (["# -", "# - c", "# + d"], ["a", "b", "a", "d"]),
        (["# - a", "# - a"], ["b", "", "c"]),
    ],
)
def test_changes_are_made_from_top_to_bottom(changes, lines):
    assert changed(BASE, changes) == lines


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("# %% total\nx\n", 14, "expected '# %% FUNCTION"),
        ("# %% total  maybe  x\n", 14, "expected '# %% FUNCTION"),
        ("# %% total  right  x  because\n", 14, "expected '# %% FUNCTION"),
        ("# %% total  right  loop\nx\n", 14, "an answer 'loop' already"),
        ("# %% other  wrong  x  like loop\n", 14, "no answer 'loop' of other stands above"),
        ("# %% total  wrong  x  like loop\n# - return s\n", 14, "there is no line 'return s'"),
        ("# %% total  wrong  x  like loop\n# -     return s\n# -     s = 0\n", 14, "from line 6 on"),
        ("# %% total  wrong  x  like loop\ns = 1\n", 14, "expected '# - LINE'"),
    ],
)
def test_another_form_is_told_with_its_line(tmp_path, text, line, says):
    with pytest.raises(UsageError, match=f"01_sums.py, line {line}: .*{says}"):
        load(tmp_path, LOOPS + text)


@pytest.mark.parametrize("text", ["", "x = []\n", "def f():\n    pass\n"])
def test_a_file_without_answers_is_one_line(tmp_path, text):
    with pytest.raises(UsageError, match=r"01_sums\.py has no answers"):
        load(tmp_path, text)


def test_a_file_that_cannot_be_read_is_one_line(tmp_path):
    (tmp_path / "odd.py").write_bytes(b"# %% f  right  \xff\n")
    for name in ("odd.py", "missing.py"):
        with pytest.raises(UsageError, match=f"{name} can't be read"):
            load_answers(tmp_path / name)


def test_another_course_has_its_answers_in_the_same_form():
    answers = load_answers(COURSE / "source" / "answers" / f"{LESSON}.py")
    assert {a.function for a in answers if a.kind == "right"} == set(RIGHT)


def test_the_form_before_this_one_is_read_too(tmp_path):
    path = tmp_path / "answers.py"
    entry = {
        "function": "f",
        "kind": "wrong",
        "id": "a",
        "mistake": "slip",
        "source": "\ndef f():\n    return 1\n",
    }
    path.write_text(f"\nANSWERS = [{entry!r}]\n")
    assert load_answers(path) == [Answer("f", "wrong", "a", "slip", "def f():\n    return 1")]
