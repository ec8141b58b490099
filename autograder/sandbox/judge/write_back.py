"""Make the judge's own objects what a function of the student's made of its copies of them."""

import copy
import random
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.sandbox.protocol.classes import DRAWN_FROM
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import Malformed


def write_all(
    given: dict[int | str, Any], changed: Sequence[int | str], parts: list[bytes], objects: Objects
) -> bool:
    """Write changed arguments back; say whether that could be done for all.

    `given`: the arguments by place or name, those of the judge; empty where changes are not asked for
    `changed`: which were changed, as the student's process says
    `parts`: what they were changed to, encoded
    `objects`: those of the call
    """
    if len(parts) != len(changed):
        return False
    done = 0
    for place, data in zip(changed, parts, strict=True):
        try:
            done += place in given and write_back(given[place], decode(data, objects=objects))
        except Malformed:
            return False
    return done == len(changed)


def write_back(old: Any, new: Any) -> bool:
    """Make a list, dict, set, array or random generator equal to another of its kind; say whether it is.

    >>> row = [1, 2]
    >>> write_back(row, [3]), row
    (True, [3])
    """
    if old is new:
        return True
    if isinstance(old, np.ndarray):
        if not isinstance(new, np.ndarray) or old.shape != new.shape or old.dtype != new.dtype:
            return False
        old[...] = new
    elif isinstance(old, list | bytearray) and isinstance(new, list | bytearray):
        old[:] = new
    elif (isinstance(old, dict) and isinstance(new, dict)) or (isinstance(old, set) and isinstance(new, set)):
        old.clear()
        old.update(new)
    elif isinstance(old, deque) and isinstance(new, deque):
        old.clear()
        old.extend(new)
    elif isinstance(old, np.random.Generator) and isinstance(new, np.random.Generator):
        old.bit_generator.state = new.bit_generator.state
    elif isinstance(old, random.Random) and isinstance(new, random.Random):
        old.setstate(new.getstate())
    else:
        return False
    return True


class Changes:
    """What functions have changed of a cell's objects that the release says leave them alone.

    `are_let`: whether arguments may be changed so; else the changes stay with the student
    """

    def __init__(self, are_let: bool = True):
        self.are_let, self.words = are_let, ""
        self.before: list[tuple[Any, Any]] = []

    def take_note(self, name: str, changed: dict[int | str, Any]) -> None:
        """Keep what arguments of a function were, random generators aside."""
        for place, value in changed.items():
            if not isinstance(value, DRAWN_FROM):
                self.before.append((value, copy.copy(value)))
                self.words = self.words or f"{name} changed {place_of(place)} in place"

    def take_back(self) -> None:
        """Let the objects be what they were."""
        while self.before:
            write_back(*self.before.pop())


def place_of(which: int | str) -> str:
    """Say in words which argument that is."""
    if isinstance(which, str):
        return f"its argument {which[:60]!r}"
    return (
        f"its {['first', 'second', 'third', 'fourth', 'fifth'][which] if 0 <= which < 5 else 'last'} argument"
    )
