"""Usual mistakes of lesson 8: the way back through a max-pool, `max_pool2d_backward`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Bank, fails_when, loses_fractions, probe
from convlab.numerics.gradients import max_pool2d_backward as back

WINNER = "lesson 8, section 8.5 (who was the maximum)"

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


def _probe(x: np.ndarray, size: int = 2, stride: int | None = None, scale: float = 1):
    """Return a call; size and stride are handed over where they are not the usual ones."""
    dout = _blame(x, size, stride)
    more = (size, stride) if stride is not None else (size,) if size != 2 else ()
    return probe(dout if scale == 1 else dout * scale, x, *more)


CHANNELS = [_probe(CUBE), _probe(CUBE[:2, None]), _probe(CUBE[:2], 2, 1)]
OVERLAPS = [_probe(WIDE, 3, 1), _probe(PLAIN, 2, 1), _probe(WIDE, 3, 2)]
UNEVEN = [_probe(WIDE), _probe(WIDE, 3), _probe(PLAIN, 4), _probe(WIDE, 2, 3)]
SIZES = [_probe(WIDE, 3), _probe(WIDE[:6, :6], 3), _probe(WIDE[:, :7], 4), _probe(PLAIN, 1)]
EQUALS = [_probe(TIES), _probe(TIES[:, ::-1]), _probe(TIES[::-1] - 4), _probe(np.full((4, 6), 3))]
FRACTIONS = [_probe(PLAIN, scale=1 / 8), _probe(WIDE[:6, :6], 3, scale=1 / 4), _probe(TIES, scale=1 / 16)]


def _by_window(
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
        for *lead, i, j in np.ndindex(dout.shape):
            at = (*lead, slice(i * go, i * go + size), slice(j * go, j * go + size))
            if x[at].size:
                dx[at] = put(dx[at], share(x[at], dout[(*lead, i, j)]))
        return dx

    return variant


def _winner(window: np.ndarray, choose: Callable = np.argmax) -> np.ndarray:
    """Return 1 at the winner's place and 0 elsewhere."""
    return (np.arange(window.size) == choose(window)).reshape(window.shape)


def _won(window: np.ndarray, blame: float) -> np.ndarray:
    return _winner(window) * blame


def _last(window: np.ndarray) -> int:
    return window.size - 1 - np.argmax(window.ravel()[::-1])


def _column_first(window: np.ndarray) -> int:
    return np.ravel_multi_index(np.argwhere(window.max() == window.T)[0][::-1], window.shape)


def _transposed(window: np.ndarray, blame: float) -> np.ndarray:
    return _won(window, blame).T if window.shape[0] == window.shape[1] else _won(window, blame)


def _corner(dout, x, size=2, stride=None):
    """Put each blame at its place inside the window, without the window's own place."""
    step, dx = size if stride is None else stride, np.zeros(x.shape)
    for *lead, i, j in np.ndindex(dout.shape):
        window = x[(*lead, slice(i * step, i * step + size), slice(j * step, j * step + size))]
        dx[(*lead, slice(0, size), slice(0, size))] += _won(window, dout[(*lead, i, j)])
    return dx


def _ends_with_windows(dout, x, size=2, stride=None):
    step = size if stride is None else stride
    high, wide = ((n - 1) * step + size for n in dout.shape[-2:])
    return back(dout, x, size, stride)[..., :high, :wide]


def _fails_for(dimensions: Callable) -> Callable:
    """Return a variant that stops where the number of axes is none of its own."""
    return fails_when(lambda dout, x, *_, **__: dimensions(x.ndim), back)


def _is_uneven(dout, x, size=2, stride=None):
    step = size if stride is None else stride
    return any((n - size) % step for n in x.shape[-2:])


