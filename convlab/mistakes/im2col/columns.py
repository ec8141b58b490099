"""Ways to lay windows out as columns that go wrong somewhere: for the mistakes of `im2col`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyArray, AnyError, Anything
from convlab.numerics import engine


def laid_out(*order):
    """Return a variant that lays the axes (channel, output row, column, kernel row, column) otherwise."""

    def variant(x, kh, kw, stride=1, padding=0):
        view = engine.windows(engine.pad2d(x, padding), kh, kw, stride=stride)
        right = view.transpose(0, 3, 4, 1, 2)
        rows, columns = np.prod(right.shape[:3]), np.prod(right.shape[3:])
        return view.transpose(order).reshape(rows, columns)

    return variant


def padded_by(pad):
    """Return a variant that pads in its own way and is right from there on."""
    return lambda x, kh, kw, stride=1, padding=0: engine.im2col(pad(x, padding), kh, kw, stride)


def picked(pick):
    """Return a variant that picks in its own way from the windows of stride 1: `pick(windows, stride)`."""

    def variant(x, kh, kw, stride=1, padding=0):
        view = pick(engine.windows(engine.pad2d(x, padding), kh, kw), stride)
        return view.transpose(0, 3, 4, 1, 2).reshape(view.shape[0] * kh * kw, -1)

    return variant


def count(n, stride):
    return (n - 1) // stride + 1


def in_size_only(view, stride):
    return view[:, : count(view.shape[1], stride), : count(view.shape[2], stride)]


def counted_by_height(x, kh, kw, stride=1, padding=0):
    """Write the column of place (i, j) to number i * Ho + j."""
    right = engine.im2col(x, kh, kw, stride, padding)
    ho, wo = ((n + 2 * padding - k) // stride + 1 for n, k in zip(x.shape[1:], (kh, kw), strict=True))
    if (ho - 1) * ho + wo > ho * wo:
        return AnyError(IndexError)
    out = np.zeros(right.shape)
    for i, j in np.ndindex(ho, wo):
        out[:, i * ho + j] = right[:, i * wo + j]
    return out


def filled_until(count):
    """Return a variant whose columns are zero from number `count(Wo)` on."""

    def variant(x, kh, kw, stride=1, padding=0):
        matrix = engine.im2col(x, kh, kw, stride, padding).astype(float)
        matrix[:, count(engine.output_size(x.shape[2], kw, padding, stride)) :] = 0
        return matrix

    return variant


def written_over(per_row):
    """Return a variant whose windows all go to the first column, or those of each row to one."""

    def variant(x, kh, kw, stride=1, padding=0):
        right = engine.im2col(x, kh, kw, stride, padding)
        wo = count(x.shape[2] + 2 * padding - kw + 1, stride)
        last = right[:, wo - 1 :: wo] if per_row else right[:, -1:]
        return np.pad(last, [(0, 0), (0, right.shape[1] - last.shape[1])])

    return variant


def every(view, stride):
    """Leave only the places whose numbers the stride divides, zeros between."""
    out = np.zeros(view.shape)
    out[:, ::stride, ::stride] = view[:, ::stride, ::stride]
    return out


def in_size_of_the_bare_image(x, kh, kw, stride=1, padding=0):
    view = engine.windows(engine.pad2d(x, padding), kh, kw, stride=stride)
    rows, columns = ((n - k) // stride + 1 for n, k in zip(x.shape[1:], (kh, kw), strict=True))
    if min(rows, columns) < 1:
        return Anything()
    return view[:, :rows, :columns].transpose(0, 3, 4, 1, 2).reshape(x.shape[0] * kh * kw, -1)


def unflattened(x, kh, kw, stride=1, padding=0):
    view = engine.windows(engine.pad2d(x, padding), kh, kw, stride=stride)
    c, ho, wo = view.shape[:3]
    return AnyArray(
        (c, kh, kw, ho, wo),
        (c * kh * kw, ho, wo),
        (c, kh * kw, ho * wo),
        (c, ho, wo, kh, kw),
        (ho * wo, c, kh, kw),
        (ho, wo, c, kh, kw),
        (ho, wo, c * kh * kw),
    )
