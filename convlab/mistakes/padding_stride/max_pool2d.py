"""Usual mistakes of lesson 3: pooling."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, Anything, Bank, fails_when, probe
from convlab.mistakes.shared import wrapped
from convlab.numerics import engine

SIGNED = np.array([[-9, -4, 3, -1, -6], [-7, -2, -8, -3, 5], [-5, -12, -1, -10, 2], [-11, -13, -15, -2, -14]])
CUBE = np.stack([SIGNED, SIGNED[::-1] + 30, 60 - SIGNED])
TABLE = np.arange(16).reshape(4, 4)
SIXES = np.arange(42).reshape(6, 7) * 5 % 43 - 20
CHANNELS = [probe(CUBE[..., :4]), probe(CUBE), probe(CUBE, 2, 1), probe(CUBE[:2], 3, 1)]
OWN_STEP = [probe(SIXES, 2, 1), probe(SIXES, 3, 1), probe(SIXES, 2, 3)]


def _pool_by(take):
    """Return a variant that takes something else than the maximum of a window."""

    def variant(x, size=2, stride=None):
        return take(engine.windows(x, size, size, size if stride is None else stride))

    return variant


def _consecutive(x, size=2, stride=None):
    """Take `size * size` numbers that follow one another in memory for a window."""
    rows, columns = x.shape[-2] // size, x.shape[-1] // size
    flat = x[..., : rows * size, : columns * size]
    return flat.reshape(*x.shape[:-2], rows, columns, size * size).max(axis=-1)


def _far_apart(x, size=2, stride=None):
    """Fold windows side by side as (size, rows, size, columns); with another stride nobody folds."""
    if stride not in (None, size):
        return Anything()
    rows, columns = x.shape[-2] // size, x.shape[-1] // size
    kept = x[..., : rows * size, : columns * size]
    return kept.reshape(*x.shape[:-2], size, rows, size, columns).max(axis=(-4, -2))


def steps_by_size(x, size=2, stride=None):
    """Take windows side by side, as many as there would be at this stride; beyond the edge nothing is left of them."""
    out = np.zeros(engine.pool2d(x, size, stride).shape)
    for i, j in np.ndindex(out.shape[-2:]):
        window = x[..., i * size : (i + 1) * size, j * size : (j + 1) * size]
        if not window.size:
            return AnyError(ValueError, "zero-size array")
        out[..., i, j] = window.max(axis=(-2, -1))
    return out


def max_pool2d_oracle(x: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Return the maximum of every window."""
    return engine.pool2d(x, size, stride)


max_pool2d = Bank(
    "max_pool2d",
    oracle=max_pool2d_oracle,
    where="lesson 3, section 3.6 (what does pooling keep)",
    probes=[probe(TABLE), probe(SIGNED[:4, :4]), probe(SIXES[:4, :6]), probe(SIXES[:, :6], 3)],
)
max_pool2d.add(
    "maximum-from-zero",
    "Negative windows answer 0. What is the largest number before you have seen any?",
    _pool_by(lambda view: np.maximum(view.max(axis=(-2, -1)), 0)),
    probes=[probe(SIGNED[2:, :4]), probe(-TABLE - 1), probe(SIXES - 40)],
)
max_pool2d.add(
    "maximum-along-one-axis",
    "The maximum is taken along one axis of the window only, and the other is left in your answer. How many axes "
    "has a window?",
    _pool_by(lambda view: view.max(axis=-1)),
    _pool_by(lambda view: view.max(axis=-2)),
)
max_pool2d.add(
    "maximum-of-magnitudes",
    "Your answers are the largest magnitudes. Is -9 larger than 3?",
    _pool_by(lambda view: np.abs(view).max(axis=(-2, -1))),
    probes=[probe(SIGNED[2:, :4]), probe(-TABLE - 1), probe(SIXES - 10)],
)
max_pool2d.add(
    "mean-for-maximum",
    "Your answers are the means of the windows. Which pooling is asked for?",
    _pool_by(lambda view: view.mean(axis=(-2, -1))),
    _pool_by(lambda view: wrapped(view.mean(axis=(-2, -1)), view.dtype)),
)
max_pool2d.add(
    "minimum-for-maximum",
    "Your answers are the smallest numbers of the windows. Which end is asked for?",
    _pool_by(lambda view: view.min(axis=(-2, -1))),
)
max_pool2d.add(
    "rows-far-apart",
    "Your reshape puts rows into a window that lie half a picture apart. In (rows, size, columns, size), which axis is "
    "the window's?",
    _far_apart,
    probes=[probe(SIXES[:4, :6]), probe(SIXES[:2, :4])],
)
max_pool2d.add(
    "reshape-for-windows",
    "Your windows are runs of numbers along a row. Does a window not reach over two rows?",
    _consecutive,
    probes=[probe(SIXES[:4, :6]), probe(SIXES[:2, :4])],
)


