"""Usual mistakes of lesson 3: a convolution with stride and padding."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyArray, AnyError, Bank, fails_when, probe
from convlab.mistakes.padding_stride.pad2d import COPYING, EDGE, sides
from convlab.numerics import engine

BORDER = "lesson 3, section 3.1 (where does the border go)"
STEPS = "lesson 3, section 3.3 (how far does the window step)"

X = np.array(
    [[1, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1], [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]]
)
K = np.array([[1, 2, 0], [0, -1, 3], [-2, 0, 1]])
TALL, WIDE = X[:, :4] + 3, np.arange(56).reshape(7, 8) ** 2 % 23
STRIDED = [probe(X, K, 2), probe(WIDE, K, 3), probe(WIDE, K[:2], 2), probe(WIDE, K[:, :2], 2, 1)]
PADDED = [probe(X, K, 1, 1), probe(TALL, K, 1, 2), probe(WIDE, K, 2, 1), probe(WIDE, K[:2], 2, 1)]
SMALL = WIDE.astype(np.uint8) + 100
WEIGHTS = np.array([[3, 2], [5, 7]], dtype=np.uint8)
NARROW = [
    probe(SMALL, WEIGHTS, 2),
    probe(SMALL, WEIGHTS),
    probe(SMALL[:4], WEIGHTS, 1, 1),
    probe(SMALL, WEIGHTS, 3),
]
EVEN = [probe(X[:, :5], K, 2), probe(WIDE[:5, :7], K, 2, 1)]
UNEVEN = [probe(WIDE, K[:2], 2), probe(WIDE, K, 3), probe(X, K[:2, :2], 3), probe(X, K, 2, 1), *EVEN]
BEYOND = [probe(X, K, 1, 1, mode) for mode in COPYING]


def _padded_by(pad):
    """Return a variant that pads in its own way and is right from there on."""

    def variant(image, kernel, stride=1, padding=0, mode="zeros"):
        return engine.conv2d(pad(image, padding, mode), kernel, stride)

    return variant


def _strided_by(pick):
    """Return a variant that picks in its own way from the map of stride 1: `pick(map, stride)`."""

    def variant(image, kernel, stride=1, padding=0, mode="zeros"):
        return pick(engine.conv2d(image, kernel, 1, padding, mode), stride)

    return variant


def _scattered(dense, stride):
    """Leave the answers where stride 1 would put them, zeros between."""
    out = np.zeros_like(dense)
    out[::stride, ::stride] = dense[::stride, ::stride]
    return out


def _count(side, stride):
    return (side - 1) // stride + 1


def in_size_only(dense, stride):
    return dense[: _count(dense.shape[0], stride), : _count(dense.shape[1], stride)]


def _unpadded_size(image, kernel, stride=1, padding=0, mode="zeros"):
    rows, columns = ((n - k) // stride + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    return engine.conv2d(image, kernel, stride, padding, mode)[:rows, :columns]


def _rounded_up(image, kernel, stride=1, padding=0, mode="zeros"):
    """Count a last window that hangs over the edge."""
    sides = [n + 2 * padding - k for n, k in zip(image.shape, kernel.shape, strict=True)]
    if all(side % stride == 0 for side in sides):
        return engine.conv2d(image, kernel, stride, padding, mode)
    return AnyArray(tuple(-(-side // stride) + 1 for side in sides))


def _does_not_divide(image, kernel, stride=1, padding=0, mode="zeros"):
    return any((n + 2 * padding - k) % stride for n, k in zip(image.shape, kernel.shape, strict=True))


def _with_kernel(turn):
    """Return a variant that uses another kernel."""
    return lambda image, kernel, *more, **named: engine.conv2d(image, turn(kernel), *more, **named)


def _quiet(values, dtype):
    """Cast as filling an array does: fractions cut off, small integers wrapped."""
    return values if np.dtype(dtype).kind == "f" else np.trunc(values).astype(np.int64).astype(dtype)


def _of_fewer_pixels(image, kernel, stride=1, padding=0, mode="zeros"):
    thinned = image[::stride, ::stride]
    fits = all(n + 2 * padding >= k for n, k in zip(thinned.shape, kernel.shape, strict=True))
    return engine.conv2d(thinned, kernel, 1, padding, mode) if fits else AnyError()


def _wrapped(image, kernel, stride=1, padding=0, mode="zeros"):
    """Multiply in the common dtype of image and kernel."""
    view = engine.windows(engine.pad2d(image, padding, mode), *kernel.shape, stride=stride)
    return (view * kernel).sum(axis=(-2, -1))


conv2d = Bank(
    "conv2d",
    oracle=engine.conv2d,
    where=STEPS,
    probes=[
        probe(X[:3, :4], K[:2, :2]),
        probe(X, K),
        probe(X, K, 2),
        probe(X, K, 1, 1),
        probe(WIDE, K, 2, 1),
    ],
)
conv2d.add(
    "kernel-flipped",
    "Your map equals ours with the kernel turned by 180 degrees. Does correlation turn it?",
    _with_kernel(lambda kernel: kernel[::-1, ::-1]),
    where="lesson 1, section 1.4 (does the kernel turn around)",
)
conv2d.add(
    "kernel-transposed",
    "Your map equals ours with the kernel's rows and columns exchanged. Which index runs down?",
    _with_kernel(lambda kernel: kernel.T),
    where="lesson 1, section 1.3 (and at every place)",
    probes=[probe(WIDE, K[:2, :2]), probe(WIDE, K, 3)],
)
conv2d.add(
    "mean-for-sum",
    "Your answers equal ours divided by the number of weights. Is it the mean that is asked for?",
    lambda image, kernel, *more, **named: engine.conv2d(image, kernel, *more, **named) / kernel.size,
    where="lesson 1, section 1.2 (what happens at one place)",
)
conv2d.add(
    "stride-ignored",
    "Your map equals ours with stride 1, whatever the stride. Where does the stride enter?",
    _strided_by(lambda dense, stride: dense),
    probes=STRIDED,
)
conv2d.add(
    "pixels-skipped",
    "Your map is that of an image with every `stride`-th pixel only. Does a stride leave out pixels, or places "
    "of the window?",
    _of_fewer_pixels,
    probes=STRIDED,
)
conv2d.add(
    "stride-in-size-only",
    "The size of your map is right, but its windows stand side by side, one pixel apart. "
    "In how many places must the stride appear?",
    _strided_by(in_size_only),
    probes=STRIDED,
)
conv2d.add(
    "stride-one-axis",
    "The stride works in one direction only. Does the window not step down as far as it steps to the right?",
    _strided_by(lambda dense, stride: dense[::stride]),
    _strided_by(lambda dense, stride: dense[:, ::stride]),
    _strided_by(lambda dense, stride: dense[::stride, : _count(dense.shape[1], stride)]),
    _strided_by(lambda dense, stride: dense[: _count(dense.shape[0], stride), ::stride]),
    probes=STRIDED,
)
conv2d.add(
    "stride-leaves-gaps",
    "The right answers stand in your map, with gaps between them. Where in the output does window i land?",
    _strided_by(_scattered),
    probes=STRIDED,
)
conv2d.add(
    "stride-starts-late",
    "Your windows step as far as ours, but the first one starts too late. Where does the first window stand?",
    _strided_by(lambda dense, stride: dense[stride - 1 :: stride, stride - 1 :: stride]),
    _strided_by(lambda dense, stride: dense[stride // 2 :: stride, stride // 2 :: stride]),
    probes=STRIDED,
)
conv2d.add(
    "rounded-up",
    "You count one place more where the steps do not come out even. Does a window hang over the edge?",
    _rounded_up,
    fails_when(_does_not_divide, engine.conv2d, AnyError(ValueError, "broadcast")),
    where="lesson 3, section 3.3, the formula with its floor",
    probes=UNEVEN,
)
conv2d.add(
    "uneven-refused",
    "It stops where the steps do not come out even. What becomes of the pixels that no window reaches?",
    fails_when(_does_not_divide, engine.conv2d, AnyError(ValueError, r"^(?!.*broadcast)")),
    where="lesson 3, section 3.3, the formula with its floor",
    probes=UNEVEN,
)
conv2d.add(
    "stride-in-output-index",
    "At a stride above 1 you write beyond your map. The window walks in steps: in which steps walks the place "
    "of its answer?",
    fails_when(
        lambda image, kernel, stride=1, *_, **__: stride > 1,
        engine.conv2d,
        AnyError(IndexError, "out of bounds"),
    ),
    probes=[*STRIDED, *UNEVEN],
)
conv2d.add(
    "output-one-short",
    "Your map lacks its last row or column. Six pixels and a kernel of three: how many places?",
    _strided_by(lambda dense, stride: dense[:-1, :-1][::stride, ::stride]),
    _strided_by(lambda dense, stride: dense[:-1][::stride, ::stride]),
    _strided_by(lambda dense, stride: dense[:, :-1][::stride, ::stride]),
    where="lesson 1, section 1.3 (and at every place)",
    probes=[probe(X.T, K), probe(TALL, K), probe(TALL, K[:2, :2])],
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
    "Your map equals ours with padding at one end of each axis only. On how many sides does padding stand?",
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
    "Your map is ours, cut off: its size is that of an image without padding. Whose height and width count?",
    _unpadded_size,
    where="lesson 3, section 3.3, the formula with its padding",
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
    where=BORDER,
)
conv2d.add(
    "output-dtype",
    "Your map is ours in the image's own dtype: fractions are cut off, and nothing below 0 or above 255 fits "
    "a `uint8`. Which dtype has the array that you fill?",
    lambda image, kernel, *more, **named: _quiet(engine.conv2d(image, kernel, *more, **named), image.dtype),
    where="lesson 3, exercise 3.2, the third hint",
    probes=[probe(SMALL, K / 4, 2), *NARROW],
)
conv2d.add(
    "integer-overflow",
    "Small numbers are right and large ones off by a multiple of 256: `uint8` holds nothing above 255. "
    "In which dtype do you multiply?",
    _wrapped,
    where="lesson 3, exercise 3.2, the third hint",
    probes=NARROW,
)

BANKS = [conv2d]
