"""What the bank of `conv2d_backward` is made of: its probes, and ways back in which one step can be changed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, fails_when, probe
from convlab.numerics.gradients import conv2d_backward as back


def _numbers(shape: tuple, factor: int, size: int) -> np.ndarray:
    """Return whole numbers from 1 on, signs mixed, no two neighbors alike."""
    count = int(np.prod(shape))
    values = np.arange(1, count + 1) ** 2 * factor % size + 1
    return np.where(np.arange(count) % 3 == 1, -values, values).reshape(shape)


def _call(c: int, f: int, size: tuple, kernel: tuple, stride: int = 1, padding: int = 0, scale: float = 1):
    """Return the call for C channels, F filters, an image and a kernel of these sizes."""
    ho, wo = ((n + 2 * padding - k) // stride + 1 for n, k in zip(size, kernel, strict=True))
    dout, x, w = _numbers((f, ho, wo), 5, 11), _numbers((c, *size), 7, 13), _numbers((f, c, *kernel), 3, 7)
    dials = (stride, padding) if (stride, padding) != (1, 0) else ()
    return probe(dout if scale == 1 else dout * scale, x, w, *dials)


PLAIN = [
    _call(1, 1, (3, 4), (2, 2)),
    _call(1, 2, (4, 5), (2, 3)),
    _call(2, 3, (4, 4), (2, 2)),
    _call(2, 3, (5, 4), (3, 2)),
]
SQUARE = [_call(1, 2, (4, 5), (2, 2)), _call(2, 1, (4, 5), (3, 3))]
ALL_CHANNELS = [_call(3, 2, (3, 4), (2, 2)), _call(2, 4, (4, 3), (2, 2))]
TALL = [_call(1, 2, (5, 5), (3, 2)), _call(2, 3, (5, 6), (2, 3))]
STRIDED = [_call(1, 1, (5, 7), (3, 2), 2), _call(2, 3, (6, 5), (2, 3), 2), _call(1, 2, (5, 8), (1, 2), 3)]
PADDED = [
    _call(1, 1, (3, 4), (2, 3), 1, 1),
    _call(2, 3, (3, 4), (3, 2), 1, 2),
    _call(1, 2, (5, 4), (2, 2), 2, 1),
]
SHORT = [_call(1, 2, (6, 7), (3, 2), 2), _call(2, 1, (5, 6), (2, 2), 3), _call(1, 1, (6, 5), (3, 2), 2)]
FRACTIONS = [
    _call(1, 1, (3, 4), (2, 2), scale=1 / 8),
    _call(2, 2, (3, 5), (2, 3), scale=1 / 4),
    _call(1, 2, (4, 3), (3, 2), scale=1 / 16),
]


def changed(change: Callable, count: Callable | None = None) -> Callable:
    """Return a variant that changes the three right results: `change(dx, dw, db)`, or with `count(dout)` as well."""

    def variant(dout, x, w, stride=1, padding=0):
        more = () if count is None else (count(dout),)
        return change(*back(dout, x, w, stride, padding), *more)

    return variant


def _ring(x: np.ndarray, padding: int) -> np.ndarray:
    return np.pad(x, [(0, 0), (padding, padding), (padding, padding)])


def padded(dout, x, w, stride=1, padding=0):
    """Return the right results, dx with the ring of padding still around it."""
    return back(dout, _ring(x, padding), w, stride)


def with_dx(change: Callable) -> Callable:
    """Return a variant whose dx alone is wrong."""
    return changed(lambda dx, dw, db: (change(dx), dw, db))


def with_dw(change: Callable) -> Callable:
    """Return a variant whose dw alone is wrong."""
    return changed(lambda dx, dw, db: (dx, change(dw), db))


def with_db(change: Callable) -> Callable:
    """Return a variant whose db alone is wrong; `change` is given dout."""

    def variant(dout, x, w, stride=1, padding=0):
        dx, dw, _ = back(dout, x, w, stride, padding)
        return dx, dw, change(dout)

    return variant


def with_weights(weights: Callable) -> Callable:
    """Return a variant whose dx is made with other weights."""

    def variant(dout, x, w, stride=1, padding=0):
        _, dw, db = back(dout, x, w, stride, padding)
        return back(dout, x, weights(w), stride, padding)[0], dw, db

    return variant


def with_blame(outputs: Callable) -> Callable:
    """Return a variant that starts from another blame."""
    return lambda dout, x, w, stride=1, padding=0: back(outputs(dout, x, w), x, w, stride, padding)


def cropped(crop: Callable) -> Callable:
    """Return a variant that cuts the padding off dx in its own way."""

    def variant(dout, x, w, stride=1, padding=0):
        dx, dw, db = padded(dout, x, w, stride, padding)
        return crop(dx, x.shape, padding), dw, db

    return variant


def places(dout: np.ndarray) -> int:
    """Return how many places each filter has."""
    return dout.shape[1] * dout.shape[2]


def other_dx(make: Callable) -> Callable:
    """Return a variant whose dx is `make(dout, x, w, stride, padding)`."""

    def variant(dout, x, w, stride=1, padding=0):
        return make(dout, x, w, stride, padding), *back(dout, x, w, stride, padding)[1:]

    return variant


def up_to_the_last_window(dout, x, w, stride, padding):
    """Return dx as far as windows reach."""
    high, wide = ((n - 1) * stride + k - padding for n, k in zip(dout.shape[1:], w.shape[2:], strict=True))
    return back(dout, x, w, stride, padding)[0][:, :high, :wide]


def refused(condition: Callable) -> Callable:
    """Return a variant that stops for want of fitting shapes where `condition(stride, padding)` holds."""
    return fails_when(
        lambda dout, x, w, stride=1, padding=0: condition(stride, padding),
        back,
        AnyError(Exception, "reshape|broadcast|out of bounds|mismatch|not aligned|[Ss]hape|dimension|size"),
    )


def _add(there: np.ndarray, share: np.ndarray) -> np.ndarray:
    return there + share


def by_place(
    *,
    into_dx: Callable = _add,
    into_dw: Callable = _add,
    last: Callable = lambda f, ho, wo: (f, ho, wo),
    dx_step: int | None = None,
    dw_step: int | None = None,
    per_filter: bool = False,
    whole_bias: bool = False,
) -> Callable:
    """Return a variant that goes place by place, with some step changed.

    Parameters
    ----------
    into_dx, into_dw : callable
        What becomes of the numbers that are there when a share of the blame arrives.
    last : callable
        How many filters, rows and columns of outputs are visited.
    dx_step, dw_step : int, optional
        A step of the windows in place of the stride.
    per_filter : bool
        Whether all places of a filter come before the next filter, or all filters of a place together.
    whole_bias : bool
        Whether db is right even if not all places are visited.
    """

    def variant(dout, x, w, stride=1, padding=0):
        ring, (f, _, kh, kw) = _ring(x, padding), w.shape
        dx, dw = np.zeros(ring.shape), np.zeros(w.shape)
        f, ho, wo = last(*dout.shape)
        orders = [slice(k, k + 1) for k in range(f)] if per_filter else [slice(0, f)]
        for chosen in orders:
            for i, j in np.ndindex(ho, wo):
                blame = dout[chosen, i, j]
                at = [(i * step, j * step) for step in (dx_step or stride, dw_step or stride)]
                there, seen = ((slice(None), slice(t, t + kh), slice(s, s + kw)) for t, s in at)
                dx[there] = into_dx(dx[there], np.tensordot(blame, w[chosen], 1))
                dw[chosen] = into_dw(dw[chosen], blame[:, None, None, None] * ring[seen])
        db = np.zeros(len(w))
        db[:f] = dout[:f, :ho, :wo].sum(axis=(1, 2))
        if whole_bias:
            db = dout.sum(axis=(1, 2))
        return dx[:, padding : padding + x.shape[1], padding : padding + x.shape[2]], dw, db

    return variant
