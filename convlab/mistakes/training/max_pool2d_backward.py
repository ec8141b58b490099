"""Usual mistakes of lesson 8: the way back through a max-pool, `max_pool2d_backward`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, Bank, fails_when, loses_fractions
from convlab.mistakes.training.windows import (
    BELOW,
    CHANNELS,
    CUBE,
    EQUALS,
    FRACTIONS,
    OVERLAPS,
    PLAIN,
    SIZES,
    UNEVEN,
    WIDE,
    as_large_as_the_step,
    at_first,
    back,
    by_one_mask,
    by_window,
    call,
    column_first,
    corner,
    ends_with_windows,
    fails_for,
    is_uneven,
    largest_of_all,
    last,
    one_apart,
    transposed,
    two_by_two,
    winner,
    without_end,
    won,
)

WINNER = "lesson 8, section 8.5 (who was the maximum)"

max_pool2d_backward = Bank(
    "max_pool2d_backward",
    oracle=back,
    where=WINNER,
    probes=[call(PLAIN[:2, :4]), call(PLAIN), call(PLAIN[:, :4] * 3)],
)
add = max_pool2d_backward.add
add(
    "ties-to-all",
    "Where several pixels are the maximum, each gets the whole blame. How many numbers did the pool let through?",
    by_window(lambda window, blame: (window == window.max()) * blame),
    by_window(
        lambda window, blame: np.where(window == window.max(), blame, 0),
        put=lambda there, part: np.where(part, part, there),
    ),
    probes=EQUALS,
)
add(
    "ties-to-last",
    "Of equal maxima, another than the first gets the blame. Which comes first in row-major order, and does a later "
    "one that is not larger take its place (`>`, `>=`)?",
    by_window(lambda window, blame: winner(window, last) * blame),
    by_window(lambda window, blame: winner(window, column_first) * blame),
    probes=EQUALS,
)
add(
    "ties-shared",
    "Of equal maxima, each gets a part of the blame. To how many is it due?",
    by_window(lambda window, blame: (window == window.max()) * blame / (window == window.max()).sum()),
    probes=EQUALS,
)
add(
    "overlaps-overwritten",
    "A pixel that wins two windows keeps the blame of one. Does each share add to what is there, or take its place?",
    by_window(won, put=lambda there, part: np.where(part, part, there)),
    by_window(won, put=lambda there, part: part),
    probes=OVERLAPS,
)
add(
    "winner-of-another-window",
    "Where windows overlap, you hand a window's blame to the winners of its neighbors, too. Whose maximum is marked?",
    by_one_mask,
    probes=[*OVERLAPS, call(WIDE, 2, 1), call(CUBE, 3, 1)],
)
add(
    "whole-window",
    "All pixels of a window get its blame. Which of them would have changed the maximum?",
    by_window(lambda window, blame: np.full(window.shape, blame)),
)
add(
    "mean-for-maximum",
    "Every pixel of a window gets the same part of its blame: that is the way back of a mean. Which pool was it?",
    by_window(lambda window, blame: np.full(window.shape, blame / window.size)),
    by_window(lambda window, blame: won(window, blame) / window.size),
)
add(
    "minimum-for-maximum",
    "The blame goes to the smallest pixel of each window. Which end is asked for?",
    by_window(lambda window, blame: winner(window, np.argmin) * blame),
)
add(
    "maximum-of-magnitudes",
    "The blame goes to the largest magnitude of each window. Is -9 larger than 4?",
    by_window(lambda window, blame: winner(np.abs(window)) * blame),
)
add(
    "blame-forgotten",
    "Your winners are marked with 1, whatever their blame. Where does `dout` come in?",
    by_window(lambda window, blame: winner(window)),
)
add(
    "blame-times-maximum",
    "The winner gets its own number, or its number times the blame. How much does an output grow with its winner?",
    by_window(lambda window, blame: winner(window) * blame * window),
    by_window(lambda window, blame: winner(window) * window),
)
add(
    "first-of-the-window",
    "One fixed pixel of every window gets the blame. Who was the maximum?",
    by_window(lambda window, blame: winner(window, lambda _: 0) * blame),
    by_window(lambda window, blame: winner(window, lambda w: w.size - 1) * blame),
)
add(
    "row-column-swapped",
    "The blame lies mirrored at the diagonal of its window. What does `//` give of a place in a list, what `%`?",
    by_window(transposed),
)
add(
    "window-place-forgotten",
    "All blame lies in the upper left corner. Where does the window of output (i, j) begin in the image?",
    corner,
    one_apart,
)
add(
    "returned-too-early",
    "Only the first windows hand their blame on. Does the `return` wait until all loops are over?",
    lambda dout, x, size=2, stride=None: back(at_first(dout, 1, 1), x, size, stride),
    lambda dout, x, size=2, stride=None: back(at_first(dout, 1, None), x, size, stride),
    probes=[*CHANNELS, call(WIDE)],
)
add(
    "winner-of-all",
    "All blame goes to the largest pixel of the whole image. Which pixels does one output compare?",
    largest_of_all,
)
add(
    "always-two-by-two",
    "You look at 2 x 2 pixels of each window, whatever its size. Who says how large a window is?",
    by_window(two_by_two),
    probes=[*SIZES[:-1], call(PLAIN, 3)],
)
add(
    "window-as-large-as-the-stride",
    "Your windows are as large as the stride. Which of the two numbers says how large a window is?",
    as_large_as_the_step,
    probes=OVERLAPS,
)
add(
    "rectified",
    "Winners below 0 get nothing. May a maximum be negative, and whose way back would that be?",
    by_window(lambda window, blame: won(window, blame) * (window > 0)),
    by_window(lambda window, blame: won(window, blame) * (window >= 0)),
    by_window(lambda window, blame: winner(np.maximum(window, 0)) * blame),
    probes=[call(BELOW), call(-PLAIN - 3), call(BELOW, 3), call(BELOW[1:]), call(BELOW[:, 1:])],
)
add(
    "stride-ignored",
    "Your windows always lie side by side. Where does the stride enter?",
    by_window(won, step=lambda size, stride: size),
    probes=[*OVERLAPS, call(WIDE, 2, 3), call(WIDE, 1, 2), call(PLAIN, 1, 3)],
)
add(
    "stride-always-two",
    "Your windows always step by two when no stride is given. Which step puts windows of 3 side by side?",
    by_window(won, step=lambda size, stride: 2 if stride is None else stride),
    probes=SIZES,
)
add(
    "stride-always-one",
    "Your windows step by one pixel. What does a stride of None mean here?",
    by_window(won, step=lambda size, stride: 1 if stride is None else stride),
    by_window(won, step=lambda size, stride: 1),
)
add(
    "output-one-short",
    "The last row or column of outputs is left out. Does a `range` hold its own end?",
    lambda dout, x, size=2, stride=None: back(without_end(dout, True, True), x, size, stride),
    lambda dout, x, size=2, stride=None: back(without_end(dout, True, False), x, size, stride),
    lambda dout, x, size=2, stride=None: back(without_end(dout, False, True), x, size, stride),
)
add(
    "uneven-refused",
    "It stops where the windows do not come out even. What is due to the rows and columns left over?",
    fails_when(is_uneven, back),
    fails_when(
        lambda dout, x, size=2, stride=None: stride in (None, size) and is_uneven(dout, x, size), back
    ),
    probes=UNEVEN,
)
add(
    "border-cut",
    "Your answer ends where the last window ends. What is due to pixels that no window meets?",
    ends_with_windows,
    probes=UNEVEN,
)
add(
    "only-two-axes",
    "It stops when there are other axes than those that you counted on. What should happen to the leading axes?",
    *(fails_for(lambda n, k=k: n != k) for k in (2, 3, 4)),
    fails_for(lambda n: n > 2),
    fails_for(lambda n: n > 3),
    fails_for(lambda n: n < 3),
    fails_for(lambda n: n < 4),
    probes=[*CHANNELS, call(CUBE[None, :, :2]), call(CUBE[None, None]), call(PLAIN[:, 2:])],
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


BANKS = [max_pool2d_backward]
