"""Usual mistakes of lesson 5: the bell and the steepness, `gaussian_kernel`, `gradient_magnitude`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab import engine, images
from convlab.mistakes import Bank, fails_when, probe
from convlab.mistakes.places import U8, X

BELL = "lesson 5, section 5.2 (how do you blur gently)"
STEEP = "lesson 5, section 5.4 (what becomes of the minus signs)"
SOBEL = images.sobel_x().astype(float)


def gaussian_oracle(size: int, sigma: float) -> np.ndarray:
    """Return the bell that sums to 1."""
    if size < 1 or size % 2 == 0 or sigma <= 0:
        raise ValueError(f"expected an odd size and a sigma above 0, got {size} and {sigma}")
    return _bell(size, lambda dy, dx: (dy**2 + dx**2) / (2 * sigma**2))


def _bell(size: int, exponent: Callable, shift: float = 0.0) -> np.ndarray:
    """Return exp(-exponent) over distances from the middle (moved by `shift`), divided by its sum."""
    away = np.arange(size) - size // 2 + shift
    bell = np.exp(-exponent(away[:, None], away))
    return bell / bell.sum()


def _bell_by(exponent: Callable, shift: Callable = lambda size: 0.0) -> Callable:
    """Return the variant with another exponent, a function of dy, dx and sigma, or another center."""
    return lambda size, sigma: _bell(size, lambda dy, dx: exponent(dy, dx, sigma), shift(size))


def _right(dy: np.ndarray, dx: np.ndarray, sigma: float) -> np.ndarray:
    return (dy**2 + dx**2) / (2 * sigma**2)


def _over(divisor: Callable) -> Callable:
    """Return the variant that divides the bell (1 in the center) by something else than its sum."""

    def variant(size: int, sigma: float) -> np.ndarray:
        bell = gaussian_oracle(size, sigma)
        bell = bell / bell.max()
        return bell / divisor(bell, sigma)

    return variant


gaussian_kernel = Bank(
    "gaussian_kernel",
    oracle=gaussian_oracle,
    where=BELL,
    probes=[probe(3, 1.5), probe(5, 0.8), probe(5, 2), probe(7, 1.25), probe(3, 0.6)],
)
gaussian_kernel.add(
    "not-normalized",
    "Your kernel has 1 in its center, and its sum is larger than 1. By what do you divide at the end?",
    _over(lambda bell, sigma: 1.0),
)
gaussian_kernel.add(
    "integral-for-sum",
    "Your bell is divided by the area under the whole curve, not by the sum of these cells. What do "
    "they add up to?",
    _over(lambda bell, sigma: 2 * np.pi * sigma**2),
    _over(lambda bell, sigma: np.sqrt(2 * np.pi) * sigma),
)
gaussian_kernel.add(
    "normalized-by-rows",
    "Every row or column of yours adds up to 1 by itself. What should add up to 1?",
    _over(lambda bell, sigma: bell.sum(axis=0)),
    _over(lambda bell, sigma: bell.sum(axis=1, keepdims=True)),
)
gaussian_kernel.add(
    "two-forgotten",
    "Your bell is too narrow: its exponent is twice as large as ours. What stands below the r squared?",
    _bell_by(lambda dy, dx, sigma: (dy**2 + dx**2) / sigma**2),
)
gaussian_kernel.add(
    "sigma-not-squared",
    "Your bell is right for a sigma of 1 only. Is it sigma, or its square, that stands below r squared?",
    _bell_by(lambda dy, dx, sigma: (dy**2 + dx**2) / (2 * sigma)),
)
gaussian_kernel.add(
    "sigma-ignored",
    "Your kernel is the same for every sigma. Where does sigma enter?",
    lambda size, sigma: gaussian_oracle(size, 1.0),
    probes=[probe(5, 3.0), probe(5, 0.5)],
)
gaussian_kernel.add(
    "sigma-multiplied",
    "Your bell gets narrower when sigma grows. On which side of the fraction does sigma stand?",
    _bell_by(lambda dy, dx, sigma: (dy**2 + dx**2) * 2 * sigma**2),
    _bell_by(lambda dy, dx, sigma: (dy**2 + dx**2) / 2 * sigma**2),
)
gaussian_kernel.add(
    "distance-not-squared",
    "Your kernel comes to a point like a tent, where a bell is round. Is the distance squared?",
    _bell_by(lambda dy, dx, sigma: np.sqrt(dy**2 + dx**2) / (2 * sigma**2)),
    _bell_by(lambda dy, dx, sigma: np.sqrt(dy**2 + dx**2) / sigma),
)
gaussian_kernel.add(
    "distance-around-the-corner",
    "Your corners are too small: they count as steps right plus steps down. How far is a corner as the crow "
    "flies?",
    _bell_by(lambda dy, dx, sigma: (np.abs(dy) + np.abs(dx)) ** 2 / (2 * sigma**2)),
)
gaussian_kernel.add(
    "center-shifted",
    "Your bell's peak is not in the center cell. At which index does a side of 5 have its middle?",
    _bell_by(_right, lambda size: -0.5),
    _bell_by(_right, lambda size: 0.5),
    _bell_by(_right, lambda size: float(size // 2)),
    _bell_by(_right, lambda size: -1.0),
    _bell_by(_right, lambda size: 1.0),
)
gaussian_kernel.add(
    "sign-of-the-exponent",
    "Your kernel is smallest in its center. Which sign stands in front of r squared?",
    _bell_by(lambda dy, dx, sigma: -(dy**2 + dx**2) / (2 * sigma**2)),
)
gaussian_kernel.add(
    "one-row-only",
    "Yours is one row of the kernel. How does a bell along rows become one over rows and columns?",
    lambda size, sigma: gaussian_oracle(size, sigma).sum(axis=0),
    lambda size, sigma: gaussian_oracle(size, sigma).sum(axis=0) / gaussian_oracle(size, sigma).sum(0).max(),
)
gaussian_kernel.add(
    "one-axis-twice",
    "All rows of yours are alike, or all columns: one distance counts twice, the other never. Which two belong "
    "under the square root of r?",
    _bell_by(lambda dy, dx, sigma: (0 * dy + 2 * dx**2) / (2 * sigma**2)),
    _bell_by(lambda dy, dx, sigma: (0 * dx + 2 * dy**2) / (2 * sigma**2)),
)
gaussian_kernel.add(
    "mean-for-sum",
    "Your bell is divided by the mean of its cells. What do they add up to then?",
    _over(lambda bell, sigma: bell.mean()),
)
gaussian_kernel.add(
    "output-dtype",
    "Only the center of your bell is left, the rest is 0. Which dtype has the array that you fill?",
    lambda size, sigma: np.trunc(gaussian_oracle(size, sigma) / gaussian_oracle(size, sigma).max()),
)
gaussian_kernel.add(
    "box-for-bell",
    "All cells of yours are equal. Should not the far ones count less?",
    lambda size, sigma: np.full((size, size), 1 / size**2),
)


def legs(image: np.ndarray, kernel: np.ndarray = SOBEL, mode: str = "zeros") -> tuple[np.ndarray, ...]:
    """Return the answers of a kernel and of its transpose, of the image's own size."""
    return tuple(engine.conv2d(image, k, padding=1, mode=mode) for k in (kernel, kernel.T))


