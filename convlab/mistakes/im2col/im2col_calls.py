"""Usual mistakes of lesson 4 in what a call means, and in columns picked or re-read: more of `im2col`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, probe
from convlab.mistakes.im2col.columns import picked
from convlab.mistakes.im2col.im2col import ORDER, PADDED, STRIDED, THREE, TWO, im2col
from convlab.numerics import engine


def _reread(x, kh, kw, stride=1, padding=0):
    right = engine.im2col(x, kh, kw, stride, padding)
    return right.reshape(right.T.shape)


def _column_for_every_pixel(x, kh, kw, stride=1, padding=0):
    right = engine.im2col(x, kh, kw, stride, padding)
    out = np.zeros((len(right), (x.shape[1] + 2 * padding) * (x.shape[2] + 2 * padding)))
    out[:, : right.shape[1]] = right
    return out


im2col.add(
    "reshape-for-transpose",
    "Your matrix has a row for each window, but `reshape` never moves a number: it re-reads them in the order in which "
    "they lie. Who moves the axes?",
    _reread,
    where=ORDER,
)
im2col.add(
    "tap-not-shifted",
    "All rows of a channel are the same: every tap reads the slice that begins at row 0, column 0. Where does the "
    "slice of tap (m, n) begin?",
    picked(
        lambda view, stride: np.broadcast_to(view[..., :1, :1], view.shape)[:, ::stride, ::stride],
    ),
)
im2col.add(
    "default-padding",
    "Where no padding is asked for, yours pads by 1. Which number stands in the first line of the exercise?",
    lambda x, kh, kw, stride=1, padding=1: engine.im2col(x, kh, kw, stride, padding),
    probes=PADDED,
)
im2col.add(
    "parameters-swapped",
    "Your matrix equals ours with stride and padding exchanged. In which order does the exercise list its parameters?",
    lambda x, kh, kw, padding=0, stride=1: (
        engine.im2col(x, kh, kw, stride, padding) if stride else AnyError()
    ),
    probes=[
        probe(THREE, 2, 3, 2, 1),
        probe(THREE, 3, 2, 1, 2),
        probe(TWO, 2, 3, 2, 1),
        probe(TWO, 1, 2, 3, 2),
    ],
)
im2col.add(
    "column-for-every-pixel",
    "Your matrix has as many columns as the (padded) image has pixels, and the last ones stay 0. At how many places "
    "does the window stand?",
    _column_for_every_pixel,
)
im2col.add(
    "stride-along-the-list",
    "You take every second (or third) of all columns in one row, across the ends of the output's rows. In how many "
    "directions does the window step?",
    lambda x, kh, kw, stride=1, padding=0: engine.im2col(x, kh, kw, 1, padding)[:, ::stride],
    probes=STRIDED,
)
