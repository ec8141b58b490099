"""Keep in the student's process the functions and iterators that answers return, so that tests can use them there."""

import functools
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.sandbox.protocol.references import describe_function

_FUNCTIONS = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodType, functools.partial, np.ufunc,
)  # fmt: skip
MOST = 10_000


class Handles:
    """Gives numbers to functions and iterators; both are called by number, an iterator for its next item."""

    def __init__(self) -> None:
        self.functions: list[Callable] = []

    def __getitem__(self, number: int) -> Callable:
        return self.functions[number]

    def __call__(self, value: Any) -> tuple[str, Any] | None:
        """Return the tag and body for a value that stays here, or that isn't plain data otherwise."""
        if isinstance(value, _FUNCTIONS) and len(self.functions) < MOST:
            return "h", [self.keep(value), describe_function(value, self.keep)]
        return self.iterators(value)

    def iterators(self, value: Any) -> tuple[str, Any] | None:
        """Return the tag and body for what can be iterated over, as a list can; None for other functions."""
        if type(value) is range:
            return "n", [value.start, value.stop, value.step]
        if _is_iterator(value) and len(self.functions) < MOST:
            return "q", [self.keep(functools.partial(_next_of, value)), {}]
        return None

    def keep(self, function: Callable) -> int:
        """Return the number of a function from now on."""
        self.functions.append(function)
        return len(self.functions) - 1


def _is_iterator(value: Any) -> bool:
    """Say whether a value is one of Python's own iterators: a generator, a `map`, what `iter` makes of a list."""
    return type(value).__module__ in ("builtins", "itertools") and isinstance(value, Iterator)


def _next_of(iterator: Iterator, *sent: Any) -> list:
    """Return whether there is one item more, and it; what is `sent` is given to a generator, as its `send` does."""
    try:
        return [True, iterator.send(*sent) if sent else next(iterator)]
    except StopIteration:
        return [False]
