"""Number the objects of one exchange, so that one object that comes twice arrives as one."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.sandbox.protocol.plain_data import NotPlain


class Objects:
    """The lists, dicts, sets, arrays and functions of an exchange, in the same order on both sides.

    `names`: where the classes of the lesson are: enumerations, named tuples
    """

    def __init__(self, names: Mapping[str, Any] | None = None):
        self.names = {} if names is None else names
        self.all: list[Any] = []
        self.numbers: dict[int, int] = {}

    def begin(self, value: Any) -> None:
        """Take note that `value` is being written: it can't be part of itself."""
        self.numbers[id(value)] = -1

    def add(self, value: Any) -> Any:
        """Give `value` the next number and return it."""
        self.numbers[id(value)] = len(self.all)
        self.all.append(value)
        return value

    def number_of(self, value: Any) -> int | None:
        """Return the number of an object, None if it has none.

        Raises NotPlain if it is still being written.
        """
        number = self.numbers.get(id(value))
        if number is not None and number < 0:
            raise NotPlain("a value that contains itself")
        return number

    def cut(self, count: int) -> None:
        """Forget all but the first objects."""
        del self.all[count:]
        self.numbers = {id(value): number for number, value in enumerate(self.all)}

    def forget(self, start: int, end: int) -> None:
        """Let the objects of an argument that was changed have no numbers any more: they are told anew."""
        for value in self.all[start:end]:
            self.numbers.pop(id(value), None)


def view_of(value: np.ndarray, objects: Objects) -> list | None:
    """Return which part of an array that has a number another is, as JSON; None if it isn't one."""
    base = value.base
    number = objects.numbers.get(id(base), -1) if type(base) is np.ndarray else -1
    if number < 0 or base.dtype != value.dtype or not base.flags.c_contiguous:
        return None
    offset = value.__array_interface__["data"][0] - base.__array_interface__["data"][0]
    return [number, list(value.shape), list(value.strides), offset]