def magnitude_oracle(image: np.ndarray) -> np.ndarray:
    """Return the length of the two answers."""
    return np.hypot(*legs(image))


def _legs_by(combine: Callable, *more: object) -> Callable:
    return lambda image: combine(*legs(image, *more))


def _diagonal_kernel(image: np.ndarray) -> np.ndarray:
    """Use one kernel for both directions: flipped, it is no other direction."""
    gx = engine.conv2d(image, SOBEL, padding=1)
    return np.hypot(gx, gx)


def _bytes_first(image: np.ndarray) -> np.ndarray:
    """Square in the image's own dtype."""
    return np.hypot(*(leg.astype(np.int64).astype(image.dtype).astype(float) for leg in legs(image)))


_EARTH = np.array([[9, 1, 4, 0, 7], [2, 8, 3, 5, 1], [6, 0, 9, 2, 4], [3, 7, 1, 8, 5]])
gradient_magnitude = Bank(
    "gradient_magnitude",
    oracle=magnitude_oracle,
    where=STEEP,
    probes=[probe(X), probe(_EARTH), probe(X[1:4, :5] ** 2), probe(_EARTH.T[:, :3])],
)
gradient_magnitude.add(
    "magnitudes-added",
    "Your numbers are the two magnitudes added: 6 and 8 give 14. How long is the third side of the triangle?",
    _legs_by(lambda gx, gy: np.abs(gx) + np.abs(gy)),
)
gradient_magnitude.add(
    "larger-of-two",
    "Your numbers are the larger of the two answers. What becomes of the other?",
    _legs_by(lambda gx, gy: np.maximum(np.abs(gx), np.abs(gy))),
    _legs_by(np.maximum),
)
gradient_magnitude.add(
    "root-forgotten",
    "Your numbers are the squares of ours. Which step comes after the sum of the squares?",
    _legs_by(lambda gx, gy: gx**2 + gy**2),
)
gradient_magnitude.add(
    "answers-added",
    "Your two answers are added before they are squared, so that they can cancel. What comes first?",
    _legs_by(lambda gx, gy: gx + gy),
    _legs_by(lambda gx, gy: np.abs(gx + gy)),
)
gradient_magnitude.add(
    "one-direction-only",
    "Only one of the two directions counts in your numbers. Where is the other?",
    _legs_by(lambda gx, gy: np.abs(gx)),
    _legs_by(lambda gx, gy: np.abs(gy)),
    _legs_by(lambda gx, gy: gx),
    _legs_by(lambda gx, gy: gy),
    _diagonal_kernel,
)
gradient_magnitude.add(
    "mean-for-sum",
    "Your numbers are ours with a mean where a sum is due. Does Pythagoras take a mean?",
    _legs_by(lambda gx, gy: np.sqrt((gx**2 + gy**2) / 2)),
    _legs_by(lambda gx, gy: (gx + gy) / 2),
    _legs_by(lambda gx, gy: (np.abs(gx) + np.abs(gy)) / 2),
)
gradient_magnitude.add(
    "not-sobel",
    "Your numbers come from another edge kernel than Sobel's. Which weights has its middle row?",
    _legs_by(np.hypot, np.array([[-1.0, 0, 1]] * 3)),
    _legs_by(np.hypot, np.array([[0.0, 0, 0], [-1, 0, 1], [0, 0, 0]])),
    lambda image: np.hypot(*np.gradient(engine.real(image))),
)
gradient_magnitude.add(
    "scaled",
    "Your numbers are ours divided by a constant. Is there a division in the formula?",
    _legs_by(lambda gx, gy: np.hypot(gx, gy) / 8),
    _legs_by(lambda gx, gy: np.hypot(gx, gy) / 4),
)
gradient_magnitude.add(
    "normalized",
    "Your numbers are ours, stretched so that the largest is 1 or 255. Was that asked for?",
    _legs_by(lambda gx, gy: np.hypot(gx, gy) / np.hypot(gx, gy).max()),
    _legs_by(lambda gx, gy: 255 * np.hypot(gx, gy) / np.hypot(gx, gy).max()),
)
gradient_magnitude.add(
    "border-not-zeros",
    "Your map differs from ours along the border only. What stands outside the image here?",
    *(_legs_by(np.hypot, SOBEL, mode) for mode in ("reflect", "replicate", "circular")),
    lambda image: np.pad(magnitude_oracle(image)[1:-1, 1:-1], 1),
)
gradient_magnitude.add(
    "valid-for-same",
    "Your map has lost a ring of places. Which size keeps `apply_kernel`?",
    lambda image: magnitude_oracle(image)[1:-1, 1:-1],
)
gradient_magnitude.add(
    "integer-overflow",
    "Answers beyond 255 or below 0 come out wrong for `uint8` images. In which dtype do you compute?",
    _bytes_first,
    probes=[probe(U8), probe(U8[:, 1:]), probe(U8[1:])],
)
gradient_magnitude.add(
    "fails-on-bytes",
    "It stops on images of `uint8`. Which dtype do you compute in?",
    fails_when(lambda image: image.dtype == np.uint8, magnitude_oracle),
    probes=[probe(U8), probe(U8[:, 1:]), probe(U8[1:])],
)

BANKS = [gaussian_kernel, gradient_magnitude]
