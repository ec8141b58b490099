"""Usual mistakes of lesson 3 with the padding of a convolution: more of `conv2d`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyArray, AnyError, Anything, fails_when, probe
from convlab.mistakes.families import add_domains, numbers
from convlab.mistakes.image_axes import add_edge_pixels
from convlab.mistakes.padding_stride.conv2d import PLACES, STRIDED, TALL, WIDE, K, X, conv2d
from convlab.mistakes.padding_stride.pad2d import COPYING, EDGE, sides
from convlab.numerics import engine

BORDER = "lesson 3, section 3.1 (where does the border go)"
PADDED = [probe(X, K, 1, 1), probe(TALL, K, 1, 2), probe(WIDE, K, 1, 1), probe(WIDE, K[:2], 1, 1)]
BOTH = [probe(X, K, 2, 1), probe(WIDE, K[:2], 3, 1), probe(TALL, K, 2, 2)]
BEYOND = [probe(X, K, 1, 1, mode) for mode in COPYING] + [probe(WIDE, K, 1, 2, "reflect")]


def _padded_by(pad):
    """Return a variant that pads in its own way and is right from there on."""

    def variant(image, kernel, stride=1, padding=0, mode="zeros"):
        return engine.conv2d(pad(image, padding, mode), kernel, stride)

    return variant


def _unpadded_size(image, kernel, stride=1, padding=0, mode="zeros"):
    rows, columns = ((n - k) // stride + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    return engine.conv2d(image, kernel, stride, padding, mode)[:rows, :columns]


def _unpadded_loops(image, kernel, stride=1, padding=0, mode="zeros"):
    """Visit as many places as the bare image has, in a map of the right size."""
    out, right = (
        np.zeros(engine.conv2d(image, kernel, stride, padding, mode).shape),
        _unpadded_size(image, kernel, stride, padding, mode),
    )
    out[: right.shape[0], : right.shape[1]] = right
    return out


def _unpadded_windows(image, kernel, stride=1, padding=0, mode="zeros"):
    """Answer the windows of the bare image, in a map of the right size."""
    out, bare = engine.conv2d(image, kernel, stride, padding, mode), engine.conv2d(image, kernel, stride)
    return np.pad(bare, [(0, n - m) for n, m in zip(out.shape, bare.shape, strict=True)])


def _brackets_forgotten(image, kernel, stride=1, padding=0, mode="zeros"):
    """Count n - k + 2p/s + 1 places."""
    if stride == 1 or not padding:
        return engine.conv2d(image, kernel, stride, padding, mode) if stride == 1 else Anything()
    sides = (n - k + int(2 * padding / stride) + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    return AnyArray(tuple(sides))


conv2d.add(
    "brackets-forgotten",
    "The size of your map is n - k + 2p/s + 1: the division comes before the sums. What should the stride divide?",
    _brackets_forgotten,
    where="lesson 3, section 3.3, the formula with its floor",
    probes=[*BOTH, *STRIDED[:1]],
)
conv2d.add(
    "padding-ignored",
    "Your map equals ours without padding. Where does the padding enter?",
    _padded_by(lambda image, padding, mode: image),
    where=BORDER,
    probes=PADDED,
)
conv2d.add(
    "one-side-only",
    "Your map is that of an image padded at one end only. On how many sides does padding stand, and does the size "
    "count them all?",
    _padded_by(lambda image, padding, mode: sides(image, padding, 0, mode)),
    _padded_by(lambda image, padding, mode: sides(image, 0, padding, mode)),
    where=BORDER,
    probes=PADDED,
)
conv2d.add(
    "padding-twice",
    "Your map equals ours with twice the padding. Is it added in two places?",
    _padded_by(lambda image, padding, mode: engine.pad2d(image, 2 * padding, mode)),
    where=BORDER,
    probes=PADDED,
)
conv2d.add(
    "size-without-padding",
    "Your map ends (or stays 0) where an image without padding would end. Whose height and width count the places?",
    _unpadded_size,
    _unpadded_loops,
    where="lesson 3, section 3.3, the formula with its padding",
    probes=PADDED,
)
conv2d.add(
    "padding-in-size-only",
    "The size of your map counts the padding, and your windows slide over the bare image. In which image do they "
    "slide?",
    _unpadded_windows,
    where=BORDER,
    probes=PADDED,
)
conv2d.add(
    "default-mode",
    "Where no mode is given, yours pads with copies of pixels. Which mode stands in the first line of the exercise?",
    *(
        lambda image, kernel, stride=1, padding=0, mode=default: engine.conv2d(
            image, kernel, stride, padding, mode
        )
        for default in COPYING  # bound when the lambda is made
    ),
    where=EDGE,
    probes=PADDED,
)
conv2d.add(
    "parameters-swapped",
    "Your map equals ours with stride and padding exchanged. In which order does the exercise list its parameters?",
    lambda image, kernel, padding=0, stride=1, mode="zeros": (
        engine.conv2d(image, kernel, stride, padding, mode) if stride else AnyError()
    ),
    where=BORDER,
    probes=[probe(X, K, 2, 1), probe(WIDE, K, 1, 2), probe(WIDE, K[:2], 3, 2), probe(TALL, K, 2, 2)],
)
conv2d.add(
    "padding-on-the-map",
    "Your map is ours without padding, with zeros around it. What is padded, the image or the map?",
    lambda image, kernel, stride=1, padding=0, mode="zeros": np.pad(
        engine.conv2d(image, kernel, stride), padding
    ),
    where=BORDER,
    probes=PADDED,
)
conv2d.add(
    "mode-ignored",
    "Your map equals the one with zero padding, whatever the mode. Who is told about the mode?",
    lambda image, kernel, stride=1, padding=0, mode="zeros": engine.conv2d(image, kernel, stride, padding),
    where=EDGE,
    probes=BEYOND,
)
conv2d.add(
    "same-for-valid",
    "Your map has the size of the image though no padding was asked for. Who added it?",
    lambda image, kernel, stride=1, padding=0, mode="zeros": engine.conv2d(
        sides(image, 1, 1, mode), kernel, stride
    ),
    lambda image, kernel, stride=1, padding=0, mode="zeros": engine.conv2d(
        np.pad(image, [(side // 2, side // 2) for side in kernel.shape]), kernel, stride
    ),
    lambda image, kernel, stride=1, padding=0, mode="zeros": AnyArray(image.shape),
    where=BORDER,
)
conv2d.add(
    "padding-is-total",
    "Your map is that of half the padding on each side. Is `padding` counted per side, or for both together?",
    _padded_by(lambda image, padding, mode: engine.pad2d(image, padding // 2, mode)),
    where=BORDER,
    probes=[probe(X, K, 1, 2), probe(TALL, K, 1, 4), probe(WIDE, K[:2], 2, 5)],
)
conv2d.add(
    "padding-from-the-kernel",
    "As soon as padding is asked for you take half the kernel, whatever the number. Who says how many rows are added?",
    lambda image, kernel, stride=1, padding=0, mode="zeros": engine.conv2d(
        np.pad(image, [(side // 2 * (padding > 0),) * 2 for side in kernel.shape]), kernel, stride
    ),
    where=BORDER,
    probes=[probe(X, K, 1, 2), probe(TALL, K, 1, 4), probe(WIDE, K, 2, 5)],
)
conv2d.add(
    "padding-zero-fails",
    "It stops where no padding is asked for. What does the slice `[p:-p]` leave when `p` is 0?",
    fails_when(
        lambda image, kernel, stride=1, padding=0, mode="zeros": padding == 0,
        engine.conv2d,
        AnyError(ValueError, "could not broadcast input array"),
    ),
    where=BORDER,
    probes=PADDED,
)
add_edge_pixels(conv2d, where=BORDER)
add_domains(
    conv2d,
    lambda image, kernel: probe(numbers(*image), numbers(*kernel)),
    lambda image, kernel: (image.shape, kernel.shape),
    where=PLACES,
)
