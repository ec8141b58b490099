"""Usual mistakes of lesson 8: columns brought home to their pixels, `col2im`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, Bank, fails_when, loses_fractions
from convlab.mistakes.training.scatter import (
    FRACTIONS,
    PADDED,
    SHORT,
    STRIDED,
    averaged,
    border_cut,
    by_column,
    by_place,
    call,
    cropped,
    last_tap,
    on_the_bare_image,
    padded,
    places_of_the_bare_image,
    read,
    stepping,
    turned_window,
    with_room,
)
from convlab.numerics.gradients import col2im as right

HOME = "lesson 8, section 8.3 (how do the copies come home)"

col2im = Bank(
    "col2im",
    oracle=right,
    where=HOME,
    probes=[call((1, 3, 3), 2, 2), call((1, 3, 4), 2, 3), call((2, 4, 5), 3, 2)],
)
col2im.add(
    "overlaps-overwritten",
    "Where windows overlap, only one copy is left. Is each written over the one before (`=`), or added to a list of "
    "places, where NumPy counts a place that stands there twice only once?",
    by_place(lambda there, block: block),
    last_tap,
)
col2im.add(
    "overlaps-averaged",
    "Where windows overlap you take the mean of the copies. Does blame grow less when there is more of it?",
    averaged,
    lambda cols, shape, kh, kw, stride=1, padding=0: right(cols, shape, kh, kw, stride, padding) / (kh * kw),
)
col2im.add(
    "coverage-for-sums",
    "Your numbers count the windows over each pixel. What did the columns bring?",
    lambda cols, *more, **named: right(np.ones(cols.shape), *more, **named),
)
col2im.add(
    "largest-for-sum",
    "Where windows overlap you keep the largest copy. What happens to the others?",
    by_place(np.maximum),
)
col2im.add(
    "padding-not-cropped",
    "Your image is right, with the ring of padding still around it. Which shape did the image have?",
    padded,
    with_room,
    probes=PADDED,
)
col2im.add(
    "empty-without-padding",
    "Right with padding, empty without. What does the slice `[p:-p]` leave when `p` is 0?",
    cropped(lambda out, shape, padding: out[:, padding:-padding, padding:-padding]),
    probes=PADDED,
)
col2im.add(
    "cropped-at-one-end",
    "The right numbers, moved: the padding is cut off at one end of each axis only. On how many sides did it stand?",
    cropped(lambda out, shape, padding: out[:, : shape[1], : shape[2]]),
    cropped(lambda out, shape, padding: out[:, 2 * padding :, 2 * padding :]),
    cropped(lambda out, shape, padding: out[:, padding:, padding:]),
    probes=PADDED,
)
col2im.add(
    "size-without-padding",
    "With padding, the columns do not come out even. In which image did the window slide?",
    fails_when(
        lambda cols, shape, kh, kw, stride=1, padding=0: padding > 0,
        right,
        AnyError(Exception, "reshape|broadcast|out of bounds"),
    ),
    places_of_the_bare_image,
    on_the_bare_image,
    probes=PADDED,
)
col2im.add(
    "size-without-stride",
    "At a stride above 1 the columns do not come out even. How many places has a window that steps further?",
    fails_when(
        lambda cols, shape, kh, kw, stride=1, padding=0: stride > 1,
        right,
        AnyError(Exception, "reshape|broadcast|out of bounds"),
    ),
    probes=STRIDED,
)
col2im.add(
    "stride-ignored",
    "Your windows stand one pixel apart, whatever the stride. Where does window (i, j) begin?",
    stepping(lambda stride: 1, lambda stride: 1),
    probes=STRIDED,
)
col2im.add(
    "stride-one-axis",
    "The stride works in one direction only. Does the window not step down as far as it steps to the right?",
    stepping(lambda stride: stride, lambda stride: 1),
    stepping(lambda stride: 1, lambda stride: stride),
    probes=STRIDED,
)
col2im.add(
    "border-cut",
    "Your image ends where the last window ends. What is due to pixels that no window meets?",
    border_cut,
    probes=SHORT,
)
col2im.add(
    "taps-column-first",
    "The right numbers at the wrong taps: inside a channel you read the rows column by column of the window. Which "
    "tap does the second row of the matrix belong to?",
    read(lambda cols, c, kh, kw, ho, wo: cols.reshape(c, kw, kh, -1).swapaxes(1, 2)),
)
col2im.add(
    "channel-last",
    "Your numbers go to the wrong channels: you read the rows as if the channel changed fastest. What changes fastest "
    "in `im2col`?",
    read(lambda cols, c, kh, kw, ho, wo: np.moveaxis(cols.reshape(kh, kw, c, -1), 2, 0)),
    read(lambda cols, c, kh, kw, ho, wo: cols.reshape(kh * kw, c, -1).swapaxes(0, 1)),
    probes=[call((2, 3, 4), 2, 2), call((3, 3, 4), 2, 3)],
)
col2im.add(
    "columns-column-major",
    "Your columns walk down the output first. Which window does the second column belong to?",
    read(lambda cols, c, kh, kw, ho, wo: cols.reshape(c, kh, kw, wo, ho).swapaxes(3, 4)),
)
col2im.add(
    "columns-for-rows",
    "You read the matrix as if each window were a row. Is a window a column here, or a row?",
    read(lambda cols, c, kh, kw, ho, wo: np.moveaxis(cols.reshape(ho * wo, c, kh, kw), 0, -1)),
    probes=[call((2, 4, 4), 2, 2), call((1, 4, 5), 3, 2)],
)
col2im.add(
    "reshape-for-transpose",
    "You read each row as if places came before taps: `reshape` never moves a number. In which order do channel, tap "
    "and place lie in the matrix?",
    read(lambda cols, c, kh, kw, ho, wo: cols.reshape(c, ho, wo, kh, kw).transpose(0, 3, 4, 1, 2)),
    probes=[call((1, 3, 5), 2, 2), call((2, 3, 5), 2, 3)],
)
col2im.add(
    "kernel-flipped",
    "Every window is turned by 180 degrees. Which tap does the first row of a channel belong to?",
    read(lambda cols, c, kh, kw, ho, wo: cols.reshape(c, kh, kw, -1)[:, ::-1, ::-1]),
)
col2im.add(
    "height-width-swapped",
    "Your windows are `kw` high and `kh` wide. Which of the two counts rows?",
    turned_window,
    probes=[call((1, 4, 4), 1, 3), call((2, 5, 5), 3, 2)],
)
col2im.add(
    "channel-0-only",
    "Only the first channel gets something. How many rows of the matrix belong to one channel?",
    lambda cols, shape, *more, **named: (
        right(cols, shape, *more, **named) * (np.arange(shape[0]) == 0)[:, None, None]
    ),
    probes=[call((2, 3, 4), 2, 2), call((3, 3, 4), 2, 3)],
)
col2im.add(
    "channels-summed",
    "All channels get the same, the sum of all. Whose copy was each row of the matrix?",
    lambda cols, shape, *more, **named: np.zeros(shape) + right(cols, shape, *more, **named).sum(axis=0),
    probes=[call((2, 3, 4), 2, 2), call((3, 3, 4), 2, 3)],
)
col2im.add(
    "first-channel-for-all",
    "All channels get what belongs to the first. Which rows of the matrix are those of channel c?",
    lambda cols, shape, *more, **named: np.zeros(shape) + right(cols, shape, *more, **named)[:1],
    probes=[call((2, 3, 4), 2, 2), call((3, 3, 4), 2, 3)],
)
col2im.add(
    "channels-reversed",
    "Your channels stand in reverse order. Which channel do the first rows belong to?",
    lambda *args, **named: right(*args, **named)[::-1],
    probes=[call((2, 3, 4), 2, 2), call((3, 3, 4), 2, 3)],
)
col2im.add(
    "returned-too-early",
    "Only the beginning has come home. Does the `return` wait until all loops are over?",
    by_place(np.add, lambda ho, wo: (1, 1)),
    by_place(np.add, lambda ho, wo: (1, wo)),
    probes=[call((1, 5, 4), 2, 2)],
)
col2im.add(
    "output-one-short",
    "What the last row or column of windows brings is missing. Does a `range` hold its own end?",
    by_place(np.add, lambda ho, wo: (ho - 1, wo - 1)),
    by_place(np.add, lambda ho, wo: (ho - 1, wo)),
    by_place(np.add, lambda ho, wo: (ho, wo - 1)),
    by_column(
        lambda n, i, j, ho, wo: n, places=lambda ho, wo, stride: np.ndindex(max(ho - 1, 0), max(wo - 1, 0))
    ),
)
col2im.add(
    "output-dtype",
    "Fractions are lost, or refused. Which dtype has the array that you add to?",
    loses_fractions(lambda cols, *_, **__: cols.dtype.kind == "f", right),
    fails_when(lambda cols, *_, **__: cols.dtype.kind == "f", right, AnyError(TypeError, "Cannot cast")),
    probes=[*FRACTIONS, call((1, 4, 3), 3, 2, scale=1 / 16)],
)
add = col2im.add
add(
    "column-of-another-window",
    "Your windows get each other's columns. How many columns does one row of windows take, and what is the number of "
    "window (i, j)?",
    by_column(lambda n, i, j, ho, wo: i * ho + j),
    by_column(lambda n, i, j, ho, wo: i + j),
    by_column(lambda n, i, j, ho, wo: j * wo + i),
    by_column(lambda n, i, j, ho, wo: j),
    probes=[call((1, 3, 5), 2, 2), call((1, 3, 6), 2, 3), call((2, 5, 3), 2, 2)],
)
add(
    "first-column-for-all",
    "Every window, or every row of windows, gets the same column. When does the number of the column grow?",
    by_column(lambda n, i, j, ho, wo: 0),
    by_column(lambda n, i, j, ho, wo: i),
)
add(
    "windows-do-not-overlap",
    "Your windows stand side by side, a whole window apart. Where does the window of place (i, j) begin?",
    by_column(lambda n, i, j, ho, wo: n, top=lambda i, stride, k: i * k),
    probes=[call((1, 4, 6), 2, 2, 2), call((2, 3, 6), 3, 3, 3), call((1, 4, 4), 2, 2, 2)],
)
add(
    "stride-twice",
    "The stride is in your places twice: in the range, and in the window's beginning. How far is it from one to the "
    "next?",
    by_column(
        lambda n, i, j, ho, wo: n,
        places=lambda ho, wo, stride: ((i, j) for i in range(0, ho, stride) for j in range(0, wo, stride)),
    ),
    probes=[*STRIDED, call((1, 7, 7), 3, 3, 2)],
)
add(
    "padding-on-channels",
    "The crop reaches the channels too. Which axes had padding?",
    cropped(
        lambda out, shape, padding: out[
            padding : padding + shape[0], padding : padding + shape[1], padding : padding + shape[2]
        ]
    ),
    probes=PADDED,
)
add(
    "rounded",
    "Your numbers are rounded. Who asked for fewer digits?",
    *(lambda *args, digits=digits, **named: np.round(right(*args, **named), digits) for digits in (1, 2, 3)),
    probes=[
        call((1, 3, 4), 2, 2, scale=1 / 7),
        call((2, 3, 5), 2, 3, scale=1 / 9),
        call((1, 4, 3), 3, 2, scale=1 / 11),
    ],
)

BANKS = [col2im]
