"""Keep in the student's process the functions and iterators that answers return, so that tests can use them there."""

from __future__ import annotations

import functools
import itertools
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.sandbox.protocol.functions import describe_function

_FUNCTIONS = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodType, functools.partial, np.ufunc,
)  # fmt: skip
_ITERATORS = (
    types.GeneratorType, map, filter, zip, enumerate, reversed, type(iter([])), type(iter(())), type(iter("")),
    type(iter({})), itertools.chain, itertools.count, itertools.cycle, itertools.islice, itertools.repeat,
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
        if type(value) is range:
            return "n", [value.start, value.stop, value.step]
        if len(self.functions) >= MOST:
            return None
        if isinstance(value, _FUNCTIONS):
            return "h", [self.keep(value), describe_function(value, self.keep)]
        if isinstance(value, _ITERATORS):
            return "q", [self.keep(functools.partial(_next_of, value)), {}]
        return None

    def keep(self, function: Callable) -> int:
        """Return the number of a function from now on."""
        self.functions.append(function)
        return len(self.functions) - 1


def _next_of(iterator: Iterator) -> list:
    """Return whether there is one item more, and it."""
    for item in iterator:
        return [True, item]
    return [False]
