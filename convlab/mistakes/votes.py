"""Usual mistakes of lesson 6 in its small parts: `relu`, `dense`, `softmax`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from convlab.mistakes import AnyError, Bank, fails_when, probe

# ---- relu

MIXED = np.array([[-3.0, 0.0, 2.5, -1.0], [4.0, -0.5, 0.25, -7.0]])
CUBE = np.arange(-9.0, 15.0).reshape(2, 3, 4) * 0.75
relu = Bank(
    "relu",
    oracle=lambda x: np.maximum(x, 0),
    where="lesson 6, section 6.2 (why must something bend)",
    probes=[probe(MIXED), probe(MIXED[0]), probe(CUBE), probe(-CUBE[0])],
)
relu.add(
    "wrong-side-kept",
    "You keep what is negative and drop what is positive. Which side means yes?",
    lambda x: np.minimum(x, 0),
    lambda x: np.maximum(-x, 0),
)
relu.add("sign-lost", "Negative numbers lose their sign. What should become of them?", np.abs)
relu.add(
    "nothing-bent", "Your answer equals the input. What should happen to negative numbers?", lambda x: 1 * x
)
relu.add(
    "leaky-relu",
    "Negative numbers come out small, not 0. That bend has a name of its own; which one is asked for?",
    lambda x: np.where(x > 0, x, 0.01 * x),
    lambda x: np.where(x > 0, x, 0.1 * x),
)
relu.add(
    "other-activation",
    "Your answers stay below 1, in a curve. That is an older activation; what does ReLU do to 2.5?",
    lambda x: 1 / (1 + np.exp(-x)),
    np.tanh,
)
relu.add("clipped-at-one", "Large numbers are cut at 1. Is there an upper end?", lambda x: np.clip(x, 0, 1))
relu.add(
    "only-yes-or-no",
    "Your answers are 0 and 1. How strong was the yes?",
    lambda x: (x > 0).astype(float),
    lambda x: (x >= 0).astype(float),
)
relu.add(
    "output-dtype",
    "Your numbers have lost their fraction. Which dtype has the array that you fill?",
    lambda x: np.trunc(np.maximum(x, 0)),
    probes=[probe(MIXED[1:] * 1.25)],
)
relu.add(
    "only-two-axes",
    "It stops when the array has not two axes. Does it matter how many there are?",
    fails_when(lambda x: x.ndim != 2, lambda x: np.maximum(x, 0)),
    probes=[probe(MIXED[1]), probe(CUBE[0, 0] + 5), probe(CUBE[None])],
)
relu.add(
    "negatives-removed",
    "Negative numbers are gone, and the shape with them. What should stand in their places?",
    lambda x: x[x > 0],
    lambda x: x[x >= 0],
)
relu.add(
    "maximum-along-axis",
    "`np.max(x, 0)` looks for the largest number along axis 0. Which function compares each entry with 0?",
    lambda x: np.max(x, 0),
)

# ---- dense

_WHOLE = np.array([3, 1, -2, 5, 0, -4, 7, 2, -1, 6, -3, 9, 4, -5, 8])


def _votes(n: int, d: int, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features, weights and biases in which no two rows are alike."""
    return np.resize(_WHOLE, (n, d)), np.resize(_WHOLE[::-1], (k, d)) + np.arange(k)[:, None], 10 * _WHOLE[:k]


