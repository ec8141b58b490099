"""Usual mistakes of lesson 5: the secret kernel, `recover_kernel`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Bank, fails_when, probe
from convlab.mistakes.shared import U8
from convlab.numerics.engine import conv2d, real, windows

WHERE = "lesson 5, section 5.7 (which kernel did this)"
ORDER = "lesson 4, section 4.2 (what if every window were a column)"


def recover_oracle(before: np.ndarray, after: np.ndarray, size: int) -> np.ndarray:
    """Return the kernel with the least sum of squares."""
    if before.ndim != 2 or after.shape != tuple(side - size + 1 for side in before.shape):
        raise ValueError(f"expected shapes for size {size}, got {before.shape} and {after.shape}")
    return solved(before, after, size).reshape(size, size)


def solved(before: np.ndarray, after: np.ndarray, size: int, rows: slice = slice(None)) -> np.ndarray:
    """Return the flat kernel that fits the equations of `rows` best."""
    equations = windows(real(before), size, size).reshape(-1, size * size)
    return np.linalg.lstsq(equations[rows], real(after).ravel()[rows], rcond=None)[0]


def _changed(change: Callable) -> Callable:
    """Return the variant whose kernel is changed last."""
    return lambda before, after, size: change(recover_oracle(before, after, size))


def _columns_first(before: np.ndarray, after: np.ndarray, size: int) -> np.ndarray:
    """Read the answers column by column, the windows row by row."""
    return solved(before, real(after).T.reshape(after.shape), size).reshape(size, size)


def _windows_columns_first(before: np.ndarray, after: np.ndarray, size: int) -> np.ndarray:
    """Read the windows column by column, the answers row by row."""
    equations = windows(real(before), size, size).transpose(1, 0, 2, 3).reshape(-1, size * size)
    return np.linalg.lstsq(equations, real(after).ravel(), rcond=None)[0].reshape(size, size)


def _as_many_as_weights(before: np.ndarray, after: np.ndarray, size: int) -> np.ndarray:
    """Solve as many equations as there are weights, and leave the rest."""
    return solved(before, after, size, slice(size * size)).reshape(size, size)


def _mixed_windows(before: np.ndarray, after: np.ndarray, size: int) -> np.ndarray:
    """Reshape the windows where they should be transposed."""
    equations = windows(real(before), size, size).reshape(size * size, -1).T
    return np.linalg.lstsq(equations, real(after).ravel(), rcond=None)[0].reshape(size, size)


def _mixed_columns(before: np.ndarray, after: np.ndarray, size: int) -> np.ndarray:
    """Reshape the columns of the windows to rows, where they should be transposed."""
    equations = windows(real(before), size, size).reshape(-1, size * size).T.reshape(-1, size * size)
    return np.linalg.lstsq(equations, real(after).ravel(), rcond=None)[0].reshape(size, size)


def _windows_in_columns(before: np.ndarray, after: np.ndarray, size: int) -> object:
    """Lay the windows side by side; the solver takes that where there are as many windows as weights alone."""
    equations = windows(real(before), size, size).reshape(-1, size * size).T
    if len(equations) != equations.shape[1]:
        return AnyError(ValueError, "Incompatible dimensions|mismatch in its core|not aligned")
    return np.linalg.lstsq(equations, real(after).ravel(), rcond=None)[0].reshape(size, size)


def _with_constant(before: np.ndarray, after: np.ndarray, size: int) -> np.ndarray:
    """Fit a bias as well, and leave it out of the answer."""
    equations = windows(real(before), size, size).reshape(-1, size * size)
    equations = np.column_stack([equations, np.ones(len(equations))])
    return np.linalg.lstsq(equations, real(after).ravel(), rcond=None)[0][:-1].reshape(size, size)


def _ridge(weight: float) -> Callable:
    """Return the variant that adds a number on the diagonal of the normal equations."""

    def variant(before: np.ndarray, after: np.ndarray, size: int) -> np.ndarray:
        a = windows(real(before), size, size).reshape(-1, size * size)
        return np.linalg.solve(a.T @ a + weight * np.eye(size * size), a.T @ real(after).ravel()).reshape(
            size, size
        )

    return variant


def _in_bytes(before: np.ndarray, after: np.ndarray, size: int) -> np.ndarray:
    """Make the normal equations in the picture's own dtype."""
    a = windows(before, size, size).reshape(-1, size * size)
    return np.linalg.solve((a.T @ a).astype(float), a.T @ real(after).ravel()).reshape(size, size)


