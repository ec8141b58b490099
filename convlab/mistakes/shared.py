"""Mistakes at one place of a convolution, and numbers for probes, shared by the banks of several lessons."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def wrapped(out: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """Return `out` as an array of `dtype` would keep it: fractions cut, integers wrapped around."""
    return out.astype(np.int64).astype(dtype) if dtype.kind in "iu" else out.astype(dtype)


# Whole numbers, nearly all different in a window, no symmetry: every mistake shows.
X = np.array(
    [[1.0, 2, 0, 1, 3, 0], [0, 1, 3, 1, 2, 2], [2, 1, 0, 2, 4, 1], [1, 0, 2, 1, 0, 3], [3, 1, 1, 0, 2, 1]]
)
K = np.array([[1.0, 2, 0], [0, -1, 3], [-2, 0, 1]])
K12, K22 = np.array([[2.0, -1]]), np.array([[1.0, -2], [3, 5]])
K32, K23 = np.array([[1.0, -4], [0, 2], [3, -2]]), np.array([[2.0, 0, -3], [1, 4, -1]])
U8 = np.array([[200, 100, 250, 30], [90, 7, 255, 140], [60, 180, 20, 211]], dtype=np.uint8)
WEIGHTS = np.array([[3, 2], [5, 7]], dtype=np.uint8)
FRACTIONS = np.array([[0.25, 0.5], [0.125, 0.1]])

# Each takes a window (or all windows, in leading axes) and a kernel, and acts on the last two axes.
LAST_TWO = (-2, -1)
AT_ONE_PLACE: dict[str, tuple[str, list[Callable]]] = {
    "mean-for-sum": (
        "Your numbers are ours divided by the number (or the sum) of the weights. Does a dot product "
        "take a mean?",
        [lambda p, k: (p * k).mean(LAST_TWO), lambda p, k: (p * k).sum(LAST_TWO) / k.sum(LAST_TWO)],
    ),
    "max-for-sum": (
        "Your numbers are the largest of the products. What should happen to the others?",
        [lambda p, k: (p * k).max(LAST_TWO)],
    ),
    "last-product-kept": (
        "Only the last products are in your numbers. Does each new one add to the total, or take its "
        "place (`=`, `+=`)?",
        [
            lambda p, k: (p * k)[..., -1, -1],
            lambda p, k: (p * k)[..., -1, :].sum(-1),
            lambda p, k: (p * k)[..., :, -1].sum(-1),
        ],
    ),
    "returned-too-early": (
        "Only the beginning is done, the rest is missing. Does the `return` wait until all loops are over, and "
        "does every inner loop begin anew?",
        [lambda p, k: (p * k)[..., 0, 0], lambda p, k: (p * k)[..., 0, :].sum(-1)],
    ),
    "window-one-short": (
        "A row or a column of each window does not count in your numbers. Where does the window start "
        "and end?",
        [
            lambda p, k: (p * k)[..., :-1, :-1].sum(LAST_TWO),
            lambda p, k: (p * k)[..., :-1, :].sum(LAST_TWO),
            lambda p, k: (p * k)[..., :, :-1].sum(LAST_TWO),
            lambda p, k: (p * k)[..., 1:, 1:].sum(LAST_TWO),
        ],
    ),
    "kernel-flipped": (
        "Your answer equals ours with the kernel turned by 180 degrees. Does correlation turn it?",
        [lambda p, k: (p * k[..., ::-1, ::-1]).sum(LAST_TWO)],
    ),
    "kernel-flipped-one-axis": (
        "Your answer equals ours with the kernel mirrored along one axis. Does correlation mirror it?",
        [lambda p, k: (p * k[..., ::-1, :]).sum(LAST_TWO), lambda p, k: (p * k[..., ::-1]).sum(LAST_TWO)],
    ),
    "matrix-product": (
        "Your numbers come from the matrix product `@`, rows times columns. Which product takes entry "
        "by entry?",
        [
            lambda p, k: (p @ k).sum(LAST_TWO),
            lambda p, k: (np.swapaxes(p, -1, -2) @ k).sum(LAST_TWO),
            lambda p, k: (p @ np.swapaxes(k, -1, -2)).sum(LAST_TWO),
        ],
    ),
    "added-for-multiplied": (
        "Your numbers are the sum of all pixels and all weights. What happens to a pixel and the weight "
        "on it?",
        [lambda p, k: (p + k).sum(LAST_TWO)],
    ),
    "sums-multiplied": (
        "Your numbers are the sum of the pixels times the sum of the weights. Which comes first, "
        "product or sum?",
        [lambda p, k: p.sum(LAST_TWO) * k.sum(LAST_TWO)],
    ),
    "sign-lost": (
        "Negative numbers lose their sign or become 0. What does a negative response tell you?",
        [
            lambda p, k: np.abs((p * k).sum(LAST_TWO)),
            lambda p, k: np.maximum((p * k).sum(LAST_TWO), 0),
            lambda p, k: np.abs(p * k).sum(LAST_TWO),
        ],
    ),
}
OVERFLOW = (
    "integer-overflow",
    "Large numbers come out too small by multiples of 256: `uint8` holds nothing above 255. In which "
    "dtype do you "
    "multiply and add?",
    [lambda p, k: (p * k).sum(LAST_TWO), lambda p, k: (p * k).sum(LAST_TWO, dtype=np.result_type(p, k))],
)
LOST_FRACTION = (
    "Your numbers have lost their fraction, or wrapped around at 256. In which dtype do you keep the answer?"
)