def _dense(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    return x @ w.T + b


dense = Bank(
    "dense",
    oracle=_dense,
    where="lesson 6, section 6.3 (how do features become votes)",
    probes=[probe(*_votes(*sizes)) for sizes in [(1, 3, 2), (2, 4, 3), (2, 3, 3), (4, 2, 2), (3, 5, 5)]],
)
dense.add("bias-forgotten", "Your votes equal ours without biases. Who adds them?", lambda x, w, b: x @ w.T)
dense.add(
    "weights-not-transposed",
    "Your votes come from the columns of `w`. Do the weights of a class stand in a row or in a column?",
    lambda x, w, b: x @ w + b,
)
dense.add(
    "votes-transposed",
    "Your answer has a row for each class. What has a row of its own?",
    lambda x, w, b: w @ x.T + b[:, None],
)
dense.add("bias-subtracted", "Your biases count minus. Which sign have they?", lambda x, w, b: x @ w.T - b)
dense.add(
    "first-bias-for-all",
    "Every class gets the first bias. Does each have its own?",
    lambda x, w, b: x @ w.T + b[0],
    probes=[probe(*_votes(3, 2, 4))],
)
dense.add(
    "mean-for-sum",
    "Your votes are means, not sums. Does a dot product take a mean?",
    lambda x, w, b: x @ w.T / x.shape[1] + b,
    lambda x, w, b: (x @ w.T + b) / x.shape[1],
)
dense.add(
    "logits-rectified",
    "Your votes are never negative. May a vote count against a class?",
    lambda x, w, b: np.maximum(x @ w.T + b, 0),
    probes=[probe(x, -w, b - 200) for x, w, b in [_votes(2, 3, 4), _votes(3, 4, 2), _votes(1, 5, 3)]],
)
dense.add(
    "first-image-only",
    "Only the first row of features is used. How many images are in the batch?",
    lambda x, w, b: _dense(x[:1], w, b),
    lambda x, w, b: _dense(x[0], w, b),
    lambda x, w, b: np.repeat(_dense(x[:1], w, b), len(x), axis=0),
    probes=[probe(*_votes(5, 2, 3)), probe(*_votes(6, 4, 2))],
)

# ---- softmax

ROW, ROWS = np.log([1.0, 2, 5]), np.array([[0.0, 1, 3, 2], [2, -1, 0, 4], [1, 1, 5, -2]])
TOWER = np.stack([ROWS[:2, :3], ROWS[1:, 1:] * 0.5])
SQUARE = np.array([[0.0, 1, 3], [2, -1, 0.5], [1, 4, -2]])


def _shares(z: np.ndarray, axis: int | None = -1) -> np.ndarray:
    powers = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _quietly(function: Callable) -> Callable:
    """Return the variant without NumPy's warnings about overflow."""

    def variant(z: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            return function(z)

    return variant


def _along_axis_one(z: np.ndarray) -> object:
    return _shares(z, 1) if z.ndim > 1 else AnyError(ValueError, "axis 1 is out of bounds")


def _without_keepdims(z: np.ndarray) -> np.ndarray:
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1)


LARGE = [probe(np.array([1000.0, 1000])), probe(ROWS + 1000), probe(np.array([[2000.0, 0], [1, 3]]))]
APART = [probe(ROWS + np.array([[0.0], [gap], [-gap]])) for gap in (1000.0, 5000.0, 20000.0)]
softmax = Bank(
    "softmax",
    oracle=_shares,
    where="lesson 6, section 6.4 (how sure is it)",
    probes=[probe(ROW), probe(ROWS), probe(SQUARE), probe(TOWER)],
)
softmax.add(
    "softmax-not-shifted",
    "Right for small logits, no numbers at all for large ones. What is the power of 1000, and what may be "
    "taken off all logits first?",
    _quietly(lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)),
    probes=LARGE,
)  # fmt: skip
softmax.add(
    "shifted-by-the-largest-of-all",
    "Right until one row lies far below another. Whose largest logit is taken off?",
    _quietly(lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=-1, keepdims=True)),
    probes=APART,
)
softmax.add(
    "softmax-wrong-axis",
    "Your shares add up to 1 along another axis than the last. Which numbers compete with each other?",
    lambda z: _shares(z, 0),
    _along_axis_one,
    lambda z: _shares(z.T).T,
    probes=[probe(ROWS.T), probe(TOWER[:, 0]), probe(np.stack([ROWS, ROWS[::-1] * 2])), probe(ROW[:2])],
)
softmax.add(
    "softmax-over-everything",
    "The shares of all rows together add up to 1. How much should each row have?",
    lambda z: _shares(z, None),
)
softmax.add(
    "keepdims-forgotten",
    "One row's sum meets another row's powers. Which shape must the sums have to lie below their rows?",
    _without_keepdims,
)
softmax.add(
    "powers-not-divided",
    "Your shares do not add up to 1. What are the powers divided by?",
    _quietly(np.exp),
    lambda z: np.exp(z - np.max(z, axis=-1, keepdims=True)),
)
softmax.add(
    "softmax-without-powers",
    "Your shares are the logits divided by their sum. What becomes of a negative logit?",
    _quietly(lambda z: z / z.sum(axis=-1, keepdims=True)),
)
softmax.add(
    "log-of-shares",
    "Your answers are the logarithms of the shares. Which of the two is asked for?",
    lambda z: np.log(_shares(z)),
)
softmax.add(
    "sigmoid-for-softmax",
    "Each logit is squeezed by itself. Where do the others of its row come in?",
    lambda z: 1 / (1 + np.exp(-z)),
)
softmax.add(
    "winner-takes-all",
    "The largest logit gets everything. How much is left for the second?",
    lambda z: (z == z.max(axis=-1, keepdims=True)).astype(float),
)
softmax.add(
    "only-two-axes",
    "It stops when the array has not two axes. Which axis is the last of any array?",
    fails_when(lambda z: z.ndim != 2, _shares),
    fails_when(lambda z: z.ndim > 2, _shares),
    fails_when(lambda z: z.ndim == 1, _shares),
    probes=[probe(ROW + 1), probe(TOWER * 2), probe(ROW[1:]), probe(TOWER[:, :1]), probe(TOWER[:1])],
)

BANKS = [relu, dense, softmax]
