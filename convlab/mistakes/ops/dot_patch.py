"""Usual mistakes of lesson 1 at one place: `dot_patch`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Bank, probe
from convlab.mistakes.families import add_lost_numbers
from convlab.mistakes.shared import AT_ONE_PLACE, OVERFLOW, U8, WEIGHTS, K, X
from convlab.numerics.engine import real

WHERE = "lesson 1, section 1.2 (what happens at one place)"


def dot_patch_oracle(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return the sum of the element-wise products."""
    if patch.shape != kernel.shape:
        raise ValueError(f"expected two equal shapes, got {patch.shape} and {kernel.shape}")
    return np.vdot(real(patch), real(kernel))


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
_PATCHES = [probe(U8[:2, :2], WEIGHTS), probe(U8[1:, 1:3], WEIGHTS), probe(U8[:2, 2:], WEIGHTS)]
add_lost_numbers(
    dot_patch,
    lambda image, kernel: probe(image[1 : 1 + len(kernel), 1 : 1 + len(kernel[0])], kernel),
    lambda patch, kernel: int(np.trunc(patch * real(kernel)).sum()),
)


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
    "root-of-the-sum",
    "Your number is the root of ours, or that of the squared products. Which of the steps has a root?",
    lambda patch, kernel: float(np.sqrt(np.abs(dot_patch_oracle(patch, kernel)))),
    lambda patch, kernel: float(np.sqrt(((patch * kernel) ** 2).sum())),
    lambda patch, kernel: float(((patch * kernel) ** 2).sum()),
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

BANKS = [dot_patch]
