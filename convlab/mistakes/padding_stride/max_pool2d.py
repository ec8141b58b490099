"""Usual mistakes of lesson 3: pooling."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import Anything, Bank, fails_when, probe
from convlab.mistakes.padding_stride.conv2d import STEPS, in_size_only
from convlab.numerics import engine

SIGNED = np.array([[-9, -4, 3, -1, -6], [-7, -2, -8, -3, 5], [-5, -12, -1, -10, 2], [-11, -13, -15, -2, -14]])
CUBE = np.stack([SIGNED, SIGNED[::-1] + 30, 60 - SIGNED])
TABLE = np.arange(16).reshape(4, 4)
SIXES = np.arange(42).reshape(6, 7) * 5 % 43 - 20
CHANNELS = [probe(CUBE), probe(CUBE, 2, 1), probe(CUBE[:2], 3, 1)]
OWN_STEP = [probe(SIXES, 2, 1), probe(SIXES, 3, 1), probe(SIXES, 2, 3)]


def _pool_by(take):
    """Return a variant that takes something else than the maximum of a window."""

    def variant(x, size=2, stride=None):
        return take(engine.windows(x, size, size, size if stride is None else stride))

    return variant


def _over_edge(value):
    """Return a variant that keeps windows which hang over the edge, `value` beyond it."""

    def variant(x, size=2, stride=None):
        step = size if stride is None else stride
        short = [-(n - size) % step for n in x.shape[-2:]]
        width = [(0, 0)] * (x.ndim - 2) + [(0, more) for more in short]
        return engine.pool2d(np.pad(x.astype(float), width, constant_values=value), size, step)

    return variant


def _started_anywhere(x, size=2, stride=None):
    """Start a window at every step as long as there are pixels, and cut it at the edge."""
    step = size if stride is None else stride
    starts = [range(0, n, step) for n in x.shape[-2:]]
    rows = [[x[..., i : i + size, j : j + size].max(axis=(-2, -1)) for j in starts[1]] for i in starts[0]]
    return np.moveaxis(np.array(rows), (0, 1), (-2, -1))


def _without_the_end(x, size=2, stride=None):
    """Start a window at every step of `range(0, n - size, step)`, one too few where the steps come out even."""
    step = size if stride is None else stride
    rows, columns = (-(-(n - size) // step) for n in x.shape[-2:])
    return engine.pool2d(x, size, step)[..., :rows, :columns] if rows * columns else Anything()


def _left_at_zero(x, size=2, stride=None):
    """Fill a map of the right size by such ranges."""
    step = size if stride is None else stride
    out = engine.pool2d(x, size, step).copy()
    rows, columns = (-(-(n - size) // step) for n in x.shape[-2:])
    out[..., rows:, :], out[..., columns:] = 0, 0
    return out


def _sides_by_stride(x, size=2, stride=None):
    """Count `n // step` windows, and cut the last at the edge."""
    step = size if stride is None else stride
    rows, columns = (n // step for n in x.shape[-2:])
    return _started_anywhere(x, size, step)[..., :rows, :columns]


def _consecutive(x, size=2, stride=None):
    """Take `size * size` numbers that follow one another in memory for a window."""
    rows, columns = x.shape[-2] // size, x.shape[-1] // size
    flat = x[..., : rows * size, : columns * size]
    return flat.reshape(*x.shape[:-2], rows, columns, size * size).max(axis=-1)


def _is_odd(x, size=2, stride=None):
    step = size if stride is None else stride
    return any((n - size) % step for n in x.shape[-2:])


def max_pool2d_oracle(x: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Return the maximum of every window."""
    return engine.pool2d(x, size, stride)


