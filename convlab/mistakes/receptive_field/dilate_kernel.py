"""Usual mistakes of lesson 7: zeros between the taps of a kernel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, AnyOf, Bank, fails_when, probe, right_when
from convlab.numerics.engine import dilate_kernel as right

WHERE = "lesson 7, section 7.4 (what if the kernel has holes)"
SQUARE = np.array([[1, 2], [3, 4]])
WIDE = np.array([[2.5, -1, 4], [3, 7, -6]])
TALL = np.array([[5, -2], [8, 3.5], [-4, 9]])
ROW, COLUMN = np.array([[3, -7, 2]]), np.array([[6], [1], [-5]])


def _oracle(kernel: np.ndarray, dilation: int) -> np.ndarray:
    return right(kernel, dilation)


dilate_kernel = Bank(
    "dilate_kernel",
    oracle=_oracle,
    where=WHERE,
    probes=[
        probe(SQUARE, 3),
        probe(SQUARE, 2),
        probe(WIDE, 2),
        probe(TALL, 3),
        probe(WIDE, 4),
        probe(TALL, 1),
    ],
)


def _cells(kernel: np.ndarray, dilation: int, at: int = 0) -> np.ndarray:
    """Return every tap as a cell of zeros with the tap at place `at` of it, on both axes."""
    place = np.eye(dilation)[at]
    return np.kron(kernel, np.outer(place, place))


def _along(rows: bool, columns: bool) -> Callable:
    """Return a variant that spreads the taps along some axes only."""

    def variant(kernel: np.ndarray, dilation: int) -> np.ndarray:
        spread = right(kernel, dilation)
        return spread[:: 1 if rows else dilation, :: 1 if columns else dilation]

    return variant


def _laid(rows: Callable, columns: Callable) -> Callable:
    """Return a variant that makes the right zeros and puts tap (m, n) at place (rows(m, d), columns(n, d))."""

    def variant(kernel: np.ndarray, dilation: int) -> np.ndarray:
        out = np.zeros_like(right(kernel, dilation))
        for (m, n), tap in np.ndenumerate(kernel):
            out[rows(m, dilation), columns(n, dilation)] = tap
        return out

    return variant


def _gaps_filled(fill: Callable) -> Callable:
    """Return a variant whose gaps hold something else than zeros."""

    def variant(kernel: np.ndarray, dilation: int) -> np.ndarray:
        is_tap = right(np.ones(kernel.shape, dtype=bool), dilation)
        return np.where(is_tap, right(kernel, dilation), fill(kernel, dilation))

    return variant


def _does_not_fit(sides: Callable) -> Callable:
    """Return a variant that lays the taps into zeros of a wrong shape, which NumPy refuses where it can see it."""

    def variant(kernel: np.ndarray, dilation: int) -> object:
        shape = tuple(sides(k, dilation) for k in kernel.shape)
        slots = tuple(-(-side // dilation) for side in shape)
        if slots == kernel.shape:
            out = np.zeros(shape, dtype=kernel.dtype)
            out[::dilation, ::dilation] = kernel
            return out
        source, target = (",".join(map(str, size)) for size in (kernel.shape, slots))
        refused = AnyError(ValueError, rf"from shape \({source}\) into shape \({target}\)")
        return AnyOf(AnyArray(shape), refused, _past_the_end(shape))

    return variant


def _past_the_end(shape: tuple[int, ...]) -> AnyError:
    """Return the error of a tap that is laid beyond zeros of this shape."""
    sizes = "|".join(map(str, shape))
    return AnyError(IndexError, rf"out of bounds for axis \d with size ({sizes})$")


def _shape_swapped(kernel: np.ndarray, dilation: int) -> object:
    rows, columns = right(kernel, dilation).shape
    if rows == columns:
        return right(kernel, dilation)
    source, target = (",".join(map(str, size)) for size in (kernel.shape, kernel.shape[::-1]))
    refused = AnyError(ValueError, rf"from shape \({source}\) into shape \({target}\)")
    return AnyOf(AnyArray((columns, rows)), refused, _past_the_end((columns, rows)))


def _places_swapped(kernel: np.ndarray, dilation: int) -> np.ndarray:
    """Lay tap (m, n) at place (n, m) of the right zeros."""
    out = np.zeros(right(kernel, dilation).shape)
    for (m, n), tap in np.ndenumerate(kernel):
        out[n * dilation, m * dilation] = tap
    return out


def _shortened(rows: int, columns: int) -> Callable:
    """Return the variant that lays no tap of the last row or column."""

    def variant(kernel: np.ndarray, dilation: int) -> np.ndarray:
        kept = np.zeros_like(kernel)
        inside = np.s_[: len(kernel) - rows, : kernel.shape[1] - columns]
        kept[inside] = kernel[inside]
        return right(kept, dilation)

    return variant


add = dilate_kernel.add
add(
    "gap-after-the-last-tap",
    "Zeros stand behind your last taps, too. How many gaps stand between k taps?",
    _cells,
    lambda kernel, dilation: _cells(kernel, dilation)[: dilation * (len(kernel) - 1) + 1],
    lambda kernel, dilation: _cells(kernel, dilation)[:, : dilation * (kernel.shape[1] - 1) + 1],
    lambda kernel, dilation: np.pad(right(kernel, dilation), (0, dilation)),
)
add(
    "gap-before-the-first-tap",
    "Zeros stand before your first taps. Where does tap (0, 0) belong?",
    lambda kernel, dilation: _cells(kernel, dilation, -1),
)
add(
    "zeros-around",
    "Zeros stand all around your taps. Are there holes outside of a kernel?",
    lambda kernel, dilation: np.pad(right(kernel, dilation), dilation - 1),
    lambda kernel, dilation: np.pad(right(kernel, dilation), dilation),
    lambda kernel, dilation: np.pad(right(kernel, dilation), 1),
    lambda kernel, dilation: np.pad(kernel, dilation - 1),
    lambda kernel, dilation: np.pad(kernel, dilation),
    lambda kernel, dilation: np.pad(right(kernel, dilation), dilation // 2),
)
add(
    "dilation-from-zero",
    "Your taps stand one pixel further apart than ours. Is the ordinary kernel dilation 0, or 1?",
    lambda kernel, dilation: right(kernel, dilation + 1),
    _does_not_fit(lambda k, d: k + (k - 1) * d),
)
add(
    "step-one-short",
    "Your taps stand one pixel too close. With `dilation - 1` zeros between them, how far is it to the next?",
    lambda kernel, dilation: (
        right(kernel, dilation - 1) if dilation > 1 else AnyError(Exception, "step|zero|modulo")
    ),
    lambda kernel, dilation: right(kernel, max(dilation - 1, 1)),
    _laid(lambda m, d: m * (d - 1), lambda n, d: n * (d - 1)),
)
add(
    "one-axis-only",
    "Your taps are spread along one axis only. Does the kernel grow down as far as it grows to the right?",
    _along(True, False),
    _along(False, True),
    _laid(lambda m, d: m * d, lambda n, d: n),
    _laid(lambda m, d: m, lambda n, d: n * d),
)
add(
    "taps-repeated",
    "Your taps are repeated where zeros belong. What stands in a hole?",
    lambda kernel, dilation: np.kron(kernel, np.ones((dilation, dilation))),
    _gaps_filled(
        lambda k, d: k.repeat(d, 0).repeat(d, 1)[: d * (len(k) - 1) + 1, : d * (k.shape[1] - 1) + 1]
    ),
    lambda kernel, dilation: np.tile(kernel, (dilation, dilation)),
)
add(
    "taps-not-spread",
    "Your array has the right shape, and the taps still stand side by side in it. Where does tap (m, n) land?",
    _laid(lambda m, d: m, lambda n, d: n),
)
add(
    "dilation-ignored",
    "Your kernel is the one that came in. Where does `dilation` enter?",
    lambda kernel, dilation: kernel.copy(),
)
add(
    "one-zero-always",
    "You put a single zero into each gap, whatever the dilation. How many belong there?",
    lambda kernel, dilation: right(kernel, min(dilation, 2)),
    lambda kernel, dilation: right(kernel, 2),
)
add(
    "one-gap-only",
    "Your array grows by one gap, whatever the kernel. Between how many pairs of taps does a gap stand?",
    _does_not_fit(lambda k, d: k + d - 1),
)
add(
    "reach-too-short",
    "Your array is d (k - 1) long. Does the first tap need a place, too?",
    _does_not_fit(lambda k, d: d * (k - 1)),
)
add(
    "shape-swapped",
    "Rows and columns have changed places, in your zeros or in where the taps go. Which index, and which side, is the "
    "rows'?",
    _shape_swapped,
    lambda kernel, dilation: right(kernel, dilation).T,
    _places_swapped,
)
add(
    "returned-too-early",
    "Only the first taps are laid, the rest is missing. Does the `return` wait until all loops are over?",
    lambda kernel, dilation: right(kernel * (np.arange(len(kernel)) == 0)[:, None], dilation),
    lambda kernel, dilation: right(kernel * (np.arange(kernel.size) == 0).reshape(kernel.shape), dilation),
)
add(
    "taps-are-ones",
    "Your taps are all 1. Which numbers stand at their places?",
    lambda kernel, dilation: right(np.ones(kernel.shape), dilation),
)
add(
    "one-tap-for-all",
    "Your taps are copies of a row, a column or one tap. Which index counts the rows?",
    lambda kernel, dilation: right(np.repeat(kernel[:1], len(kernel), 0), dilation),
    lambda kernel, dilation: right(np.repeat(kernel[:, :1], kernel.shape[1], 1), dilation),
    lambda kernel, dilation: right(np.full(kernel.shape, kernel[0, 0]), dilation),
    lambda kernel, dilation: right(np.full(kernel.shape, kernel[-1, -1]), dilation),
)
add(
    "not-folded",
    "Your kernel lies flat, as one row of numbers. Which shape has a kernel?",
    lambda kernel, dilation: right(kernel, dilation).ravel(),
    lambda kernel, dilation: AnyArray((dilation * (kernel.size - 1) + 1,)),
)
add(
    "kernel-flipped",
    "Your taps stand in reverse order. Which tap comes first?",
    lambda kernel, dilation: right(kernel[::-1, ::-1], dilation),
)
add(
    "gaps-not-zero",
    "Your holes hold something else than zero. What does a hole add to the sum?",
    _gaps_filled(lambda kernel, dilation: 1.0),
    _gaps_filled(lambda kernel, dilation: np.nan),
)
add(
    "output-dtype",
    "Your taps have lost their fractions. Which dtype has the array that you fill?",
    lambda kernel, dilation: np.trunc(right(kernel, dilation)),
    lambda kernel, dilation: np.rint(right(kernel, dilation)),
    lambda kernel, dilation: np.trunc(right(kernel, dilation)).astype(int).astype(np.uint8),
    probes=[probe(WIDE / 4, 2), probe(TALL / 8, 1), probe(WIDE / 8, 3)],
)
add(
    "axis-squeezed",
    "A kernel of one row, or of one column, loses an axis. Which shape has a kernel of 1 x 3?",
    lambda kernel, dilation: np.squeeze(right(kernel, dilation)),
    probes=[probe(ROW, 2), probe(COLUMN, 3), probe(ROW, 1)],
)
add(
    "fails-at-dilation-1",
    "It stops at dilation 1, or nothing comes out. What is left of the gaps then: what does `a[:-0]` hold?",
    fails_when(
        lambda kernel, dilation: dilation == 1,
        right,
        AnyOf(AnyError(ValueError), AnyError(ZeroDivisionError), AnyError(IndexError)),
    ),
    lambda kernel, dilation: right(kernel, dilation) if dilation > 1 else kernel[:0, :0],
    probes=[probe(WIDE, 1), probe(SQUARE, 1)],
)
add(
    "rows-share-one-list",
    "All your rows are the last one. Does `[[0] * n] * m` make m rows, or one row m times?",
    lambda kernel, dilation: np.repeat(right(kernel, dilation)[-1:], len(right(kernel, dilation)), axis=0),
)
add(
    "output-one-short",
    "Your last row or column of taps is missing. Does a `range` hold its own end?",
    _shortened(1, 1),
    _shortened(1, 0),
    _shortened(0, 1),
)
add(
    "squares-only",
    "It is right for square kernels, and only for those. Does one of their sides count for both?",
    right_when(lambda kernel, dilation: kernel.shape[0] == kernel.shape[1], right),
    right_when(lambda kernel, dilation: kernel.shape[0] == kernel.shape[1] or dilation == 1, right),
    probes=[probe(np.arange(1, 10).reshape(3, 3), 2), probe(SQUARE, 1)],
)

BANKS = [dilate_kernel]
