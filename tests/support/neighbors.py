"""An exercise that is tried between two honest ones."""

from tests.support.submissions import (
    answer,
    setup,
    statuses,
    test_cell,
)

DOUBLE = answer("double", "def double(x):\n    return 2 * x")


DOUBLE_TEST = test_cell("double__values", "assert double(4) == 8, double(4)")


TRIPLE = answer("triple", "def triple(x):\n    return 3 * x")


TRIPLE_TEST = test_cell("triple__values", "assert triple(4) == 12")


def between(*cells):
    """Return cells between an honest exercise before and one after."""
    return (setup(), DOUBLE, DOUBLE_TEST, *cells, TRIPLE, TRIPLE_TEST)


def others_pass(done):
    return statuses(done)["double__values"] == statuses(done)["triple__values"] == "passed"
