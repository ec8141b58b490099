"""Usual mistakes of lesson 4: windows to columns."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import Bank, fails_when, probe
from convlab.mistakes.families import add_domains, numbers
from convlab.mistakes.im2col.columns import (
    count,
    counted_by_height,
    every,
    filled_until,
    in_size_of_the_bare_image,
    in_size_only,
    laid_out,
    padded_by,
    picked,
    unflattened,
    written_over,
)
from convlab.mistakes.padding_stride.pad2d import sides
from convlab.mistakes.shared import wrapped
from convlab.numerics import engine

COLUMNS = "lesson 4, section 4.2 (what if every window were a column)"
ORDER = "lesson 4, section 4.4 (does the order matter)"

ONE = np.arange(1, 13).reshape(1, 3, 4)
TWO = np.arange(40).reshape(2, 4, 5) ** 2 % 41
THREE = np.arange(105).reshape(3, 5, 7) ** 2 % 107
STRIDED = [probe(THREE, 2, 3, 2), probe(THREE, 3, 2, 2), probe(TWO, 1, 2, 3), probe(THREE, 2, 2, 3)]
PADDED = [probe(ONE, 2, 3, 1, 1), probe(TWO, 3, 2, 1, 2), probe(THREE, 2, 3, 2, 1), probe(TWO, 2, 3, 1, 1)]


im2col = Bank(
    "im2col",
    oracle=engine.im2col,
    where=COLUMNS,
    probes=[probe(ONE, 2, 2), probe(TWO, 2, 3), probe(TWO, 3, 2), probe(THREE, 2, 3)],
)
im2col.add(
    "taps-column-first",
    "The right numbers stand in your rows, but inside a channel the rows walk down the window first. In "
    "which order does `reshape` lay out `w[f, c]`?",
    laid_out(0, 4, 3, 1, 2),
)
im2col.add(
    "channel-last",
    "The right numbers stand in your rows, but the channel changes fastest from row to row. What does "
    "`w[f]` of shape (C, kH, kW) lay out first?",
    laid_out(3, 4, 0, 1, 2),
)
im2col.add(
    "axes-backwards",
    "The right numbers stand in your rows, but channel, kernel row and kernel column are read backwards. Which "
    "axis changes fastest when an array is raveled row by row?",
    laid_out(4, 3, 0, 1, 2),
)
im2col.add(
    "columns-column-major",
    "Your columns walk down the output first. Which output cell does the second column belong to?",
    laid_out(0, 3, 4, 2, 1),
)
im2col.add(
    "matrix-transposed",
    "Your matrix equals ours transposed. Is a window a column here, or a row?",
    lambda *args, **named: engine.im2col(*args, **named).T,
)
im2col.add(
    "reshape-for-transpose",
    "The shape is right and the numbers are those of the windows, but in the wrong places. `reshape` "
    "re-reads numbers in the order in which they lie: who moves the axes?",
    laid_out(0, 1, 2, 3, 4),
    laid_out(1, 2, 0, 3, 4),
    where=ORDER,
)
im2col.add(
    "channels-side-by-side",
    "Your channels stand side by side. Which numbers does one window of all channels lay into its column?",
    lambda x, *more, **named: np.concatenate([engine.im2col(c[None], *more, **named) for c in x], axis=1),
    probes=[probe(THREE, 2, 2, 2), probe(TWO, 1, 2)],
)
im2col.add(
    "places-counted-by-height",
    "Your columns land at the wrong numbers: place (i, j) is counted with the height of the output. How many "
    "places has one of its rows?",
    counted_by_height,
)
im2col.add(
    "size-without-padding",
    "Only the first windows of the padded image are in your matrix. Whose height and width count the places?",
    in_size_of_the_bare_image,
    probes=PADDED,
)
im2col.add(
    "fit-without-padding",
    "A window that fits into the padded image only is refused. In which image does it slide?",
    fails_when(lambda x, kh, kw, *_, **__: kh > x.shape[1] or kw > x.shape[2], engine.im2col),
    probes=[probe(ONE, 5, 4, 1, 1), probe(TWO, 5, 2, 1, 1), probe(THREE, 2, 9, 2, 1), *PADDED[:2]],
)
im2col.add(
    "axes-not-flattened",
    "Your answer has more than two axes. How many rows has a matrix with one for each channel and tap?",
    unflattened,
)
im2col.add(
    "kernel-flipped",
    "Your windows are turned by 180 degrees. Which tap does the first row of a channel belong to?",
    lambda x, kh, kw, *more, **named: (
        engine.im2col(x, kh, kw, *more, **named)
        .reshape(len(x), kh * kw, -1)[:, ::-1]
        .reshape(len(x) * kh * kw, -1)
    ),
)
im2col.add(
    "height-width-swapped",
    "Your windows are `kw` high and `kh` wide. Which of the two counts rows?",
    lambda x, kh, kw, *more, **named: engine.im2col(x, kw, kh, *more, **named),
    probes=[probe(THREE, 1, 3)],
)
im2col.add(
    "channel-0-only",
    "Only the first channel stands in your matrix. How many numbers does a window of C channels hold?",
    lambda x, *more, **named: engine.im2col(x[:1], *more, **named),
    probes=[probe(THREE, 2, 2, 2), probe(TWO, 1, 2)],
)
im2col.add(
    "channels-summed",
    "Your channels are added up before the windows are laid out. How many numbers does a window of C channels hold?",
    lambda x, *more, **named: engine.im2col(engine.real(x).sum(axis=0, keepdims=True), *more, **named),
    probes=[probe(THREE, 2, 2, 2), probe(TWO, 1, 2)],
)
im2col.add(
    "channels-reversed",
    "Your matrix equals ours with the channels in reverse order. Which channel do the first rows belong to?",
    lambda x, *more, **named: engine.im2col(x[::-1], *more, **named),
    probes=[probe(THREE, 2, 2, 2), probe(TWO, 1, 2)],
)
im2col.add(
    "output-one-short",
    "Your matrix lacks the windows of the last row or column. How many places has a window of 2 on 3 pixels?",
    picked(lambda view, stride: view[:, :-1, :-1][:, ::stride, ::stride]),
    picked(lambda view, stride: view[:, :-1][:, ::stride, ::stride]),
    picked(lambda view, stride: view[:, :, :-1][:, ::stride, ::stride]),
)
im2col.add(
    "returned-too-early",
    "Your matrix ends after one window, or one row of them. Does the `return` wait until all loops are over?",
    picked(lambda view, stride: view[:, :1, ::stride]),
    filled_until(lambda wo: 1),
    filled_until(lambda wo: wo),
)
im2col.add(
    "first-column-for-all",
    "Several of your windows go to the same column, and other columns stay empty. When does the number of the column "
    "grow?",
    written_over(per_row=True),
    written_over(per_row=False),
)
im2col.add(
    "stride-ignored",
    "Your matrix equals ours with stride 1, whatever the stride. Where does the stride enter?",
    picked(lambda view, stride: view),
    probes=STRIDED,
)
im2col.add(
    "stride-in-size-only",
    "Your matrix has the right size, but its windows stand side by side, one pixel apart. In how many places "
    "must the stride appear?",
    picked(in_size_only),
    probes=STRIDED,
)
im2col.add(
    "stride-twice",
    "Your windows stand `stride` times as far apart as they should. Is the stride counted in two places?",
    picked(lambda view, stride: view[:, :: stride**2, :: stride**2]),
    picked(lambda view, stride: every(view[:, ::stride, ::stride], stride)),
    probes=STRIDED,
)
im2col.add(
    "output-dtype",
    "Your numbers have lost their fraction. Which dtype has the matrix that you fill?",
    lambda *args, **named: np.trunc(engine.im2col(*args, **named)),
    lambda *args, **named: wrapped(engine.im2col(*args, **named), np.dtype(np.uint8)),
    probes=[probe(ONE / 4, 2, 2), probe(TWO / 8, 2, 3), probe(TWO / 4, 3, 2)],
)
im2col.add(
    "pixels-divided",
    "Your numbers are ours divided by 255. Who asked for pixels between 0 and 1?",
    lambda *args, **named: engine.im2col(*args, **named) / 255,
)
im2col.add(
    "stride-one-axis",
    "The stride works in one direction only. Does the window not step down as far as it steps to the right?",
    picked(lambda view, stride: view[:, ::stride]),
    picked(lambda view, stride: view[:, :, ::stride]),
    picked(lambda view, stride: view[:, ::stride, : count(view.shape[2], stride)]),
    picked(lambda view, stride: view[:, : count(view.shape[1], stride), ::stride]),
    probes=STRIDED,
)
im2col.add(
    "padding-ignored",
    "Your matrix equals ours without padding. Where does the padding enter?",
    padded_by(lambda x, padding: x),
    probes=PADDED,
)
im2col.add(
    "padding-on-channels",
    "The padding added channels too. Which axes hold rows and columns?",
    padded_by(np.pad),
    probes=PADDED,
)
im2col.add(
    "one-side-only",
    "Your windows are those of an image padded at one end only. On how many sides does padding stand, and does the "
    "size count them all?",
    padded_by(lambda x, padding: sides(x, padding, 0, "zeros")),
    padded_by(lambda x, padding: sides(x, 0, padding, "zeros")),
    padded_by(lambda x, padding: sides(x, 2 * padding, 0, "zeros")),
    padded_by(lambda x, padding: sides(x, 0, 2 * padding, "zeros")),
    probes=PADDED,
)
im2col.add(
    "padding-twice",
    "Your matrix equals ours with twice the padding. Is it added in two places?",
    padded_by(lambda x, padding: engine.pad2d(x, 2 * padding)),
    probes=PADDED,
)
im2col.add(
    "edge-for-zeros",
    "Beyond the border you repeat the edge or mirror it. What stands outside the image here?",
    padded_by(lambda x, padding: engine.pad2d(x, padding, "replicate")),
    padded_by(lambda x, padding: engine.pad2d(x, padding, "reflect")),
    probes=PADDED,
)

add_domains(
    im2col,
    lambda image, kernel: probe(numbers(2, *image), *kernel),
    lambda x, kh, kw, *_, **__: (x.shape[1:], (kh, kw)),
    leave=("map-taken-as-square",),  # the places are counted by the height
)

BANKS = [im2col]
