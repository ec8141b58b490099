"""Usual mistakes of lesson 5: the steepness, `gradient_magnitude`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab import images
from convlab.mistakes import Bank, fails_when, probe, times
from convlab.mistakes.shared import U8, X, wrapped
from convlab.numerics import engine

STEEP = "lesson 5, section 5.4 (what becomes of the minus signs)"
SOBEL = images.sobel_x().astype(float)
PREWITT = np.array([[-1.0, 0, 1]] * 3)
OTHERS = [  # differences over one row, Prewitt, Scharr, Laplace, slips of the pen
    np.array([[0.0, 0, 0], [-1, 0, 1], [0, 0, 0]]),
    np.array([[0.0, 0, 0], [-0.5, 0, 0.5], [0, 0, 0]]),
    np.array([[0.0, 0, 0], [0, -1, 1], [0, 0, 0]]),
    np.array([[0.0, 0, 0], [-1, 1, 0], [0, 0, 0]]),
    PREWITT,
    np.array([[-3.0, 0, 3], [-10, 0, 10], [-3, 0, 3]]),
    np.array([[-3.0, 0, 3], [-10, 0, 10], [-3, 0, 3]]) / 16,
    np.array([[-3.0, 0, 3], [-10, 0, 10], [-3, 0, 3]]) / 32,
    np.array([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]]),
    np.array([[1.0, 1, 1], [1, -8, 1], [1, 1, 1]]),
    np.array([[-1.0, 0, 1], [-2, 0, 2], [1, 0, -1]]),
    np.array([[-1.0, 0, 1], [2, 0, -2], [-1, 0, 1]]),
    np.array([[1.0, 0, -1], [-2, 0, 2], [-1, 0, 1]]),
    np.array([[1.0, 0, 1], [2, 0, 2], [1, 0, 1]]),
    np.array([[-2.0, 0, 2], [-1, 0, 1], [-2, 0, 2]]),
]


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


def _roberts(image: np.ndarray) -> np.ndarray:
    """Use the differences along the two diagonals of 2 x 2 pixels."""
    kernels = np.array([[[0, 0, 0], [0, 1, 0], [0, 0, -1]], [[0, 0, 0], [0, 0, 1], [0, -1, 0]]])
    return np.hypot(*(engine.conv2d(image, kernel, padding=1) for kernel in kernels))


def _bytes_first(image: np.ndarray) -> np.ndarray:
    """Square in the image's own dtype."""
    return np.hypot(*(leg.astype(np.int64).astype(image.dtype).astype(float) for leg in legs(image)))


