"""An answer that can be gone through as the solution's list can is right where a test goes through it."""

import pytest

from tests.support.both_ways import passed, passed_plainly, release_of, solution
from tests.support.submissions import test_cell

ANSWERS = [
    "return (2 * i for i in x)", "return map(lambda i: 2 * i, x)", "for i in x:\n        yield 2 * i", "return iter([2 * i for i in x])",
    "return {2 * i: 0 for i in x}.keys()", "return {i: 2 * i for i in x}.values()", "return range(0, 6, 2)",
    "return reversed([2 * i for i in x][::-1])", "return filter(lambda i: i >= 0, [2 * i for i in x])", "return tuple(2 * i for i in x)",
]  # fmt: skip


@pytest.mark.parametrize("body", ANSWERS)
@pytest.mark.parametrize(
    "test", ["assert list(f([0, 1, 2])) == [0, 2, 4]", "assert sum(f([0, 1, 2])) == 6", "assert f([0, 1, 2]) == [0, 2, 4]",
             "n = 0\nfor i in f([0, 1, 2]):\n    n += i\nassert n == 6", "assert len(f([0, 1, 2])) == 3", "a, *b = f([0, 1, 2])\nassert (a, b) == (0, [2, 4])"],
)  # fmt: skip
def test_an_iterator_has_the_marks_that_it_has_in_one_process(body, test):
    lesson = release_of(solution("f", "def f(x):\n    return [2 * i for i in x]"), test_cell("t", test))
    answer = {"f": f"def f(x):\n    {body}"}
    assert passed(lesson, answer) == passed_plainly(lesson, answer)


def test_pairs_of_a_dict_and_parts_of_a_list_cross():
    test = "assert sorted(f({'a': 1})) == [('a', 1)] and [1, 2, 3][g()] == [2, 3]"
    source = "def f(d):\n    return d.items()\ndef g():\n    return slice(1, None)"
    lesson = release_of(solution("f", source), test_cell("t", test))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}


def test_a_path_is_a_path_on_either_side():
    test = "from pathlib import Path\nassert f(Path('a') / 'b.txt') == Path('a/b.md')"
    lesson = release_of(
        solution("f", "def f(path):\n    return path.with_suffix('.md')"), test_cell("t", test)
    )
    assert passed(lesson) == passed_plainly(lesson) == {"t"}


def test_what_is_sent_to_a_generator_arrives():
    source = "def f(n):\n    while True:\n        n += (yield n) or 1\n        if n > 9:\n            return"
    test = "g = f(1)\nassert (next(g), next(g), g.send(5), next(g)) == (1, 2, 7, 8)\nassert list(g) == [9]"
    lesson = release_of(solution("f", source), test_cell("t", test))
    wrong = {"f": "def f(n):\n    while n < 10:\n        yield n\n        n += 1"}
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    assert passed(lesson, wrong) == passed_plainly(lesson, wrong) == set()
    assert passed(lesson, {"f": "def f(n):\n    return map(abs, [1, 2, 7, 8, 9])"}) == set()
