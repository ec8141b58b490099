"""Usual mistakes of lesson 3: a convolution with stride and padding."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyArray, AnyError, Bank, fails_when, probe
from convlab.mistakes.families import add_lost_numbers, add_running_sum
from convlab.mistakes.shared import AT_ONE_PLACE
from convlab.numerics import engine

STEPS = "lesson 3, section 3.3 (how far does the window step)"
PLACES = "lesson 1, section 1.3 (and at every place)"

X = np.array(
    [[1, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1], [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]]
)
K = np.array([[1, 2, 0], [0, -1, 3], [-2, 0, 1]])
TALL, WIDE = X[:, :4] + 3, np.arange(56).reshape(7, 8) ** 2 % 23
STRIDED = [probe(X, K, 2), probe(WIDE, K, 3), probe(WIDE, K[:2], 2), probe(WIDE, K[:, :2], 2)]
EVEN = [probe(X[:, :5], K, 2), probe(WIDE[:5, :7], K, 2), probe(WIDE[:4, :7], K[:2, :], 2)]
UNEVEN = [probe(WIDE, K[:2], 2), probe(WIDE, K, 3), probe(X, K[:2, :2], 3), probe(X, K[:, :2], 2), *EVEN]


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


def _cut(strided, stride):
    """Take steps of the stride through the number of places, in which they are counted already."""
    return strided[tuple(slice(-(-n // stride)) for n in strided.shape)]


def _written_at_the_windows_place(dense, stride):
    """Write the answer of the window at (i, j) to place (i, j), as far as the map reaches."""
    out = np.zeros((_count(dense.shape[0], stride), _count(dense.shape[1], stride)))
    out[::stride, ::stride] = dense[: out.shape[0] : stride, : out.shape[1] : stride]
    return out


def _in_the_corner(dense, stride):
    """Leave the answers in a map as large as that of stride 1."""
    out, right = np.zeros_like(dense), dense[::stride, ::stride]
    out[: right.shape[0], : right.shape[1]] = right
    return out


def _side_by_side(image, kernel, stride):
    """Take windows that touch, as long as they fit, into a map of the right size."""
    right = engine.conv2d(image, kernel, stride)
    found = engine.conv2d(image, kernel)[:: kernel.shape[0], :: kernel.shape[1]]
    found = found[: right.shape[0], : right.shape[1]]
    return np.pad(found, [(0, n - m) for n, m in zip(right.shape, found.shape, strict=True)])


def _count(side, stride):
    return (side - 1) // stride + 1


def in_size_only(dense, stride):
    return dense[: _count(dense.shape[0], stride), : _count(dense.shape[1], stride)]


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


def _of_fewer_pixels(image, kernel, stride=1, padding=0, mode="zeros"):
    thinned = image[::stride, ::stride]
    fits = all(n + 2 * padding >= k for n, k in zip(thinned.shape, kernel.shape, strict=True))
    return engine.conv2d(thinned, kernel, 1, padding, mode) if fits else AnyError()


conv2d = Bank(
    "conv2d",
    oracle=engine.conv2d,
    where=STEPS,
    probes=[
        probe(X[:3, :4], K[:2, :2] - 1),
        probe(X, K),
        probe(WIDE[:5], K[:2] - 1),
        probe(TALL, K[:, :2] - 2),
    ],
)


def _everywhere(change):
    """Return the variant that makes a mistake of one place at every place."""

    def variant(image, kernel, stride=1, padding=0, mode="zeros"):
        padded = engine.pad2d(image, padding, mode)
        return change(engine.windows(engine.real(padded), *kernel.shape, stride=stride), kernel)

    return variant


add_lost_numbers(conv2d, probe, where="lesson 3, exercise 3.2, the third hint")
for _id, (_question, _changes) in AT_ONE_PLACE.items():
    conv2d.add(
        _id,
        _question,
        *map(_everywhere, _changes),
        where="lesson 1, section 1.4 (does the kernel turn around)" if "flipped" in _id else PLACES,
    )
conv2d.add(
    "kernel-transposed",
    "Your map equals ours with the kernel's rows and columns exchanged. Which index runs down?",
    _with_kernel(lambda kernel: kernel.T),
    where=PLACES,
    probes=[probe(WIDE, K[:2, :2]), probe(WIDE, K)],
)
add_running_sum(conv2d, where=PLACES)
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
    "size-without-stride",
    "The right answers stand in the corner of a map that is too large: its size is that of stride 1. Which formula "
    "counts its rows?",
    _strided_by(_in_the_corner),
    probes=STRIDED,
)
conv2d.add(
    "windows-do-not-overlap",
    "Your window jumps by its own size. How far is it from one place to the next?",
    lambda image, kernel, stride=1, padding=0, mode="zeros": _side_by_side(
        engine.pad2d(image, padding, mode), kernel, stride
    ),
    probes=STRIDED,
)
conv2d.add(
    "stride-twice",
    "Your stride counts twice: once in the places that you go to, once more in where their windows start (or "
    "in how many there are). Which of the two walks in steps?",
    _strided_by(lambda dense, stride: dense[:: stride**2, :: stride**2]),
    _strided_by(lambda dense, stride: _cut(dense[::stride, ::stride], stride)),
    _strided_by(lambda dense, stride: _scattered(dense[::stride, ::stride], stride)),
    where=STEPS,
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
    fails_when(_does_not_divide, engine.conv2d, AnyError(AssertionError)),
    where="lesson 3, section 3.3, the formula with its floor",
    probes=UNEVEN,
)
conv2d.add(
    "stride-in-output-index",
    "At a stride above 1 your answers land at the place where their window stands, which may lie beyond the map. The "
    "window walks in steps: in which steps walks the place of its answer?",
    fails_when(
        lambda image, kernel, stride=1, *_, **__: stride > 1,
        engine.conv2d,
        AnyError(IndexError, "out of bounds"),
    ),
    _strided_by(_written_at_the_windows_place),
    _strided_by(lambda dense, stride: _scattered(in_size_only(dense, stride), stride)),
    probes=[*STRIDED, *UNEVEN],
)
conv2d.add(
    "one-before-the-division",
    "Your map has (n - k + 1) // s rows: the 1 came before the division by the stride. Is the first place a step?",
    _strided_by(
        lambda dense, stride: dense[::stride, ::stride][: len(dense) // stride, : dense.shape[1] // stride]
    ),
    where="lesson 3, section 3.3, the formula with its floor",
    probes=UNEVEN,
)
conv2d.add(
    "output-one-short",
    "Your map lacks its last row or column. Six pixels and a kernel of three: how many places?",
    _strided_by(lambda dense, stride: dense[:-1, :-1][::stride, ::stride]),
    _strided_by(lambda dense, stride: dense[:-1][::stride, ::stride]),
    _strided_by(lambda dense, stride: dense[:, :-1][::stride, ::stride]),
    where=PLACES,
    probes=[probe(X.T, K), probe(TALL, K), probe(TALL, K[:2, :2])],
)
BANKS = [conv2d]
