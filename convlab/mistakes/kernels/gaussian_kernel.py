"""Usual mistakes of lesson 5: the bell, `gaussian_kernel`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from convlab.mistakes import AnyArray, AnyError, Bank, probe

BELL = "lesson 5, section 5.2 (how do you blur gently)"


def gaussian_oracle(size: int, sigma: float) -> np.ndarray:
    """Return the bell that sums to 1."""
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError(f"expected an odd size and a sigma above 0, got {size} and {sigma}")
    return _bell(size, lambda dy, dx: (dy**2 + dx**2) / (2 * sigma**2))


def _bell(size: int, exponent: Callable, shift: float = 0.0) -> np.ndarray:
    """Return exp(-exponent) over distances from the middle (moved by `shift`), divided by its sum."""
    away = np.arange(size) - size // 2 + shift
    bell = np.exp(-exponent(away[:, None], away))
    return bell / bell.sum()


def _bell_by(exponent: Callable, shift: Callable = lambda size: 0.0) -> Callable:
    """Return the variant with another exponent, a function of dy, dx and sigma, or another center."""
    return lambda size, sigma: _bell(size, lambda dy, dx: exponent(dy, dx, sigma), shift(size))


def _right(dy: np.ndarray, dx: np.ndarray, sigma: float) -> np.ndarray:
    return (dy**2 + dx**2) / (2 * sigma**2)


def _over(divisor: Callable) -> Callable:
    """Return the variant that divides the bell (1 in the center) by something else than its sum."""

    def variant(size: int, sigma: float) -> np.ndarray:
        bell = gaussian_oracle(size, sigma)
        bell = bell / bell.max()
        return bell / divisor(bell, sigma)

    return variant


def _corner(kernel: np.ndarray, rows: int | None, cols: int | None) -> np.ndarray:
    """Return the kernel with zeros outside of its first rows and columns."""
    corner = np.zeros(kernel.shape)
    corner[:rows, :cols] = kernel[:rows, :cols] / kernel.max()
    return corner


def _part(kernel: np.ndarray) -> np.ndarray:
    return kernel / kernel.sum()


def _bells_added(size: int, sigma: float) -> np.ndarray:
    bell = gaussian_oracle(size, sigma).sum(axis=0)
    return np.add.outer(bell, bell)


def _divided_while_it_grows(by_row: bool, whole: bool, by_total: bool) -> Callable:
    """Return the variant that divides in the loop, cell by cell or row by row: the new part, or the whole kernel."""

    def variant(size: int, sigma: float) -> np.ndarray:
        bell, kernel, total = gaussian_oracle(size, sigma), np.zeros((size, size)), 0.0
        bell = bell / bell.max()
        for place in np.ndindex((size,) if by_row else (size, size)):
            kernel[place] = bell[place]
            total += bell[place].sum()
            kernel[... if whole else place] /= total if by_total else kernel.sum()
        return kernel

    return variant


def _by_caret(size: int, sigma: float) -> object:
    """Take `^` for a power; with a sigma that is no whole number it stops."""
    if not isinstance(sigma, int):
        return AnyError(TypeError)
    away = np.arange(size) - size // 2
    with np.errstate(all="ignore"):
        squares = away[:, None] ^ (2 + away) ^ 2  # since + comes before ^
        bell = np.exp(-squares / np.asarray(2 * sigma ^ 2))
        return bell / bell.sum()


gaussian_kernel = Bank(
    "gaussian_kernel",
    oracle=gaussian_oracle,
    where=BELL,
    probes=[probe(3, 1.5), probe(5, 0.8), probe(5, 2), probe(7, 1.25), probe(3, 0.6)],
)
gaussian_kernel.add(
    "not-normalized",
    "Your kernel has 1 in its center, and its sum is larger than 1. By what do you divide at the end?",
    _over(lambda bell, sigma: 1.0),
)
gaussian_kernel.add(
    "integral-for-sum",
    "Your bell is divided by the area under the whole curve. What do these cells add up to by themselves?",
    _over(lambda bell, sigma: 2 * np.pi * sigma**2),
    _over(lambda bell, sigma: np.sqrt(2 * np.pi) * sigma),
    _over(lambda bell, sigma: 2 * np.pi * sigma),
    _over(lambda bell, sigma: np.sqrt(2 * np.pi)),
)
gaussian_kernel.add(
    "normalized-by-rows",
    "Every row or column of yours adds up to 1 by itself. What should add up to 1?",
    _over(lambda bell, sigma: bell.sum(axis=0)),
    _over(lambda bell, sigma: bell.sum(axis=1, keepdims=True)),
)
gaussian_kernel.add(
    "two-forgotten",
    "Your bell is too narrow: its exponent is twice as large as ours. What stands below the r squared?",
    _bell_by(lambda dy, dx, sigma: (dy**2 + dx**2) / sigma**2),
)
gaussian_kernel.add(
    "sigma-not-squared",
    "Your bell is right for a sigma of 1 only. Is it sigma, or its square, that stands below r squared?",
    _bell_by(lambda dy, dx, sigma: (dy**2 + dx**2) / (2 * sigma)),
)
gaussian_kernel.add(
    "sigma-ignored",
    "Your kernel is the same for every sigma. Where does sigma (and the size) enter?",
    lambda size, sigma: gaussian_oracle(size, 1.0),
    lambda size, sigma: gaussian_oracle(size, np.sqrt(size // 2 / 2)),
    lambda size, sigma: gaussian_oracle(size, 0.3 * ((size - 1) * 0.5 - 1) + 0.8),
    lambda size, sigma: np.outer([1, 2, 1], [1, 2, 1]) / 16,
    probes=[probe(5, 3.0), probe(5, 0.5)],
)
gaussian_kernel.add(
    "sigma-multiplied",
    "Your bell gets narrower when sigma grows. On which side of the fraction does sigma stand?",
    _bell_by(lambda dy, dx, sigma: (dy**2 + dx**2) * 2 * sigma**2),
    _bell_by(lambda dy, dx, sigma: (dy**2 + dx**2) / 2 * sigma**2),
)
gaussian_kernel.add(
    "distance-not-squared",
    "Your kernel comes to a point like a tent, where a bell is round. Is the distance squared?",
    _bell_by(lambda dy, dx, sigma: np.sqrt(dy**2 + dx**2) / (2 * sigma**2)),
    _bell_by(lambda dy, dx, sigma: np.sqrt(dy**2 + dx**2) / sigma),
)
gaussian_kernel.add(
    "distance-around-the-corner",
    "Your corners are too small: they count as steps right plus steps down. How far is one as the crow flies?",
    _bell_by(lambda dy, dx, sigma: (np.abs(dy) + np.abs(dx)) ** 2 / (2 * sigma**2)),
)
gaussian_kernel.add(
    "center-shifted",
    "Your bell's peak is not in the center cell. At which index does a side of 5 have its middle?",
    _bell_by(_right, lambda size: -0.5),
    _bell_by(_right, lambda size: 0.5),
    _bell_by(_right, lambda size: float(size // 2)),
    _bell_by(_right, lambda size: -1.0),
    _bell_by(_right, lambda size: 1.0),
)
gaussian_kernel.add(
    "sign-of-the-exponent",
    "Your kernel is smallest in its center. Which sign stands in front of r squared?",
    _bell_by(lambda dy, dx, sigma: -(dy**2 + dx**2) / (2 * sigma**2)),
)
gaussian_kernel.add(
    "one-row-only",
    "Yours is one row of the kernel. How does a bell along rows become one over rows and columns?",
    lambda size, sigma: gaussian_oracle(size, sigma).sum(axis=0),
    lambda size, sigma: gaussian_oracle(size, sigma).sum(axis=0) / gaussian_oracle(size, sigma).sum(0).max(),
)
gaussian_kernel.add(
    "one-axis-twice",
    "All rows of yours are alike, or all columns: one of the two distances does not count. Which two belong under the "
    "square root of r?",
    *(_bell_by(lambda dy, dx, sigma, n=n: (0 * dy + n * dx**2) / (2 * sigma**2)) for n in (1, 2)),
    *(_bell_by(lambda dy, dx, sigma, n=n: (0 * dx + n * dy**2) / (2 * sigma**2)) for n in (1, 2)),
)
gaussian_kernel.add(
    "mean-for-sum",
    "Your bell is divided by the mean of its cells, or by their number. What do they add up to then?",
    _over(lambda bell, sigma: bell.mean()),
    _over(lambda bell, sigma: bell.size),
)
gaussian_kernel.add(
    "output-dtype",
    "Only the center of your bell is left, the rest is 0. Which dtype has the array that you fill?",
    lambda size, sigma: np.trunc(gaussian_oracle(size, sigma) / gaussian_oracle(size, sigma).max()),
)
gaussian_kernel.add(
    "last-place-left-out",
    "Your kernel is one row and one column short (or they stay 0). Does an `arange` or a `range` hold its own end?",
    lambda size, sigma: _part(gaussian_oracle(size, sigma)[:-1, :-1]),
    *(
        lambda size, sigma, at=at: _part(_corner(gaussian_oracle(size, sigma), *at))
        for at in [(-1, -1), (-1, None), (None, -1)]
    ),
    lambda size, sigma: AnyArray((size - 1, size - 1)),
)
gaussian_kernel.add(
    "caret-for-power",
    "The sign `^` is no power in Python: on whole numbers it compares bits, without a word. Which sign is?",
    _by_caret,
    probes=[probe(3, 1), probe(5, 1), probe(5, 3), probe(7, 2)],
)
gaussian_kernel.add(
    "brackets-forgotten",
    "Your exponent divides only one of its two squares, or turns the sign of one. What stands above the line?",
    _bell_by(lambda dy, dx, sigma: dy**2 - dx**2 / (2 * sigma**2)),
    _bell_by(lambda dy, dx, sigma: dx**2 - dy**2 / (2 * sigma**2)),
    _bell_by(lambda dy, dx, sigma: dy**2 + dx**2 / (2 * sigma**2)),
    _bell_by(lambda dy, dx, sigma: dx**2 + dy**2 / (2 * sigma**2)),
    _bell_by(lambda dy, dx, sigma: (dy**2 - dx**2) / (2 * sigma**2)),
    _bell_by(lambda dy, dx, sigma: (dx**2 - dy**2) / (2 * sigma**2)),
)
gaussian_kernel.add(
    "distances-from-minus-one",
    "Your distances end at 1 in every kernel, whatever its size. In pixels, how far is the last one of a side of 7?",
    lambda size, sigma: _bell(size, lambda dy, dx: (dy**2 + dx**2) / (2 * (sigma * max(size // 2, 1)) ** 2)),
)
gaussian_kernel.add(
    "distances-stretched",
    "Your distances go from -size/2 to size/2, so they are no whole pixels. How far is a cell from the next?",
    lambda size, sigma: _bell(size, lambda dy, dx: _right(dy, dx, sigma * max(size - 1, 1) / size)),
)
gaussian_kernel.add(
    "rounded",
    "Your cells are rounded, so they no longer add up to 1. Who asked for fewer digits?",
    *(lambda size, sigma, n=n: np.round(gaussian_oracle(size, sigma), n) for n in (1, 2, 3, 4)),
)
gaussian_kernel.add(
    "returned-too-early",
    "Only the beginning is done, the rest is 0. Does the `return` wait until all loops are over?",
    *(
        lambda size, sigma, rows=rows, cols=cols, by=by: by(_corner(gaussian_oracle(size, sigma), rows, cols))
        for rows, cols in [(1, None), (1, 1)]
        for by in (_part, lambda corner: corner)
    ),
)
gaussian_kernel.add(
    "distances-added-first",
    "Your bell is a ridge along a diagonal: right cancels down. Are the distances squared before they are added?",
    _bell_by(lambda dy, dx, sigma: (dy + dx) ** 2 / (2 * sigma**2)),
    _bell_by(lambda dy, dx, sigma: (dy - dx) ** 2 / (2 * sigma**2)),
)
gaussian_kernel.add(
    "two-squared",
    "Your bell is too wide: r squared is divided by the square of 2 sigma. What does the square stand on?",
    _bell_by(lambda dy, dx, sigma: (dy**2 + dx**2) / (2 * sigma) ** 2),
)
gaussian_kernel.add(
    "squared-twice",
    "Your bell has a flat top and falls too fast: r counts to the fourth power. What is squared again?",
    _bell_by(lambda dy, dx, sigma: (dy**2 + dx**2) ** 2 / (2 * sigma**2)),
)
gaussian_kernel.add(
    "exponential-forgotten",
    "Your cells are made of the exponent itself. Which function makes a bell of it?",
    lambda size, sigma: _part(-np.log(gaussian_oracle(size, sigma) / gaussian_oracle(size, sigma).max())),
    lambda size, sigma: np.log(gaussian_oracle(size, sigma) / gaussian_oracle(size, sigma).max()),
)
for _id, _question, _side in [
    ("one-place-too-many", "one row and one column too large. How many cells lie from -2 to 2, with the one in the "
     "middle?", lambda size: size + 1),
    ("size-counted-per-side", "`size` cells wide to every side of its center. How wide is a kernel of size 5, all in "
     "all?", lambda size: 2 * size + 1),
    ("fifty-places", "50 x 50, whatever is asked. How many places does `linspace` make when nobody tells it?",
     lambda size: 50),
]:  # fmt: skip
    gaussian_kernel.add(
        _id, f"Your kernel is {_question}", lambda size, sigma, side=_side: AnyArray((side(size),) * 2)
    )
gaussian_kernel.add(
    "bells-added",
    "Your kernel is the sum of a bell along rows and one along columns. e to the power a + b is which of the two, e^a "
    "plus or times e^b?",
    _bells_added,
    lambda size, sigma: _part(_bells_added(size, sigma)),
    lambda size, sigma: 2 * _bells_added(size, sigma) / _bells_added(size, sigma).max(),
)
gaussian_kernel.add(
    "divided-too-early",
    "You divide within the loops, by a sum that still grows. After which cell is the sum of all cells known?",
    *(
        _divided_while_it_grows(by_row, whole, by_total)
        for by_row, whole, by_total in product([False, True], repeat=3)
    ),
)
gaussian_kernel.add(
    "negative-index",
    "Your bell's peak stands at [0, 0], and the rest wraps around. Which cell is `kernel[-1, -1]`, and which is meant?",
    lambda size, sigma: np.roll(gaussian_oracle(size, sigma), -(size // 2), axis=(0, 1)),
)
gaussian_kernel.add(
    "box-for-bell",
    "All cells of yours are equal. Should not the far ones count less?",
    lambda size, sigma: np.full((size, size), 1 / size**2),
)

BANKS = [gaussian_kernel]
