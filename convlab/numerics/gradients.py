"""The way back through one layer: the gradient of a convolution, of a max-pool and of the loss, for one image.

Layouts and names are the course's contract, lesson 8. A gradient says how much the loss grows for each unit by
which one number grows; `numerical` measures it by nudging, which is slow and right, and what the others are
tested with.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.numerics.engine import im2col, output_size


def col2im(
    cols: np.ndarray, shape: tuple[int, int, int], kh: int, kw: int, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Return `(C, H, W)`: every number of the columns added to the pixel that `im2col` took it from.

    It is the adjoint of `im2col`: for all x and c, the sum of ``im2col(x) * c`` is that of ``x * col2im(c)``.

    Parameters
    ----------
    cols : (C*kh*kw, Ho*Wo) array
    shape : (C, H, W)
        The image's shape, without padding. Pixels that no window meets get 0.

    Examples
    --------
    >>> col2im(np.ones((9, 4)), (1, 4, 4), 3, 3)[0]
    array([[1., 2., 2., 1.],
           [2., 4., 4., 2.],
           [2., 4., 4., 2.],
           [1., 2., 2., 1.]])
    """
    c, height, width = shape
    tall, wide = height + 2 * padding, width + 2 * padding
    ho, wo = output_size(tall, kh, stride=stride), output_size(wide, kw, stride=stride)
    taps = cols.reshape(c, kh, kw, ho, wo)
    out = np.zeros((c, tall, wide), np.result_type(cols, np.float32))
    for i, j in np.ndindex(kh, kw):
        out[:, i : i + stride * ho : stride, j : j + stride * wo : stride] += taps[:, i, j]
    return out[:, padding : padding + height, padding : padding + width]


def conv2d_backward(
    dout: np.ndarray, x: np.ndarray, w: np.ndarray, stride: int = 1, padding: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return `(dx, dw, db)`: the gradients of ``(dout * y).sum()``, where y is the convolution of x with w.

    Parameters
    ----------
    dout : (F, Ho, Wo) array
        The gradient of the loss with respect to each output.
    x : (C, H, W) array
    w : (F, C, kH, kW) array

    Examples
    --------
    >>> dx, dw, db = conv2d_backward(np.array([[[1, 2]]]), np.array([[[3, 4, 5]]]), np.array([[[[6, 7]]]]))
    >>> dx, dw, db
    (array([[[ 6., 19., 14.]]]), array([[[[11., 14.]]]]), array([3.]))
    """
    f, _, kh, kw = w.shape
    dout = dout.reshape(f, -1).astype(np.result_type(dout, np.float32), copy=False)
    dw = dout @ im2col(x, kh, kw, stride, padding).T
    dx = col2im(w.reshape(f, -1).T @ dout, x.shape, kh, kw, stride, padding)
    return dx, dw.reshape(w.shape), dout.sum(axis=1)


def max_pool2d_backward(
    dout: np.ndarray, x: np.ndarray, size: int = 2, stride: int | None = None
) -> np.ndarray:
    """Return dx: each window's gradient goes to its maximum, the first in row-major order on ties.

    Parameters
    ----------
    dout : (..., Ho, Wo) array
    x : (..., H, W) array
        What was pooled, any leading axes.
    stride : int, optional
        `size` when left out. Where windows overlap, gradients add up.

    Examples
    --------
    >>> max_pool2d_backward(np.array([[5]]), np.array([[1, 4], [4, 2]]))
    array([[0., 5.],
           [0., 0.]])
    """
    stride = size if stride is None else stride
    ho, wo = dout.shape[-2:]
    taps = [
        (..., slice(i, i + stride * ho, stride), slice(j, j + stride * wo, stride))
        for i, j in np.ndindex(size, size)
    ]
    largest = np.max([x[tap] for tap in taps], axis=0)
    dx, waiting = np.zeros(x.shape, np.result_type(dout, np.float32)), np.ones(dout.shape, bool)
    for tap in taps:
        won = waiting & (x[tap] == largest)
        dx[tap] += dout * won
        waiting &= ~won
    return dx


def cross_entropy(logits: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the mean of minus the logarithm of the label's probability, and its gradient `(N, K)`.

    Parameters
    ----------
    logits : (N, K) array
        Of any size: the largest of each row is taken off before anything is raised.
    labels : (N,) array of integers from 0 to K - 1

    Examples
    --------
    >>> loss, dlogits = cross_entropy(np.log([[1.0, 2, 5]]), np.array([2]))
    >>> round(loss, 2), dlogits
    (0.47, array([[ 0.125,  0.25 , -0.375]]))
    """
    rows = np.arange(len(labels))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dlogits = np.exp(log_p)
    dlogits[rows, labels] -= 1
    return float(-log_p[rows, labels].mean()), dlogits / len(labels)


def numerical(function: Callable[[np.ndarray], float], x: np.ndarray, step: float = 1e-5) -> np.ndarray:
    """Return the slope of the number ``function(x)`` at each entry of `x`, by central differences.

    The error is of the order of ``step**2``, and nothing at all for a linear function but rounding. At a kink (a
    ReLU at 0, a tie in a pool) it answers the mean of both sides, which no rule of derivatives does.

    Examples
    --------
    >>> numerical(lambda x: float((x**2).sum()), np.array([1.0, -3.0])).round(6)
    array([ 2., -6.])
    """
    x = np.asarray(x, float)
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (function(up) - function(down)) / (2 * step)
    return slopes
