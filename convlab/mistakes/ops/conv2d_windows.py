"""Usual mistakes of lesson 1 with windows that go astray: more of `conv2d`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, AnyOf, Bank, OtherShape, Pattern, probe
from convlab.mistakes.ops.conv2d import WHERE, conv2d_oracle, unlike
from convlab.mistakes.ops.conv2d import conv2d as places
from convlab.mistakes.shared import K, X
from convlab.numerics.engine import conv2d as correlate
from convlab.numerics.engine import windows

conv2d = Bank("conv2d", oracle=conv2d_oracle, where=WHERE, probes=places.probes)
_ODD = [probe(X, K[:1]), probe(X[:4, 1:], K[:, :1]), probe(X[1:], K.T), probe(X, np.resize(K, (3, 5)))]


def _indices_subtracted(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Answer as ``image[i - m, j - n]`` does, where negative indices count from the end."""
    rows, cols = correlate(image, kernel).shape
    taps = np.ndindex(kernel.shape)
    return sum(kernel[m, n] * np.roll(image, (m, n), (0, 1))[:rows, :cols] for m, n in taps)


def _slice_to_size(image: np.ndarray, kernel: np.ndarray) -> Pattern:
    """Answer as ``image[i:kh, j:kw]`` does: the first window that NumPy cannot stretch stops it."""
    (rows, cols), (kh, kw) = correlate(image, kernel).shape, kernel.shape
    for i, j in np.ndindex(rows, cols):
        window = max(kh - i, 0), max(kw - j, 0)
        if any(a not in (1, b) and b != 1 for a, b in zip(window, kernel.shape, strict=True)):
            return unlike(window, kernel.shape)
    return AnyError()


def _without_first(keep: tuple) -> Callable:
    """Return the variant that leaves all places outside `keep` at 0."""

    def variant(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        out, right = np.zeros(correlate(image, kernel).shape), correlate(image, kernel)
        out[keep] = right[keep]
        return out

    return variant


def _summed(axes: tuple[int, int]) -> Callable:
    """Return the variant that sums the products of all windows over these two axes."""
    return lambda image, kernel: (windows(image, *kernel.shape) * kernel).sum(axes)


def _right_when(condition: Callable[[tuple], bool]) -> Callable:
    """Return the variant that is right for kernels of some shapes, and stops or loses the shape for others."""

    def variant(image: np.ndarray, kernel: np.ndarray) -> object:
        right = correlate(image, kernel)
        return right if condition(kernel.shape) else AnyOf(AnyError(), OtherShape(right.shape))

    return variant


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
    "The first row or column of your map stays 0. Which number has the first place, 0 or 1?",
    *map(_without_first, (np.s_[1:, 1:], np.s_[1:], np.s_[:, 1:])),
)
conv2d.add(
    "slice-ends-at-the-size",
    "Your slices start at `i` and all end at the same row, so windows shrink. Where does a window that starts "
    "at `i` end?",
    _slice_to_size,
)
conv2d.add(
    "summed-over-places",
    "You sum over places where you should sum over a window. Which two of the four axes are the window's?",
    *map(_summed, ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3))),
)
conv2d.add(
    "only-odd-kernels",
    "It works when both sides of the kernel are odd, and only then. Does a window need a middle?",
    _right_when(lambda shape: all(side % 2 for side in shape)),
    probes=_ODD,
)
conv2d.add(
    "kernel-size-by-heart",
    "It works for kernels of 3 x 3, and only for those. Who says how large a kernel is?",
    _right_when(lambda shape: shape == (3, 3)),
    probes=_ODD,
)

BANKS = [conv2d]
