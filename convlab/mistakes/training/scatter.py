"""What the bank of `col2im` is made of: its probes, and ways home in which one step can be changed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyArray, AnyError, probe
from convlab.numerics import gradients


def _sizes(shape: tuple, kh: int, kw: int, stride: int, padding: int) -> tuple[int, int, int, int]:
    """Return the padded height and width, and how many places a window takes along each."""
    tall, wide = (n + 2 * padding for n in shape[1:])
    return tall, wide, (tall - kh) // stride + 1, (wide - kw) // stride + 1


def _columns(shape: tuple, kh: int, kw: int, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Return whole numbers for the columns of an image: no two neighbors alike, none 0."""
    _, _, ho, wo = _sizes(shape, kh, kw, stride, padding)
    count = shape[0] * kh * kw * ho * wo
    return (np.arange(1, count + 1) ** 2 * 7 % 53 + 1).reshape(-1, ho * wo)


def call(shape: tuple, kh: int, kw: int, stride: int = 1, padding: int = 0, scale: float = 1):
    """Return a call; stride and padding are handed over where they are not the usual ones."""
    dials = (stride, padding) if (stride, padding) != (1, 0) else ()
    cols = _columns(shape, kh, kw, stride, padding)
    return probe(cols if scale == 1 else cols * scale, shape, kh, kw, *dials)


STRIDED = [call((1, 5, 7), 3, 2, 2), call((2, 6, 5), 2, 3, 2), call((1, 5, 8), 1, 2, 3)]
PADDED = [call((1, 3, 4), 2, 3, 1, 1), call((2, 3, 4), 3, 2, 1, 2), call((1, 5, 4), 2, 2, 2, 1)]
SHORT = [call((1, 6, 7), 3, 2, 2), call((1, 5, 6), 2, 2, 3), call((2, 6, 5), 3, 2, 2)]
FRACTIONS = [call((1, 3, 4), 2, 2, scale=1 / 8), call((2, 3, 5), 2, 3, scale=1 / 4)]


def padded(cols, shape, kh, kw, stride=1, padding=0):
    """Return the sums with the ring of padding still around them."""
    tall, wide, _, _ = _sizes(shape, kh, kw, stride, padding)
    return gradients.col2im(cols, (shape[0], tall, wide), kh, kw, stride)


def with_room(cols, shape, kh, kw, stride=1, padding=0):
    """Return the sums with the ring of padding, and the room that strided slices need, still around them."""
    tall, wide, _, _ = _sizes(shape, kh, kw, stride, padding)
    if not padding and stride == 1:
        return padded(cols, shape, kh, kw)
    return AnyArray((shape[0], tall + stride - 1, wide + stride - 1))


def _cut(out, shape, padding):
    return out[:, padding : padding + shape[1], padding : padding + shape[2]]


def cropped(crop: Callable) -> Callable:
    """Return a variant that cuts the padding off in its own way: `crop(padded, shape, padding)`."""

    def variant(cols, shape, kh, kw, stride=1, padding=0):
        return crop(padded(cols, shape, kh, kw, stride, padding), shape, padding)

    return variant


def read(lay: Callable) -> Callable:
    """Return a variant that reads the numbers in its own order: `lay(cols, c, kh, kw, ho, wo)`."""

    def variant(cols, shape, kh, kw, stride=1, padding=0):
        _, _, ho, wo = _sizes(shape, kh, kw, stride, padding)
        taps = lay(cols, shape[0], kh, kw, ho, wo)
        return gradients.col2im(taps.reshape(cols.shape), shape, kh, kw, stride, padding)

    return variant


def by_place(put: Callable, last: Callable = lambda ho, wo: (ho, wo)) -> Callable:
    """Return a variant that goes window by window: `put(there, block)` says what becomes of a window."""

    def variant(cols, shape, kh, kw, stride=1, padding=0):
        tall, wide, ho, wo = _sizes(shape, kh, kw, stride, padding)
        blocks = cols.reshape(shape[0], kh, kw, ho, wo)
        out = np.zeros((shape[0], tall, wide))
        for i, j in np.ndindex(*last(ho, wo)):
            window = (slice(None), slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw))
            out[window] = put(out[window], blocks[..., i, j])
        return _cut(out, shape, padding)

    return variant


