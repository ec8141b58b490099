"""Python's own containers, numbers and times keep their class between test and answer; others are refused by name."""

import pytest

from autograder.authoring.testability import find_unsplittable
from tests.support.both_ways import graded, passed, passed_plainly, release_of, solution
from tests.support.submissions import setup, test_cell

LOCKED = """import numpy as np
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
Point = namedtuple('Point', 'x y')
class Color(Enum):
    RED = 1
    BLUE = 'b'
class Level(IntEnum):
    LOW = 1
"""
OBJECTS = [
    "Counter('abca')", "OrderedDict(b=1, a=[2])", "defaultdict(list, {'a': [1]})", "defaultdict(int)", "deque([1, 2], 5)",
    "bytearray(b'ab')", "Fraction(3, 4)", "Decimal('1.10')", "date(2024, 2, 29)", "time(1, 2, fold=1)",
    "datetime(2024, 1, 2, 3, 4, 5, 6, timezone(timedelta(hours=2)))", "timedelta(days=-1, microseconds=3)", "Point(1, [2])",
    "Color.RED", "Level.LOW", "[Point(Fraction(1), Color.BLUE)]",
    "np.datetime64('2024-02-29')", "np.timedelta64(3, 'ms')",
]  # fmt: skip


@pytest.mark.parametrize("made", OBJECTS)
def test_an_object_of_a_standard_class_crosses_both_ways(made):
    test = (
        f"x = {made}\nassert type(f(x)) is type(x) and f(x) == x and told(x) == (type(x).__name__, repr(x))"
    )
    source = "def f(x):\n    return __import__('copy').deepcopy(x)\ndef told(x):\n    return type(x).__name__, repr(x)"
    lesson = release_of(setup(LOCKED), solution("f", source), test_cell("t", test))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    plain = {"f": source.replace("return __", "return None and __")}
    assert passed(lesson, plain) == passed_plainly(lesson, plain) == set()


@pytest.mark.parametrize(
    ("change", "made"),
    [("x['a'] += 1", "Counter('a')"), ("x.append(3)", "deque([1])"), ("x['b'].append(1)", "defaultdict(list)"),
     ("x.extend(b'c')", "bytearray(b'a')"), ("x.rotate(1)", "deque([1, 2])"), ("x.popleft()", "deque([1, 2])")],
)  # fmt: skip
def test_a_change_of_such_an_argument_is_seen(change, made):
    test = f"x, y = {made}, {made}\nf(x)\n{change.replace('x', 'y', 1)}\nassert x == y and type(x) is type(y)"
    lesson = release_of(setup(LOCKED), solution("f", f"def f(x):\n    {change}"), test_cell("t", test))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    kept = release_of(
        setup(LOCKED),
        solution("f", "def f(x):\n    return len(x)"),
        test_cell("t", f"x = {made}\nassert f(x) == len(x) and x == {made}"),
    )
    assert passed(kept) == {"t"}
    assert passed(kept, {"f": f"def f(x):\n    n = len(x)\n    {change}\n    return n"}) == set()


@pytest.mark.parametrize(
    ("made", "word"),
    [("np.matrix([[1]])", "a matrix"), ("np.ma.array([1])", "a masked array"), ("Mine([1])", "a Mine"),
     ("defaultdict(lambda: 3)", "a defaultdict"), ("Own.A", "Own")],
)  # fmt: skip
def test_what_cannot_cross_is_refused_by_name(made, word):
    test = f"class Mine(list): pass\nclass Own(Enum):\n    A = object()\nx = {made}\nassert f(x) is None"
    lesson = release_of(setup(LOCKED), solution("f", "def f(x):\n    return None"), test_cell("t", test))
    done = graded(lesson, {"f": "def f(x):\n    return None"})
    assert done.tests["t"].status == "error"
    assert word in done.tests["t"].message


def test_what_a_student_derives_from_a_class_arrives_as_its_base():
    own = "class Mine(dict):\n    def __eq__(self, other): return True\ndef f():\n    return Mine(a=2)"
    lesson = release_of(
        setup(LOCKED),
        solution("f", "def f():\n    return {'a': 1}"),
        test_cell("t", "assert f() == {'a': 1}"),
    )
    assert passed(lesson, {"f": own}) == set()


def test_arrays_of_times_cross():
    test = "x = np.array(['2024-02-29', 'NaT'], 'M8[D]')\nassert f(x).dtype == x.dtype and f(x)[0] == x[0] and np.isnat(f(x)[1])"
    lesson = release_of(setup(LOCKED), solution("f", "def f(x):\n    return x[:]"), test_cell("t", test))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    wrong = {"f": "def f(x):\n    return x.astype(int)"}
    assert passed(lesson, wrong) == passed_plainly(lesson, wrong) == set()


def test_a_named_tuple_of_the_answers_own_is_one_but_for_isinstance():
    source = "from collections import namedtuple\nPair = namedtuple('Pair', 'a b')\ndef f():\n    return Pair(1, [2])"
    lesson = release_of(
        solution("f", source), test_cell("t", "assert f().a == 1 and f() == (1, [2]) == Pair(1, [2])")
    )
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    asks = release_of(solution("f", source), test_cell("t", "assert isinstance(f(), Pair)"))
    assert [str(found) for found in find_unsplittable(asks)] == [
        "t, line 1: isinstance can't know Pair, a class in the student's process"
    ]