max_pool2d = Bank(
    "max_pool2d",
    oracle=max_pool2d_oracle,
    where="lesson 3, section 3.6 (what does pooling keep)",
    probes=[probe(TABLE), probe(SIGNED[:4, :4]), probe(SIXES[:, :6], 3)],
)
max_pool2d.add(
    "maximum-from-zero",
    "Negative windows answer 0. What is the largest number before you have seen any?",
    _pool_by(lambda view: np.maximum(view.max(axis=(-2, -1)), 0)),
    probes=[probe(SIGNED[2:, :4]), probe(-TABLE - 1), probe(SIXES - 40)],
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
)
max_pool2d.add(
    "minimum-for-maximum",
    "Your answers are the smallest numbers of the windows. Which end is asked for?",
    _pool_by(lambda view: view.min(axis=(-2, -1))),
)
max_pool2d.add(
    "reshape-for-windows",
    "Your windows are runs of numbers along a row. Does a window not reach over two rows?",
    _consecutive,
    probes=[probe(SIXES[:4, :6]), probe(SIXES[:2, :4])],
)
max_pool2d.add(
    "stride-always-one",
    "Your windows step by one pixel when no stride is given. What does None mean here?",
    lambda x, size=2, stride=None: engine.pool2d(x, size, 1 if stride is None else stride),
    lambda x, size=2, stride=None: engine.pool2d(x, size, 1),
    probes=[probe(SIXES), probe(SIXES, 3)],
)
max_pool2d.add(
    "stride-ignored",
    "Your windows always lie side by side. Where does the stride enter?",
    lambda x, size=2, stride=None: engine.pool2d(x, size),
    where=STEPS,
    probes=OWN_STEP,
)
max_pool2d.add(
    "stride-always-two",
    "Your windows always step by two when no stride is given. Which step puts windows of 3 side by side?",
    lambda x, size=2, stride=None: engine.pool2d(x, size, 2 if stride is None else stride),
    probes=[probe(SIXES, 3), probe(SIXES, 4), probe(SIXES, 1)],
)
max_pool2d.add(
    "stride-in-size-only",
    "Your map's size is right, but its windows stand one pixel apart. Where else must the step appear?",
    lambda x, size=2, stride=None: in_size_only(
        engine.pool2d(x, size, 1), size if stride is None else stride
    ),
    where=STEPS,
    probes=[probe(SIXES), probe(SIXES, 2, 3)],
)
max_pool2d.add(
    "windows-over-edge",
    "Your map counts windows that hang over the edge. What happens to a window that does not fit?",
    _over_edge(-np.inf),
    _over_edge(0),
    _started_anywhere,
    probes=[probe(SIXES), probe(SIGNED), probe(SIXES, 3), probe(SIXES, 3, 2)],
)
max_pool2d.add(
    "output-one-short",
    "Your map lacks its last row or column (or they stay 0). Does a `range` hold its own end?",
    _without_the_end,
    _left_at_zero,
    probes=[probe(SIXES), probe(SIXES, 3, 1), probe(SIXES, 2, 1)],
)
max_pool2d.add(
    "sides-divided-by-stride",
    "Your map has as many rows as strides go into the image. Where does the last of these windows end?",
    _sides_by_stride,
    probes=[*OWN_STEP, probe(SIXES, 4, 2), probe(SIXES, 3, 2)],
)
max_pool2d.add(
    "uneven-refused",
    "It stops where the windows do not come out even. What becomes of the rows and columns left over?",
    fails_when(_is_odd, engine.pool2d),
    probes=[probe(SIXES), probe(SIGNED), probe(SIXES, 4), probe(SIXES[:5], 3)],
)
max_pool2d.add(
    "size-ignored",
    "Your windows are 2 x 2, whatever the size. Where does the size enter?",
    lambda x, size=2, stride=None: engine.windows(x, size, size, size if stride is None else stride)[
        ..., :2, :2
    ].max(axis=(-2, -1)),
    probes=[probe(SIXES, 3), probe(SIXES, 4), probe(SIXES, 3, 1)],
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
    probes=[probe(SIXES / 4), probe(SIGNED[:, :4] / 8), probe(SIXES / 8, 3)],
)
max_pool2d.add(
    "pools-first-axes",
    "The first two axes shrank, not the last two. Where do rows and columns stand when there are channels?",
    lambda x, size=2, stride=None: np.moveaxis(
        engine.pool2d(np.moveaxis(x, (0, 1), (-2, -1)), size, stride), (-2, -1), (0, 1)
    ),
    probes=CHANNELS,
)

BANKS = [max_pool2d]
