"""Usual mistakes of lesson 1 at one place and in the turned kernel: `dot_patch`, `flip_kernel`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, AnyOf, Bank, OtherShape, probe
from convlab.mistakes.shared import AT_ONE_PLACE, FRACTIONS, K22, LOST_FRACTION, OVERFLOW, U8, WEIGHTS, K, X
from convlab.numerics.engine import real

WHERE = "lesson 1, section 1.2 (what happens at one place)"
WHERE_TURNED = "lesson 1, section 1.4 (does the kernel turn around)"


def dot_patch_oracle(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return the sum of the element-wise products."""
    if patch.shape != kernel.shape:
        raise ValueError(f"expected two equal shapes, got {patch.shape} and {kernel.shape}")
    return float(np.vdot(real(patch), real(kernel)))


def flip_oracle(kernel: np.ndarray) -> np.ndarray:
    """Return the kernel turned by 180 degrees."""
    return np.rot90(kernel, 2)


dot_patch = Bank(
    "dot_patch",
    oracle=dot_patch_oracle,
    where=WHERE,
    probes=[
        probe(X[:2, 1:3], np.array([[1.0, -2], [3, -5]])),
        probe(X[1:3, 2:5], np.array([[1.0, 2, -7], [4, -3, 2]])),
        probe(X[:3, :3], K),
        probe(X[2:5, 3:5], np.array([[1.0, -4], [1, 2], [3, -2]])),
    ],
)
_PATCHES = [
    probe(U8[:2, :2], WEIGHTS),
    probe(U8[1:, 1:3], WEIGHTS),
    probe(U8[:2, 2:], WEIGHTS),
    probe(X[:2, :2] / 4, K22.astype(int)),
    probe(X[1:3, 2:4] / 8, K22.astype(int)),
    probe(U8[:2, 1:3], FRACTIONS),
]


def _one_number(change: Callable) -> Callable:
    """Return the variant of dot_patch that `change` makes of a window and a kernel."""
    return lambda patch, kernel: float(change(patch, kernel))


_ONLY_HERE = {
    "matrix-product": [
        lambda patch, kernel: patch @ kernel,
        lambda patch, kernel: patch.T @ kernel,
        lambda patch, kernel: patch @ kernel.T,
    ]
}
for _id, (_question, _changes) in AT_ONE_PLACE.items():
    dot_patch.add(_id, _question, *map(_one_number, _changes), *_ONLY_HERE.get(_id, []))
dot_patch.add(
    "summed-along-one-axis",
    "One number is due, and several came: the products are added along one axis. Who adds along the other?",
    lambda patch, kernel: (patch * kernel).sum(axis=0),
    lambda patch, kernel: (patch * kernel).sum(axis=1),
)
dot_patch.add(
    "products-not-summed",
    "You return the products themselves. Which step makes one number of them?",
    lambda patch, kernel: patch * kernel,
)
dot_patch.add(OVERFLOW[0], OVERFLOW[1], *map(_one_number, OVERFLOW[2]), probes=_PATCHES)
dot_patch.add(
    "output-dtype",
    LOST_FRACTION,
    lambda patch, kernel: int(dot_patch_oracle(patch, kernel)),
    lambda patch, kernel: float(np.rint(dot_patch_oracle(patch, kernel))),
    lambda patch, kernel: float(np.floor(dot_patch_oracle(patch, kernel))),
    probes=_PATCHES,
)


def _mirrored(patch: np.ndarray, kernel: np.ndarray) -> object:
    """Answer as ``kernel[n, m]`` does: shapes do not fit, unless the window is square."""
    return float(np.vdot(patch, kernel.T)) if len({*kernel.shape}) == 1 else AnyError()


def _first_side_for_both(patch: np.ndarray, kernel: np.ndarray) -> object:
    """Answer as one does who lets both loops run over the number of rows."""
    rows, cols = kernel.shape
    return AnyError(IndexError) if rows > cols else float((patch * kernel)[:, :rows].sum())


dot_patch.add(
    "kernel-transposed",
    "Your number is that of the kernel mirrored at its diagonal. Which index of the kernel counts the rows?",
    _mirrored,
)
dot_patch.add(
    "kernel-taken-as-square",
    "It works when the window is square, and only then. Do you use one of its sides for both?",
    _first_side_for_both,
    lambda patch, kernel: _first_side_for_both(patch.T, kernel.T),
    probes=[
        probe(X[1:3, 1:5], np.array([[1.0, 2, -7, 3], [4, -3, 2, 5]])),
        probe(X[1:5, 2:4], np.array([[1.0, -4], [1, 2], [3, -2], [6, 5]])),
    ],
)

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

BANKS = [dot_patch, flip_kernel]
