"""Usual mistakes of lesson 1 with channels, filters and biases: `conv2d_multi`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, Bank, fails_when, probe
from convlab.mistakes.families import add_lost_numbers
from convlab.mistakes.shared import AT_ONE_PLACE, LOST_FRACTION, OVERFLOW, U8, WEIGHTS, X, wrapped
from convlab.numerics.engine import conv2d_multi as correlate
from convlab.numerics.engine import windows

WHERE = "lesson 1, section 1.6 (and in color)"


def conv2d_multi_oracle(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
    """Return one map for each filter, summed over the channels, plus its bias."""
    return correlate(x, w, b)


def bank_of_filters(*shape: int) -> np.ndarray:
    """Return weights in which no two filters, channels, rows or columns are alike."""
    values = np.array([2.0, -1, 0, 3, 1, -4, 5, 0, -2, 1, 7, -3, 4])
    return np.resize(values, shape)


# Neither the channels nor the width of a map equal the number of filters, so nothing broadcasts by luck.
X2, X3 = np.stack([X, X[::-1]])[:, :4], np.stack([X, X[::-1] + 1, X[:, ::-1] - 2])
B3, B2 = np.array([10.0, -20, 40]), np.array([30.0, -70])
_WHOLE = [
    (X2[:, :2, :3], bank_of_filters(3, 2, 1, 2), B3),
    (X2[:, 1:, :5], bank_of_filters(3, 2, 2, 2), B3),
    (X3[:, :4, 2:], bank_of_filters(2, 3, 2, 2), B2),
    (X3[:, :4, :5], bank_of_filters(2, 3, 3, 2), B2),
]
conv2d_multi = Bank(
    "conv2d_multi", oracle=conv2d_multi_oracle, where=WHERE, probes=[probe(*args) for args in _WHOLE]
)
_NO_BIAS = [probe(*args[:2]) for args in _WHOLE[:3]]
_THREE_CHANNELS = [
    probe(X3[:, 1:, :4], bank_of_filters(3, 3, 3, 2), B3),
    probe(X3, bank_of_filters(2, 3, 1, 3)),
]
_ONE_FILTER = [probe(x, w[:1], b[:1]) for x, w, b in _WHOLE[:3]]
_BYTES, _BYTE_BANK = np.stack([U8, U8[::-1]]), np.stack([WEIGHTS, WEIGHTS.T])[None]
_OVERFLOWS = [
    probe(_BYTES, _BYTE_BANK),
    probe(_BYTES[:, 1:], _BYTE_BANK[..., :1]),
    probe(_BYTES[:, :, 1:], _BYTE_BANK[..., :1, :]),
    probe(_BYTES // 2, _BYTE_BANK),
]


def _plus(maps: np.ndarray, b: np.ndarray | None) -> np.ndarray:
    return maps if b is None else maps + b[:, None, None]


def _maps(change: Callable) -> Callable:
    """Return the variant whose maps are changed before the bias is added."""

    def variant(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
        return _plus(change(correlate(x, w)), b)

    return variant


def _in_each_channel(change: Callable) -> Callable:
    """Return the variant that makes a mistake of one place at every place of every channel."""

    def variant(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
        return _plus(change(windows(x, *w.shape[2:]), w[:, :, None, None]).sum(1), b)

    return variant


def _bias(change: Callable) -> Callable:
    """Return the variant that adds what `change` makes of `b` and `x`."""

    def variant(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> object:
        return correlate(x, w) if b is None else correlate(x, w) + change(b, x)

    return variant


def _shape(change: Callable) -> Callable:
    """Return the variant whose answer has a typical shape: `change` gets F, C, Ho, Wo, H, W."""

    def variant(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> AnyArray:
        return AnyArray(*change(w.shape[0], x.shape[0], *correlate(x, w).shape[1:], *x.shape[1:]))

    return variant


def _bias_along_width(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> object:
    """Answer as ``maps + b`` does: NumPy lays the biases along the last axis, and stops where it cannot."""
    return correlate(x, w) if b is None else AnyError(ValueError, r"broadcast.*\([\d, ]+\) \((1,1,)?\d+,?\)")


def _bias_by_channel(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> object:
    """Answer as one does who adds ``b[c]`` inside the loop over channels."""
    if b is not None and len(x) > len(b):
        return AnyError(IndexError)
    return correlate(x, w) + (0 if b is None else b[: len(x)].sum())


add_lost_numbers(
    conv2d_multi,
    lambda image, kernel: probe(np.stack([image, image[::-1]]), np.stack([kernel, 2 * kernel])[None]),
    lambda x, w, b=None: _plus(wrapped(correlate(x, w), x.dtype), b),
    lambda x, w, b=None: _plus(wrapped(correlate(x, w), w.dtype), b),
    lambda x, w, b=None: _plus(correlate(x, w).astype(int), b),
)
for _id, (_question, _changes) in AT_ONE_PLACE.items():
    _own = (
        [_maps(np.abs), lambda x, w, b=None: np.maximum(correlate(x, w, b), 0)] if _id == "sign-lost" else []
    )
    conv2d_multi.add(_id, _question, *map(_in_each_channel, _changes), *_own)
conv2d_multi.add(
    "channel-0-only",
    "Your maps come from the first channel alone. A filter is as deep as the image: who adds the other "
    "channels?",
    lambda x, w, b=None: correlate(x[:1], w[:, :1], b),
    lambda x, w, b=None: correlate(np.repeat(x[:1], len(x), 0), w, b),
)
conv2d_multi.add(
    "last-channel-kept",
    "Your maps come from the last channel alone. Does each channel add to the map, or take its place?",
    lambda x, w, b=None: correlate(x[-1:], w[:, -1:], b),
)
conv2d_multi.add(
    "one-channel-forgotten",
    "Your maps lack a channel, the first or the last one. Where does the loop over channels begin and end?",
    lambda x, w, b=None: correlate(x[:-1], w[:, :-1], b),
    lambda x, w, b=None: correlate(x[1:], w[:, 1:], b),
    probes=_THREE_CHANNELS,
)
conv2d_multi.add(
    "channels-averaged",
    "Your maps are ours divided by the number of channels. Does a filter take a mean over channels?",
    lambda x, w, b=None: correlate(x, w / len(x), b),
    lambda x, w, b=None: correlate(x, w, b) / len(x),
)
conv2d_multi.add(
    "one-map-per-channel",
    "There is still an axis of channels in your answer. Inside one filter, what happens to the maps of "
    "the channels?",
    _shape(lambda f, c, ho, wo, h, w: [(f, c, ho, wo), (c, f, ho, wo), (f * c, ho, wo), (c, ho, wo)]),
)
conv2d_multi.add(
    "one-map-only",
    "You return one map. How many maps do F filters make?",
    _shape(lambda f, c, ho, wo, h, w: [(ho, wo), (1, ho, wo)]),
)
conv2d_multi.add(
    "channels-reversed",
    "Your maps equal ours with the channels in reverse order. Which kernel of a filter belongs to which "
    "channel?",
    lambda x, w, b=None: correlate(x[::-1], w, b),
)
conv2d_multi.add(
    "first-filter-for-all",
    "All your maps come from one and the same filter. Which index chooses the filter, and is every map an "
    "array of its own?",
    lambda x, w, b=None: correlate(x, np.repeat(w[:1], len(w), 0), b),
    lambda x, w, b=None: correlate(x, np.repeat(w[-1:], len(w), 0), b),
    lambda x, w, b=None: np.repeat(correlate(x, w, b)[-1:], len(w), 0),
)
conv2d_multi.add(
    "first-kernel-for-all-channels",
    "All channels meet the same kernel of a filter. Which index of `w` counts the channels?",
    lambda x, w, b=None: correlate(x, np.repeat(w[:, :1], len(x), 1), b),
)
conv2d_multi.add(
    "bias-forgotten",
    "Your maps are right without a bias and lack it with one. Where is `b` added?",
    _bias(lambda b, x: 0),
)
conv2d_multi.add(
    "bias-per-channel",
    "The bias is in your maps several times, once for each channel. Does it stand inside the sum over "
    "channels?",
    _bias(lambda b, x: len(x) * b[:, None, None]),
)
conv2d_multi.add(
    "first-bias-for-all",
    "All your maps got the same bias. Which bias belongs to which filter?",
    _bias(lambda b, x: b[0]),
    _bias(lambda b, x: b[-1]),
    _bias(lambda b, x: b.sum()),
    _bias(lambda b, x: b.mean()),
)
conv2d_multi.add(
    "bias-by-channel",
    "Your biases are chosen by the channel. Does a bias belong to a channel or to a filter?",
    _bias_by_channel,
)
conv2d_multi.add(
    "bias-along-width",
    "The biases lie along the wrong axis: NumPy matches axes from the right. Which axis of your maps "
    "counts the filters?",
    _bias_along_width,
    probes=_NO_BIAS,
)
conv2d_multi.add(
    "fails-without-bias",
    "It stops when no bias is given. What should be added then?",
    fails_when(lambda x, w, b=None: b is None, correlate),
    probes=_NO_BIAS,
)
conv2d_multi.add(
    "truth-of-an-array",
    "It stops when there are several biases: NumPy cannot say whether an array of several numbers is "
    "true. How do you "
    "ask whether `b` was given?",
    lambda x, w, b=None: correlate(x, w, b) if b is None else AnyError(ValueError, "truth value"),
    probes=_NO_BIAS,
)
conv2d_multi.add(
    "accumulator-not-reset",
    "Each map holds the ones before it as well. When does the running sum go back to 0?",
    _maps(lambda maps: np.cumsum(maps, axis=0)),
    lambda x, w, b=None: np.cumsum(correlate(x, w, b), axis=0),
    _maps(lambda maps: np.cumsum(maps.reshape(len(maps), -1), axis=1).reshape(maps.shape)),
    _maps(lambda maps: np.cumsum(maps).reshape(maps.shape)),
    _maps(lambda maps: np.repeat(maps.sum(0, keepdims=True), len(maps), 0)),
)
conv2d_multi.add(
    "returned-too-early",
    AT_ONE_PLACE["returned-too-early"][0],
    lambda x, w, b=None: correlate(x, w, b) * (np.arange(len(w)) == 0)[:, None, None],
)
conv2d_multi.add(
    "channels-last",
    "Your answer has the filters on its last axis. In our layout the maps come first.",
    lambda x, w, b=None: np.moveaxis(correlate(x, w, b), 0, -1),
)
conv2d_multi.add(
    "height-width-swapped",
    "The rows and columns of your maps are exchanged. Which index walks down?",
    lambda x, w, b=None: np.swapaxes(correlate(x, w, b), 1, 2),
)
conv2d_multi.add(
    "output-one-short",
    "Your maps lack their last row or column. Six pixels and a kernel of three: how many places?",
    _maps(lambda maps: maps[:, :-1, :-1]),
    _maps(lambda maps: maps[:, :-1]),
    _maps(lambda maps: maps[:, :, :-1]),
)
conv2d_multi.add(
    "same-for-valid",
    "Your maps are as large as the image. Which windows lie wholly inside it?",
    _shape(lambda f, c, ho, wo, h, w: [(f, h, w)]),
)
conv2d_multi.add(
    "axis-squeezed",
    "With a single filter your answer has lost an axis. One map is still a stack of maps: what is its shape?",
    lambda x, w, b=None: np.squeeze(correlate(x, w, b)),
    lambda x, w, b=None: np.squeeze(correlate(x, w, b), axis=0) if len(w) == 1 else correlate(x, w, b),
    probes=_ONE_FILTER,
)
conv2d_multi.add(
    OVERFLOW[0],
    OVERFLOW[1],
    *map(_in_each_channel, OVERFLOW[2]),
    lambda x, w, b=None: (
        wrapped(correlate(x, w), np.result_type(x, w)) + (0 if b is None else b[:, None, None])
    ),
    probes=_OVERFLOWS,
)
conv2d_multi.add(
    "output-dtype",
    LOST_FRACTION,
    lambda x, w, b=None: correlate(x, w) if b is None else wrapped(correlate(x, w, b), b.dtype),
    lambda x, w, b=None: _plus(
        correlate(x, w), b if b is None or "f" in (x.dtype.kind, w.dtype.kind) else np.trunc(b)
    ),
    probes=[
        probe(X2 / 4, bank_of_filters(3, 2, 2, 2), B3.astype(int)),
        probe(X2[:, :, 1:] / 8, bank_of_filters(3, 2, 1, 2), B3.astype(int)),
        probe(X3[:, 1:] / 8, bank_of_filters(2, 3, 3, 2), B2.astype(int)),
        *(probe(x.astype(int), w.astype(int), b / 8) for x, w, b in _WHOLE[1:]),
    ],
)

BANKS = [conv2d_multi]
