"""Usual mistakes of lesson 8: the loss and its gradient, `cross_entropy`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Bank, NotFinite, fails_when, loses_fractions, probe
from convlab.numerics.gradients import cross_entropy as right

LOSS = "lesson 8, section 8.6 (how wrong is a guess)"
CHECK = "lesson 8, section 8.7 (is the whole way back right)"

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
WHOLE = [
    probe(np.array(z), np.array(y))
    for z, y in [([[1, 2, 4]], [0]), ([[3, 0], [1, 2]], [1, 0]), ([[0, 5, 1]], [2])]
]


def _p(z: np.ndarray, axis: int = 1) -> np.ndarray:
    powers = np.exp(z - z.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _y(z: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return (np.arange(z.shape[1]) == labels[:, None]).astype(float)


def _loss(loss: Callable) -> Callable:
    """Return a variant whose loss alone is wrong: `loss(p, y)`."""

    def variant(logits, labels):
        with np.errstate(all="ignore"):
            return float(loss(_p(logits), _y(logits, labels))), right(logits, labels)[1]

    return variant


def _gradient(gradient: Callable) -> Callable:
    """Return a variant whose gradient alone is wrong: `gradient(p, y, n)`."""
    return lambda logits, labels: (
        right(logits, labels)[0],
        gradient(_p(logits), _y(logits, labels), len(labels)),
    )


def _of_shares(shares: Callable, loss_too: bool = True) -> Callable:
    """Return a variant that makes its probabilities in another way: `shares(logits)`."""

    def variant(logits, labels):
        with np.errstate(all="ignore"):
            p, y = shares(logits), _y(logits, labels)
            loss = float(-np.log(p[y > 0]).mean()) if loss_too else right(logits, labels)[0]
            return loss, (p - y) / len(labels)

    return variant


def _both(loss: Callable, gradient: Callable) -> Callable:
    """Return a variant whose loss and gradient are wrong."""
    return lambda logits, labels: (
        float(loss(_p(logits), _y(logits, labels))),
        gradient(_p(logits), _y(logits, labels), len(labels)),
    )


def _not_finite(shift: Callable) -> Callable:
    """Return a variant that is right unless powers, with `shift(logits)` taken off, are too large or all 0."""

    def variant(logits, labels):
        with np.errstate(all="ignore"):
            powers = np.exp(logits - shift(logits)).sum(axis=1)
        return right(logits, labels) if (np.isfinite(powers) & (powers > 0)).all() else NotFinite()

    return variant


def _mean_log(p: np.ndarray, y: np.ndarray) -> float:
    return -np.log(p[y > 0]).mean()


def _every_pair(logits, labels):
    log_p, n = np.log(_p(logits)), len(labels)
    gradient = np.exp(log_p)
    gradient[:, labels] -= 1
    return float(-log_p[:, labels].mean()), gradient / n


def _with_labels(change: Callable) -> Callable:
    """Return a variant that looks at other labels."""
    return lambda logits, labels: right(logits, change(logits, labels))


cross_entropy = Bank("cross_entropy", oracle=right, where=LOSS, probes=[ONE, TWO, THREE, FOUR])
add = cross_entropy.add
add(
    "gradient-not-averaged",
    "Your gradient is as many times too large as there are images. The loss is a mean: what becomes of each slope?",
    _gradient(lambda p, y, n: p - y),
    where=CHECK,
)
add(
    "sum-for-mean",
    "Your loss is the sum over the batch. Which is asked for, and would it not grow with the batch?",
    _loss(lambda p, y: -np.log(p[y > 0]).sum()),
    _both(lambda p, y: -np.log(p[y > 0]).sum(), lambda p, y, n: p - y),
)
add(
    "averaged-over-classes",
    "You divide by the number of all logits, or by that of the classes. Over what is the mean taken?",
    _loss(lambda p, y: _mean_log(p, y) / p.shape[1]),
    _gradient(lambda p, y, n: (p - y) / p.size),
    _gradient(lambda p, y, n: (p - y) / p.shape[1]),
    _both(lambda p, y: _mean_log(p, y) / p.shape[1], lambda p, y, n: (p - y) / p.size),
    _both(lambda p, y: _mean_log(p, y) / p.shape[1], lambda p, y, n: (p - y) / p.shape[1]),
    _both(lambda p, y: -np.log(p[y > 0]).sum() / p.shape[1], lambda p, y, n: (p - y) / p.shape[1]),
)
add(
    "averaged-twice",
    "Your gradient is divided by the batch twice. How often does the 1/N stand in it?",
    _gradient(lambda p, y, n: (p - y) / n**2),
)
add(
    "softmax-twice",
    "Your loss takes the softmax of probabilities. How often do the logits go through it?",
    _of_shares(lambda z: _p(_p(z))),
    _loss(lambda p, y: _mean_log(_p(p), y)),
    _of_shares(lambda z: _p(_p(z)), loss_too=False),
)
add(
    "softmax-not-shifted",
    "Right for small logits, no numbers at all for large ones. What may be taken off all logits of a row first?",
    _not_finite(lambda z: 0),
    probes=LARGE,
)
add(
    "shifted-by-the-largest-of-all",
    "Right until one row lies far below another. Whose largest logit is taken off?",
    _not_finite(np.max),
    probes=LEVELS,
)
add(
    "logarithm-of-zero",
    "Right until a probability is so small that it becomes 0. Its logarithm is asked for: who needs the probability?",
    _loss(_mean_log),
    probes=APART,
)
add(
    "logarithm-clipped",
    "Right until a probability is small: then your loss stops growing. The logarithm can be had without the "
    "probability: what is ln p in terms of the logits?",
    *(_loss(lambda p, y, e=e: _mean_log(p + e, y)) for e in 10.0 ** -np.arange(5, 17)),
    *(_loss(lambda p, y, e=e: _mean_log(np.clip(p, e, None), y)) for e in 10.0 ** -np.arange(5, 17)),
    _loss(lambda p, y: _mean_log(np.clip(p, 1e-300, None), y)),
    _loss(lambda p, y: _mean_log(np.maximum(p, np.finfo(float).eps), y)),
    _loss(lambda p, y: _mean_log(np.maximum(p, np.finfo(float).tiny), y)),
    probes=APART,
)
add(
    "other-logarithm",
    "Your loss is ours in another unit. Which logarithm undoes the powers of e?",
    _loss(lambda p, y: _mean_log(p, y) / np.log(2)),
    _loss(lambda p, y: _mean_log(p, y) / np.log(10)),
)
add(
    "sign-turned",
    "The sign of your loss or of your gradient is turned. Is a logarithm of a probability above 0, and should the "
    "label's logit grow or shrink?",
    _loss(lambda p, y: -_mean_log(p, y)),
    _gradient(lambda p, y, n: (y - p) / n),
    _both(lambda p, y: -_mean_log(p, y), lambda p, y, n: (y - p) / n),
)
add(
    "label-not-taken-off",
    "Your gradient is the probabilities alone. What should the label's have been?",
    _gradient(lambda p, y, n: p / n),
    _gradient(lambda p, y, n: p),
)
add(
    "label-only",
    "Only the label's logit gets a gradient. Does the label's probability not depend on the other logits, too?",
    _gradient(lambda p, y, n: y * (p - y) / n),
    _gradient(lambda p, y, n: -y * p / n),
)
add(
    "gradient-of-probabilities",
    "Your gradient is that with respect to the probabilities. There is one more step back to the logits: which?",
    _gradient(lambda p, y, n: -y / p / n),
    _gradient(lambda p, y, n: -y / p),
)
add(
    "logarithm-forgotten",
    "Your loss has no logarithm. What should it be where the label got 1/1000 in place of 1/10?",
    _loss(lambda p, y: -p[y > 0].mean()),
    _loss(lambda p, y: 1 - p[y > 0].mean()),
    _loss(lambda p, y: p[y > 0].mean()),
)
add(
    "logarithm-of-the-mean",
    "You take the logarithm of a mean. Each image has its own surprise: which comes first?",
    _loss(lambda p, y: -np.log(p[y > 0].mean())),
)
add(
    "all-classes-counted",
    "Your loss counts the logarithms of all classes. Which one entry of each row says how surprised you are?",
    _loss(lambda p, y: -np.log(p).mean()),
    _loss(lambda p, y: -np.log(p).sum(axis=1).mean()),
    _loss(lambda p, y: -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum(axis=1).mean()),
    _loss(lambda p, y: -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()),
    _loss(lambda p, y: -(p * np.log(p)).sum(axis=1).mean()),
)
add(
    "every-row-every-label",
    "`a[:, labels]` takes the columns of all labels from every row. Which entry of which row is meant?",
    _every_pair,
)
add(
    "softmax-wrong-axis",
    "Your probabilities add up to 1 along the batch. Which numbers compete with each other?",
    _of_shares(lambda z: _p(z, 0)),
    probes=[probe(FOUR.args[0][:3], np.array([2, 1, 0])), probe(TWO.args[0][::-1], np.array([3, 2]))],
)
add(
    "squared-error",
    "Your loss is the mean of squared errors. Which loss is asked for?",
    _loss(lambda p, y: ((p - y) ** 2).mean()),
    _loss(lambda p, y: ((p - y) ** 2).sum(axis=1).mean()),
)
add(
    "loss-of-each-image",
    "You return a loss for every image. How many numbers go downhill together?",
    lambda z, labels: (-np.log(_p(z)[_y(z, labels) > 0]), right(z, labels)[1]),
    lambda z, labels: (-np.log(_p(z)[_y(z, labels) > 0])[:, None], right(z, labels)[1]),
)
add(
    "order-of-results",
    "The right two, in the other order. Which comes first?",
    lambda logits, labels: right(logits, labels)[::-1],
)
add(
    "logits-for-probabilities",
    "Your loss or your gradient takes the logits for probabilities. What makes probabilities of logits?",
    lambda z, labels: (float(-z[_y(z, labels) > 0].mean()), right(z, labels)[1]),
    lambda z, labels: (right(z, labels)[0], (z - _y(z, labels)) / len(labels)),
    lambda z, labels: (float(-z[_y(z, labels) > 0].mean()), (z - _y(z, labels)) / len(labels)),
)
add(
    "prediction-for-label",
    "You ask how sure the network is of what it says. Of which class is the probability asked for?",
    _with_labels(lambda logits, labels: logits.argmax(axis=1)),
    lambda logits, labels: (right(logits, logits.argmax(axis=1))[0], right(logits, labels)[1]),
    probes=[probe(FOUR.args[0], np.array([0, 1, 0, 0]))],
)
add(
    "label-off-by-one",
    "You look at the class before, or after, the label. From which number are classes counted?",
    _with_labels(lambda logits, labels: labels - 1),
)
add(
    "first-label-for-all",
    "Every image is judged by the first label. Which label belongs to which row?",
    _with_labels(lambda logits, labels: np.full(len(labels), labels[0])),
    probes=[probe(FOUR.args[0], np.array([0, 1, 1, 2]))],
)
add(
    "output-dtype",
    "Right for fractions; whole logits make your gradient whole, or stop it. Which dtype has the array that you take 1 "
    "off from?",
    loses_fractions(lambda logits, labels: logits.dtype.kind in "iu", right),
    lambda z, labels: (
        right(z, labels)[0],
        ((np.trunc(_p(z)) if z.dtype.kind in "iu" else _p(z)) - _y(z, labels)) / len(labels),
    ),
    fails_when(lambda logits, labels: logits.dtype.kind in "iu", right, AnyError(TypeError, "Cannot cast")),
    probes=WHOLE,
)

BANKS = [cross_entropy]