def last_tap(cols, shape, kh, kw, stride=1, padding=0):
    """Go tap by tap, and let each overwrite what was there."""
    tall, wide, ho, wo = _sizes(shape, kh, kw, stride, padding)
    taps, out = cols.reshape(shape[0], kh, kw, ho, wo), np.zeros((shape[0], tall, wide))
    for m, n in np.ndindex(kh, kw):
        out[:, m : m + stride * ho : stride, n : n + stride * wo : stride] = taps[:, m, n]
    return _cut(out, shape, padding)


def by_column(
    column: Callable,
    places: Callable = lambda ho, wo, stride: np.ndindex(ho, wo),
    top: Callable | None = None,
):
    """Return a variant that goes window by window and takes another column for each.

    Parameters
    ----------
    column : callable
        `column(n, i, j, ho, wo)`, the index of the column for the n-th place, (i, j).
    places : callable
        `places(ho, wo, stride)`, the places in order.
    top : callable, optional
        `top(i, stride, k)`, where the window of place i begins; `i * stride` when it is not given.
    """

    def variant(cols, shape, kh, kw, stride=1, padding=0):
        tall, wide, ho, wo = _sizes(shape, kh, kw, stride, padding)
        out = np.zeros((shape[0], tall, wide))
        for n, (i, j) in enumerate(places(ho, wo, stride)):
            row, left = (at * stride if top is None else top(at, stride, k) for at, k in ((i, kh), (j, kw)))
            block = cols[:, column(n, i, j, ho, wo)].reshape(shape[0], kh, kw)
            out[:, row : row + kh, left : left + kw] += block
        return _cut(out, shape, padding)

    return variant


def places_of_the_bare_image(cols, shape, kh, kw, stride=1, padding=0):
    """Go to as many places as a window has on the image without its padding."""
    ho, wo = (max((n - k) // stride + 1, 0) for n, k in zip(shape[1:], (kh, kw), strict=True))
    go = by_column(lambda n, i, j, *_: n, places=lambda *_: np.ndindex(ho, wo))
    return go(cols, shape, kh, kw, stride, padding)


def on_the_bare_image(cols, shape, kh, kw, stride=1, padding=0):
    """Let the window slide on the image without its padding; columns beyond its places are not read."""
    ho, wo = (max((n - k) // stride + 1, 0) for n, k in zip(shape[1:], (kh, kw), strict=True))
    return gradients.col2im(cols[:, : ho * wo], shape, kh, kw, stride) if ho * wo else np.zeros(shape)


def averaged(cols, shape, kh, kw, stride=1, padding=0):
    sums = gradients.col2im(cols, shape, kh, kw, stride, padding)
    counts = gradients.col2im(np.ones(cols.shape), shape, kh, kw, stride, padding)
    return sums / np.maximum(counts, 1)


def stepping(down: Callable, right: Callable) -> Callable:
    """Return a variant whose windows stand at other steps than the stride."""

    def variant(cols, shape, kh, kw, stride=1, padding=0):
        tall, wide, ho, wo = _sizes(shape, kh, kw, stride, padding)
        out, blocks = np.zeros((shape[0], tall, wide)), cols.reshape(shape[0], kh, kw, ho, wo)
        for i, j in np.ndindex(ho, wo):
            top, left = i * down(stride), j * right(stride)
            out[:, top : top + kh, left : left + kw] += blocks[..., i, j]
        return _cut(out, shape, padding)

    return variant


def border_cut(cols, shape, kh, kw, stride=1, padding=0):
    """End the image where the last window ends."""
    _, _, ho, wo = _sizes(shape, kh, kw, stride, padding)
    reach = (shape[0], (ho - 1) * stride + kh, (wo - 1) * stride + kw)
    out = gradients.col2im(cols, reach, kh, kw, stride)
    return out[:, padding : out.shape[1] - padding, padding : out.shape[2] - padding]


def turned_window(cols, shape, kh, kw, stride=1, padding=0):
    """Take the window to be `kw` high and `kh` wide."""
    _, _, ho, wo = _sizes(shape, kw, kh, stride, padding)
    if min(ho, wo) < 1 or ho * wo != cols.shape[1]:
        return AnyError(ValueError)
    return gradients.col2im(cols, shape, kw, kh, stride, padding)
