"""Usual mistakes of lesson 6 in the votes: `dense`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, Bank, probe
from convlab.mistakes.shared import LOST_FRACTION, wrapped
from convlab.mistakes.tiny_cnn.softmax import shares

_WHOLE = np.array([3, 1, -2, 5, 0, -4, 7, 2, -1, 6, -3, 9, 4, -5, 8])


def _votes(n: int, d: int, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features, weights and biases in which no two rows are alike."""
    return np.resize(_WHOLE, (n, d)), np.resize(_WHOLE[::-1], (k, d)) + np.arange(k)[:, None], 10 * _WHOLE[:k]


def _dense(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    return x @ w.T + b


def _whole_sums(x: np.ndarray, w: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Add the products up, feature after feature, in an array of whole numbers."""
    out = np.zeros((len(x), len(w))) + start
    for feature, weights in zip(x.T, w.T, strict=True):
        out = np.trunc(out + np.outer(feature, weights))
    return out


_FEW = [_votes(2, 3, 4), _votes(3, 4, 2), _votes(1, 5, 3)]
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
    lambda x, w, b: x @ w + b if len(w) == w.shape[1] else AnyError(IndexError, "out of bounds"),
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
    "last-product-kept",
    "Only the last product of each vote is left. Does each new one add to the total, or take its place (`=`, `+=`)?",
    lambda x, w, b: x[:, -1:] * w[:, -1] + b,
    lambda x, w, b: x[:, -1:] * w[:, -1],
)
dense.add(
    "bias-per-feature",
    "The bias is in your votes once for every feature. Is it part of the sum?",
    lambda x, w, b: x @ w.T + x.shape[1] * b,
)
dense.add(
    "bias-multiplied",
    "Your votes are multiplied by their biases. What does a bias do to a vote?",
    lambda x, w, b: x @ w.T * b,
)
dense.add(
    "shares-for-logits",
    "Your votes add up to 1 for each image. Was a softmax asked for?",
    lambda x, w, b: shares((x @ w.T + b).astype(float)),
)
dense.add(
    "reshape-for-transpose",
    "Your weights are reshaped where they should be turned: the rows of the classes are torn apart. Which operation "
    "makes columns of rows?",
    lambda x, w, b: x @ w.reshape(w.shape[1], -1) + b,
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

dense.add(
    "accumulator-not-reset",
    "Each vote holds the ones before it as well. When does the running sum go back to 0?",
    lambda x, w, b: np.cumsum(x @ w.T).reshape(len(x), len(w)) + b,
    lambda x, w, b: np.cumsum(x @ w.T, axis=1) + b,
    lambda x, w, b: np.cumsum(x @ w.T + b).reshape(len(x), len(w)),
)
dense.add(
    "returned-too-early",
    "Only the first vote, or the first row, is there, the rest is 0. Does the `return` wait until all loops are over?",
    lambda x, w, b: _dense(x, w, b) * (np.arange(len(x) * len(w)) == 0).reshape(len(x), -1),
    lambda x, w, b: _dense(x, w, b) * (np.arange(len(x)) == 0)[:, None],
)
dense.add(
    "axis-squeezed",
    "With one image or one class your answer has lost an axis. Is a row of one still a row?",
    lambda x, w, b: np.squeeze(_dense(x, w, b)),
    probes=[probe(*_votes(*sizes)) for sizes in [(1, 4, 3), (3, 4, 1), (1, 2, 5), (1, 3, 1)]],
)
dense.add(
    "output-dtype",
    LOST_FRACTION,
    lambda x, w, b: wrapped(_dense(x, w, b), x.dtype),
    lambda x, w, b: wrapped(_dense(x, w, b), w.dtype),
    lambda x, w, b: np.trunc(_dense(x, w, b)),
    lambda x, w, b: _whole_sums(x, w, np.trunc(b)),
    lambda x, w, b: _whole_sums(x, w, 0 * b) + b,
    probes=[at for x, w, b in _FEW for at in (probe(x / 8, w, b), probe(x, w / 8, b))],
)
dense.add(
    "zero-bias-drops-all",
    "As soon as one bias is 0, you add none. What does a bias of 0 change?",
    lambda x, w, b: x @ w.T + (b if b.all() else 0),
    probes=[probe(x, w, b * (np.arange(len(b)) > 0)) for x, w, b in _FEW],
)
_SQUARE = [probe(*_votes(*sizes)) for sizes in [(2, 2, 2), (3, 3, 3), (4, 4, 4)]]
dense.add(
    "entry-by-entry",
    "`*` multiplies entry by entry, and refuses tables of other shapes. Which sign takes rows times columns?",
    lambda x, w, b: x * w + b,
    lambda x, w, b: x * w.T + b,
    lambda x, w, b: (x * w).sum(axis=1) + b,
    probes=_SQUARE,
)
dense.add(
    "bias-along-the-images",
    "Each image has a bias in yours, where each class should have one. Along which axis do the classes lie?",
    lambda x, w, b: x @ w.T + b[:, None],
    lambda x, w, b: w @ x.T + b,
    lambda x, w, b: (
        x @ w.T + b[: len(x), None] if len(x) <= len(b) else AnyError(IndexError, "out of bounds")
    ),
    probes=[probe(*_votes(*sizes)) for sizes in [(2, 4, 2), (3, 2, 3), (4, 5, 4)]],
)
dense.add(
    "biases-taken-together",
    "Every class gets all biases, their sum or their mean. Which one belongs to it?",
    lambda x, w, b: x @ w.T + b.sum(),
    lambda x, w, b: x @ w.T + b.mean(),
)
dense.add(
    "bias-twice",
    "The bias is in your votes twice. Is it added in two places?",
    lambda x, w, b: x @ w.T + 2 * b,
)
dense.add(
    "classes-for-logits",
    "You return the place of the largest vote. All votes are asked for: who decides later?",
    lambda x, w, b: _dense(x, w, b).argmax(axis=1),
)
dense.add(
    "rounded",
    "Your votes are rounded. Who asked for fewer digits?",
    *(lambda x, w, b, digits=digits: np.round(_dense(x, w, b), digits) for digits in (0, 1, 2)),
    probes=[at for x, w, b in _FEW for at in (probe(x / 8, w, b), probe(x / 8, w / 9, b))],
)
dense.add(
    "output-one-short",
    "The last feature, class or image does not count in yours. Does a `range` hold its own end?",
    lambda x, w, b: x[:, :-1] @ w[:, :-1].T + b,
    lambda x, w, b: _dense(x, w, b) * (np.arange(len(w)) < len(w) - 1),
    lambda x, w, b: _dense(x, w, b) * (np.arange(len(x)) < len(x) - 1)[:, None],
)

BANKS = [dense]
