"""Answers that look like no data and are some: None, Python's own types, a defaultdict with a lambda."""

import pytest

from tests.support.both_ways import passed, passed_plainly, release_of, solution
from tests.support.submissions import setup, test_cell

CASES = {
    "nothing": ("found = None\nrow = [None]", "assert found is None and row == [None]", "found = row = 0"),
    "types": ("kind, kinds = type(3.0), [int, np.int64]\ndef f(x):\n    return type(x)",
        "assert kind is float and kinds == [int, np.int64] and kind('3') == 3\nassert f('a') is str and f(None) is type(None) and f(np.float32(1)) == np.float32",
        "kind, kinds = int, ['int']\ndef f(x):\n    return str(type(x))"),
    "a class of one's own": ("class A:\n    pass\ndef f(a, b):\n    return a + b", "assert A is not None and f(1, 2) == 3", "f = int"),
    "names that are asked for": ("made = 3\ndef f():\n    return 1", "assert 'made' in dir() and 'f' in globals()\nif 'nil' not in dir():\n    nil = f()",
        "def f():\n    return 1"),
}  # fmt: skip


@pytest.mark.parametrize(("right", "test", "wrong"), CASES.values(), ids=CASES)
def test_it_is_what_it_is_in_one_process(right, test, wrong):
    lesson = release_of(setup(), solution("f", right), test_cell("t", test))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    assert passed(lesson, {"f": wrong}) == passed_plainly(lesson, {"f": wrong}) == set()


def test_a_name_that_is_left_at_none_is_there():
    lesson = release_of(solution("x", "x = 3", "x = None\n"), test_cell("t", "assert x is not None"))
    assert passed(lesson) == {"t"}
    assert passed(lesson, {"x": "x = None"}) == set()


@pytest.mark.parametrize("factory", ["lambda: 0", "int", "Zero"])
def test_counts_in_a_defaultdict_are_counts(factory):
    answer = (
        "from collections import defaultdict\nclass Zero(int):\n    pass\ndef f(text):\n"
        f"    counts = defaultdict({factory})\n    for c in text:\n        counts[c] += 1\n    return counts"
    )
    test = "assert f('aab') == {'a': 2, 'b': 1} and isinstance(f('a'), dict)\nassert sorted(f('ba').items()) == [('a', 1), ('b', 1)]"
    right = "def f(text):\n    return {c: text.count(c) for c in text}"
    lesson = release_of(solution("f", right), test_cell("t", test))
    assert passed(lesson, {"f": answer}) == passed_plainly(lesson, {"f": answer}) == {"t"}