max_pool2d_backward = Bank(
    "max_pool2d_backward",
    oracle=back,
    where=WINNER,
    probes=[_probe(PLAIN[:2, :4]), _probe(PLAIN), _probe(PLAIN[:, :4] * 3)],
)
add = max_pool2d_backward.add
add(
    "ties-to-all",
    "Where several pixels are the maximum, each gets the whole blame. How many numbers did the pool let through?",
    _by_window(lambda window, blame: (window == window.max()) * blame),
    _by_window(
        lambda window, blame: np.where(window == window.max(), blame, 0),
        put=lambda there, part: np.where(part, part, there),
    ),
    probes=EQUALS,
)
add(
    "ties-to-last",
    "Of equal maxima, another than the first gets the blame. Which comes first in row-major order, and does a later "
    "one that is not larger take its place (`>`, `>=`)?",
    _by_window(lambda window, blame: _winner(window, _last) * blame),
    _by_window(lambda window, blame: _winner(window, _column_first) * blame),
    probes=EQUALS,
)
add(
    "ties-shared",
    "Of equal maxima, each gets a part of the blame. To how many is it due?",
    _by_window(lambda window, blame: (window == window.max()) * blame / (window == window.max()).sum()),
    probes=EQUALS,
)
add(
    "overlaps-overwritten",
    "A pixel that wins two windows keeps the blame of one. Does each share add to what is there, or take its place?",
    _by_window(_won, put=lambda there, part: np.where(part, part, there)),
    _by_window(_won, put=lambda there, part: part),
    probes=OVERLAPS,
)
add(
    "whole-window",
    "All pixels of a window get its blame. Which of them would have changed the maximum?",
    _by_window(lambda window, blame: np.full(window.shape, blame)),
)
add(
    "mean-for-maximum",
    "Every pixel of a window gets the same part of its blame: that is the way back of a mean. Which pool was it?",
    _by_window(lambda window, blame: np.full(window.shape, blame / window.size)),
    _by_window(lambda window, blame: _won(window, blame) / window.size),
)
add(
    "minimum-for-maximum",
    "The blame goes to the smallest pixel of each window. Which end is asked for?",
    _by_window(lambda window, blame: _winner(window, np.argmin) * blame),
)
add(
    "maximum-of-magnitudes",
    "The blame goes to the largest magnitude of each window. Is -9 larger than 4?",
    _by_window(lambda window, blame: _winner(np.abs(window)) * blame),
)
add(
    "blame-forgotten",
    "Your winners are marked with 1, whatever their blame. Where does `dout` come in?",
    _by_window(lambda window, blame: _winner(window)),
)
add(
    "blame-times-maximum",
    "The winner gets its own number, or its number times the blame. How much does an output grow with its winner?",
    _by_window(lambda window, blame: _winner(window) * blame * window),
    _by_window(lambda window, blame: _winner(window) * window),
)
add(
    "first-of-the-window",
    "One fixed pixel of every window gets the blame. Who was the maximum?",
    _by_window(lambda window, blame: _winner(window, lambda _: 0) * blame),
    _by_window(lambda window, blame: _winner(window, lambda w: w.size - 1) * blame),
)
add(
    "row-column-swapped",
    "The blame lies mirrored at the diagonal of its window. What does `//` give of a place in a list, what `%`?",
    _by_window(_transposed),
)
add(
    "window-place-forgotten",
    "All blame lies in the upper left corner. Where does the window of output (i, j) begin in the image?",
    _corner,
)
add(
    "rectified",
    "Winners below 0 get nothing. May a maximum be negative, and whose way back would that be?",
    _by_window(lambda window, blame: _won(window, blame) * (window > 0)),
    _by_window(lambda window, blame: _won(window, blame) * (window >= 0)),
    probes=[_probe(BELOW), _probe(-PLAIN - 3), _probe(BELOW, 3)],
)
add(
    "stride-ignored",
    "Your windows always lie side by side. Where does the stride enter?",
    _by_window(_won, step=lambda size, stride: size),
    probes=[*OVERLAPS, _probe(WIDE, 2, 3)],
)
add(
    "stride-always-two",
    "Your windows always step by two when no stride is given. Which step puts windows of 3 side by side?",
    _by_window(_won, step=lambda size, stride: 2 if stride is None else stride),
    probes=SIZES,
)
add(
    "stride-always-one",
    "Your windows step by one pixel. What does a stride of None mean here?",
    _by_window(_won, step=lambda size, stride: 1 if stride is None else stride),
    _by_window(_won, step=lambda size, stride: 1),
)
add(
    "output-one-short",
    "The last row or column of outputs is left out. Does a `range` hold its own end?",
    lambda dout, x, size=2, stride=None: back(_without_end(dout, True, True), x, size, stride),
    lambda dout, x, size=2, stride=None: back(_without_end(dout, True, False), x, size, stride),
    lambda dout, x, size=2, stride=None: back(_without_end(dout, False, True), x, size, stride),
)
add(
    "uneven-refused",
    "It stops where the windows do not come out even. What is due to the rows and columns left over?",
    fails_when(_is_uneven, back),
    probes=UNEVEN,
)
add(
    "border-cut",
    "Your answer ends where the last window ends. What is due to pixels that no window meets?",
    _ends_with_windows,
    probes=UNEVEN,
)
add(
    "only-two-axes",
    "It stops when there are other axes than those that you counted on. What should happen to the leading axes?",
    *(_fails_for(lambda n, k=k: n != k) for k in (2, 3, 4)),
    _fails_for(lambda n: n > 2),
    _fails_for(lambda n: n > 3),
    _fails_for(lambda n: n < 3),
    _fails_for(lambda n: n < 4),
    probes=[*CHANNELS, _probe(CUBE[None, :, :2]), _probe(CUBE[None, None]), _probe(PLAIN[:, 2:])],
)
add(
    "winner-of-channel-0",
    "All channels get their blame where the first one has its maximum. Does each channel have its own winner?",
    lambda dout, x, size=2, stride=None: back(dout, 0 * x + x[(0,) * (x.ndim - 2)], size, stride),
    lambda dout, x, size=2, stride=None: back(
        dout, 0 * x + x.max(axis=tuple(range(x.ndim - 2))), size, stride
    ),
    probes=CHANNELS,
)
add(
    "sign-turned",
    "Your gradient points downhill. Who takes the step against it, this function or the one that calls it?",
    lambda *args, **named: -back(*args, **named),
)
add(
    "output-dtype",
    "Fractions are lost, or refused. Which dtype has the array that you add to?",
    loses_fractions(lambda dout, *_, **__: dout.dtype.kind == "f", back),
    fails_when(lambda dout, *_, **__: dout.dtype.kind == "f", back, AnyError(TypeError, "Cannot cast")),
    probes=FRACTIONS,
)


def _without_end(dout: np.ndarray, rows: bool, columns: bool) -> np.ndarray:
    """Return the blame with 0 in its last row or column."""
    dout = dout.copy()
    if rows:
        dout[..., -1, :] = 0
    if columns:
        dout[..., -1] = 0
    return dout


BANKS = [max_pool2d_backward]
