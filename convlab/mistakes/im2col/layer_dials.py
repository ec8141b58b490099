"""Usual mistakes of a layer's dials, in lesson 4: its bias, its stride, its padding."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, AnyOf, OtherShape, fails_when
from convlab.mistakes.padding_stride.pad2d import sides
from convlab.numerics import engine


def layer(x, w, b=None, stride=1, padding=0):
    """Return the maps of one image or of a batch."""
    return engine.conv2d_multi(x, w, b, stride, padding)


def _bias(change: Callable) -> Callable:
    """Return a variant that adds `change(b, w)`."""

    def variant(x, w, b=None, stride=1, padding=0):
        return layer(x, w, None, stride, padding) + (0 if b is None else change(b, w))

    return variant


def _bias_from_the_right(x, w, b=None, stride=1, padding=0):
    maps = layer(x, w, None, stride, padding)
    if b is None:
        return maps
    return maps + b if len(b) == maps.shape[-1] else AnyError(ValueError, r"broadcast.*\(\d+,\)")


def _strided(pick: Callable) -> Callable:
    """Return a variant that picks in its own way from the maps of stride 1."""
    return lambda x, w, b=None, stride=1, padding=0: pick(layer(x, w, b, 1, padding), stride)


def _padded(pad: Callable) -> Callable:
    """Return a variant that pads in its own way."""
    return lambda x, w, b=None, stride=1, padding=0: layer(pad(x, padding), w, b, stride)


def _padded_everywhere(x, w, b=None, stride=1, padding=0):
    """Pad channels (and images) too: filters refuse so many channels, unless NumPy stretches their single one."""
    right = layer(x, w, b, stride, padding)
    refused = AnyError(
        ValueError,
        r"mismatch in its core|not aligned|channel|remapped|from shape \((\d+),.* into shape \((?!\1,)",
    )
    if not padding:
        return right
    return AnyOf(refused, OtherShape(right.shape)) if w.shape[1] == 1 else refused


def _padded_everywhere_and_folded(x, w, b=None, stride=1, padding=0):
    """Fold the windows of all axes, padded ones, to a table for those that there were."""
    maps = layer(x, w, b, stride, padding)
    windows = [n + 2 * padding for n in x.shape[:-2]], maps.shape[-2:], w.shape[2:]
    count = np.prod([np.prod(sides) for sides in windows])
    return AnyError(ValueError, f"cannot reshape array of size {count} ") if padding else maps


_fold_without_padding = fails_when(
    lambda x, w, b=None, stride=1, padding=0: padding > 0, layer, AnyError(ValueError, "cannot reshape")
)
_fold_without_padding.is_general = True  # so does a fold of windows on padded channels


def _in_size_only(maps, stride):
    """Cut maps to the size that a stride, or one for each axis, leaves."""
    steps = np.broadcast_to(stride, 2).tolist()
    rows, columns = ((n - 1) // step + 1 for n, step in zip(maps.shape[-2:], steps, strict=True))
    return maps[..., :rows, :columns]


def add_bias_mistakes(add: Callable) -> None:
    """Add the usual mistakes with the bias."""
    add(
        "bias-forgotten",
        "Your maps are right without a bias and lack it with one. Where is `b` added?",
        _bias(lambda b, w: 0),
    )
    add(
        "first-bias-for-all",
        "All your maps got the same bias. Which bias belongs to which filter?",
        _bias(lambda b, w: b[0]),
        _bias(lambda b, w: b.sum()),
        _bias(lambda b, w: b.mean()),
    )
    add(
        "bias-per-channel",
        "The bias is in your maps several times, once for each channel. Is it part of the sum?",
        _bias(lambda b, w: w.shape[1] * b[:, None, None]),
    )
    add(
        "bias-per-tap",
        "The bias is in your maps several times, once for each weight. Is it part of the sum?",
        _bias(lambda b, w: w[0].size * b[:, None, None]),
        _bias(lambda b, w: w[0, 0].size * b[:, None, None]),
    )
    add(
        "bias-subtracted",
        "Your bias has the wrong sign. Is it added or taken away?",
        _bias(lambda b, w: -b[:, None, None]),
    )
    add(
        "bias-along-width",
        "NumPy matches axes from the right, so `b` of shape (F,) does not meet the filters. Which "
        "shape would?",
        lambda x, w, b=None, stride=1, padding=0: (
            layer(x, w, None, stride, padding) if b is None else AnyError(ValueError, r"broadcast.*\(\d+,\)")
        ),
        about="no bias",
    )
    add(
        "bias-across-the-map",
        "Your bias changes from column to column of a map: NumPy matches axes from the right. Which shape would meet "
        "the filters?",
        _bias_from_the_right,
        about="no bias",
    )
    add(
        "fails-without-bias",
        "It stops when no bias is given. What should be added then?",
        fails_when(lambda x, w, b=None, stride=1, padding=0: b is None, layer),
        about="no bias",
    )
    add(
        "truth-of-an-array",
        "It stops when there are several biases: NumPy cannot say whether an array of several numbers is "
        "true. How do you ask whether `b` was given?",
        lambda x, w, b=None, stride=1, padding=0: (
            layer(x, w, None, stride, padding) if b is None else AnyError(ValueError, "truth value")
        ),
        about="no bias",
    )


def add_dial_mistakes(add: Callable) -> None:
    """Add the usual mistakes with stride and padding."""
    add(
        "default-padding",
        "Where no padding is asked for, yours pads by 1. Which number stands in the first line of the exercise?",
        lambda x, w, b=None, stride=1, padding=1: layer(x, w, b, stride, padding),
        about="padding",
    )
    add(
        "stride-ignored",
        "Your maps equal ours with stride 1, whatever the stride. Where does the stride enter?",
        _strided(lambda maps, stride: maps),
        about="stride",
    )
    add(
        "stride-twice",
        "Your windows stand `stride` times as far apart as they should. Is the stride counted in two places?",
        _strided(lambda maps, stride: maps[..., :: stride**2, :: stride**2]),
        about="stride",
    )
    add(
        "stride-in-size-only",
        "Your maps have the right size, but their windows stand side by side. In how many places must the "
        "stride appear?",
        _strided(_in_size_only),
        about="stride",
    )
    add(
        "stride-one-axis",
        "The stride works in one direction only. Does the window not step down as far as it steps to "
        "the right?",
        _strided(lambda maps, stride: maps[..., ::stride, :]),
        _strided(lambda maps, stride: maps[..., ::stride]),
        _strided(lambda maps, stride: _in_size_only(maps, (1, stride))[..., ::stride, :]),
        _strided(lambda maps, stride: _in_size_only(maps, (stride, 1))[..., ::stride]),
        about="stride",
    )
    add(
        "padding-ignored",
        "Your maps equal ours without padding. Where does the padding enter?",
        _padded(lambda x, padding: x),
        about="padding",
    )
    add(
        "padding-one-axis",
        "You pad along one axis only. Do rows get zeros, and columns, too?",
        _padded(lambda x, padding: engine.pad2d(x, padding)[..., padding : padding + x.shape[-1]]),
        _padded(lambda x, padding: engine.pad2d(x, padding)[..., padding : padding + x.shape[-2], :]),
        about="padding",
    )
    add(
        "padding-on-channels",
        "The padding reached the channels too. Which axes hold rows and columns?",
        _padded_everywhere,
        _padded_everywhere_and_folded,
        about="padding",
    )
    add(
        "size-without-padding",
        "With padding, the number of your columns and the size that you fold to do not agree. Does each of the two "
        "know of the padding?",
        _fold_without_padding,
        about="padding",
    )
    add(
        "size-without-stride",
        "At a stride above 1, the number of your columns and the size that you fold to do not agree. Does each of "
        "the two know of the stride?",
        fails_when(
            lambda x, w, b=None, stride=1, padding=0: stride > 1,
            layer,
            AnyError(ValueError, "cannot reshape"),
        ),
        about="stride",
    )
    add(
        "one-side-only",
        "Your maps are those of images padded at one end only. On how many sides does padding stand, and does the size "
        "count them all?",
        _padded(lambda x, padding: sides(x, padding, 0)),
        _padded(lambda x, padding: sides(x, 0, padding)),
        _padded(lambda x, padding: sides(x, 2 * padding, 0)),
        _padded(lambda x, padding: sides(x, 0, 2 * padding)),
        about="padding",
    )
    add(
        "padding-twice",
        "Your maps equal ours with twice the padding. Is it added in two places?",
        _padded(lambda x, padding: engine.pad2d(x, 2 * padding)),
        about="padding",
    )
    add(
        "edge-for-zeros",
        "Beyond the border you repeat the edge. What stands outside the image here?",
        _padded(lambda x, padding: engine.pad2d(x, padding, "replicate")),
        about="padding",
    )
