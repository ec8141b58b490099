"""A generator of random numbers crosses with its state: whoever draws from it, the next draw is another."""

import pytest

from autograder.authoring.testability import find_unsplittable
from tests.support.both_ways import passed, passed_plainly, release_of, solution
from tests.support.submissions import setup, test_cell

CASES = {
    "an answer's own": (
        "rng = np.random.default_rng(5)\nrolls = rng.integers(1, 7, 9)",
        "assert set(rolls) <= set(range(1, 7))\nx = rng.uniform(1, 2, 4)\nassert x.shape == (4,) and x.min() >= 1",
        "rolls = [0]\nrng = np.random.default_rng()",
    ),
    "handed over": (
        "def f(n, rng):\n    return rng.random(n)",
        "rng, twin = np.random.default_rng(3), np.random.default_rng(3)\n"
        "assert (f(2, rng) == twin.random(2)).all() and (f(2, rng=rng) == twin.random(2)).all()\nassert rng.random() == twin.random()",
        "def f(n, rng):\n    return np.random.default_rng(3).random(n)",
    ),
    "made for a call": (
        "def f(rng):\n    return rng.integers(1000)",
        "for seed in range(4):\n    assert f(np.random.default_rng(seed)) == np.random.default_rng(seed).integers(1000)",
        "def f(rng):\n    return 0",
    ),
    "Python's": (
        "import random\ndef f(r):\n    return [r.gauss(0, 1) for _ in range(3)]",
        "import random\na, b = random.Random(1), random.Random(1)\nassert f(a) == [b.gauss(0, 1) for _ in range(3)]\nassert a.gauss(0, 1) == b.gauss(0, 1)",
        "def f(r):\n    r.random()\n    return [r.gauss(0, 1) for _ in range(3)]",
    ),
    "given back": (
        "def f(seed):\n    return np.random.default_rng(seed)",
        "assert f(8).random() == np.random.default_rng(8).random()",
        "def f(seed):\n    return np.random.default_rng(9)",
    ),
    "beside a list": (
        "def f(x, rng):\n    return list(rng.permutation(x))",
        "x = [1, 2, 3]\nassert sorted(f(x, np.random.default_rng(0))) == x",
        "def f(x, rng):\n    rng.shuffle(x)\n    return x",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("right", "test", "wrong"), CASES.values(), ids=CASES)
def test_draws_are_those_of_one_process(right, test, wrong):
    lesson = release_of(setup(), solution("f", right), test_cell("t", test))
    assert passed(lesson) == passed_plainly(lesson) == {"t"}
    assert not find_unsplittable(lesson)
    assert passed(lesson, {"f": wrong}) == set()


@pytest.mark.parametrize("kind", ["MT19937", "Philox"])
def test_other_generators_of_numpy_stay_where_they_are(kind):
    source = f"def f():\n    return np.random.Generator(np.random.{kind}(3))"
    assert passed(release_of(setup(), solution("f", source), test_cell("t", "f().random()"))) == set()