max_pool2d.add(
    "place-for-maximum",
    "Your answers say where in its window the largest number stands. Is its place asked for, or the number?",
    _pool_by(lambda view: view.reshape(*view.shape[:-2], -1).argmax(axis=-1)),
)
max_pool2d.add(
    "sum-for-maximum",
    "Your answers are the sums of the windows. Which pooling is asked for?",
    _pool_by(lambda view: view.sum(axis=(-2, -1))),
)
max_pool2d.add(
    "window-one-short",
    "A row and a column of each window do not count. Where does a window of `size` end?",
    _pool_by(lambda view: view[..., :-1, :-1].max(axis=(-2, -1), initial=-1e9)),
    _pool_by(lambda view: view[..., 1:, 1:].max(axis=(-2, -1), initial=-1e9)),
    probes=[probe(-TABLE), probe(-TABLE, 3, 1), probe(SIXES, 4)],
)
max_pool2d.add(
    "first-of-the-window",
    "Your answers are the first (or the last) numbers of the windows. Which of its numbers is asked for?",
    _pool_by(lambda view: view[..., 0, 0]),
    _pool_by(lambda view: view[..., -1, -1]),
)
max_pool2d.add(
    "one-row-only",
    "Only one row or column of each window counts in your answers. Over which axes is the maximum taken?",
    _pool_by(lambda view: view[..., 0, :].max(axis=-1)),
    _pool_by(lambda view: view[..., 0].max(axis=-1)),
)
max_pool2d.add(
    "one-maximum-for-all-channels",
    "All channels and images get one and the same maximum. Over which axes is it taken?",
    lambda x, size=2, stride=None: (
        0 * engine.pool2d(x, size, stride) + engine.pool2d(x, size, stride).max(axis=tuple(range(x.ndim - 2)))
    ),
    probes=CHANNELS,
)
max_pool2d.add(
    "maximum-over-channels",
    "Your answer has lost its channels. Over which axes is the maximum taken?",
    lambda x, size=2, stride=None: engine.pool2d(x, size, stride).max(axis=tuple(range(x.ndim - 2))),
    probes=CHANNELS,
)
max_pool2d.add(
    "only-two-axes",
    "It stops when there are channels or a batch. What should happen to the leading axes?",
    fails_when(lambda x, *_, **__: x.ndim > 2, engine.pool2d),
    probes=CHANNELS,
)
max_pool2d.add(
    "steps-along-first-axes",
    "Your steps run along the first two axes. Which are rows and columns when there are channels?",
    lambda x, size=2, stride=None: engine.windows(x, size, size, 1)[
        :: size if stride is None else stride, :: size if stride is None else stride
    ].max(axis=(-2, -1)),
    probes=[*CHANNELS, probe(CUBE[:2]), probe(CUBE, 3), probe(CUBE[:, None])],
)
max_pool2d.add(
    "leading-axes-last",
    "The right numbers, but channels and batch stand at the end. Where were they in the input?",
    lambda x, size=2, stride=None: np.moveaxis(engine.pool2d(x, size, stride), (-2, -1), (0, 1)),
    probes=CHANNELS,
)
max_pool2d.add(
    "output-dtype",
    "Your numbers have lost their fraction. Which dtype has the array that you fill?",
    lambda x, size=2, stride=None: np.trunc(engine.pool2d(x, size, stride)),
    lambda x, size=2, stride=None: np.trunc(engine.pool2d(x, size, stride)).astype(int).astype(np.uint8),
    probes=[probe(SIXES / 4), probe(SIGNED[:, :4] / 8), probe(SIXES / 8, 3)],
)
max_pool2d.add(
    "pools-first-axes",
    "The first two axes shrank, not the last two. Where do rows and columns stand when there are channels?",
    lambda x, size=2, stride=None: (
        np.moveaxis(engine.pool2d(np.moveaxis(x, (0, 1), (-2, -1)), size, stride), (-2, -1), (0, 1))
        if min(x.shape[:2]) >= size
        else Anything()
    ),
    probes=CHANNELS,
)

BANKS = [max_pool2d]