def _all_in_bytes(image: np.ndarray) -> np.ndarray:
    """Return the sum of squares, all in the image's own dtype."""
    gx, gy = (
        leg.astype(np.int64).astype(image.dtype) if image.dtype.kind in "biu" else leg for leg in legs(image)
    )
    return gx**2 + gy**2


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
    "half-for-root",
    "Your numbers are half the sum of the squares: `** 1 / 2` is a power of 1, and then a half. Where do brackets go?",
    _legs_by(lambda gx, gy: (gx**2 + gy**2) / 2),
)
gradient_magnitude.add(
    "squares-forgotten",
    "You take the root of a sum in which nothing is squared. What happens to each answer before they are added?",
    _legs_by(lambda gx, gy: np.sqrt(gx + gy)),
    _legs_by(lambda gx, gy: np.sqrt(np.abs(gx) + np.abs(gy))),
    _legs_by(lambda gx, gy: np.sqrt(np.abs(gx + gy))),
    _legs_by(lambda gx, gy: np.sqrt(2 * gx + 2 * gy)),
)
gradient_magnitude.add(
    "root-over-one-square",
    "Your root stands over one of the two squares only. Where does its bracket end?",
    _legs_by(lambda gx, gy: np.abs(gx) + gy**2),
    _legs_by(lambda gx, gy: gx**2 + np.abs(gy)),
)
gradient_magnitude.add(
    "multiplied-for-added",
    "Your two answers are multiplied, so that an edge in one direction alone gives 0. What does Pythagoras do?",
    _legs_by(lambda gx, gy: gx * gy),
    _legs_by(lambda gx, gy: np.abs(gx * gy)),
)
gradient_magnitude.add(
    "subtracted-for-added",
    "Your two answers are subtracted from each other. Which sign stands between the squares?",
    _legs_by(lambda gx, gy: np.sqrt(gx**2 - gy**2)),
    _legs_by(lambda gx, gy: np.sqrt(np.abs(gx**2 - gy**2))),
)
gradient_magnitude.add(
    "sign-lost",
    "Answers below 0 are gone before they are squared: half of all edges is missing. What becomes of -3 when it is "
    "squared?",
    _legs_by(lambda gx, gy: np.hypot(np.maximum(gx, 0), np.maximum(gy, 0))),
    _legs_by(lambda gx, gy: np.hypot(np.clip(gx, 0, 255), np.clip(gy, 0, 255))),
    _legs_by(lambda gx, gy: np.hypot(np.clip(gx, 0, 1), np.clip(gy, 0, 1))),
)
gradient_magnitude.add(
    "answers-added",
    "Your two answers are added (or subtracted) before they are squared, so that they can cancel. What comes first?",
    *(
        _legs_by(lambda gx, gy, sign=sign: gx + sign * gy) for sign in (1, -1)
    ),  # either may look the other way
    *(_legs_by(lambda gx, gy, sign=sign: np.abs(gx + sign * gy)) for sign in (1, -1)),
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
    "angle-for-magnitude",
    "Your numbers are angles: they say where the edge points. How long are the two answers together?",
    *(_legs_by(lambda gx, gy, sign=sign: np.arctan2(sign * gy, gx)) for sign in (1, -1)),
    *(_legs_by(lambda gx, gy, sign=sign: np.degrees(np.arctan2(sign * gy, gx))) for sign in (1, -1)),
    _legs_by(lambda gx, gy: np.arctan2(gx, gy)),
)
gradient_magnitude.add(
    "blurred-first",
    "Your numbers are those of the image after a blur. Who asked for a blur?",
    lambda image: magnitude_oracle(engine.conv2d(image, np.outer([1, 2, 1], [1, 2, 1]) / 16, padding=1)),
    lambda image: magnitude_oracle(engine.conv2d(image, np.ones((3, 3)) / 9, padding=1)),
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
    *(_legs_by(np.hypot, kernel) for kernel in OTHERS),
    _roberts,
    *(
        lambda image, kernel=kernel: np.abs(legs(image, kernel)[0]) for kernel in OTHERS[8:10]
    ),  # Laplace alone
    lambda image: np.hypot(*np.gradient(engine.real(image))),
    lambda image: np.hypot(legs(image)[0], legs(image, np.abs(SOBEL))[1]),
    lambda image: np.hypot(legs(image, np.abs(SOBEL))[0], legs(image)[1]),
    lambda image: np.hypot(legs(image)[0], legs(image, PREWITT)[1]),
    lambda image: np.hypot(legs(image, PREWITT)[0], legs(image)[1]),
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
    _legs_by(lambda gx, gy: (255 * np.hypot(gx, gy) / np.hypot(gx, gy).max()).astype(np.uint8)),
    _legs_by(lambda gx, gy: (np.hypot(gx, gy) * (255 / np.hypot(gx, gy).max())).astype(np.uint8)),
    _legs_by(lambda gx, gy: (np.hypot(gx, gy) / np.hypot(gx, gy).max() * 255).astype(np.uint8)),
)
gradient_magnitude.add(
    "border-not-zeros",
    "Your map differs from ours along the border only. What stands outside the image here?",
    *(_legs_by(np.hypot, SOBEL, mode) for mode in ("reflect", "replicate", "circular")),
    lambda image: np.pad(magnitude_oracle(image)[1:-1, 1:-1], 1),
)
gradient_magnitude.add(
    "one-after-the-other",
    "Your second kernel slides over the answers of the first. What should each of the two look at?",
    *(
        lambda image, last=last: last(engine.conv2d(legs(image)[0], SOBEL.T, padding=1))
        for last in (np.abs, lambda answers: answers)
    ),
    *(
        lambda image, leg=leg, kernel=kernel: np.hypot(
            legs(image)[leg], engine.conv2d(legs(image)[leg], kernel, 1, 1)
        )
        for leg, kernel in enumerate((SOBEL.T, SOBEL))
    ),
)
gradient_magnitude.add(
    "two-maps-for-one",
    "You return the answers of both directions. How do two legs become one length?",
    lambda image: np.stack(legs(image)),
    lambda image: np.stack(legs(image), axis=-1),
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
    lambda image: np.sqrt(_all_in_bytes(image)),
    lambda image: _all_in_bytes(image) ** 0.5,
    probes=[probe(U8), probe(U8[:, 1:]), probe(U8[1:])],
)
gradient_magnitude.add(
    "fails-on-bytes",
    "It stops on images of `uint8`. Which dtype do you compute in?",
    fails_when(lambda image: image.dtype == np.uint8, magnitude_oracle),
    probes=[probe(U8), probe(U8[:, 1:]), probe(U8[1:])],
)
_BRIGHT = [probe(U8), probe(U8[:, 1:]), probe(U8[1:]), probe(X / 8), probe(X[1:] / 8), probe(X[:, 2:] / 4)]
gradient_magnitude.add(
    "output-dtype",
    "Your lengths have lost their fractions, or wrapped around at 256. In which dtype do you keep them?",
    lambda image: wrapped(magnitude_oracle(image), np.dtype(int)),
    lambda image: wrapped(magnitude_oracle(image), np.dtype(np.uint8)),
    lambda image: wrapped(magnitude_oracle(image), image.dtype),
    lambda image: np.hypot(*(wrapped(leg, np.dtype(int)) for leg in legs(image))),
    probes=_BRIGHT,
)
gradient_magnitude.add(
    "rounded",
    "Your numbers are rounded. Who asked for fewer digits?",
    *(lambda image, digits=digits: np.round(magnitude_oracle(image), digits) for digits in (0, 1, 2, 3)),
    probes=_BRIGHT,
)
gradient_magnitude.add(
    "clipped",
    "Your lengths end at 255 or at 1. Is a steepness a pixel, which must stop there?",
    lambda image: np.minimum(magnitude_oracle(image), 255),
    lambda image: np.minimum(magnitude_oracle(image), 255).astype(np.uint8),
    lambda image: np.minimum(magnitude_oracle(image), 1),
    probes=_BRIGHT,
)
gradient_magnitude.add(
    "pixels-divided",
    "Your numbers are ours divided by 255. Who asked for pixels between 0 and 1?",
    lambda image: magnitude_oracle(image) / 255,
    lambda image: magnitude_oracle(image) / (255 if image.dtype == np.uint8 else 1),
    probes=_BRIGHT,
)
gradient_magnitude.add(
    "map-in-the-corner",
    "The answers stand in the top left corner of your map, and zeros fill the rest. Entry (i, j) belongs to the "
    "window with its center there: is that where your window stands?",
    lambda image: np.pad(magnitude_oracle(image)[1:-1, 1:-1], [(0, 2), (0, 2)]),
)
gradient_magnitude.add(
    "scaled",
    "Your numbers are ours, all of one image times the same number. Is there a factor in the formula, or a division?",
    times(magnitude_oracle),
)

BANKS = [gradient_magnitude]
