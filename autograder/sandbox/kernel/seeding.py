"""Seed what tests draw: a submission meets the same numbers whenever it is graded, and nobody knows them before."""

import functools
import random
from typing import Any

import numpy as np

_make = np.random.default_rng


def begin_random_numbers(seed: int) -> None:
    """Let the generators that all code of a process shares begin anew.

    `seed`: not negative
    """
    random.seed(seed)
    np.random.seed(seed % 2**32)


class SeededRandom:
    """Where the tests of a submission get their random numbers, as long as they ask for them without a seed."""

    def __init__(self) -> None:
        self.seed: int | None = None
        self.handles = 0

    def install(self) -> None:
        """Let `np.random.default_rng()` ask here."""

        @functools.wraps(_make)
        def default_rng(seed: Any = None) -> np.random.Generator:
            return self.generator(seed)

        np.random.default_rng = default_rng

    def begin(self, seed: int | None) -> None:
        """Begin with a submission's seed; go on where it has begun already."""
        if seed is not None and seed != self.seed:
            begin_random_numbers(seed)
            self.handles = 0
        self.seed = seed

    def generator(self, seed: Any) -> np.random.Generator:
        """Return what NumPy returns for a seed; without one, the submission's next generator."""
        if seed is None and self.seed is not None:
            self.handles += 1
            seed = [self.seed, self.handles]
        return _make(seed)
