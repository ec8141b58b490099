"""Usual mistakes of lesson 1 in the turned kernel: `flip_kernel`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, AnyOf, Bank, OtherShape, probe
from convlab.mistakes.shared import FRACTIONS, LOST_FRACTION

WHERE_TURNED = "lesson 1, section 1.4 (does the kernel turn around)"


def flip_oracle(kernel: np.ndarray) -> np.ndarray:
    """Return the kernel turned by 180 degrees."""
    return np.rot90(kernel, 2)


flip_kernel = Bank(
    "flip_kernel",
    oracle=flip_oracle,
    where=WHERE_TURNED,
    probes=[
        probe(np.array([[1, 2], [3, 4]])),
        probe(np.array([[1, 2, 3], [4, 5, 6]])),
        probe(np.array([[1, 2], [3, 4], [5, 6]])),
        probe(np.array([[7, 1, 2], [4, 9, 3], [8, 5, 6]])),
    ],
)
flip_kernel.add(
    "kernel-flipped-one-axis",
    "Only one axis is turned around. Turn a sheet of paper by 180 degrees: what happens to left and "
    "right, and what "
    "to top and bottom?",
    np.flipud,
    np.fliplr,
)
flip_kernel.add(
    "kernel-transposed",
    "Your kernel is mirrored at a diagonal, so rows have become columns. Does a half turn do that?",
    np.transpose,
    lambda kernel: np.rot90(kernel, 2).T,
)
flip_kernel.add(
    "kernel-quarter-turn",
    "Your kernel is turned by 90 degrees. How many quarter turns make 180?",
    np.rot90,
    lambda kernel: np.rot90(kernel, 3),
)
flip_kernel.add(
    "kernel-unchanged",
    "The kernel comes back as it went in. What is to change, the places or the values?",
    np.copy,
)
flip_kernel.add(
    "kernel-negated",
    "The signs are changed. Does turning a sheet of paper change the numbers on it?",
    np.negative,
    lambda kernel: -np.rot90(kernel, 2),
)
flip_kernel.add(
    "shape-lost",
    "The numbers are in the right order, and the rows are gone. Which shape had the kernel?",
    lambda kernel: kernel.ravel()[::-1],
)

flip_kernel.add(
    "output-dtype",
    LOST_FRACTION,
    lambda kernel: flip_oracle(kernel).astype(int),
    probes=[probe(FRACTIONS), probe(FRACTIONS[:1] + 1), probe(FRACTIONS[:, :1] - 2)],
)


def _overwritten(kernel: np.ndarray) -> np.ndarray:
    """Answer as one does who swaps entries in one copy, from both ends: the first half mirrors the second."""
    flat, half = kernel.ravel().copy(), kernel.size // 2
    flat[:half] = flat[::-1][:half]
    return flat.reshape(kernel.shape)


def _square_turned(kernel: np.ndarray) -> object:
    if len({*kernel.shape}) == 1:
        return flip_oracle(kernel)
    return AnyOf(AnyError(), OtherShape(kernel.shape))


flip_kernel.add(
    "rows-and-columns-sorted",
    "Your kernel's numbers are put in order of size. Are they to be sorted, or read from behind?",
    lambda kernel: np.sort(kernel.ravel())[::-1].reshape(kernel.shape),
    lambda kernel: np.sort(kernel, axis=1)[:, ::-1],
    lambda kernel: -np.sort(-kernel, axis=0),
    probes=[
        probe(np.array([[3, 1, 2], [5, 4, 0]])),
        probe(np.array([[2, 7], [9, 1]])),
        probe(np.array([[4, 8, 6]])),
    ],
)
flip_kernel.add(
    "rolled",
    "Your kernel's numbers are moved around in a ring. Which place has the first number after half a turn?",
    *(
        lambda kernel, by=by, axis=axis: np.roll(kernel, by, axis)
        for by, axis in [(1, None), (-1, None), (1, 0), (1, 1), ((1, 1), (0, 1))]
    ),
    lambda kernel: np.roll(kernel[::-1, ::-1], -1, (0, 1)),
    probes=[probe(np.arange(12).reshape(3, 4) ** 2), probe(np.arange(10).reshape(2, 5) ** 2)],
)
flip_kernel.add(
    "one-past-the-end",
    "You ask for entry kH of an axis that has kH entries. Which index has the last one?",
    lambda kernel: AnyOf(
        *(
            AnyError(IndexError, f"index {n} is out of bounds for axis {axis} with size {n}$")
            for axis, n in enumerate(kernel.shape)
        )
    ),
)
flip_kernel.add(
    "minus-zero",
    "The first row and column keep their place among the turned ones. What is `-0` as an index?",
    lambda kernel: np.roll(flip_oracle(kernel), 1, (0, 1)),
)
flip_kernel.add(
    "read-after-written",
    "The second half is as it was, and the first half mirrors it. Are entries read that were written over before?",
    _overwritten,
)
flip_kernel.add(
    "output-one-short",
    "Your kernel lacks a row or a column. Where does a slice with the step -1 stop?",
    lambda kernel: flip_oracle(kernel)[:-1, :-1],
    lambda kernel: flip_oracle(kernel)[:-1],
    lambda kernel: flip_oracle(kernel)[:, :-1],
)
flip_kernel.add(
    "kernel-taken-as-square",
    "It works when the kernel is square, and only then. Do you use one of its sides for both, or for the other?",
    _square_turned,
    probes=[probe(np.array([[5, 1, 2, 7]])), probe(np.array([[5], [1], [2]]))],
)

BANKS = [flip_kernel]
