"""Usual mistakes of lesson 6 in the bend: `relu`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import Bank, fails_when, probe
from convlab.mistakes.tiny_cnn.changes import BENDS

MIXED = np.array([[-3.0, 0.0, 2.5, -1.0], [4.0, -0.5, 0.25, -7.0]])
CUBE = np.arange(-9.0, 15.0).reshape(2, 3, 4) * 0.75
relu = Bank(
    "relu",
    oracle=lambda x: np.maximum(x, 0),
    where=BENDS,
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
    "integer-overflow",
    "Right for fractions, wrong for large numbers of `uint8`. What is 200 + 200 in one byte?",
    lambda x: (np.abs(x) + x) / 2,
    probes=[probe(np.array(row, np.uint8)) for row in ([[200, 7], [0, 130]], [255, 128, 3], [[144], [250]])],
)
relu.add(
    "leaky-relu",
    "Negative numbers come out small, not 0. That bend has a name of its own; which one is asked for?",
    lambda x: np.where(x > 0, x, 0.01 * x),
    lambda x: np.where(x > 0, x, 0.1 * x),
    lambda x: np.where(x > 0, x, 0.2 * x),
)
relu.add(
    "other-activation",
    "Your answers stay below 1, in a curve. That is an older activation; what does ReLU do to 2.5?",
    lambda x: 1 / (1 + np.exp(-x)),
    np.tanh,
)
relu.add(
    "softened",
    "Your answers bend in a curve, and are above 0 where nothing should be left. Which of the bends is a corner?",
    lambda x: np.log1p(np.exp(x)),
    lambda x: np.where(x > 0, x, np.exp(x) - 1),
)
relu.add(
    "not-folded",
    "Your answers lie flat in one row. Which shape came in?",
    lambda x: np.maximum(x, 0).ravel(),
    probes=[probe(MIXED.T)],
)
relu.add(
    "clipped-at-one",
    "Large numbers are cut, at 1, 6 or 255. Is there an upper end?",
    *(lambda x, top=top: np.clip(x, 0, top) for top in (1, 6, 255)),
    probes=[
        probe(np.array([[300.0, -2], [7, 4]])),
        probe(np.array([-1.0, 9, 256])),
        probe(np.array([[500.0]])),
    ],
)
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
    lambda x: np.maximum(np.max(x, 0), 0),
)
relu.add(
    "maximum-of-everything",
    "Your answer is one number, the largest of all. Which function compares each entry with 0?",
    lambda x: x.max(),
    lambda x: max(x.max(), 0.0),
)
relu.add(
    "rounded",
    "Your numbers are rounded. Who asked for fewer digits?",
    lambda x: np.round(np.maximum(x, 0)),
    lambda x: np.round(np.maximum(x, 0), 1),
    probes=[probe(MIXED[1:] * 1.25)],
)
relu.add(
    "returned-too-early",
    "Only the beginning is done, the rest is 0. Does the `return` wait until all loops are over?",
    lambda x: np.maximum(x, 0) * (np.arange(x.size) == 0).reshape(x.shape),
    lambda x: np.maximum(x, 0) * (np.arange(len(x)) == 0).reshape(-1, *(1,) * (x.ndim - 1)),
    probes=[probe(-MIXED), probe(MIXED[:, 1:] + 1)],
)
relu.add(
    "normalized",
    "Your numbers are ours, stretched so that the largest is 1. How strong was the yes?",
    lambda x: np.maximum(x, 0) / np.max(x),
)

BANKS = [relu]
