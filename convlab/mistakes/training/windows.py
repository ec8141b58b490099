"""What the bank of `max_pool2d_backward` is made of: its probes, and ways back in which one step can be changed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, AnyOf, fails_when, probe
from convlab.numerics.gradients import max_pool2d_backward as back

OUTSIDE = "empty|out of bounds|broadcast|zero-size|zero-dim|match"  # a window that leaves the image

PLAIN = np.array(
    [[-9, 4, 3, -1, -6, 8], [7, -2, -8, 13, 5, -3], [-5, 12, 1, -10, 2, 9], [11, 6, 15, -12, 14, 10]]
)
WIDE = np.arange(56).reshape(7, 8) * 11 % 57 - 20
CUBE = np.stack([PLAIN, PLAIN[::-1, ::-1] + 30, 60 - PLAIN])
TIES = np.array([[5, 5, 0, 0, 1, 2], [3, 5, 0, 0, 2, 2], [4, 4, 7, 6, 3, 3], [4, 4, 7, 7, 3, 1]])
BELOW = np.minimum(WIDE, 30) - 40


def _blame(x: np.ndarray, size: int, stride: int | None) -> np.ndarray:
    """Return a blame for the outputs: whole numbers, all different."""
    step = stride or size
    shape = (*x.shape[:-2], *((n - size) // step + 1 for n in x.shape[-2:]))
    return (np.arange(np.prod(shape)) + 1).reshape(shape) * np.where(np.indices(shape).sum(axis=0) % 2, -3, 2)


def call(x: np.ndarray, size: int = 2, stride: int | None = None, scale: float = 1):
    """Return a call; size and stride are handed over where they are not the usual ones."""
    dout = _blame(x, size, stride)
    more = (size, stride) if stride is not None else (size,) if size != 2 else ()
    return probe(dout if scale == 1 else dout * scale, x, *more)


CHANNELS = [call(CUBE), call(CUBE[:2, None]), call(CUBE[:2], 2, 1)]
OVERLAPS = [call(WIDE, 3, 1), call(PLAIN, 2, 1), call(WIDE, 3, 2)]
UNEVEN = [call(WIDE), call(WIDE, 3), call(PLAIN, 4), call(WIDE, 2, 3)]
SIZES = [
    call(WIDE, 3),
    call(WIDE[:, :6], 4),
    call(WIDE[:6, :6], 3),
    call(WIDE[:, :7], 4),
    call(PLAIN, 1),
]
EQUALS = [call(TIES), call(TIES[:, ::-1]), call(TIES[::-1] - 4), call(np.full((4, 6), 3))]
FRACTIONS = [call(PLAIN, scale=1 / 8), call(WIDE[:6, :6], 3, scale=1 / 4), call(TIES, scale=1 / 16)]


def by_window(
    share: Callable, *, put: Callable = lambda there, part: there + part, step: Callable | None = None
) -> Callable:
    """Return a variant that goes window by window.

    Parameters
    ----------
    share : callable
        `share(window, blame)` is what the window's pixels get.
    put : callable
        What becomes of the numbers that are there.
    step : callable, optional
        `step(size, stride)` in place of the right one.
    """

    def variant(dout, x, size=2, stride=None):
        right = size if stride is None else stride
        go, dx = right if step is None else step(size, stride), np.zeros(x.shape)
        if any((n - 1) * go + size > side for n, side in zip(dout.shape[-2:], x.shape[-2:], strict=True)):
            return AnyOf(AnyError(Exception, OUTSIDE), AnyArray(x.shape))
        for *lead, i, j in np.ndindex(dout.shape):
            at = (*lead, slice(i * go, i * go + size), slice(j * go, j * go + size))
            dx[at] = put(dx[at], share(x[at], dout[(*lead, i, j)]))
        return dx

    return variant


def winner(window: np.ndarray, choose: Callable = np.argmax) -> np.ndarray:
    """Return 1 at the winner's place and 0 elsewhere."""
    return (np.arange(window.size) == choose(window)).reshape(window.shape)


def won(window: np.ndarray, blame: float) -> np.ndarray:
    """Return the blame at the winner's place and 0 elsewhere."""
    return winner(window) * blame


