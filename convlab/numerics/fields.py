"""Which input pixels one output of a stack uses, and how much say each of them has: the gradient, walked backward."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

Layer = tuple[int, int, int]  # kernel, stride, dilation


def used(layers: Sequence[Layer]) -> list[list[int]]:
    """Return the places that one output uses on each level, the input first and the output last.

    Places are counted from the first that is used.

    Examples
    --------
    >>> used([(3, 1, 1), (2, 2, 1)])
    [[0, 1, 2, 3], [0, 1], [0]]
    """
    levels = [[0]]
    for kernel, stride, dilation in reversed(layers):
        taps = range(0, dilation * (kernel - 1) + 1, dilation)
        levels.append(sorted({place * stride + tap for place in levels[-1] for tap in taps}))
    return levels[::-1]


def field(layers: Sequence[Layer]) -> tuple[int, int]:
    """Return the receptive field of a stack and its jump: the input pixels between two neighboring outputs.

    >>> field([(3, 1, 1), (3, 2, 1), (3, 1, 1), (3, 2, 1)])
    (13, 4)
    """
    width, jump = 1, 1
    for kernel, stride, dilation in layers:
        width, jump = width + dilation * (kernel - 1) * jump, jump * stride
    return width, jump


def gradient(kernels: Sequence[np.ndarray], strides: Sequence[int]) -> np.ndarray:
    """Return the gradient of one output of a linear stack with respect to the pixels of its field.

    Parameters
    ----------
    kernels : arrays of shape (..., kH, kW)
        One for each layer, the first layer's first, with the zeros of their dilation; leading axes are draws.
    strides : ints

    Returns
    -------
    array of shape (..., fH, fW)
        How much the output moves for each unit that a pixel moves.

    Examples
    --------
    >>> gradient([np.ones((1, 3))] * 2, [1, 1])
    array([[1., 2., 3., 2., 1.]])
    """
    back = np.ones((*kernels[0].shape[:-2], 1, 1))
    for kernel, stride in zip(reversed(kernels), reversed(strides), strict=True):
        (rows, columns), (kh, kw) = back.shape[-2:], kernel.shape[-2:]
        out = np.zeros((*back.shape[:-2], (rows - 1) * stride + kh, (columns - 1) * stride + kw))
        for m, n in np.argwhere(kernel.reshape(-1, kh, kw).any(0)):
            seen = out[
                ..., m : m + (rows - 1) * stride + 1 : stride, n : n + (columns - 1) * stride + 1 : stride
            ]
            seen += kernel[..., m, n, None, None] * back
        back = out
    return back


def say(masks: Sequence[np.ndarray], strides: Sequence[int], draws: int = 0, seed: int = 7) -> np.ndarray:
    """Return the share of the say that each pixel of a field has.

    Parameters
    ----------
    masks : arrays of shape (kH, kW)
        One for each layer: 1 at its taps, 0 in its holes.
    strides : ints
    draws : int
        0: all weights are equal. Else the mean magnitude of the gradient over so many draws of random weights.

    Returns
    -------
    array of shape (fH, fW)
        It adds up to 1.
    """
    rng = np.random.default_rng(seed)
    kernels = [np.asarray(mask, dtype=float) for mask in masks]
    if draws:
        kernels = [rng.normal(size=(draws, *mask.shape)) * mask for mask in kernels]
    magnitude = np.abs(gradient(kernels, strides))
    if draws:
        magnitude = magnitude.mean(axis=0)
    return magnitude / magnitude.sum()


def work(channels: int, filters: int, groups: int, kernel: int) -> int:
    """Return the weights of a layer of square kernels, and so its multiplications at each place.

    >>> work(64, 64, 1, 3), work(64, 64, 64, 3)
    (36864, 576)
    """
    return prod((filters, channels // groups, kernel, kernel))