_rng = np.random.default_rng(57)
_NOISY = []
for _shape, _size in [((7, 9), 2), ((9, 8), 3), ((6, 10), 2), ((11, 9), 3)]:
    _before = _rng.integers(-9, 10, size=_shape)
    _after = conv2d(_before, _rng.integers(-5, 6, size=(_size, _size))) + 0.0
    _NOISY.append(probe(_before, _after + _rng.integers(-3, 4, size=_after.shape), _size))

_SQUARE = []  # as many windows as weights, all in one row or column
for _size, _turned in [(2, False), (3, True), (2, True)]:
    _before = _rng.integers(-9, 10, size=(_size, _size + _size**2 - 1)) + 0.0
    _before = _before.T if _turned else _before
    _after = conv2d(_before, _rng.integers(-5, 6, size=(_size, _size)))
    _SQUARE.append(probe(_before, _after + _rng.integers(-3, 4, size=_after.shape), _size))
_NARROW = [probe(p.args[0][:, : p.args[2]], p.args[1][:, :1], p.args[2]) for p in _NOISY]
_EVEN = [probe(p.args[0][1:, 1:], p.args[1][1:, 1:], 2) for p in _NOISY if p.args[2] == 2]

recover_kernel = Bank("recover_kernel", oracle=recover_oracle, where=WHERE, probes=_NOISY)
recover_kernel.add(
    "kernel-flipped",
    "Your kernel is ours, turned by 180 degrees. Does correlation turn it?",
    _changed(lambda kernel: kernel[::-1, ::-1]),
)
recover_kernel.add(
    "kernel-transposed",
    "Your kernel is ours with rows and columns exchanged. In which order is a window raveled, and folded?",
    _changed(np.transpose),
    _changed(lambda kernel: kernel[::-1, ::-1].T),
    where=ORDER,
)
recover_kernel.add(
    "answers-column-first",
    "Windows or answers, one of the two goes row by row in yours, the other column by column. Which window "
    "belongs to which answer?",
    _columns_first,
    _windows_columns_first,
    where=ORDER,
)
recover_kernel.add(
    "reshape-for-transpose",
    "Your equations mix the windows: they are re-read as (size * size, windows) and then turned. What should stand in "
    "one row?",
    _mixed_windows,
    _mixed_columns,
    where=ORDER,
)
recover_kernel.add(
    "windows-in-columns",
    "Your windows lie side by side, each in a column. An equation is a row: how many weights has each, and how many "
    "rows must there be for all answers?",
    _windows_in_columns,
    probes=_SQUARE,
    where=ORDER,
)
recover_kernel.add(
    "answers-not-raveled",
    "The answers still lie in a map when they meet the equations. How many belong to one of your equations?",
    fails_when(
        lambda before, after, size: after.shape[1] > 1,
        recover_oracle,
        AnyError(ValueError, "Incompatible dimensions|mismatch in its core|not aligned"),
    ),
    probes=_NARROW,
)
recover_kernel.add(
    "even-size-refused",
    "An even size is refused. What would be impossible about a kernel of 2 x 2 here?",
    fails_when(lambda before, after, size: size % 2 == 0, recover_oracle),
    probes=_EVEN,
)
recover_kernel.add(
    "not-folded",
    "The weights are right, and lie flat in one row. Which shape has a kernel?",
    _changed(np.ravel),
    _changed(lambda kernel: kernel.reshape(-1, 1)),
    _changed(lambda kernel: kernel.reshape(1, -1)),
)
recover_kernel.add(
    "as-many-equations-as-weights",
    "It is exact without noise and misses with it: you use only as many equations as there are weights. What "
    "could the others do?",
    _as_many_as_weights,
    lambda before, after, size: solved(before, after, size, slice(-size * size, None)).reshape(size, size),
)
recover_kernel.add(
    "normalized",
    "Your kernel is ours, scaled to a sum or a size of 1. Was the secret kernel, too?",
    _changed(lambda kernel: kernel / kernel.sum()),
    _changed(lambda kernel: kernel / np.abs(kernel).sum()),
    _changed(lambda kernel: kernel / np.linalg.norm(kernel)),
    _changed(lambda kernel: kernel / np.abs(kernel).max()),
)
recover_kernel.add(
    "rounded",
    "Your weights are rounded, or whole numbers. Is a secret kernel always made of those?",
    *(_changed(lambda kernel, digits=digits: np.round(kernel, digits)) for digits in (0, 1, 2, 3)),
    _changed(np.trunc),
)
recover_kernel.add(
    "constant-fitted-too",
    "Your weights are those of a kernel plus a constant. Is there a bias in this exercise?",
    _with_constant,
)
recover_kernel.add(
    "weights-held-small",
    "Your weights are a little too small, as if something held them back. Is there a term besides the sum of "
    "squares?",
    _ridge(1.0),
    _ridge(0.1),
    _ridge(0.01),
)
recover_kernel.add(
    "square-systems-only",
    "Your solver wants as many equations as unknowns, and there are more. Which one looks for the best answer?",
    lambda before, after, size: AnyError(ValueError, "square"),
)
_BYTES = [
    probe(image, conv2d(image, kernel), 2)
    for image in (U8, U8[::-1], U8.T.copy(), 255 - U8)
    for kernel in [np.array([[1.0, -2], [3, 5]])]
]
recover_kernel.add(
    "integer-overflow",
    "Right for fractions, wrong for pictures of `uint8`. How large is a sum of products of pixels, and in which dtype "
    "do you multiply them?",
    _in_bytes,
    probes=_BYTES,
)
recover_kernel.add(
    "dot-products-for-solution",
    "Your numbers are the products of windows and answers, not yet divided by the products of windows. "
    "What solves the equations?",
    lambda before, after, size: conv2d(before, after),
    lambda before, after, size: conv2d(before, after) / after.size,
)
recover_kernel.add(
    "all-that-lstsq-returns",
    "You return all that `lstsq` returns, or its wrong part. Which of the four things is the kernel?",
    lambda before, after, size: np.linalg.lstsq(
        windows(real(before), size, size).reshape(-1, size * size), real(after).ravel(), rcond=None
    )[1],
    lambda before, after, size: np.linalg.lstsq(
        windows(real(before), size, size).reshape(-1, size * size), real(after).ravel(), rcond=None
    ),
)
recover_kernel.add(
    "returned-too-early",
    "Your kernel comes from the first row of answers alone. Does the solver wait until all loops are over?",
    lambda before, after, size: solved(before, after, size, slice(after.shape[1])).reshape(size, size),
    lambda before, after, size: solved(before, after, size, slice(1)).reshape(size, size),
)
recover_kernel.add(
    "output-one-short",
    "The last row or column of answers is not among your equations. Does a `range` hold its own end?",
    lambda before, after, size: recover_oracle(before[:-1, :-1], after[:-1, :-1], size),
    lambda before, after, size: recover_oracle(before[:-1], after[:-1], size),
    lambda before, after, size: recover_oracle(before[:, :-1], after[:, :-1], size),
)
recover_kernel.add(
    "pixels-divided",
    "Your weights are ours times or divided by 255. Which of the two images did you change?",
    _changed(lambda kernel: kernel / 255),
    _changed(lambda kernel: kernel * 255),
)

BANKS = [recover_kernel]