def last(window: np.ndarray) -> int:
    """Return the place of the last maximum."""
    return window.size - 1 - np.argmax(window.ravel()[::-1])


def column_first(window: np.ndarray) -> int:
    """Return the place of the maximum that comes first column by column."""
    return np.ravel_multi_index(np.argwhere(window.max() == window.T)[0][::-1], window.shape)


def transposed(window: np.ndarray, blame: float) -> np.ndarray:
    """Return the winner's blame, mirrored at the diagonal."""
    return won(window, blame).T if window.shape[0] == window.shape[1] else won(window, blame)


def corner(dout, x, size=2, stride=None):
    """Put each blame at its place inside the window, without the window's own place."""
    step, dx = size if stride is None else stride, np.zeros(x.shape)
    for *lead, i, j in np.ndindex(dout.shape):
        window = x[(*lead, slice(i * step, i * step + size), slice(j * step, j * step + size))]
        dx[(*lead, slice(0, size), slice(0, size))] += won(window, dout[(*lead, i, j)])
    return dx


def one_apart(dout, x, size=2, stride=None):
    """Find the winners of the right windows, and hand the blame on as if these stood one pixel apart."""
    step, dx = size if stride is None else stride, np.zeros(x.shape)
    for *lead, i, j in np.ndindex(dout.shape):
        window = x[(*lead, slice(i * step, i * step + size), slice(j * step, j * step + size))]
        dx[(*lead, slice(i, i + size), slice(j, j + size))] += won(window, dout[(*lead, i, j)])
    return dx


def by_one_mask(dout, x, size=2, stride=None):
    """Mark the winners of all windows first, and give each window's blame to all that are marked in it."""
    step, dx = size if stride is None else stride, np.zeros(x.shape)
    marked = back(np.ones(dout.shape), x, size, stride) > 0
    for *lead, i, j in np.ndindex(dout.shape):
        at = (*lead, slice(i * step, i * step + size), slice(j * step, j * step + size))
        dx[at] += marked[at] * dout[(*lead, i, j)]
    return dx


def as_large_as_the_step(dout, x, size=2, stride=None):
    """Look at windows of stride x stride pixels."""
    step, dx = size if stride is None else stride, np.zeros(x.shape)
    for *lead, i, j in np.ndindex(dout.shape):
        at = (*lead, slice(i * step, i * step + step), slice(j * step, j * step + step))
        dx[at] += won(x[at], dout[(*lead, i, j)])
    return dx


def largest_of_all(dout, x, size=2, stride=None):
    """Give all blame to the largest pixel of the image."""
    dx = np.zeros(x.shape)
    for lead in np.ndindex(x.shape[:-2]):
        dx[lead] = won(x[lead], dout[lead].sum())
    return dx


def two_by_two(window: np.ndarray, blame: float) -> np.ndarray:
    """Look at the first 2 x 2 pixels of a window only."""
    out = np.zeros(window.shape)
    out[:2, :2] = won(window[:2, :2], blame)
    return out


def at_first(dout: np.ndarray, rows: int, columns: int | None) -> np.ndarray:
    """Return the blame of the first outputs of the first image, and 0 elsewhere."""
    out, lead = np.zeros(dout.shape), (0,) * (dout.ndim - 2)
    out[(*lead, slice(rows), slice(columns))] = dout[(*lead, slice(rows), slice(columns))]
    return out


def ends_with_windows(dout, x, size=2, stride=None):
    """Return the right answer as far as windows reach."""
    step = size if stride is None else stride
    high, wide = ((n - 1) * step + size for n in dout.shape[-2:])
    return back(dout, x, size, stride)[..., :high, :wide]


def fails_for(dimensions: Callable) -> Callable:
    """Return a variant that stops where the number of axes is none of its own."""
    return fails_when(lambda dout, x, *_, **__: dimensions(x.ndim), back)


def is_uneven(dout, x, size=2, stride=None):
    """Tell whether windows leave rows or columns over."""
    step = size if stride is None else stride
    return any((n - size) % step for n in x.shape[-2:])


def without_end(dout: np.ndarray, rows: bool, columns: bool) -> np.ndarray:
    """Return the blame with 0 in its last row or column."""
    dout = dout.copy()
    if rows:
        dout[..., -1, :] = 0
    if columns:
        dout[..., -1] = 0
    return dout
