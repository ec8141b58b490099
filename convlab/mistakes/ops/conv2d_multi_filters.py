"""Usual mistakes of lesson 1 with whole filters and their biases: more of `conv2d_multi`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, probe
from convlab.mistakes.families import add_domains, numbers
from convlab.mistakes.image_axes import add_read_channels_last
from convlab.mistakes.ops.conv2d_multi import B2, B3, X2, X3, bank_of_filters, conv2d_multi
from convlab.numerics.engine import conv2d_multi as correlate

_SQUARE = [
    probe(X2[:, :3], bank_of_filters(2, 2, 3, 2), B2),
    probe(X3[:, 1:], bank_of_filters(3, 3, 2, 3)),
    probe(X3[:, :3], bank_of_filters(3, 3, 1, 3), B3),
]
_ZERO_BIAS = [
    probe(X2[:, 1:], bank_of_filters(3, 2, 2, 2), np.array([7.0, 0, -3])),
    probe(X3[:, :4], bank_of_filters(2, 3, 3, 2), np.array([0.0, 5])),
    probe(X2[:, :3], bank_of_filters(3, 2, 1, 2), np.array([0.0, 0, 8])),
]


def _biased(change: Callable) -> Callable:
    """Return the variant that makes `change` of the right maps, the biases (above their maps) and `w`."""

    def variant(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
        return correlate(x, w) if b is None else change(correlate(x, w), b[:, None, None], w)

    return variant


def _swapped(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> object:
    """Answer as ``w[c, f]`` does: an index goes out of bounds, unless there are as many of both."""
    return correlate(x, w.swapaxes(0, 1), b) if len(w) == len(x) else AnyError(IndexError)


def _folded_filters_first(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
    """Answer as one does who has a row for each place, and reads it as if it had one for each filter."""
    maps = correlate(x, w)
    maps = np.moveaxis(maps, 0, -1).reshape(maps.shape)
    return maps if b is None else maps + b[:, None, None]


def _filters_added_up(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
    """Answer with a map for each channel, in which all filters' products are added up."""
    maps = np.stack([correlate(x[[c]], w[:, [c]]).sum(axis=0) for c in range(len(x))])
    return maps if b is None else maps + b[:, None, None]


add_read_channels_last(conv2d_multi)
conv2d_multi.add(
    "reshape-for-transpose",
    "Your numbers are right, and stand at other places: they lie place by place, filters last, when you fold "
    "them. Does `reshape` move an axis?",
    _folded_filters_first,
)
conv2d_multi.add(
    "filters-added-up",
    "Your maps are added up over the filters, and one is left for each channel. Which of the two axes goes?",
    _filters_added_up,
    probes=[
        probe(X2[:, :3], bank_of_filters(3, 2, 1, 2)),
        probe(X2[:, 1:], bank_of_filters(1, 2, 2, 2)),
        probe(X3[:, 1:], bank_of_filters(2, 3, 2, 3)),
        probe(X3[:, :3], bank_of_filters(4, 3, 3, 2)),
    ],
)
conv2d_multi.add(
    "bias-subtracted", "Your biases count minus. Which sign have they?", _biased(lambda maps, b, w: maps - b)
)
conv2d_multi.add(
    "bias-multiplied",
    "Your maps are multiplied by their biases. What does a bias do to a map?",
    _biased(lambda maps, b, w: maps * b),
)
conv2d_multi.add(
    "bias-per-weight",
    "The bias is in your maps once for every weight of a filter. Does it stand inside the sum?",
    _biased(lambda maps, b, w: maps + b * w[0].size),
    _biased(lambda maps, b, w: maps + b * w[0, 0].size),
)
conv2d_multi.add(
    "zero-bias-drops-all",
    "As soon as one bias is 0, you add none. Did you ask whether `b` was given, or whether its numbers are true?",
    _biased(lambda maps, b, w: maps + b if b.all() else maps),
    probes=_ZERO_BIAS,
)
conv2d_multi.add(
    "channels-added-first",
    "You take the channels together before the kernels see them. Which comes first, each channel's own kernel "
    "or the sum?",
    lambda x, w, b=None: correlate(x.sum(0)[None], w.sum(1)[:, None], b),
    lambda x, w, b=None: correlate(x.mean(0)[None], w.sum(1)[:, None], b),
    lambda x, w, b=None: correlate(x.sum(0)[None], w.mean(1)[:, None], b),
    lambda x, w, b=None: correlate(x.mean(0)[None], w.mean(1)[:, None], b),
)
conv2d_multi.add(
    "filters-channels-swapped",
    "You read the first axis of `w` as channels and the second as filters. Which comes first in `(F, C, kH, kW)`?",
    _swapped,
    probes=_SQUARE,
)

conv2d_multi.add(
    "kernel-flipped",
    "Your maps equal ours with the filters turned along all three axes, channels too. Does correlation turn anything?",
    lambda x, w, b=None: correlate(x, w[:, ::-1, ::-1, ::-1], b),
)
add_domains(
    conv2d_multi,
    lambda image, kernel: probe(numbers(2, *image), numbers(3, 2, *kernel), np.array([100.0, -200, 400])),
    lambda x, w, b=None: (x.shape[1:], w.shape[2:]),
)
