"""Usual mistakes of lesson 3 in the size and the steps of windows: more of `max_pool2d`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, Anything, fails_when, probe, right_when
from convlab.mistakes.families import numbers
from convlab.mistakes.padding_stride.conv2d import STEPS, in_size_only
from convlab.mistakes.padding_stride.max_pool2d import (
    OWN_STEP,
    SIGNED,
    SIXES,
    max_pool2d,
    max_pool2d_oracle,
    steps_by_size,
)
from convlab.numerics import engine


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


def _one_row_less(x, size=2, stride=None):
    """Count (n - size) // stride places, without the first."""
    step = size if stride is None else stride
    rows, columns = ((n - size) // step for n in x.shape[-2:])
    return engine.pool2d(x, size, step)[..., :rows, :columns]


def _left_at_zero(x, size=2, stride=None):
    """Fill a map of the right size by such ranges."""
    step = size if stride is None else stride
    out = engine.pool2d(x, size, step).copy()
    rows, columns = (-(-(n - size) // step) for n in x.shape[-2:])
    out[..., rows:, :], out[..., columns:] = 0, 0
    return out


def _brackets_forgotten(x, size=2, stride=None):
    """Make room for n - size // step + 1 places, and fill those that there are."""
    step = size if stride is None else stride
    right = engine.pool2d(x, size, step)
    out = np.zeros((*x.shape[:-2], *(n - size // step + 1 for n in x.shape[-2:])))
    out[..., : right.shape[-2], : right.shape[-1]] = right
    return out


def _sides_by_stride(x, size=2, stride=None):
    """Count `n // step` windows, and cut the last at the edge."""
    step = size if stride is None else stride
    rows, columns = (n // step for n in x.shape[-2:])
    return _started_anywhere(x, size, step)[..., :rows, :columns]


def _one_before_the_division(last_left_out=False):
    """Return the variant of (n - size + 1) // step rows, of which `range(0, n - size - 1, step)` fills only some."""

    def variant(x, size=2, stride=None):
        step = size if stride is None else stride
        rows, columns = ((n - size + 1) // step for n in x.shape[-2:])
        out = engine.pool2d(x, size, step)[..., :rows, :columns].astype(float)
        if last_left_out:
            below, beside = (max(-(-(n - size - 1) // step), 0) for n in x.shape[-2:])
            out[..., below:, :], out[..., beside:] = 0, 0
        return out

    return variant


def _is_odd(x, size=2, stride=None):
    step = size if stride is None else stride
    return any((n - size) % step for n in x.shape[-2:])


def _as_large_as_the_step(x, size=2, stride=None):
    """Take windows as large as the stride, as many as there should be."""
    step = size if stride is None else stride
    rows, columns = ((n - size) // step + 1 for n in x.shape[-2:])
    starts = [
        [x[..., i * step : i * step + step, j * step : j * step + step] for j in range(columns)]
        for i in range(rows)
    ]
    return np.moveaxis(
        np.array([[part.max(axis=(-2, -1)) for part in row] for row in starts]), (0, 1), (-2, -1)
    )


def _placed_by_the_window(x, size=2, stride=None):
    """Write the maximum of the window at (i, j) to place (i, j), as far as the map reaches."""
    step = size if stride is None else stride
    dense, out = engine.pool2d(x, size, 1), np.zeros(engine.pool2d(x, size, step).shape)
    rows, columns = out.shape[-2:]
    out[..., ::step, ::step] = dense[..., :rows:step, :columns:step]
    return out


def _in_the_corner(count):
    """Return the variant whose map has `count(side, size)` rows and columns, the answers first, then zeros."""

    def variant(x, size=2, stride=None):
        right = engine.pool2d(x, size, stride)
        sides = zip(x.shape[-2:], right.shape[-2:], strict=True)
        return np.pad(right, [(0, 0)] * (x.ndim - 2) + [(0, max(count(n, size) - m, 0)) for n, m in sides])

    return variant


def _by_every_second_step(x, size=2, stride=None):
    """Fill only the places whose numbers the stride divides."""
    step = size if stride is None else stride
    right, out = engine.pool2d(x, size, step), np.zeros(engine.pool2d(x, size, step).shape)
    out[..., ::step, ::step] = right[..., ::step, ::step]
    return out


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
    steps_by_size,
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
    "window-as-large-as-the-stride",
    "Your windows are as large as the stride. Which of the two says how large a window is, `size` or `stride`?",
    _as_large_as_the_step,
    where=STEPS,
    probes=OWN_STEP,
)
max_pool2d.add(
    "stride-in-output-index",
    "Your answers land at the place where their window stands, which may lie beyond the map. The window walks in "
    "steps: in which steps walks the place of its answer?",
    _placed_by_the_window,
    fails_when(
        lambda x, size=2, stride=None: min(x.shape[-2:]) > size and (stride or size) > 1,
        engine.pool2d,
        AnyError(IndexError, "out of bounds"),
    ),
    where=STEPS,
    probes=[probe(SIXES), *OWN_STEP],
)
max_pool2d.add(
    "size-without-stride",
    "The right answers stand in the corner of a map that is too large, with zeros around. Which formula counts its "
    "rows?",
    _in_the_corner(lambda side, size: side - size + 1),
    _in_the_corner(lambda side, size: side),
    where=STEPS,
    probes=[probe(SIXES), *OWN_STEP],
)
max_pool2d.add(
    "stride-twice",
    "Your stride counts twice: once in the places that you go to, once more in where their windows start. Which of "
    "the two walks in steps?",
    _by_every_second_step,
    lambda x, size=2, stride=None: engine.pool2d(x, size, stride)[
        ..., :: size if stride is None else stride, :: size if stride is None else stride
    ],
    where=STEPS,
    probes=[probe(SIXES), *OWN_STEP],
)
max_pool2d.add(
    "always-two-by-two",
    "Your windows are 2 x 2 and step by 2, whatever is asked. Where do `size` and `stride` enter?",
    lambda x, size=2, stride=None: engine.pool2d(x, 2),
    probes=[probe(SIXES, 3), probe(SIXES, 4), probe(SIXES, 3, 1)],
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
    _one_row_less,
    _without_the_end,
    _left_at_zero,
    probes=[probe(SIXES), probe(SIXES, 3, 1), probe(SIXES, 2, 1)],
)
max_pool2d.add(
    "one-before-the-division",
    "Your map has (n - size + 1) // stride rows: the 1 came before the division. Is the first place a step?",
    _one_before_the_division(),
    _one_before_the_division(last_left_out=True),
    where=STEPS,
    probes=[probe(SIXES), probe(SIXES, 3), *OWN_STEP],
)
max_pool2d.add(
    "brackets-forgotten",
    "The size of your map is n - size/s + 1: the division comes before the subtraction. What should the stride divide?",
    _brackets_forgotten,
    where=STEPS,
    probes=[probe(SIXES), probe(SIGNED), *OWN_STEP],
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
for _id, _question, _condition in [
    (
        "image-taken-as-square",
        "It is right for square images, and only for those. Does one of their sides count for both, or for the other?",
        lambda x, size=2, stride=None: x.shape[-1] == x.shape[-2],
    ),
    (
        "map-taken-as-square",
        "It is right where the map is square, and only there. Which of its sides counts the rows, which the columns?",
        lambda x, size=2, stride=None: len({(n - size) // (stride or size) for n in x.shape[-2:]}) == 1,
    ),
    (
        "size-ignored",
        "It is right for windows of 2 x 2, and only for those. Where does the size enter?",
        lambda x, size=2, stride=None: size == 2,
    ),
]:
    max_pool2d.add(
        _id,
        _question,
        right_when(_condition, max_pool2d_oracle),
        probes=[
            *(
                probe(numbers(*shape), *how)
                for shape in [(6, 9), (8, 4), (7, 9)]
                for how in [(2,), (3,), (2, 1)]
            ),
            *(probe(numbers(*shape), *how) for shape in [(6, 6), (7, 7)] for how in [(2,), (3,), (3, 2)]),
            probe(numbers(6, 7), 2),
            probe(numbers(9, 8), 4),
        ],
    )
