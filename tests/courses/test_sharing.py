"""Of one exchange what is one object stays one; what can't be told between exchanges, `build` refuses."""

import pytest

from autograder.authoring.testability import find_unsplittable
from tests.support.both_ways import passed, passed_plainly, release_of, solution
from tests.support.submissions import setup, test_cell

SLOW = pytest.mark.timeout(120)
CASES = {
    "a variable in a list": ("arr = np.arange(3)\nthings = [0, arr, 'x']",
        "assert things == [0, arr, 'x'] and things[1] is arr", "arr = np.arange(3)\nthings = [0, arr.copy(), 'x']"),
    "a view among variables": ("arr = np.arange(6)\nhalf = arr[:3]",
        "half[0] = 9\nassert arr[0] == 9", "arr = np.arange(6)\nhalf = arr[:3].copy()"),
    "rows of a result": ("def f():\n    return [[0] * 2 for _ in range(2)]",
        "rows = f()\nrows[0][0] = 1\nassert rows[1] == [0, 0]", "def f():\n    return [[0] * 2] * 2"),
    "a deep copy of an argument": ("import copy\ndef f(rows):\n    return copy.deepcopy(rows)",
        "rows = [[1], [2]]\nmade = f(rows)\nmade[0].append(3)\nassert rows == [[1], [2]]", "def f(rows):\n    return rows[:]"),
    "a copy of an array": ("def f(a):\n    return a[1:].copy()",
        "a = np.arange(4.0)\npart = f(a)\npart[0] = 9\nassert a[1] == 1", "def f(a):\n    return a[1:]"),
    "a view of an array": ("def f(a):\n    return a.reshape(2, 2).T",
        "a = np.arange(4.0)\npart = f(a)\nassert part.tolist() == [[0, 2], [1, 3]]\npart[0, 1] = 9\nassert a[2] == 9",
        "def f(a):\n    return a.reshape(2, 2).T.copy()"),
    "part of an argument": ("def f(rows):\n    return max(rows)",
        "rows = [[1], [2]]\nassert f(rows) is rows[1]", "def f(rows):\n    return list(max(rows))"),
    "one argument twice": ("def f(a, b):\n    return a is b",
        "a = [1]\nassert f(a, a) is True and f(a, [1]) is False and f(a, b=a) is True", "def f(a, b):\n    return a == b"),
    "not a number": ("def f():\n    return [np.nan, 1]", "assert f() == [np.nan, 1]", "def f():\n    return [float('nan'), 1]"),
    "a function given back": ("def f(g):\n    return g", "assert f(len) is len and f(f) is f\ndef own(): pass\nassert f(own) is own",
        "def f(g):\n    return lambda *a: g(*a)"),
    "an argument that is changed and returned": ("def f(x):\n    x.append(3)\n    return x",
        "x = [1]\nassert f(x) is x and x == [1, 3]", "def f(x):\n    x.append(3)\n    return x[:]"),
    "a changed argument's own parts": ("def f(x):\n    x.append([4])\n    return x[-1]",
        "x = [[1]]\nlast = f(x)\nlast.append(5)\nassert x == [[1], [4, 5]]", "def f(x):\n    x.append([4])\n    return x[-1][:]"),
}  # fmt: skip


@pytest.mark.parametrize(("right", "test", "wrong"), CASES.values(), ids=CASES)
def test_what_is_one_object_in_one_process_is_one_in_two(right, test, wrong):
    lesson = release_of(setup(), solution("f", right), test_cell("t", test))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    assert passed(lesson, {"f": wrong}) == passed_plainly(lesson, {"f": wrong}) == set()
    assert not find_unsplittable(lesson)


@pytest.mark.parametrize(
    "wrong", ["x = [1]\n    x.append(x)\n    return x", "x = {}\n    x['x'] = (x,)\n    return x"]
)
def test_a_result_that_contains_itself_is_told(wrong):
    lesson = release_of(
        setup(), solution("f", "def f():\n    return [1]"), test_cell("t", "assert f() == [1]")
    )
    assert passed(lesson, {"f": f"def f():\n    {wrong}"}) == set()


REFUSED = {
    "a default argument": "r = f()\nr.append(1)\nassert f() == []",
    "one list twice": "a = f()\nb = f()\na.append(1)\nassert b == []",
    "in one line": "a, b = f(), f()\na[0] = 1\nassert b == []",
    "identity of two results": "assert f() is not f()",
    "identity by id": "assert id(f()) != id(f())",
    "a result and a variable": "a = f()\na.append(1)\nassert data == []",
    "a result that is a variable": "assert f() is data",
    "memory of two results": "a = f()\nassert not np.shares_memory(a, f())",
    "another call": "a = f()\na.append(1)\na = f(2)",
    "in a loop": "for i in range(2):\n    a = f(i)\n    a.append(i)\n    assert f(3) == []",
}
SEEN = {
    "only the changed one": "a = f()\na.append(1)\nassert a == [1]",
    "an argument": "x = [1]\na = f(x)\na.append(2)\nassert x == [1]",
    "an argument that is another now": "x = [1]\nassert f(x) == [1]\nx[0] = 2\nassert f(x) == [2]",
    "handed on": "a = f()\na.append(1)\nassert f(a) == [1]",
    "none": "assert f() is None or f() is True",
    "types": "assert type(f()) is type(f())",
    "two of one call": "a, b = f()\na.append(1)\nassert b == []",
    "variables": "assert data[0] is other",
}


@pytest.mark.parametrize(("test", "is_refused"), [(t, True) for t in REFUSED.values()] + [(t, False) for t in SEEN.values()],
                         ids=[*REFUSED, *SEEN])  # fmt: skip
def test_build_refuses_what_only_one_process_can_tell_and_nothing_else(test, is_refused):
    answer = "data = []\nother = [data]\ndef f(x=None):\n    return [[], []]"
    found = find_unsplittable(release_of(setup(), solution("f", answer), test_cell("t", test)))
    assert bool(found) == is_refused
    assert all(obstacle.cell == "t" and "can't be told" in obstacle.reason for obstacle in found)
    assert not found or found[0].line == 1 + test.count("\n")
