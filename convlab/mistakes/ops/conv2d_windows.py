"""Usual mistakes of lesson 1 with windows that go astray: more of `conv2d`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Pattern, probe
from convlab.mistakes.families import add_domains, numbers
from convlab.mistakes.ops.conv2d import ONE_ROW_OR_COLUMN, conv2d, unlike
from convlab.mistakes.shared import K22, X
from convlab.numerics.engine import conv2d as correlate
from convlab.numerics.engine import windows


def _indices_subtracted(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Answer as ``image[i - m, j - n]`` does, where negative indices count from the end."""
    rows, cols = correlate(image, kernel).shape
    taps = np.ndindex(kernel.shape)
    return sum(kernel[m, n] * np.roll(image, (m, n), (0, 1))[:rows, :cols] for m, n in taps)


def _slice_to_size(stretches: bool) -> Callable:
    """Return the variant of ``image[i:kh, j:kw]``: the first window that is too small stops it."""

    def variant(image: np.ndarray, kernel: np.ndarray) -> Pattern:
        (rows, cols), (kh, kw) = correlate(image, kernel).shape, kernel.shape
        for i, j in np.ndindex(rows, cols):
            window = max(kh - i, 0), max(kw - j, 0)
            sides = zip(window, kernel.shape, strict=True)
            if any(a not in (1, b) and b != 1 if stretches else a != b for a, b in sides):
                return unlike(window, kernel.shape)
        return AnyError()

    return variant


def _jumping(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Answer at every place that lies a whole kernel from the last, and leave the others at 0."""
    right, (kh, kw) = correlate(image, kernel), kernel.shape
    out = np.zeros(right.shape)
    out[::kh, ::kw] = right[::kh, ::kw]
    return out


def _without_first(keep: tuple, at: tuple | None = None) -> Callable:
    """Return the variant that answers for the places in `keep` alone, each at its own place or moved to `at`."""

    def variant(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        out, right = np.zeros(correlate(image, kernel).shape), correlate(image, kernel)
        out[keep if at is None else at] = right[keep]
        return out

    return variant


def _summed(axes: tuple[int, ...]) -> Callable:
    """Return the variant that sums the products of all windows over these axes."""
    return lambda image, kernel: (windows(image, *kernel.shape) * kernel).sum(axes)


conv2d.add(
    "window-stands-still",
    "All places of your map hold the same number, that of the first window. Which index moves the window?",
    lambda image, kernel: np.full_like(correlate(image, kernel), correlate(image, kernel)[0, 0]),
)
conv2d.add(
    "indices-subtracted",
    "Your window reaches up and to the left (`i - m`), over the border and in again on the other side. In "
    "which direction from its corner does a window reach?",
    _indices_subtracted,
)
conv2d.add(
    "first-place-skipped",
    "The first row or column of places is left out. Which number has the first place, 0 or 1?",
    *map(_without_first, (np.s_[1:, 1:], np.s_[1:], np.s_[:, 1:])),
    _without_first(np.s_[1:, 1:], np.s_[:-1, :-1]),
    _without_first(np.s_[1:], np.s_[:-1]),
    _without_first(np.s_[:, 1:], np.s_[:, :-1]),
)
conv2d.add(
    "slice-ends-at-the-size",
    "Your slices start at `i` and all end at the same row, so windows shrink. Where does a window that starts "
    "at `i` end?",
    _slice_to_size(stretches=True),
    _slice_to_size(stretches=False),
    probes=ONE_ROW_OR_COLUMN,
)
conv2d.add(
    "windows-do-not-overlap",
    "Your window jumps by its own size. How far is it from one place to the next?",
    lambda image, kernel: correlate(image, kernel)[:: kernel.shape[0], :: kernel.shape[1]],
    _jumping,
    probes=[probe(X, K22), probe(X[:, 1:], K22.T)],
)
conv2d.add(
    "summed-over-places",
    "You sum over places where you should sum over a window. Which two of the four axes are the window's?",
    *map(_summed, ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3))),
)
conv2d.add(
    "products-not-summed",
    "The products of a window are not all added up: an axis of the window, or both, are left in your answer. "
    "Over which axes goes the sum?",
    *map(_summed, ((), (2,), (3,))),
)
add_domains(
    conv2d,
    lambda image, kernel: probe(numbers(*image), numbers(*kernel)),
    lambda image, kernel: (image.shape, kernel.shape),
)
