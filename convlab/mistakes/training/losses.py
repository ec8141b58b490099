"""What the bank of `cross_entropy` is made of: its probes, and losses in which one step can be changed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import NotFinite, probe
from convlab.numerics.gradients import cross_entropy as right

ONE = probe(np.log([[1.0, 2, 5]]), np.array([2]))
TWO = probe(np.array([[0.0, 1, 3, 2], [2, -1, 0, 4]]), np.array([1, 0]))
THREE = probe(np.array([[1.0, 0], [-1, 2], [0.5, 3]]), np.array([0, 0, 1]))
FOUR = probe(np.array([[0.0, 1, 3], [2, -1, 0.5], [1, 4, -2], [0, 0.5, 2]]), np.array([1, 0, 2, 1]))
LARGE = [
    probe(np.array([[1000.0, 1001], [0, 2]]), np.array([0, 1])),
    probe(np.array([[900.0, 902, 899]]), np.array([0])),
    probe(np.array([[2.0, 1, 0], [-1.0, 2000, 1999]]), np.array([0, 2])),
]
APART = [
    probe(np.array([[1000.0, 0], [0, 1]]), np.array([1, 0])),
    probe(np.array([[0.0, 2000, 10], [3, 1, 2]]), np.array([0, 1])),
    probe(np.array([[-900.0, 0], [800, 0]]), np.array([0, 1])),
]
LEVELS = [probe(TWO.args[0] + np.array([[gap], [0.0]]), TWO.args[1]) for gap in (2000.0, -3000.0, 1e5)]
SQUARE = [
    probe(np.array([[0.0, 1], [2, -1]]), np.array([1, 0])),
    probe(np.array([[0.0, 1, 3], [2, -1, 0.5], [1, 4, -2]]), np.array([2, 0, 1])),
    probe(np.array([[1.0, 0.5], [-1, 2]]), np.array([0, 0])),
]
WHOLE = [
    probe(np.array(z), np.array(y))
    for z, y in [([[1, 2, 4]], [0]), ([[3, 0], [1, 2]], [1, 0]), ([[0, 5, 1]], [2])]
]


def probabilities(z: np.ndarray, axis: int = 1) -> np.ndarray:
    """Return the softmax along an axis."""
    powers = np.exp(z - z.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def one_hot(z: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return 1 at the labels and 0 elsewhere."""
    return (np.arange(z.shape[1]) == labels[:, None]).astype(float)


def with_loss(loss: Callable) -> Callable:
    """Return a variant whose loss alone is wrong: `loss(p, y)`."""

    def variant(logits, labels):
        with np.errstate(all="ignore"):
            return float(loss(probabilities(logits), one_hot(logits, labels))), right(logits, labels)[1]

    return variant


def with_gradient(gradient: Callable) -> Callable:
    """Return a variant whose gradient alone is wrong: `gradient(p, y, n)`."""
    return lambda logits, labels: (
        right(logits, labels)[0],
        gradient(probabilities(logits), one_hot(logits, labels), len(labels)),
    )


def of_shares(shares: Callable, loss_too: bool = True) -> Callable:
    """Return a variant that makes its probabilities in another way: `shares(logits)`."""

    def variant(logits, labels):
        with np.errstate(all="ignore"):
            p, y = shares(logits), one_hot(logits, labels)
            loss = float(-np.log(p[y > 0]).mean()) if loss_too else right(logits, labels)[0]
            return loss, (p - y) / len(labels)

    return variant


def with_both(loss: Callable, gradient: Callable) -> Callable:
    """Return a variant whose loss and gradient are wrong."""
    return lambda logits, labels: (
        float(loss(probabilities(logits), one_hot(logits, labels))),
        gradient(probabilities(logits), one_hot(logits, labels), len(labels)),
    )


def not_finite(shift: Callable) -> Callable:
    """Return a variant that is right unless powers, with `shift(logits)` taken off, are too large or all 0."""

    def variant(logits, labels):
        with np.errstate(all="ignore"):
            powers = np.exp(logits - shift(logits)).sum(axis=1)
        return right(logits, labels) if (np.isfinite(powers) & (powers > 0)).all() else NotFinite()

    return variant


def mean_log(p: np.ndarray, y: np.ndarray) -> float:
    """Return the loss of these probabilities."""
    return -np.log(p[y > 0]).mean()


def every_pair(logits, labels):
    """Look at every label in every row."""
    log_p, n = np.log(probabilities(logits)), len(labels)
    gradient = np.exp(log_p)
    gradient[:, labels] -= 1
    return float(-log_p[:, labels].mean()), gradient / n


def of_logits(small: float) -> Callable:
    """Return a variant that takes the logits for probabilities, with a small number below the logarithm."""

    def variant(z, labels):
        y = one_hot(z, labels)
        with np.errstate(all="ignore"):
            return float(-np.log(z[y > 0] + small).mean()), (z - y) / len(labels)

    return variant


def all_columns(z, labels):
    """Add up the logits of every label in every row, for the loss alone."""
    n, shifted = len(labels), z - z.max(axis=1, keepdims=True)
    sums = np.log(np.exp(shifted).sum(axis=1)).sum()
    return float(sums - shifted[:, labels].sum()) / n, right(z, labels)[1]


def with_labels(change: Callable) -> Callable:
    """Return a variant that looks at other labels."""
    return lambda logits, labels: right(logits, change(logits, labels))


def shifted(z: np.ndarray) -> np.ndarray:
    """Return the logits, less the largest of their row."""
    return z - z.max(axis=1, keepdims=True)


def by_log(z: np.ndarray, labels: np.ndarray, logs: np.ndarray) -> tuple[float, np.ndarray]:
    """Return loss and gradient where these are taken for the logarithms of the sums of powers."""
    log_p, y = z - logs, one_hot(z, labels)
    return float(-log_p[y > 0].mean()), (np.exp(log_p) - y) / len(labels)


def first_image(n: int) -> np.ndarray:
    """Return a column that keeps the first of n rows."""
    return (np.arange(n) == 0)[:, None]
