"""Seeing which names code binds, without parsing it."""

import pytest

from autograder.course.source_names import bound_at_a_glance, nested_at_a_glance


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(a=1):\n    b = 2\nasync def g():\n    pass\nclass C:\n    pass", "f g C"),
        ("import numpy as np, scipy.signal\nfrom m import f as g, h  # i = 3", "np scipy g h"),
        ("from m import (\n    a,  # first\n    b as c,\n)\nfrom . import d", "a c d"),
        ("a, (b, *c) = f(x=1)\n[d] = e = h", "a b c d e"),
        ("f: Callable[[int], str] = g\nn: int", "f"),
        ("a[0] = b.c = 1\nx == y\nx += 1\nprint(z, end='')\nassert t == 1\nk = lambda m=1: m", "k"),
        ("%%time\nx = 1", "x"),
        ("%%writefile own.py\ndef f():\n    pass", ""),
        ("%%file own.py\nx = 1", ""),
        ("if True:\n    def f():\n        pass", ""),
    ],
)
def test_names_are_those_bound_at_the_left_margin(source, names):
    assert bound_at_a_glance(source) == frozenset(names.split())


def test_definitions_further_in_are_seen_apart():
    assert nested_at_a_glance("if True:\n    def f():\n        pass\ndef g():\n    pass") == {"f"}
    assert nested_at_a_glance("%%writefile own.py\nif True:\n    def f(): pass") == frozenset()


def test_a_hostile_cell_is_seen_in_one_pass():
    """Each import reads on from where the last one ended, and a chain of assignments is not followed for ever."""
    begun = [f"from m import (a{n},\n" for n in range(20_000)]
    assert len(bound_at_a_glance("".join(begun))) <= 1000
    assert bound_at_a_glance("a = " + "b = " * 200_000 + "1") == {"a", "b"}
    assert len(bound_at_a_glance(" = ".join(f"a{n}" for n in range(10_000)))) < 100
